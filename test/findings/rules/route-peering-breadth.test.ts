import { test } from 'vitest';
import { peered } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The tables lead by the peering connection only where these routes say so. */
const routed = (...routes: string[]) => {
  const world = peered();
  for (const table of ['rtb-private', 'rtb-public', 'rtb-far'])
    world.change('route-table', table, (data) => {
      data.Routes = data.Routes.filter((one: Record<string, string>) => !one.VpcPeeringConnectionId);
    });
  return world.route('rtb-private', ...routes);
};

/** One of the two subnets beyond has a way back. */
const answered = () =>
  routed('10.1.0.0/16 pcx-ab').table('rtb-back', 'vpc-b', ['subnet-far'], ['10.1.0.0/16 local', '10.0.2.0/24 pcx-ab']);

/** The second VPC belongs to somebody who was not scanned; the connection tells its blocks, or not. */
const foreign = (blocks: Record<string, unknown>, ...routes: string[]) =>
  routed(...routes)
    .remove('vpc', 'vpc-b')
    .change('vpc-peering-connection', 'pcx-ab', (data) => {
      data.AccepterVpcInfo = { VpcId: 'vpc-b', OwnerId: '999999999999', Region: 'eu-west-1', ...blocks };
    });

test('a route to a whole block of the peer is found, over IPv4 and IPv6, and a default route is grave', () => {
  rule('route-peering-too-broad')
    .flags(
      routed('10.1.0.0/16 pcx-ab', '2600:b::/56 pcx-ab'),
      { subject: 'rtb-private', severity: 'low', key: '10.1.0.0/16', by: ['vpc-b has 10.1.0.0/16'] },
      { subject: 'rtb-private', key: '2600:b::/56' },
    )
    .flags(routed('10.0.0.0/8 pcx-ab'), { subject: 'rtb-private', severity: 'low', says: '(10.0.0.0/8)' })
    .flags(answered(), {
      subject: 'rtb-private',
      fix: /create-route --route-table-id rtb-private --destination-cidr-block 10\.1\.1\.0\/24/,
    })
    .flags(routed('128.0.0.0/1 pcx-ab'), {
      subject: 'rtb-private',
      severity: 'high',
      says: 'sends everything',
      fix: 'delete-route --route-table-id rtb-private',
    })
    .flags(foreign({ CidrBlockSet: [{ CidrBlock: '10.1.0.0/16' }, { CidrBlock: '10.7.0.0/16' }] }, '10.7.0.0/16 pcx-ab'), {
      subject: 'rtb-private',
      severity: 'low',
    });
});

test('a block that the connection lists twice, as AWS does with the primary one, is said once', () => {
  const told = { CidrBlock: '10.1.0.0/16', CidrBlockSet: [{ CidrBlock: '10.1.0.0/16' }, { CidrBlock: '10.7.0.0/16' }] };
  rule('route-transitive-peering').flags(foreign(told, '192.168.0.0/16 pcx-ab'), {
    subject: 'rtb-private',
    says: 'vpc-b at its other end has only 10.1.0.0/16, 10.7.0.0/16: it is lost',
  });
});

test('a route to a part of the peer, and a black hole, are fine', () => {
  rule('route-peering-too-broad').ignores(
    routed('10.1.1.0/24 pcx-ab', '2600:b:0:1::/64 pcx-ab'),
    routed('0.0.0.0/0 pcx-ab blackhole'),
  );
});

test('a route to what the peer does not have is found, over IPv4, IPv6 and a prefix list', () => {
  rule('route-transitive-peering')
    .flags(routed('192.168.0.0/16 pcx-ab'), {
      subject: 'rtb-private',
      severity: 'high',
      says: 'vpc-b at its other end has only 10.1.0.0/16, 2600:b::/56',
      fix: '--destination-cidr-block 192.168.0.0/16',
    })
    .flags(routed('2600:c::/56 pcx-ab'), 'rtb-private')
    .flags(routed('pl-1 pcx-ab').prefixList('pl-1', ['10.1.1.0/24', '192.168.0.0/16']), {
      subject: 'rtb-private',
      key: '192.168.0.0/16',
      fix: '--destination-prefix-list-id pl-1',
    })
    .flags(foreign({ CidrBlock: '10.1.0.0/16' }, '192.168.0.0/16 pcx-ab'), 'rtb-private');
});

test('a route to what the peer has, part of it or more, is another matter', () => {
  rule('route-transitive-peering').ignores(
    peered(),
    routed('10.1.1.0/24 pcx-ab'),
    routed('10.0.0.0/8 pcx-ab'),
    routed('0.0.0.0/0 pcx-ab'),
    routed('192.168.0.0/16 pcx-ab blackhole'),
  );
});

test('where the blocks of the peer are not known nobody knows', () => {
  rule('route-transitive-peering').cannotJudge(foreign({}, '192.168.0.0/16 pcx-ab'), 'rtb-private');
  rule('route-peering-too-broad').cannotJudge(foreign({}, '10.1.0.0/16 pcx-ab'), 'rtb-private');
});
