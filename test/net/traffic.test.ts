import fc from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { address } from '../../src/net/address.ts';
import { type Box, box, type Dimension, dimensions, lowestOf, type Point, pointBox } from '../../src/net/box.ts';
import { prefix } from '../../src/net/prefix.ts';
import {
  and,
  contains,
  everything,
  includes,
  isEmpty,
  minus,
  NOTHING,
  or,
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

test('a box is everything but for what is said, of the family of its ends', () => {
  expect(box({})).toEqual(everything(4)[0]);
  expect(box({}, 6)).toEqual(everything(6)[0]);
  expect(box({ dst: prefix('2001:db8::/32') })).toEqual({
    src: prefix('::/0'),
    dst: prefix('2001:db8::/32'),
    protocol: { lo: 0, hi: 255 },
    sourcePort: { lo: 0, hi: 65535 },
    destinationPort: { lo: 0, hi: 65535 },
  });
});

test('a packet is a box of its own, and the lowest of it', () => {
  const point: Point = { src: 1, dst: 2, protocol: 6, sourcePort: 1024, destinationPort: 443 };
  expect(sizeOf([pointBox(point)])).toBe(1n);
  expect(lowestOf(pointBox(point))).toEqual(point);
  expect(sample([{ ...pointBox(point), dst: { lo: 2, hi: 9 } }])).toEqual(point);
});

test('a packet of the other family is in no set, whatever the numbers of its addresses', () => {
  const point: Point = { src: 1n, dst: 2n, protocol: 6, sourcePort: 1, destinationPort: 1 };
  expect(contains(everything(4), point)).toBe(false);
  expect(contains(everything(6), point)).toBe(true);
});

test('simplify joins along each dimension what differs in no other', () => {
  const half = (field: Dimension, lo: number, hi: number): Box => ({ ...box({}), [field]: { lo, hi } });
  for (const field of dimensions) {
    expect(simplify([half(field, 0, 7), half(field, 8, 15)])).toEqual([half(field, 0, 15)]);
    expect(simplify([half(field, 0, 7), half(field, 9, 15)])).toHaveLength(2);
  }
  const [one, other] = [half('src', 0, 7), { ...half('src', 8, 15), dst: { lo: 1, hi: 9 } }];
  expect(simplify([one, other])).toEqual([one, other]);
});

test('simplify goes on until nothing is left to join', () => {
  const square = side.flatMap((src) => side.map((dst) => box({ src: { lo: src, hi: src }, dst: { lo: dst, hi: dst } })));
  expect(simplify(square)).toEqual([box({ src: { lo: 0, hi: 2 }, dst: { lo: 0, hi: 2 } })]);
});

test('simplify keeps the families apart, even where their numbers would join', () => {
  const four = box({ src: { lo: 0, hi: 7 }, dst: { lo: 0, hi: 7 }, sourcePort: { lo: 0, hi: 7 } });
  const six = box({ src: { lo: 0n, hi: 7n }, dst: { lo: 0n, hi: 7n }, sourcePort: { lo: 8, hi: 15 } });
  expect(simplify([four, six])).toEqual([four, six]);
});
