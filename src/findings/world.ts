/** How much of the internet some ranges are. */
import {
  type Address,
  everyAddress,
  type Family,
  familyOf,
  type Interval,
  joined,
  meet,
  outside,
  type Prefix,
  prefix as parse,
} from '../net/index.ts';
import { theInternet } from '../reach/index.ts';
import type { Estate } from './estate.ts';

/** What has been given to anybody at all. */
const given: Record<Family, Prefix> = { 4: everyAddress(4), 6: parse('2000::/3') };

const world = (estate: Estate, family: Family): readonly Interval<Address>[] =>
  estate.once(`the internet IPv${family}`, () =>
    strangers(
      estate,
      theInternet(estate.network).flatMap((part) => meet<Address>(part, given[family]) ?? []),
    ),
  );

/** Ranges without those that people said to know. */
const strangers = (estate: Estate, ranges: readonly Interval<Address>[]): readonly Interval<Address>[] =>
  estate.settings.knownNetworks
    .flatMap((known) => known.ranges)
    .reduce<readonly Interval<Address>[]>(
      (left, known) => left.flatMap((part) => (meet<Address>(part, known) ? outside<Address>(part, known) : [part])),
      ranges,
    );

const sizeOf = (ranges: readonly Interval<Address>[]): bigint =>
  ranges.reduce((sum, { lo, hi }) => sum + BigInt(hi) - BigInt(lo) + 1n, 0n);

/** How many public addresses of a family some ranges hold. */
const publicIn = (estate: Estate, ranges: readonly Interval<Address>[], family: Family): bigint =>
  sizeOf(joined(ranges).flatMap((one) => world(estate, family).flatMap((part) => meet<Address>(one, part) ?? [])));

/** What share of the public addresses of a family some ranges hold. */
export const shareOf = (estate: Estate, ranges: readonly Interval<Address>[], family: Family): number =>
  Number((publicIn(estate, ranges, family) * 10_000n) / sizeOf(world(estate, family))) / 10_000;

/** Whether a range holds any address of somebody on the internet; one's own do not count. */
export const isOutside = (estate: Estate, range: Interval<Address>): boolean =>
  world(estate, familyOf(range.lo)).some((part) => meet<Address>(range, part) !== undefined);

/** Whether a range holds more public addresses than one of `wide_public_cidr`; IPv6 prefixes are taken twice as long. */
export function isWide(estate: Estate, range: Prefix): boolean {
  const family = familyOf(range.lo);
  const { wide_public_cidr: longest } = estate.settings.thresholds;
  const [bits, length] = family === 4 ? [32, longest] : [128, longest * 2];
  return range.length < length && publicIn(estate, [range], family) > 1n << BigInt(bits - length);
}

/** What of a range of addresses belongs to the internet. */
export const onTheInternet = ({ network }: Estate, range: Interval<Address>): Interval<Address>[] =>
  theInternet(network).flatMap((part) => meet<Address>(part, range) ?? []);

/** How many addresses of the internet some ranges hold, those of `known_networks` left out. Thousands of interfaces are open to the same ranges. */
export function countOnInternet(estate: Estate, ranges: readonly Interval<Address>[]): bigint {
  const known = estate.once('addresses of the internet in ranges', () => new Map<string, bigint>());
  const key = ranges.map(({ lo, hi }) => `${typeof lo === 'number' ? '' : 'v6 '}${lo}-${hi}`).join();
  let found = known.get(key);
  if (found === undefined) {
    found = sizeOf(
      strangers(
        estate,
        ranges.flatMap((range) => onTheInternet(estate, range)),
      ),
    );
    known.set(key, found);
  }
  return found;
}
