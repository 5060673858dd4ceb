import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, MAX_IPV4, MAX_IPV6 } from '../../src/net/address.ts';
import { type Interval, interval, joined, meet, only, outside } from '../../src/net/interval.ts';
import { holds } from '../../src/net/prefix.ts';

/** Intervals of a line of ten numbers, in one family or both, small enough to look at every number. */
const line = Array.from({ length: 10 }, (_, index) => index);
const ends = fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const four: fc.Arbitrary<Interval<number>> = ends.map(([lo, hi]) => interval(lo, hi));
const six: fc.Arbitrary<Interval<bigint>> = ends.map(([lo, hi]) => interval(BigInt(lo), BigInt(hi)));
const either: fc.Arbitrary<Interval> = fc.oneof(four, six);
const numbers: readonly Address[] = [...line, ...line.map(BigInt)];
const members = (ranges: readonly Interval[]): Address[] =>
  numbers.filter((value) => ranges.some((range) => holds(range, value)));

test('an interval is its ends and what lies between', () => {
  expect(members([interval(3, 5)])).toEqual([3, 4, 5]);
  expect(members([only(3n)])).toEqual([3n]);
});

test('what two intervals share is what both hold', () => {
  fc.assert(
    fc.property(either, either, (a, b) => {
      const shared = meet(a, b);
      expect(members(shared ? [shared] : [])).toEqual(members([a]).filter((value) => holds(b, value)));
    }),
  );
});

test('what lies outside is what the second does not hold, in parts that do not meet it', () => {
  const sharing = fc.oneof(fc.tuple(four, four), fc.tuple(six, six)).filter(([a, b]) => meet<Address>(a, b) !== undefined);
  fc.assert(
    fc.property(sharing, ([a, b]) => {
      const parts = outside<Address>(a, b);
      expect(members(parts)).toEqual(members([a]).filter((value) => !holds(b, value)));
      for (const part of parts) expect(part.lo <= part.hi && meet<Address>(part, b) === undefined).toBe(true);
    }),
  );
});

test('joined intervals hold what they held, in order and with gaps between them, IPv4 first', () => {
  fc.assert(
    fc.property(fc.array(either, { maxLength: 6 }), (ranges) => {
      const result = joined(ranges);
      expect(members(result)).toEqual(members(ranges));
      expect(result.flatMap((range) => members([range]))).toEqual(members(ranges));
      result.slice(1).forEach(({ lo }, index) => {
        const before = result[index]!.hi;
        expect(typeof before === typeof lo ? BigInt(lo) > BigInt(before) + 1n : typeof lo === 'bigint').toBe(true);
      });
    }),
  );
});

test('joining leaves what it was given as it was', () => {
  const given = [interval(5, 6), interval(1, 5)];
  expect(joined(given)).toEqual([interval(1, 6)]);
  expect(given).toEqual([interval(5, 6), interval(1, 5)]);
});

test('a whole family is one interval, and nothing is outside of it', () => {
  expect(joined([interval(0, 7), interval(8, MAX_IPV4)])).toEqual([interval(0, 0xffff_ffff)]);
  expect(outside(interval(1n, MAX_IPV6), interval(0n, MAX_IPV6))).toEqual([]);
});
