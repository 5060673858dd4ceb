import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const leading6 = (world = office()) =>
  world.change('route-table', 'rtb-private', (data) => {
    data.Routes[3] = { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-a', State: 'active', Origin: 'CreateRoute' };
  });

test('a subnet that is private over IPv4 and public over IPv6 is found', () => {
  rule('route-ipv6-private-via-igw')
    .flags(leading6(), {
      subject: 'subnet-private',
      severity: 'high',
      says: 'leads IPv4 to nat-a and IPv6 to igw-a',
      fix: 'replace-route --route-table-id rtb-private --destination-ipv6-cidr-block ::/0 --egress-only-internet-gateway-id eigw-a',
    })
    .flags(office().route('rtb-main', '::/0 igw-a'), { subject: 'subnet-other', says: 'leads IPv4 nowhere' });
});

test('public over both, private over both, behind a firewall, or of one family only, it is fine', () => {
  const four = (target: Record<string, string>) =>
    leading6().change('route-table', 'rtb-private', (data) => {
      data.Routes[2] = { DestinationCidrBlock: '0.0.0.0/0', State: 'active', Origin: 'CreateRoute', ...target };
    });
  rule('route-ipv6-private-via-igw').ignores(
    office(),
    four({ GatewayId: 'igw-a' }),
    four({ GatewayId: 'vpce-firewall' }),
    leading6().change('subnet', 'subnet-private', { CidrBlock: undefined, Ipv6Native: true }),
  );
});

test('without the tables nobody knows', () => rule('route-ipv6-private-via-igw').cannotJudge(leading6().denied('route-table')));
