import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { peered, transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The far interface lets in what wears the app's group. */
const naming = (world: World, ...ingress: string[]): World =>
  world.group('sg-x', 'vpc-b', ingress).change('network-interface', 'eni-far', { Groups: [{ GroupId: 'sg-x' }] });

const on = (world: World): World =>
  world.change('transit-gateway', 'tgw-1', { Options: { SecurityGroupReferencingSupport: 'enable' } });

test('a group named across a transit gateway that does not support it is found', () => {
  rule('sg-reference-not-preserved').flags(naming(transit(), 'tcp 5432 sg-app'), {
    subject: 'sg-x',
    severity: 'high',
    key: 'tcp 5432 from sg-app',
    says: 'lets sg-app in (tcp 5432 from sg-app)',
    by: ['tgw-1', 'tcp 5432 from sg-app'],
    fix: 'SecurityGroupReferencingSupport=enable',
  });
});

test('one attachment that does not support it is enough, and IPv6 is no better', () => {
  const off = on(naming(transit(), '-1 sg-app')).change('transit-gateway-vpc-attachment', 'att-a', {
    Options: { SecurityGroupReferencingSupport: 'disable' },
  });
  const six = naming(transit(), 'tcp 5432 sg-app', '-1 10.0.0.0/8');
  rule('sg-reference-not-preserved').flags(off, 'sg-x').flags(six, 'sg-x');
});

test('with support, over a peering, and where addresses let the packet in, nothing is lost', () => {
  rule('sg-reference-not-preserved').ignores(
    on(naming(transit(), 'tcp 5432 sg-app')),
    naming(peered(), 'tcp 5432 sg-app'),
    naming(transit(), 'tcp 5432 sg-app', 'tcp 5432 10.0.0.0/16', 'tcp 5432 2600:a::/56'),
    naming(transit(), 'tcp 5432 sg-x'),
  );
});

test('without the routes of the gateway, or the members of the group, nobody knows', () => {
  const foreign = naming(transit(), 'tcp 5432 sg-far').change('security-group', 'sg-x', (data) => {
    data.IpPermissions[0].UserIdGroupPairs[0].UserId = '222222222222';
  });
  rule('sg-reference-not-preserved')
    .cannotJudge(foreign, 'sg-x')
    .cannotJudge(on(naming(transit(), 'tcp 5432 sg-app')).denied('transit-gateway-route'), 'sg-x')
    .cannotJudge(naming(transit(), 'tcp 5432 sg-app').denied('transit-gateway'));
});
