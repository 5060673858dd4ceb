/** §4 and §1: routes and the walk. */
import { expect, test } from 'vitest';
import { claim } from './claim.ts';
import { path, routeData, tcp, type World } from './scenario.ts';
import { hybrid, office, peered, twoOffices } from './worlds.ts';

const out = ['eni-app', '1.1.1.1', tcp(443)] as const;
const routes =
  (...texts: string[]) =>
  (world: World) =>
    world.change('route-table', 'rtb-private', { Routes: texts.map(routeData) });
const privately =
  (...texts: string[]) =>
  () =>
    routes('10.0.0.0/16 local', ...texts)(office());

claim(
  'W1: inside a subnet there is no route table',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().change('route-table', 'rtb-private', { Routes: [] }),
  'reachable',
  'across subnets there is',
  (world) =>
    world
      .change('subnet', 'subnet-private', { CidrBlock: '10.0.2.0/29' })
      .change('network-interface', 'eni-app2', { PrivateIpAddress: '10.0.2.11' }),
  'blocked',
);
claim(
  'W1: an address of the subnet that no interface has is lost',
  ['eni-app', '10.0.2.200', tcp(22)],
  office,
  ['blocked', 'NO_POSSIBLE_DESTINATION'],
  'with an interface',
  (world) => world.eni('eni-new', 'subnet-private', '10.0.2.200', ['sg-app']),
  'reachable',
);
claim(
  'W10: delivery ends at the interface that owns the address',
  ['eni-app', '10.0.3.99', tcp(5432)],
  office,
  ['blocked', 'NO_POSSIBLE_DESTINATION'],
  'as a secondary address',
  (world) =>
    world.change('network-interface', 'eni-db', (data) => data.PrivateIpAddresses.push({ PrivateIpAddress: '10.0.3.99' })),
  'reachable',
);
claim(
  'W10: an address in a delegated prefix is the interface’s',
  ['eni-app', '10.0.3.99', tcp(5432)],
  () => office().change('network-interface', 'eni-db', { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.3.96/28' }] }),
  'reachable',
  'without the prefix',
  (world) => world.change('network-interface', 'eni-db', { Ipv4Prefixes: [] }),
  'blocked',
);
claim(
  'W10: who has the address is unknown where interfaces were not collected',
  ['eni-app', '10.0.3.99', tcp(22)],
  () => office().denied('network-interface', { parents: ['nobody'] }),
  'unknown',
  'with the interface',
  (world) => world.eni('eni-new', 'subnet-other', '10.0.3.99', ['sg-app']),
  'reachable',
);
claim(
  'R1: a subnet without an association has the VPC’s main table',
  ['eni-db', '1.1.1.1', tcp(443)],
  office,
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
  'the main table has the route',
  (world) => world.route('rtb-main', '0.0.0.0/0 nat-a'),
  'reachable',
);
claim(
  'R1: an explicit association comes first',
  out,
  office,
  'reachable',
  'it is gone',
  (world) => world.change('route-table', 'rtb-private', { Associations: [] }),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
);
claim(
  'R1: route tables that were not collected make the verdict unknown',
  out,
  () => office().denied('route-table'),
  'unknown',
  'a closed group blocks all the same',
  (world) => world.change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  'blocked',
);
claim(
  'R2: the longest prefix wins',
  out,
  privately('0.0.0.0/0 nat-a', '1.1.0.0/16 igw-a'),
  ['blocked', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
  'for another network',
  routes('10.0.0.0/16 local', '0.0.0.0/0 nat-a', '1.2.0.0/16 igw-a'),
  'reachable',
);
claim(
  'R2: IPv4 routes say nothing of IPv6',
  ['eni-app', '2a00::1', tcp(443)],
  privately('0.0.0.0/0 nat-a'),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
  'with an IPv6 route',
  routes('10.0.0.0/16 local', '::/0 eigw-a'),
  'reachable',
);
claim(
  'R3: static is preferred to a prefix list',
  out,
  () => privately('1.1.1.0/24 nat-a', 'pl-1 igw-a')().prefixList('pl-1', ['1.1.1.0/24']),
  'reachable',
  'the list is more specific',
  (world) =>
    world
      .remove('prefix-list-entry', 'pl-1/1.1.1.0/24')
      .add('prefix-list-entry', 'pl-1/1.1.1.0/25', { Cidr: '1.1.1.0/25' }, { parent: 'pl-1' }),
  'blocked',
);
claim(
  'R3: static is preferred to propagated',
  ['eni-app', '192.168.7.7', tcp(22)],
  () => hybrid().route('rtb-private', '192.168.0.0/16 nat-a'),
  ['blocked', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
  'the static route is wider',
  (world) =>
    world.change('route-table', 'rtb-private', (data) => {
      data.Routes.at(-1).DestinationCidrBlock = '192.0.0.0/8';
    }),
  'reachable',
);
claim(
  'R3: a prefix list is preferred to propagated',
  ['eni-app', '192.168.7.7', tcp(22)],
  () => hybrid().prefixList('pl-1', ['192.168.0.0/16']).route('rtb-private', 'pl-1 nat-a'),
  'blocked',
  'the list is wider',
  (world) =>
    world
      .remove('prefix-list-entry', 'pl-1/192.168.0.0/16')
      .add('prefix-list-entry', 'pl-1/192.0.0.0/8', { Cidr: '192.0.0.0/8' }, { parent: 'pl-1' }),
  'reachable',
);
claim(
  'R4: overlapping prefix lists to different targets are ambiguous',
  out,
  () => privately('pl-1 nat-a', 'pl-2 igw-a')().prefixList('pl-1', ['1.1.0.0/16']).prefixList('pl-2', ['1.0.0.0/8']),
  'unknown',
  'without overlap',
  (world) => world.remove('prefix-list-entry', 'pl-2/1.0.0.0/8'),
  'reachable',
);
claim(
  'R5: a propagated route loses to the local route however specific',
  ['eni-app', 'eni-db', tcp(5432)],
  () => hybrid().route('rtb-private', '10.0.3.0/24 vgw-a propagated'),
  'reachable',
  'a static one wins',
  (world) => world.route('rtb-private', '10.0.3.0/24 nat-x blackhole'),
  ['blocked', 'BAD_STATE_ROUTE'],
);
claim(
  'R5: a Route Server route inside the VPC is ambiguous',
  ['eni-app', 'eni-db', tcp(5432)],
  () => office().route('rtb-private', '10.0.3.0/24 eni-web advertised'),
  'unknown',
  'outside the destination',
  (world) =>
    world.change('route-table', 'rtb-private', (data) => {
      data.Routes.at(-1).DestinationCidrBlock = '10.0.4.0/24';
    }),
  'reachable',
);
claim(
  'R6: a static route more specific than local leads through an appliance',
  ['eni-app', 'eni-app3', tcp(22)],
  () =>
    office()
      .eni('eni-app3', 'subnet-other', '10.0.3.50', ['sg-app'])
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-app'], { SourceDestCheck: false })
      .route('rtb-private', '10.0.3.0/24 eni-box')
      .route('rtb-main', '10.0.2.0/24 eni-box'),
  'reachable',
  'which drops it',
  (world) => world.change('network-interface', 'eni-box', { SourceDestCheck: true }),
  ['blocked', 'ENI_SOURCE_DEST_CHECK_RESTRICTION'],
);
claim(
  'R7: secondary blocks are local too',
  ['eni-app', 'eni-second', tcp(22)],
  () =>
    office()
      .change('vpc', 'vpc-a', (data) =>
        data.CidrBlockAssociationSet.push({ CidrBlock: '10.5.0.0/16', CidrBlockState: { State: 'associated' } }),
      )
      .subnet('subnet-second', 'vpc-a', '10.5.1.0/24')
      .acl('acl-second', 'vpc-a', ['subnet-second'])
      .eni('eni-second', 'subnet-second', '10.5.1.10', ['sg-app'])
      .route('rtb-private', '10.5.0.0/16 local'),
  'reachable',
  'not associated yet (X6)',
  (world) =>
    world.change('vpc', 'vpc-a', (data) => {
      data.CidrBlockAssociationSet[1].CidrBlockState.State = 'associating';
    }),
  ['blocked', 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION'],
);
claim(
  'R8: a black hole still wins',
  out,
  privately('0.0.0.0/0 nat-a', '1.1.1.0/24 nat-gone blackhole'),
  ['blocked', 'BAD_STATE_ROUTE'],
  'for another network',
  routes('10.0.0.0/16 local', '0.0.0.0/0 nat-a', '1.1.2.0/24 nat-gone blackhole'),
  'reachable',
);
claim(
  'R8: a filtered route is as if absent',
  out,
  privately('0.0.0.0/0 nat-a', '1.1.1.0/24 igw-a filtered'),
  'reachable',
  'an active one counts',
  routes('10.0.0.0/16 local', '0.0.0.0/0 nat-a', '1.1.1.0/24 igw-a'),
  'blocked',
);
claim(
  'R12: no matching route',
  out,
  privately(),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
  'with one',
  routes('10.0.0.0/16 local', '1.1.1.1/32 nat-a'),
  'reachable',
);
claim(
  'R13: an interface as target must not check',
  ['eni-app', '10.0.3.50', tcp(22)],
  () =>
    office()
      .eni('eni-app3', 'subnet-other', '10.0.3.50', ['sg-app'])
      .eni('eni-box', 'subnet-private', '10.0.2.99', ['sg-app'], { SourceDestCheck: false })
      .route('rtb-private', '10.0.3.50/32 eni-box')
      .route('rtb-main', '10.0.2.0/24 eni-box'),
  ['blocked', 'HOPSCOPE_LOOP'],
  'in a subnet with another table',
  (world) =>
    world.change('network-interface', 'eni-box', {
      SubnetId: 'subnet-public',
      PrivateIpAddress: '10.0.1.99',
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.1.99' }],
    }),
  'reachable',
);
claim(
  'R13: the appliance’s subnet has an ACL of its own',
  ['eni-app', 'eni-app3', tcp(22)],
  () =>
    office()
      .eni('eni-app3', 'subnet-other', '10.0.3.50', ['sg-app'])
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-app'], { SourceDestCheck: false })
      .route('rtb-private', '10.0.3.0/24 eni-box')
      .route('rtb-main', '10.0.2.0/24 eni-box'),
  'reachable',
  'closed',
  (world) => world.change('network-acl', 'acl-public', { Entries: [] }),
  ['blocked', 'SUBNET_ACL_RESTRICTION'],
);
claim(
  'R13: the appliance must be in use',
  ['eni-app', 'eni-app3', tcp(22)],
  () =>
    office()
      .eni('eni-app3', 'subnet-other', '10.0.3.50', ['sg-app'])
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-app'], { SourceDestCheck: false })
      .route('rtb-private', '10.0.3.0/24 eni-box')
      .route('rtb-main', '10.0.2.0/24 eni-box'),
  'reachable',
  'detached',
  (world) => world.change('network-interface', 'eni-box', { Status: 'available' }),
  ['blocked', 'BAD_STATE'],
);
claim(
  'R15: a local gateway leads out of what is modelled',
  out,
  privately('0.0.0.0/0 nat-a'),
  'reachable',
  'to one',
  (world) =>
    world.change('route-table', 'rtb-private', {
      Routes: [
        routeData('10.0.0.0/16 local'),
        { DestinationCidrBlock: '0.0.0.0/0', LocalGatewayId: 'lgw-1', State: 'active', Origin: 'CreateRoute' },
      ],
    }),
  ['unknown', 'HOPSCOPE_UNMODELLED_DOMAIN'],
);
claim(
  'S19: a route through a prefix list without entries is unknown',
  out,
  privately('0.0.0.0/0 nat-a', 'pl-9 igw-a'),
  'unknown',
  'with the list',
  (world) => world.prefixList('pl-9', ['9.9.9.0/24']),
  'reachable',
);
claim(
  'W7: the reply has route look-ups of its own',
  ['eni-app', 'eni-far', tcp(22)],
  peered,
  'reachable',
  'no route back',
  (world) => world.change('route-table', 'rtb-far', { Routes: [routeData('10.1.0.0/16 local')] }),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
);
claim(
  'two VPCs that nothing joins do not meet',
  ['eni-app', 'eni-far', tcp(22)],
  twoOffices,
  'blocked',
  'peered',
  () => peered(),
  'reachable',
);

test('W13, R9: multicast, loopback and link-local destinations are not forwarded', () => {
  for (const to of ['224.0.0.5', '127.0.0.1', '0.0.0.1', '169.254.168.9', 'ff02::1', 'fd00:ec2::9', 'fe80::1']) {
    path('eni-app', to, tcp(80)).in(office()).is('blocked', 'HOPSCOPE_UNROUTABLE_ADDRESS');
  }
});

claim(
  'R9, R15: only its own route carries an address of VPC Lattice, never a broader one',
  ['eni-app', '169.254.171.9', tcp(443)],
  office,
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
  'with a route to Lattice, what happens there is its own affair',
  (world) => world.prefixList('pl-lattice', ['169.254.171.0/24']).route('rtb-private', 'pl-lattice VpcLattice'),
  ['unknown', 'HOPSCOPE_UNMODELLED_DOMAIN'],
);
claim(
  'R9, S19: an unread prefix list of another route leads nowhere near Lattice',
  ['eni-app', '169.254.171.9', tcp(443)],
  () => office().prefixList('pl-far', ['9.9.9.0/24']).route('rtb-private', 'pl-far nat-a').denied('prefix-list-entry'),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
  'an unread one of Lattice’s own route',
  (world) => world.route('rtb-private', 'pl-lattice VpcLattice'),
  'unknown',
);

test('a route step says why it won', () => {
  const found = path(...out)
    .in(privately('0.0.0.0/0 igw-a', '1.1.1.0/24 nat-a')())
    .is('reachable');
  expect(found.forward.find((step) => step.at.id === 'rtb-private')?.because).toBe(
    '1.1.1.0/24 → nat-a: more specific than 0.0.0.0/0 → igw-a',
  );
});
