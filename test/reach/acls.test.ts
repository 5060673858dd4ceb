/** §3: network ACLs. */
import { expect, test } from 'vitest';
import { address, contains, sample, TCP } from '../../src/net/index.ts';
import { type Acl, buildNetwork, passedBy } from '../../src/reach/index.ts';
import { claim } from './claim.ts';
import { aclEntry, path, ping, protocol, tcp, type World } from './scenario.ts';
import { office } from './worlds.ts';

const open = ['in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0'];
const entries =
  (...texts: string[]) =>
  (world: World) =>
    world.change('network-acl', 'acl-other', { Entries: texts.map(aclEntry) });
const toDb =
  (...texts: string[]) =>
  () =>
    entries(...texts)(
      office().change('security-group', 'sg-db', { IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] }),
    );
const out = 'out 100 allow -1 0.0.0.0/0';
const ask = ['eni-app', 'eni-db', tcp(5432)] as const;

claim(
  'N1: a subnet whose ACL is not in the snapshot is unknown',
  ask,
  () => office().remove('network-acl', 'acl-other'),
  'unknown',
  'with it',
  (world) => world.acl('acl-other', 'vpc-a', ['subnet-other']),
  'reachable',
);
claim(
  'N1: a refused DescribeNetworkAcls is no open ACL',
  ask,
  () => office().denied('network-acl'),
  'unknown',
  'inside one subnet no ACL is asked',
  (world) =>
    world
      .change('network-interface', 'eni-db', { SubnetId: 'subnet-private' })
      .change('subnet', 'subnet-private', { CidrBlock: '10.0.2.0/23' }),
  'reachable',
);
claim(
  'N2: the first rule that matches decides, by number and not by order',
  ask,
  toDb('in 200 allow tcp 5432 0.0.0.0/0', 'in 100 deny tcp 5432 0.0.0.0/0', out),
  ['blocked', 'SUBNET_ACL_RESTRICTION'],
  'the numbers changed places',
  entries('in 100 allow tcp 5432 0.0.0.0/0', 'in 200 deny tcp 5432 0.0.0.0/0', out),
  'reachable',
);
claim('N2: what no rule matches is denied', ask, toDb(out), 'blocked', 'with a rule', entries(...open), 'reachable');
claim(
  'N3: an ACL is not asked inside a subnet',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().change('network-acl', 'acl-private', { Entries: [] }),
  'reachable',
  'across its border',
  (world) =>
    world
      .change('network-interface', 'eni-app2', { SubnetId: 'subnet-other' })
      .change('network-acl', 'acl-other', { Entries: [] })
      .change('network-interface', 'eni-app2', (data) => {
        data.PrivateIpAddress = '10.0.2.11';
      })
      .change('subnet', 'subnet-private', { CidrBlock: '10.0.2.0/29' }),
  'blocked',
);
claim(
  'N4: an ingress entry matches the source',
  ask,
  toDb('in 100 allow -1 10.0.2.0/24', out),
  'reachable',
  'another source',
  entries('in 100 allow -1 10.0.1.0/24', out),
  'blocked',
);
claim(
  'N4: an egress entry matches the destination',
  ask,
  () =>
    office().change('network-acl', 'acl-private', {
      Entries: ['in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 10.0.3.0/24'].map(aclEntry),
    }),
  'reachable',
  'another destination',
  (world) =>
    world.change('network-acl', 'acl-private', {
      Entries: ['in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 10.0.4.0/24'].map(aclEntry),
    }),
  'blocked',
);
claim(
  'N4: an entry matches the destination port',
  ask,
  toDb('in 100 allow tcp 5432 0.0.0.0/0', out),
  'reachable',
  'the client’s port',
  entries('in 100 allow tcp 40000 0.0.0.0/0', out),
  'blocked',
);
claim(
  'N5: another protocol matches whatever the range says',
  ['eni-app', 'eni-db', protocol(47)],
  toDb('in 100 allow 47 80-80 0.0.0.0/0', out),
  'reachable',
  'another number',
  entries('in 100 allow 50 0.0.0.0/0', out),
  'blocked',
);
claim(
  'N5: an ICMP entry matches type and code',
  ['eni-app', 'eni-db', ping],
  toDb('in 100 allow icmp 8 0.0.0.0/0', out),
  'reachable',
  'another type',
  entries('in 100 allow icmp 3 0.0.0.0/0', out),
  'blocked',
);
claim(
  'N5: ICMPv6 in an IPv4 entry is every type of it, and no ICMP',
  ['eni-app', '10.0.3.10', protocol(58)],
  toDb('in 100 allow icmpv6 0.0.0.0/0', out),
  'reachable',
  'an ICMP entry',
  entries('in 100 allow icmp 0.0.0.0/0', out),
  'blocked',
);
claim(
  'N6: an IPv4 entry says nothing of IPv6',
  ['eni-app', 'eni-db ipv6', tcp(5432)],
  () => entries(...open)(office()),
  'blocked',
  'with IPv6 entries',
  entries('in 101 allow -1 ::/0', 'out 101 allow -1 ::/0'),
  'reachable',
);
claim(
  'N7: the reply is judged by the opposite rules with the client’s port',
  ask,
  toDb('in 100 allow -1 0.0.0.0/0', 'out 100 allow tcp 1024-65535 0.0.0.0/0'),
  'reachable',
  'the ephemeral ports closed',
  entries('in 100 allow -1 0.0.0.0/0', 'out 100 allow tcp 5432 0.0.0.0/0'),
  ['blocked', 'SUBNET_ACL_RESTRICTION'],
);
claim(
  'N7: the reply enters the client’s subnet by its ingress rules',
  ask,
  () =>
    office().change('network-acl', 'acl-private', { Entries: ['in 100 allow tcp 32768-60999 10.0.3.0/24', out].map(aclEntry) }),
  'reachable',
  'with the server’s port instead',
  (world) => world.change('network-acl', 'acl-private', { Entries: ['in 100 allow tcp 5432 10.0.3.0/24', out].map(aclEntry) }),
  'blocked',
);
claim(
  'N9: on the way in the ACL sees the private destination and the public source',
  ['internet', 'eni-web public', tcp(443)],
  () => office().change('network-acl', 'acl-public', { Entries: ['in 100 allow tcp 443 198.51.100.7/32', out].map(aclEntry) }),
  'reachable',
  'a deny for that source',
  (world) =>
    world.change('network-acl', 'acl-public', {
      Entries: ['in 90 deny -1 198.51.100.0/24', 'in 100 allow -1 0.0.0.0/0', out].map(aclEntry),
    }),
  'blocked',
);
claim(
  'N12: the resolver of the VPC is never filtered',
  ['eni-app', '10.0.0.2', { ...tcp(53) }],
  () =>
    office()
      .change('network-acl', 'acl-private', { Entries: [] })
      .change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  'reachable',
  'DNS support is off',
  (world) =>
    world.add(
      'vpc-attribute',
      'vpc-a/enableDnsSupport',
      { VpcId: 'vpc-a', EnableDnsSupport: { Value: false } },
      { parent: 'vpc-a/enableDnsSupport' },
    ),
  ['blocked', 'HOPSCOPE_RESOLVER_OFF'],
);
claim(
  'W11: ACLs judge the echo reply by its own type',
  ['eni-app', 'eni-db', ping],
  toDb('in 100 allow icmp 8 0.0.0.0/0', 'out 100 allow icmp 0 0.0.0.0/0'),
  'reachable',
  'only requests may leave',
  entries('in 100 allow icmp 8 0.0.0.0/0', 'out 100 allow icmp 8 0.0.0.0/0'),
  'blocked',
);

