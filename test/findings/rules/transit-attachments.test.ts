import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('an attachment that shares its subnet with others is found', () => {
  const own = transit().eni('eni-tgw', 'subnet-attach-a', '10.0.9.4', [], { InterfaceType: 'transit_gateway' });
  const shared = transit().eni('eni-more', 'subnet-attach-a', '10.0.9.5', ['sg-app']);
  rule('tgw-attachment-subnet-shared')
    .flags(shared, {
      subject: 'att-a',
      severity: 'low',
      says: 'subnet-attach-a',
      by: ['eni-more'],
      fix: '--add-subnet-ids $SUBNET --remove-subnet-ids subnet-attach-a',
    })
    .ignores(transit(), own, shared.change('transit-gateway-vpc-attachment', 'att-a', { State: 'deleted' }))
    .cannotJudge(transit().denied('network-interface'));
});

test('IPv6 that is sent to an attachment which does not carry it is found', () => {
  const disabled = () => transit().change('transit-gateway-vpc-attachment', 'att-a', { Options: { Ipv6Support: 'disable' } });
  const fourOnly = disabled().change('route-table', 'rtb-private', (data) => data.Routes.pop());
  rule('tgw-ipv6-disabled')
    .flags(disabled(), { subject: 'att-a', severity: 'medium', by: ['2600:b::/56'], fix: 'Ipv6Support=enable' })
    .ignores(transit(), fourOnly)
    .cannotJudge(disabled().denied('route-table'));
});

test('a peering that no route uses is found, unless its routes are learned', () => {
  const peered = () => transit().attachment('att-p', 'tgw-1', 'peering', 'tgw-far', 'tgw-rtb-1');
  const described = (RequesterTgwInfo: object) =>
    peered().add('transit-gateway-peering-attachment', 'att-p', { TransitGatewayAttachmentId: 'att-p', RequesterTgwInfo });
  const listed = peered().add(
    'transit-gateway-prefix-list-reference',
    'tgw-rtb-1/pl-1',
    { PrefixListId: 'pl-1', TransitGatewayAttachment: { TransitGatewayAttachmentId: 'att-p' } },
    { parent: 'tgw-rtb-1' },
  );
  rule('tgw-peering-no-static-route')
    .flags(peered(), {
      subject: 'att-p',
      severity: 'medium',
      by: ['tgw-rtb-1'],
      fix: '--transit-gateway-route-table-id tgw-rtb-1',
    })
    .flags(described({ TransitGatewayId: 'tgw-1' }), 'att-p')
    .flags(peered().transitRoute('tgw-rtb-1', '10.7.0.0/16 blackhole'), 'att-p')
    .ignores(
      transit(),
      listed,
      peered().transitRoute('tgw-rtb-1', '10.7.0.0/16 att-p'),
      peered().transitRoute('tgw-rtb-1', '2600:7::/56 att-p'),
      described({ CoreNetworkId: 'core-network-1' }),
    )
    .cannotJudge(peered().denied('transit-gateway-route'));
});
