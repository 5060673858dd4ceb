import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { hybrid, office, transit, twoOffices } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const vpcs = (...cidrs: string[]) => {
  const world = new World();
  for (const [at, cidr] of cidrs.entries()) world.vpc(`vpc-${at}`, cidr);
  return world;
};

test('VPCs that share addresses are told, each of them, connected or not', () => {
  rule('vpc-cidr-overlap-estate')
    .flags(
      vpcs('10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/16', '10.1.4.0/22'),
      { subject: 'vpc-0', severity: 'info', key: '10.0.0.0/8', says: 'in common with vpc-1, vpc-3, vpc-2' },
      { subject: 'vpc-1', says: 'with vpc-0, vpc-3' },
      { subject: 'vpc-2', says: 'with vpc-0.' },
      'vpc-3',
    )
    .flags(
      new World().vpc('vpc-a', '10.0.0.0/16', { ipv6: 'fd00::/56' }).vpc('vpc-b', '10.1.0.0/16', { ipv6: 'fd00::/48' }),
      { subject: 'vpc-a', key: 'fd00::/56' },
      'vpc-b',
    )
    .flags(vpcs(...Array.from({ length: 9 }, () => '10.0.0.0/16')));
});

test('neighbours, default VPCs and what was not seen are something else', () => {
  const other = { account: '222222222222' };
  rule('vpc-cidr-overlap-estate')
    .ignores(
      vpcs('10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/15'),
      new World().vpc('vpc-a', '172.31.0.0/16', { IsDefault: true }).vpc('vpc-b', '172.31.0.0/16', { IsDefault: true }),
    )
    .cannotJudge(vpcs('10.0.0.0/16').group('sg-far', 'vpc-far', [], [], other).denied('vpc', other), 'vpc-0');
});

test('a network behind a virtual private gateway with addresses of the VPC is found', () => {
  const announced = (cidr: string) => hybrid().route('rtb-private', `${cidr} vgw-a propagated`);
  const fixed = (DestinationCidrBlock: string) =>
    hybrid().change('vpn-connection', 'vpn-1', { Routes: [{ DestinationCidrBlock, State: 'available' }] });
  rule('vpc-cidr-overlap-onprem')
    .flags(announced('10.0.7.0/24'), { subject: 'vpc-a', severity: 'high', key: '10.0.7.0/24', by: ['10.0.7.0/24 → vgw-a'] })
    .flags(announced('2600:a:0:9::/64'), { subject: 'vpc-a', key: '2600:a:0:9::/64' })
    .flags(fixed('10.0.0.0/16'), { subject: 'vpc-a', by: ['vpn-1'] })
    .ignores(hybrid(), announced('10.0.0.0/8'), announced('10.9.0.0/16'), fixed('10.0.0.0/8'), office())
    .cannotJudge(fixed('10.0.0.0/16').asked(['vpn-connection']).denied('vpn-connection'), 'vpc-a')
    .cannotJudge(announced('10.0.7.0/24').denied('route-table'));
});

test('a network behind a transit gateway with addresses of a VPC is found', () => {
  const learned = (cidr: string, type = 'vpn') =>
    transit().attachment('att-vpn', 'tgw-1', type, 'vpn-1').transitRoute('tgw-rtb-1', `${cidr} att-vpn propagated`);
  rule('vpc-cidr-overlap-onprem')
    .flags(learned('10.1.2.0/24'), { subject: 'vpc-b', key: '10.1.2.0/24', by: ['tgw-rtb-1'] })
    .flags(learned('2600:b::/60', 'direct-connect-gateway'), { subject: 'vpc-b', key: '2600:b::/60' })
    .flags(learned('10.7.7.0/24').vpc('vpc-c', '10.7.0.0/16'), { subject: 'vpc-c', severity: 'medium', key: '10.7.7.0/24' })
    .flags(learned('10.7.0.0/16').vpc('vpc-c', '10.7.7.0/24'), { subject: 'vpc-c', severity: 'medium', key: '10.7.0.0/16' })
    .ignores(learned('10.7.0.0/16').vpc('vpc-c', '10.7.7.0/24').vpc('vpc-d', '10.7.8.0/24'))
    .ignores(transit(), learned('10.0.0.0/8'), learned('192.168.0.0/16'), learned('10.1.2.0/24', 'vpc'), twoOffices())
    .cannotJudge(learned('10.1.2.0/24').denied('transit-gateway-route'));
});

test('whose transit gateway was not scanned, may have any network behind it', () => {
  const foreign = transit();
  for (const id of ['att-a', 'att-b'])
    foreign.change('transit-gateway-attachment', id, { TransitGatewayOwnerId: '999999999999' });
  rule('vpc-cidr-overlap-onprem').cannotJudge(foreign, 'vpc-a');
});
