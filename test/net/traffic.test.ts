import fc from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { address } from '../../src/net/address.ts';
import { describe } from '../../src/net/describe.ts';
import { prefix } from '../../src/net/prefix.ts';
import {
  and,
  type Box,
  box,
  contains,
  everything,
  includes,
  isEmpty,
  minus,
  NOTHING,
  or,
  type Point,
  sameTraffic,
  sample,
  simplify,
  sizeOf,
  type Traffic,
  union,
} from '../../src/net/traffic.ts';

/** Everything happens on a world of 3⁵ packets, small enough to look at each. */
const side = [0, 1, 2];
const world: Point[] = side.flatMap((src) =>
  side.flatMap((dst) =>
    side.flatMap((protocol) =>
      side.flatMap((sourcePort) => side.map((destinationPort) => ({ src, dst, protocol, sourcePort, destinationPort }))),
    ),
  ),
);
const range = fc.tuple(fc.nat(2), fc.nat(2)).map(([a, b]) => ({ lo: Math.min(a, b), hi: Math.max(a, b) }));
const boxes: fc.Arbitrary<Box> = fc.record({
  src: range,
  dst: range,
  protocol: range,
  sourcePort: range,
  destinationPort: range,
});
const sets: fc.Arbitrary<Traffic> = fc.array(boxes, { maxLength: 4 }).map(union);
const members = (traffic: Traffic): Point[] => world.filter((point) => contains(traffic, point));

group('against a look at every packet', () => {
  const agrees = (operation: (a: Traffic, b: Traffic) => Traffic, holds: (a: boolean, b: boolean) => boolean): void =>
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const expected = world.filter((point) => holds(contains(a, point), contains(b, point)));
        const result = operation(a, b);
        expect(members(result)).toEqual(expected);
        expect(sizeOf(result)).toBe(BigInt(expected.length));
      }),
    );

  test('and keeps what both have', () => agrees(and, (a, b) => a && b));
  test('or keeps what either has', () => agrees(or, (a, b) => a || b));
  test('minus keeps what only the first has', () => agrees(minus, (a, b) => a && !b));
  test('simplify changes nothing', () =>
    agrees(
      (a) => simplify(a),
      (a) => a,
    ));

  test('a sample is a member, and only nothing has none', () => {
    fc.assert(
      fc.property(sets, (a) => {
        const one = sample(a);
        expect(one === undefined).toBe(isEmpty(a));
        if (one) expect(contains(a, one)).toBe(true);
      }),
    );
  });

  test('one set includes another when it has all its members', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(includes(a, b)).toBe(members(b).every((point) => contains(a, point)));
        expect(sameTraffic(a, b)).toBe(
          members(a).length === members(and(a, b)).length && members(b).length === members(a).length,
        );
      }),
    );
  });
});

test('IPv4 and IPv6 share nothing', () => {
  expect(and(everything(4), everything(6))).toEqual(NOTHING);
  expect(minus(everything(4), everything(6))).toEqual(everything(4));
});

test('everything less an address leaves no packet of that address', () => {
  const rest = minus(everything(6), [box({ src: prefix('2001:db8::1/128') })]);
  const point = { src: address('2001:db8::1'), dst: address('::1'), protocol: 6, sourcePort: 1, destinationPort: 443 };
  expect(contains(rest, point)).toBe(false);
  expect(contains(rest, { ...point, src: address('2001:db8::2') })).toBe(true);
});

test('simplify joins ports that touch', () => {
  const port = (lo: number, hi: number): Box => box({ src: prefix('0.0.0.0/0'), destinationPort: { lo, hi } });
  expect(simplify([port(443, 443), port(22, 22), port(444, 500)])).toEqual([port(22, 22), port(443, 500)]);
});

test.each<[string, Box[]]>([
  ['nothing', []],
  ['all traffic from 0.0.0.0/0', [box({})]],
  [
    'tcp 22, 443 from 0.0.0.0/0',
    [22, 443].map((port) => box({ protocol: { lo: 6, hi: 6 }, destinationPort: { lo: port, hi: port } })),
  ],
  [
    'tcp from 10.0.0.0/8 to 10.0.0.1',
    [box({ protocol: { lo: 6, hi: 6 }, src: prefix('10.0.0.0/8'), dst: prefix('10.0.0.1/32') })],
  ],
  ['icmp echo request from ::/0', [box({ protocol: { lo: 1, hi: 1 }, destinationPort: { lo: 0x800, hi: 0x800 } }, 6)]],
  ['icmp type 3 from 0.0.0.0/0', [box({ protocol: { lo: 1, hi: 1 }, destinationPort: { lo: 0x300, hi: 0x3ff } })]],
  ['protocol 47 from 0.0.0.0/0', [box({ protocol: { lo: 47, hi: 47 } })]],
  ['all protocols 0–79 from 0.0.0.0/0', [box({ destinationPort: { lo: 0, hi: 79 } })]],
])('it reads %j', (text, parts) => {
  expect(describe(union(parts))).toBe(text);
});
