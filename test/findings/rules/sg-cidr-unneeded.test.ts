import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { hybrid, office, peered, transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const having = (world: World, ...ingress: string[]) =>
  world.change('security-group', 'sg-app', { IpPermissions: [] }).group('sg-x', 'vpc-a', ingress);

test('private ranges that no route leads to are found, over IPv4 and IPv6', () => {
  rule('sg-cidr-unneeded')
    .flags(having(office(), 'tcp 22 10.1.0.0/16'), {
      subject: 'sg-x',
      severity: 'low',
      key: 'tcp 22 from 10.1.0.0/16',
      says: 'no route of vpc-a leads there',
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(having(office(), '-1 fd00::/16', '-1 100.64.0.0/16'), 'sg-x', 'sg-x');
});

test('what has an address there, or gets an answer, may arrive', () => {
  rule('sg-cidr-unneeded').ignores(
    having(office(), 'tcp 22 10.0.0.0/8', 'tcp 22 10.0.3.0/24', 'tcp 22 198.51.100.0/24', 'tcp 22 0.0.0.0/0', 'tcp 22 sg-app'),
    having(peered(), 'tcp 22 10.1.0.0/16').change('security-group', 'sg-far', { IpPermissions: [] }),
    having(transit(), 'tcp 22 10.1.2.0/24').change('security-group', 'sg-far', { IpPermissions: [] }),
    having(hybrid(), 'tcp 22 192.168.0.0/24'),
    having(office().route('rtb-private', 'fd00::/8 tgw-1'), 'tcp 22 fd00:1::/32'),
    having(office(), 'tcp 22 10.1.0.0/16')
      .vpc('vpc-b', '10.1.0.0/16')
      .add('security-group-vpc-association', 'sg-x/vpc-b', { GroupId: 'sg-x', VpcId: 'vpc-b', State: 'associated' }),
  );
});

test('a route to a list that nobody knows leaves it open', () => {
  rule('sg-cidr-unneeded')
    .cannotJudge(having(office().route('rtb-private', 'pl-gone tgw-1'), 'tcp 22 10.1.0.0/16'), 'sg-x')
    .cannotJudge(having(office(), 'tcp 22 10.1.0.0/16').denied('route-table'));
});
