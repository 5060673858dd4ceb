/** Of a table of prefixes all that leads to the same: the addresses around, and the holes in it that lead elsewhere. */
import {
  type Address,
  familyOf,
  highest,
  type Interval,
  joined,
  lowest,
  type Match,
  next,
  type PrefixTable,
} from '../../../net/index.ts';
import { isInside, type Outside } from './ground.ts';

interface Region {
  readonly around: Interval<Address>;
  readonly holes: readonly Interval<Address>[];
}

const regions = new WeakMap<PrefixTable<unknown>, Map<string, Region>>();

/** The region of the internet that is treated as the match is. Holes that hold none of the internet are left out. */
export function regionOf<T>(table: PrefixTable<T>, match: Match<T>, alike: (value: T) => string, outside: Outside): Region {
  const family = familyOf(match.lo);
  let known = regions.get(table);
  if (!known) {
    known = new Map();
    regions.set(table, known);
  }
  const outcome = (one: Match<T>): string => (one.entry ? alike(one.entry.value) : 'nothing');
  const key = `${family} ${outcome(match)}`;
  let found = known.get(key);
  if (!found) {
    found = regionWith(table, outcome, outcome(match), outside, lowest(family), highest(family));
    known.set(key, found);
  }
  return found;
}

function regionWith<T>(
  table: PrefixTable<T>,
  outcome: (one: Match<T>) => string,
  wanted: string,
  outside: Outside,
  first: Address,
  last: Address,
): Region {
  let around: Interval<Address> | undefined;
  const others: Interval<Address>[] = [];
  for (let at = first; ; ) {
    const match = table.lookup(at);
    const { lo, hi } = match;
    if (outcome(match) === wanted) around = { lo: around?.lo ?? lo, hi };
    else others.push({ lo, hi });
    if (hi === last) break;
    at = next(hi);
  }
  const within = joined(others).filter((hole) => around!.lo < hole.lo && hole.hi < around!.hi && !isInside(outside, hole));
  return { around: around!, holes: within };
}
