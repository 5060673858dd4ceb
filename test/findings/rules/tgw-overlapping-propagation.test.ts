import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const propagating = (world: World, ...attachments: string[]): World => {
  for (const id of attachments)
    world.add(
      'transit-gateway-propagation',
      `tgw-rtb-1/${id}`,
      { TransitGatewayAttachmentId: id, State: 'enabled' },
      { parent: 'tgw-rtb-1' },
    );
  return world;
};
const both = () => propagating(transit(), 'att-a', 'att-b');
const withVpn = (route: string) =>
  propagating(transit().attachment('att-vpn', 'tgw-1', 'vpn', 'vpn-1'), 'att-a', 'att-b', 'att-vpn').transitRoute(
    'tgw-rtb-1',
    `${route} att-vpn propagated`,
  );

test('two VPCs that propagate overlapping blocks are found, IPv4 and IPv6', () => {
  const block = (more: object) => both().change('vpc', 'vpc-b', more);
  rule('tgw-overlapping-propagation')
    .flags(block({ CidrBlock: '10.0.128.0/20', CidrBlockAssociationSet: [] }), {
      subject: 'tgw-rtb-1',
      key: 'att-a att-b',
      severity: 'medium',
      says: 'att-b wins',
      by: ['10.0.128.0/20', '10.0.0.0/16'],
    })
    .flags(block({ CidrBlock: '10.0.0.0/16', CidrBlockAssociationSet: [] }), {
      subject: 'tgw-rtb-1',
      says: 'one of them gets all',
    })
    .flags(block({ Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:a::/56' }] }), 'tgw-rtb-1');
});

test('a site that announces part of a VPC is found, and a summary is not', () => {
  rule('tgw-overlapping-propagation')
    .flags(withVpn('10.0.2.0/24'), { subject: 'tgw-rtb-1', key: 'att-a att-vpn', says: 'att-vpn wins' })
    .flags(withVpn('2600:b:0:1::/64'), { subject: 'tgw-rtb-1', key: 'att-b att-vpn' })
    .ignores(both(), withVpn('10.0.0.0/8'), withVpn('192.168.0.0/16'), propagating(transit(), 'att-a'))
    .cannotJudge(both().remove('vpc', 'vpc-b'), 'tgw-rtb-1')
    .cannotJudge(both().denied('transit-gateway-propagation'));
});
