/** A question about many packets is cut exactly where a filter or a route decides otherwise, and nowhere else. */
import { expect, test } from 'vitest';
import {
  ANY_PORT,
  address,
  type Box,
  box,
  describeAddresses,
  describePorts,
  type Interval,
  interval,
  only,
  prefix,
  sizeOf,
  TCP,
} from '../../src/net/index.ts';
import { type Answer, buildNetwork, trace } from '../../src/reach/index.ts';
import { front, fronted, targets } from './fronted.ts';
import { aclEntry, type Data, type World } from './scenario.ts';
import { office, peered } from './worlds.ts';

const tcpFrom = (src: string, dst: string, ports: Interval<number> = ANY_PORT): Box =>
  box({ src: prefix(src), dst: prefix(dst), protocol: only(TCP), sourcePort: only(40000), destinationPort: ports });
const ask = (world: World, from: string, traffic: Box): Answer =>
  trace(buildNetwork(world.snapshot()), { from: { eni: from }, traffic: [traffic] });
const ports = (answer: Answer): string =>
  describePorts(
    TCP,
    answer.passes.map((one) => one.destinationPort),
  ).trim();
const groupFor = (eni: string, ingress: string[], egress?: string[]) =>
  office()
    .group('sg-x', 'vpc-a', ingress, egress)
    .change('network-interface', eni, { Groups: [{ GroupId: 'sg-x' }] });
const toApp2 = tcpFrom('10.0.2.10/32', '10.0.2.11/32');
const toDb = tcpFrom('10.0.2.10/32', '10.0.3.10/32');
const open = groupFor.bind(undefined, 'eni-db', ['-1 0.0.0.0/0']);
const entries = (...texts: string[]): Data => ({ Entries: texts.map(aclEntry) });

test('ports that an earlier entry denies are cut out of those that a later one allows', () => {
  const world = open().change(
    'network-acl',
    'acl-other',
    entries('in 100 deny tcp 5432 0.0.0.0/0', 'in 200 allow tcp 5000-6000 10.0.2.0/24', 'out 100 allow -1 0.0.0.0/0'),
  );
  expect(ports(ask(world, 'eni-app', toDb))).toBe('5000–5431, 5433–6000');
});

test('an entry for other senders, or another protocol, cuts nothing', () => {
  const world = open().change(
    'network-acl',
    'acl-other',
    entries(
      'in 90 deny tcp 80 10.9.0.0/16',
      'in 95 deny udp 80 0.0.0.0/0',
      'in 100 allow -1 0.0.0.0/0',
      'out 100 allow -1 0.0.0.0/0',
    ),
  );
  const answer = ask(world, 'eni-app', toDb);
  expect(answer.parts.map((part) => part.verdict.both)).toEqual(['reachable']);
  expect(answer.whole).toBe(true);
});

test('an ACL on the way out cuts by destination', () => {
  const world = office().change(
    'network-acl',
    'acl-private',
    entries('in 100 allow -1 0.0.0.0/0', 'out 90 deny -1 1.1.1.0/24', 'out 100 allow -1 0.0.0.0/0'),
  );
  const answer = ask(world, 'eni-app', tcpFrom('10.0.2.10/32', '1.1.0.0/16', only(443)));
  expect(answer.passes.map((one) => describeAddresses(one.dst))).toEqual(['1.1.0.0/24', '1.1.2.0–1.1.255.255']);
});

test('ACLs judge the reply by the ports of the client, and cut those', () => {
  const world = open().change(
    'network-acl',
    'acl-other',
    entries('in 100 allow -1 0.0.0.0/0', 'out 90 deny tcp 50000-50009 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0'),
  );
  const answer = ask(world, 'eni-app', { ...toDb, sourcePort: interval(1024, 65535), destinationPort: only(5432) });
  expect(
    describePorts(
      TCP,
      answer.passes.map((one) => one.sourcePort),
    ),
  ).toBe(' 1024–49999, 50010–65535');
});

