/** What filters and routes say, word for word: the sentence, whose rule it was, on which side, and what is missing. */
import { describe, expect, test } from 'vitest';
import type { Path, Step } from '../../src/reach/index.ts';
import { aclEntry, path, protocol, tcp, type World } from './scenario.ts';
import { hybrid, office, peered, transit } from './worlds.ts';

const said = (found: Path, of: string, does?: Step['does']): [string, string, string | undefined][] =>
  found.forward
    .filter((step) => step.at.id === of && (does === undefined || step.does === does))
    .map((step) => [step.because, step.label, step.side]);
const ask = (world: World, from = 'eni-app', to = 'eni-db', service = tcp(5432)) => path(from, to, service).in(world).path();
const dbEntries = (...texts: string[]) => office().change('network-acl', 'acl-other', { Entries: texts.map(aclEntry) });

describe('a network ACL', () => {
  test('names the entry that lets something pass', () => {
    const found = ask(dbEntries('in 100 allow tcp 5432 10.0.0.0/8'));
    expect(said(found, 'acl-other')).toEqual([
      ['ingress rule 100 of acl-other at subnet-other: allow protocol 6 5432 10.0.0.0/8', 'acl-other #100', 'ingress'],
    ]);
    expect(found.forward.find((step) => step.at.id === 'acl-other')?.evidence?.text).toBe('allow protocol 6 5432 10.0.0.0/8');
  });

  test('names the entry that denies', () => {
    const found = ask(dbEntries('in 90 deny -1 10.0.2.0/24', 'in 100 allow -1 0.0.0.0/0'));
    expect(said(found, 'acl-other', 'blocks')).toEqual([
      ['ingress rule 90 of acl-other at subnet-other: deny all traffic 10.0.2.0/24', 'acl-other #90', 'ingress'],
    ]);
  });

  test('says so where no entry matched', () => {
    const found = ask(office().change('network-acl', 'acl-private', { Entries: [] }));
    expect(said(found, 'acl-private')).toEqual([
      ['no egress rule of acl-private at subnet-private matches, so it denies', 'acl-private #32767', 'egress'],
    ]);
    const [step] = found.blockers;
    expect([step?.evidence?.text, step?.code]).toEqual(['deny what no rule matched', 'SUBNET_ACL_RESTRICTION']);
  });

  test('that was not collected is missed by its call', () => {
    const found = ask(office().denied('network-acl'));
    const call = 'ec2:DescribeNetworkAcls in account 111111111111, eu-west-1 (AccessDenied: not allowed)';
    expect(said(found, 'subnet-other')).toEqual([
      [`the network ACL of subnet-other is not known: ${call}`, 'subnet-other', 'ingress'],
    ]);
  });
});

