import { test } from 'vitest';
import { hybrid, office, transit, twoOffices } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

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