test.each<[string, string[], string, number]>([
  ['rules of two ranges let two ranges in', ['tcp 22 10.0.0.0/8', 'tcp 80-90 10.0.0.0/8'], '22, 80–90', 5],
  ['rules that touch are one range', ['tcp 20-29 10.0.0.0/8', 'tcp 30-39 10.0.0.0/8'], '20–39', 4],
  ['a rule for another sender lets nothing in', ['tcp 22 10.9.0.0/16'], '', 2],
  ['a rule for another protocol cuts nothing', ['udp 22 10.0.0.0/8'], '', 1],
  ['a rule for everything is one part, whatever stands before it', ['tcp 0-9 10.0.0.0/8', '-1 0.0.0.0/0'], '', 1],
  ['of rules for all protocols the one for more ports counts', ['tcp 0-9 10.0.0.0/8', 'tcp 0-65535 10.0.2.10/32'], '', 1],
])('%s', (_, rules, passing, parts) => {
  const answer = ask(groupFor('eni-app2', rules), 'eni-app', toApp2);
  expect([ports(answer), answer.parts.length]).toEqual([passing, parts]);
});

test.each<[string, string[]]>([
  ['tcp 0-9 to 10.0.0.0/8', ['tcp 0-9 10.0.0.0/8', 'tcp 0-9 10.0.3.0/25']],
  ['tcp 0-9 to 10.0.0.0/8', ['tcp 0-9 10.0.3.0/25', 'tcp 0-9 10.0.0.0/8']],
  ['tcp 0-19 to 10.0.3.0/25', ['tcp 0-19 10.0.3.0/25', 'tcp 0-9 10.0.0.0/8']],
  ['tcp 0-19 to 10.0.3.0/25', ['tcp 0-9 10.0.0.0/8', 'tcp 0-19 10.0.3.0/25']],
  ['all traffic to 10.0.0.0/8', ['-1 10.0.0.0/8', 'tcp 0-9 0.0.0.0/0']],
  ['all traffic to 10.0.0.0/8', ['tcp 0-9 0.0.0.0/0', '-1 10.0.0.0/8']],
  ['tcp 0-9 to 10.0.3.10/32', ['tcp 0-9 sg-db', 'tcp 0-9 10.0.3.10/32']],
  ['tcp 0-9 to 10.0.3.10/32', ['tcp 0-9 10.0.3.10/32', 'tcp 0-19 sg-db']],
])('of rules that both match %j speaks for all', (text, rules) => {
  const world = groupFor('eni-app', [], rules).change('security-group', 'sg-db', {
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
  const answer = ask(world, 'eni-app', { ...toDb, destinationPort: interval(0, 9) });
  expect(answer.parts.map((part) => part.forward.find((step) => step.at.id === 'sg-x')?.evidence?.text)).toEqual([text]);
});

test('a reference out to a group cuts at the addresses of its members', () => {
  const world = groupFor('eni-app', [], ['tcp 0-65535 sg-db']).change('security-group', 'sg-db', {
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
  const answer = ask(world, 'eni-app', tcpFrom('10.0.2.10/32', '10.0.3.0/24', only(443)));
  expect(answer.passes.map((one) => describeAddresses(one.dst))).toEqual(['10.0.3.10']);
  expect(answer.parts.map((part) => describeAddresses(part.traffic[0]!.dst)).sort()).toEqual([
    '10.0.3.0–10.0.3.9',
    '10.0.3.10',
    '10.0.3.11–10.0.3.255',
  ]);
});

test('a prefix list cuts at its entries', () => {
  const world = groupFor('eni-app', [], ['tcp 443 pl-1']).prefixList('pl-1', ['1.1.1.0/24']);
  const answer = ask(world, 'eni-app', tcpFrom('10.0.2.10/32', '1.1.0.0/16', only(443)));
  expect(answer.passes.map((one) => describeAddresses(one.dst))).toEqual(['1.1.1.0/24']);
  expect(answer.parts).toHaveLength(3);
});

test('a route cuts at its prefix, and a black hole out of a wider route', () => {
  const world = office().route('rtb-private', '1.1.1.0/24 nat-x blackhole');
  const answer = ask(world, 'eni-app', tcpFrom('10.0.2.10/32', '1.1.0.0/16', only(443)));
  expect(answer.passes.map((one) => describeAddresses(one.dst))).toEqual(['1.1.0.0/24', '1.1.2.0–1.1.255.255']);
});

test('the sender’s own subnet is cut out of what its route table leads away', () => {
  const answer = ask(office(), 'eni-app', tcpFrom('10.0.2.10/32', '10.0.0.0/16', only(22)));
  const inside = answer.parts.filter((part) =>
    part.forward.some((step) => step.at.id === 'subnet-private' && step.does === 'notes'),
  );
  expect(inside.length).toBeGreaterThan(2);
  expect(sizeOf(inside.flatMap((part) => part.traffic))).toBe(256n - 1n);
  for (const { traffic } of inside) expect(describeAddresses(traffic[0]!.dst)).toMatch(/^10\.0\.2\./);
});

test('where lists overlap each address stands for itself', () => {
  const world = office()
    .change('route-table', 'rtb-private', (data) => data.Routes.splice(2))
    .route('rtb-private', 'pl-1 nat-a', 'pl-2 igw-a')
    .prefixList('pl-1', ['1.1.0.0/16'])
    .prefixList('pl-2', ['1.0.0.0/8']);
  const answer = ask(world, 'eni-app', tcpFrom('10.0.2.10/32', '1.1.1.0/31', only(443)));
  expect(answer.parts.map((part) => [describeAddresses(part.traffic[0]!.dst), part.verdict.both])).toEqual([
    ['1.1.1.0', 'unknown'],
    ['1.1.1.1', 'unknown'],
  ]);
});

test('what a group’s members may send says nothing of other senders', () => {
  const world = peered().remove('security-group', 'sg-far').group('sg-far', 'vpc-b', ['tcp 22 sg-app']);
  const answer = ask(world, 'eni-app', tcpFrom('10.0.2.0/24', '10.1.1.10/32', only(22)));
  expect(answer.passes.map((one) => describeAddresses(one.src))).toEqual([describeAddresses(only(address('10.0.2.10')))]);
});

test('whoever comes through a load balancer that keeps the client’s address is alike to targets that let its group in', () => {
  const world = fronted()
    .change('load-balancer', front, { Type: 'network' })
    .change('target-group', targets, { Protocol: 'TCP_UDP' })
    .group('sg-x', 'vpc-a', ['tcp 8080 sg-front'])
    .change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-x' }] });
  const answer = trace(buildNetwork(world.snapshot()), {
    from: { internet: true },
    traffic: [tcpFrom('1.1.0.0/16', '203.0.113.80/32', only(443))],
  });
  expect(answer.verdict.both).toBe('reachable');
  expect(answer.parts.map((part) => describeAddresses(part.traffic[0]!.src))).toEqual(['1.1.0.0/16']);
});

test('an address that an interface may not send from says nothing of its own', () => {
  const traffic = tcpFrom('10.0.2.0/28', '10.0.3.10/32', only(5432));
  const { passes, parts } = ask(office(), 'eni-app', traffic);
  expect(passes.map((one) => describeAddresses(one.src))).toEqual(['10.0.2.10']);
  expect(parts).toHaveLength(4);
});

test('a rule for a list that nobody saw leaves open what it is for, and nothing else', () => {
  const world = groupFor('eni-app2', ['tcp 22 10.0.0.0/8', 'tcp 443 pl-gone']).denied('prefix-list-entry');
  const { parts } = ask(world, 'eni-app', tcpFrom('10.0.2.10/32', '10.0.2.11/32'));
  const of = (verdict: string) =>
    describePorts(
      TCP,
      parts.filter((part) => part.verdict.both === verdict).map((part) => part.traffic[0]!.destinationPort),
    ).trim();
  expect([of('reachable'), of('unknown'), parts.length]).toEqual(['22', '443', 5]);
});
