/** A set of traffic is answered like each of its packets. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, box, contains, interval, only, type Point, prefix, TCP, type Traffic } from '../../src/net/index.ts';
import { buildNetwork, type From, trace, tracePoint } from '../../src/reach/index.ts';
import { aclEntry, type World } from './scenario.ts';
import { hybrid, office, peered, transit } from './worlds.ts';

/** Rules of every sort where the sets must be cut. */
const motley = (world: World): World =>
  world
    .remove('security-group', 'sg-app')
    .group(
      'sg-app',
      'vpc-a',
      ['tcp 22-80 10.0.0.0/16', 'udp 53 0.0.0.0/0', 'icmp 8 10.0.2.0/24', '-1 sg-db', 'tcp 8000-9000 pl-x'],
      ['tcp 0-1000 0.0.0.0/0', '-1 10.0.3.0/24', 'tcp 443 sg-web', 'udp -1 pl-x'],
    )
    .prefixList('pl-x', ['1.0.0.0/8', '10.1.0.0/16', '52.0.0.0/10'])
    .change('network-acl', 'acl-private', {
      Entries: [
        'in 90 deny tcp 2000-3000 0.0.0.0/0',
        'in 100 allow -1 0.0.0.0/0',
        'out 80 deny tcp 25 0.0.0.0/0',
        'out 90 deny udp 53 1.1.0.0/16',
        'out 100 allow -1 0.0.0.0/0',
      ].map(aclEntry),
    })
    .change('network-acl', 'acl-other', {
      Entries: [
        'in 100 allow tcp 5000-6000 10.0.2.0/25',
        'in 110 deny icmp 8 0.0.0.0/0',
        'in 120 allow -1 0.0.0.0/0',
        'out 100 allow tcp 1024-65535 0.0.0.0/0',
        'out 110 allow icmp 0.0.0.0/0',
      ].map(aclEntry),
    })
    .route('rtb-private', '1.2.0.0/16 igw-a', '1.3.0.0/16 nat-x blackhole');

const worlds: [string, () => World, From, Traffic][] = [
  ['from an interface to anywhere', () => motley(peered()), { eni: 'eni-app' }, [box({ src: prefix('10.0.2.10/32') })]],
  [
    'from an interface over a transit gateway',
    () => motley(transit()),
    { eni: 'eni-app' },
    [box({ src: prefix('10.0.2.10/32'), dst: prefix('10.0.0.0/8') })],
  ],
  [
    'from an interface to the office',
    () => motley(hybrid()),
    { eni: 'eni-app' },
    [box({ src: prefix('10.0.2.10/32'), dst: prefix('192.0.0.0/8') })],
  ],
  ['from the internet', () => motley(office()), { internet: true }, [box({ dst: prefix('203.0.113.0/24') })]],
  ['from the internet over IPv6', () => motley(office()), { internet: true }, [box({ dst: prefix('2600:a::/56') })]],
  [
    'from behind a VPN',
    () => motley(hybrid()),
    { vpnGateway: 'vgw-a' },
    [box({ src: prefix('192.168.0.0/16'), dst: prefix('10.0.0.0/16') })],
  ],
];

test.each(worlds)(
  '%s: parts are disjoint, cover the question, and each packet of a part has the part’s verdict',
  (_, world, from, traffic) => {
    const network = buildNetwork(world().snapshot());
    const answer = trace(network, { from, traffic });
    fc.assert(
      fc.property(fc.nat(answer.parts.length - 1), packetIn, (index, pick) => {
        const part = answer.parts[index]!;
        const point = pick(part.traffic[0]!);
        expect(answer.parts.filter((other) => contains(other.traffic, point))).toEqual([part]);
        const alone = tracePoint(network, from, point);
        const told = JSON.stringify([alone.forward, alone.reply, part.forward, part.reply]);
        expect(alone.verdict, told).toEqual(part.verdict);
      }),
      { numRuns: 400 },
    );
  },
);

/** Any packet of a box: near its corners, or anywhere. */
const packetIn = fc
  .array(fc.bigInt(0n, (1n << 128n) - 1n), { minLength: 5, maxLength: 5 })
  .map((numbers) => (one: Box): Point => {
    const pick = (field: keyof Box, n: bigint): number | bigint => {
      const { lo, hi } = one[field];
      const size = BigInt(hi) - BigInt(lo) + 1n;
      const value = BigInt(lo) + (n % 3n === 0n ? 0n : n % 3n === 1n ? size - 1n : n % size);
      return typeof lo === 'number' ? Number(value) : value;
    };
    const [a, b, c, d, e] = numbers as [bigint, bigint, bigint, bigint, bigint];
    return {
      src: pick('src', a),
      dst: pick('dst', b),
      protocol: pick('protocol', c) as number,
      sourcePort: pick('sourcePort', d) as number,
      destinationPort: pick('destinationPort', e) as number,
    };
  });

test('a question of all ports says which of them pass', () => {
  const network = buildNetwork(office().snapshot());
  const traffic = [
    box({ src: prefix('10.0.2.10/32'), dst: prefix('10.0.3.10/32'), protocol: only(TCP), sourcePort: interval(1024, 65535) }),
  ];
  const answer = trace(network, { from: { eni: 'eni-app' }, traffic });
  expect(answer.passes.map((one) => one.destinationPort)).toEqual([{ lo: 5432, hi: 5432 }]);
  expect(answer).toMatchObject({ verdict: { both: 'reachable' }, whole: false });
});

test('a question without traffic is an error', () => {
  expect(() => trace(buildNetwork(office().snapshot()), { from: { internet: true }, traffic: [] })).toThrow(
    'there is no traffic to trace',
  );
});