describe('a security group', () => {
  test('names the rule that lets something out, and in', () => {
    const found = ask(office());
    expect(said(found, 'sg-app')).toEqual([['egress rule of sg-app for eni-app: all traffic to 0.0.0.0/0', 'sg-app', 'egress']]);
    expect(said(found, 'sg-db')).toEqual([['ingress rule of sg-db for eni-db: tcp 5432 from sg-app', 'sg-db', 'ingress']]);
    expect(found.forward.find((step) => step.at.id === 'sg-db')?.evidence?.text).toBe('tcp 5432 from sg-app');
  });

  test('says that none of its rules matches', () => {
    const found = ask(office(), 'eni-app', 'eni-db', tcp(22));
    expect(said(found, 'sg-db')).toEqual([['no ingress rule of sg-db matches for eni-db', 'sg-db', 'ingress']]);
  });

  test('says that it has no rule at all, also where there are two of them', () => {
    const closed = office().change('security-group', 'sg-db', { IpPermissions: [] });
    expect(said(ask(closed), 'sg-db')).toEqual([['sg-db has no ingress rule at all, for eni-db', 'sg-db', 'ingress']]);
    const two = closed
      .group('sg-two', 'vpc-a', [])
      .change('network-interface', 'eni-db', { Groups: [{ GroupId: 'sg-db' }, { GroupId: 'sg-two' }] });
    expect(said(ask(two), 'sg-db')[0]?.[0]).toBe('sg-db, sg-two have no ingress rule at all, for eni-db');
  });

  test('is missing where an interface has none', () => {
    const found = ask(office().change('network-interface', 'eni-db', { Groups: [] }));
    expect(found.blockers.map((step) => [step.at.id, step.code, step.because])).toContainEqual([
      'eni-db',
      'SG_HAS_NO_RULES',
      'eni-db wears no group, and so lets nothing in',
    ]);
  });

  test('that is not in the snapshot leaves open whether it lets something in, or out', () => {
    const call = 'ec2:DescribeSecurityGroups in account 111111111111, eu-west-1 (AccessDenied: not allowed)';
    const found = ask(office().denied('security-group'));
    expect(found.unknowns.filter((step) => step.side).map((step) => [step.at.id, step.because, step.side])).toEqual([
      ['eni-app', `whether the groups of eni-app let this out needs ${call}`, 'egress'],
      ['eni-db', `whether the groups of eni-db let this in needs ${call}`, 'ingress'],
    ]);
  });

  test('tells a group of the sender that the way does not preserve from none', () => {
    const world = office()
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-app'], { SourceDestCheck: false })
      .route('rtb-private', '10.0.3.0/24 eni-box')
      .table('rtb-other', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']);
    expect(said(ask(world), 'sg-db')[0]?.[0]).toBe(
      'a rule of sg-db names a group of the sender, but the way here does not preserve it for eni-db',
    );
    expect(said(ask(world, 'eni-app', 'eni-db', tcp(22)), 'sg-db')[0]?.[0]).toBe('no ingress rule of sg-db matches for eni-db');
    world.change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-web' }] });
    expect(said(ask(world), 'sg-db')[0]?.[0]).toBe('no ingress rule of sg-db matches for eni-db');
  });

  test('behind a transit gateway whose options are not known leaves open whether a reference counts', () => {
    const world = transit()
      .remove('security-group', 'sg-far')
      .group('sg-far', 'vpc-b', ['tcp 22 sg-app'])
      .denied('transit-gateway');
    const found = ask(world, 'eni-app', 'eni-far', tcp(22));
    expect(found.verdict.both).toBe('unknown');
    expect(said(found, 'sg-far')).toEqual([
      [
        'a rule of sg-far names a group of the sender; whether it counts here needs ec2:DescribeTransitGateways in account 111111111111, eu-west-1 (AccessDenied: not allowed)',
        'sg-far',
        'ingress',
      ],
    ]);
  });
});

describe('a route table', () => {
  const out = (world: World) => ask(world, 'eni-app', '1.1.1.1', tcp(443));

  test('names the route that won, and why it did', () => {
    expect(said(out(office()), 'rtb-private')).toEqual([
      ['0.0.0.0/0 → nat-a: no other route matches', 'rtb-private 0.0.0.0/0 → nat-a', undefined],
    ]);
  });

  test('names the black hole', () => {
    expect(said(out(office().route('rtb-private', '1.1.1.0/24 nat-x blackhole')), 'rtb-private')).toEqual([
      ['1.1.1.0/24 → nat-x: the target is gone, and the route still wins', 'rtb-private 1.1.1.0/24 → nat-x', undefined],
    ]);
  });

  test('without a route says so', () => {
    const found = ask(office(), 'eni-db', '1.1.1.1', tcp(443));
    expect(said(found, 'rtb-main')).toEqual([['rtb-main has no route to this address', 'rtb-main', undefined]]);
  });

  test('that was not collected is missed by its call', () => {
    expect(said(out(office().denied('route-table')), 'subnet-private')).toEqual([
      [
        'the route table of subnet-private is not known: ec2:DescribeRouteTables in account 111111111111, eu-west-1 (AccessDenied: not allowed)',
        'subnet-private',
        undefined,
      ],
    ]);
  });

  test('with a list that is not known says which call would tell', () => {
    const found = out(office().route('rtb-private', 'pl-9 igw-a'));
    expect(said(found, 'rtb-private', 'unknown')[0]?.[0]).toBe(
      'a route of rtb-private names a prefix list whose entries are not known: ec2:DescribeManagedPrefixLists in account 111111111111, eu-west-1 (pl-9 is not in the snapshot)',
    );
  });

  test('of a local route carries only addresses of the VPC', () => {
    const found = ask(office().route('rtb-private', '10.5.0.0/16 local'), 'eni-app', '10.5.0.1', tcp(22));
    expect(said(found, 'rtb-private', 'blocks')).toEqual([
      ['the local route carries only addresses of the VPC', 'rtb-private', undefined],
    ]);
  });

  test('that sends a packet round in circles says so', () => {
    const world = office()
      .eni('eni-box', 'subnet-private', '10.0.2.99', ['sg-app'], { SourceDestCheck: false })
      .route('rtb-private', '10.0.3.10/32 eni-box');
    expect(said(ask(world), 'rtb-private', 'blocks')).toEqual([
      ['the packet has been here before with the same addresses', 'rtb-private', undefined],
    ]);
  });

  test('with lists that overlap says that nobody can say which wins', () => {
    const world = office()
      .change('route-table', 'rtb-private', (data) => data.Routes.splice(2))
      .route('rtb-private', 'pl-1 nat-a', 'pl-2 igw-a')
      .prefixList('pl-1', ['1.1.0.0/16'])
      .prefixList('pl-2', ['1.0.0.0/8']);
    const found = out(world);
    expect(found.choices.map(({ choice }) => [choice.about, choice.code, choice.needs, choice.options])).toEqual([
      ['rtb-private has several routes for this address and AWS does not say which wins', 'HOPSCOPE_AMBIGUOUS_ROUTE', 'all', 2],
    ]);
  });
});

test('between hosts of one subnet there is neither ACL nor table, and the subnet says so', () => {
  const found = ask(office(), 'eni-app', 'eni-app2', tcp(22));
  expect(said(found, 'subnet-private')).toEqual([
    ['sender and destination are in subnet-private: no ACL, no route table', 'subnet-private', undefined],
  ]);
});

test('what a virtual private gateway lets in may be steered by a table that was not collected', () => {
  const found = path('vgw-a', 'eni-app', protocol(47)).in(hybrid().denied('route-table')).is('unknown');
  expect(said(found, 'vgw-a', 'unknown')).toEqual([
    [
      'whether an edge table steers what enters vpc-a is not known: ec2:DescribeRouteTables in account 111111111111, eu-west-1 (AccessDenied: not allowed)',
      'vgw-a',
      undefined,
    ],
  ]);
});

test('a middlebox without a public address is named by the internet gateway that leads to it', () => {
  const world = office()
    .eni('eni-box', 'subnet-private', '10.0.2.99', ['sg-web'], { SourceDestCheck: false })
    .table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', '10.0.1.0/24 eni-box']);
  const found = path('internet', 'eni-web public', tcp(443)).in(world).is('blocked', 'INGRESS_RTB_NO_PUBLIC_IP');
  expect(said(found, 'igw-a', 'blocks')[0]?.[0]).toBe('the edge table leads to eni-box, which has no public address');
  const reply = found.reply.find((step) => step.code === 'INGRESS_RTB_TRAFFIC_REDIRECTION');
  expect(reply?.because).toBe('what comes in for this address is led to eni-box first, but it left vpc-a directly');
});

test('a reply to a NAT gateway over peering goes back by the peering, without a route', () => {
  const world = peered()
    .change('route-table', 'rtb-far', (data) => data.Routes.splice(2))
    .change('route-table', 'rtb-private', (data) => data.Routes.splice(2))
    .route('rtb-private', '10.1.0.0/16 nat-a');
  const found = path('eni-app', 'eni-far', tcp(22)).in(world).is('reachable');
  const note = found.reply.find((step) => step.at.id === 'subnet-far' && step.does === 'notes');
  expect(note?.because).toBe('the answer to a NAT gateway returns by the peering that it came by, without a route');
});

test('G2: that a virtual private gateway leads to a Gateway Load Balancer endpoint is an assumption', () => {
  const assumed = (target: string) =>
    path('vgw-a', 'eni-app', tcp(22))
      .in(hybrid().table('rtb-edge', 'vpc-a', ['vgw-a'], ['10.0.0.0/16 local', `10.0.2.0/24 ${target}`]))
      .path()
      .assumptions.map((step) => step.assumption);
  expect(assumed('vpce-1')).toContain('vgw-to-gateway-load-balancer');
  expect(assumed('eni-db')).not.toContain('vgw-to-gateway-load-balancer');
});