test('W8: an ACL that denies and a group that does not match are reported together', () => {
  const found = path('eni-app', 'eni-db', tcp(22)).in(entries(out)(office())).is('blocked');
  expect(found.blockers.map((step) => step.code)).toEqual(['SUBNET_ACL_RESTRICTION', 'ENI_SG_RULES_MISMATCH']);
});

test('N7: without a source port the reply is judged for all ephemeral ports, and part of them may pass', () => {
  const { srcPort: _, ...service } = tcp(5432);
  const found = path('eni-app', 'eni-db', { ...service, srcPort: undefined })
    .in(toDb('in 100 allow -1 0.0.0.0/0', 'out 100 allow tcp 32768-60999 0.0.0.0/0')())
    .is('reachable');
  expect(found.traffic[0]?.sourcePort).toEqual({ lo: 32768, hi: 60999 });
});

test('N2: the implicit last rule is 32767 for IPv4 and 32768 for IPv6', () => {
  expect(path('eni-app', 'eni-db', tcp(5432)).in(entries()(office())).is('blocked').blockers[0]?.label).toBe('acl-other #32767');
  expect(path('eni-app', 'eni-db ipv6', tcp(5432)).in(entries()(office())).is('blocked').blockers[0]?.label).toBe(
    'acl-other #32768',
  );
});

test('what an ACL lets in as a set is what each packet finds: the first entry that matches decides', () => {
  const network = buildNetwork(
    entries('in 90 deny tcp 22 10.0.0.0/8', 'in 100 allow tcp 20-25 0.0.0.0/0', 'in 110 allow -1 ::/0')(office()).snapshot(),
  );
  const acl = network.aclOf(network.subnets.get('subnet-other')!) as Acl;
  const lets = (src: string, port: number): boolean =>
    contains(passedBy(acl, 'ingress', 4), {
      src: address(src),
      dst: address('10.0.3.10'),
      protocol: TCP,
      sourcePort: 40000,
      destinationPort: port,
    });
  expect([lets('10.0.0.1', 22), lets('10.0.0.1', 23), lets('198.51.100.7', 22), lets('198.51.100.7', 26)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(passedBy(acl, 'egress', 4)).toEqual([]);
  expect(sample(passedBy(acl, 'ingress', 6))).toBeDefined();
});
