/** Longest prefix match over many prefixes: a sorted list of the intervals on which one entry wins, searched by halves. */
import { type Address, type Family, familyOf, highest, lowest, next, previous } from './address.ts';
import type { Interval } from './interval.ts';
import type { Prefix } from './prefix.ts';

export interface Entry<T> {
  readonly prefix: Prefix;
  readonly value: T;
}

/** The winner at an address, and the interval around the address on which it wins. No entry: nothing covers it. */
export interface Match<T> extends Interval<Address> {
  readonly entry: Entry<T> | undefined;
}

export interface PrefixTable<T> {
  readonly entries: readonly Entry<T>[];
  lookup(value: Address): Match<T>;
  /** The winner's value alone. */
  find(value: Address): T | undefined;
  /** The whole of a family in order, cut wherever another entry wins. */
  stretches(family: Family): readonly Match<T>[];
}

/** Orders entries that both cover an address: negative when `a` wins. */
export type Precedence<T> = (a: Entry<T>, b: Entry<T>) => number;

export const longestFirst = (a: Entry<unknown>, b: Entry<unknown>): number => b.prefix.length - a.prefix.length;

/** A table of both families. Where precedence leaves a tie the earlier entry wins. */
export const prefixTable = <T>(entries: readonly Entry<T>[], precedence: Precedence<T> = longestFirst): PrefixTable<T> =>
  new Table(entries, precedence);

/** For each family the starts of the intervals on which one entry wins, and what wins there. A family is sorted when it is first asked for. */
class Table<T> implements PrefixTable<T> {
  #starts: Uint32Array | undefined;
  #values: readonly (T | undefined)[] = [];
  readonly entries: readonly Entry<T>[];
  readonly #precedence: Precedence<T>;
  #four: Segments<T> | undefined;
  #six: Segments<T> | undefined;

  constructor(entries: readonly Entry<T>[], precedence: Precedence<T>) {
    this.entries = entries;
    this.#precedence = precedence;
  }

  stretches(family: Family): readonly Match<T>[] {
    return this.#segments(lowest(family)).matches;
  }

  #segments(value: Address): Segments<T> {
    if (typeof value === 'number') {
      this.#four ??= segments(this.entries, 4, this.#precedence);
      return this.#four;
    }
    this.#six ??= segments(this.entries, 6, this.#precedence);
    return this.#six;
  }

  lookup(value: Address): Match<T> {
    const { starts, matches } = this.#segments(value);
    return matches[lowerBound(starts, value)]!;
  }

  find(value: Address): T | undefined {
    return typeof value === 'number' ? this.#find(value) : this.lookup(value).entry?.value;
  }

  /** IPv4 alone, so that nothing but numbers is compared. */
  #find(value: number): T | undefined {
    if (!this.#starts) {
      const { starts, matches } = this.#segments(value);
      this.#starts = Uint32Array.from(starts as readonly number[]);
      this.#values = matches.map((match) => match.entry?.value);
    }
    const starts = this.#starts;
    let lo = 0;
    let hi = starts.length - 1;
    while (lo < hi) {
      const middle = (lo + hi + 1) >> 1;
      if (starts[middle]! <= value) lo = middle;
      else hi = middle - 1;
    }
    return this.#values[lo];
  }
}

interface Segments<T> {
  readonly starts: readonly Address[];
  readonly matches: readonly Match<T>[];
}

function segments<T>(entries: readonly Entry<T>[], family: Family, precedence: Precedence<T>): Segments<T> {
  const mine = entries.filter((entry) => familyOf(entry.prefix.lo) === family).sort(precedence);
  const end = highest(family);
  const cuts = new Set<Address>([lowest(family)]);
  for (const { prefix } of mine) {
    cuts.add(prefix.lo);
    if (prefix.hi !== end) cuts.add(next(prefix.hi));
  }
  const starts = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  const winners = winnersAt(starts, mine);
  const result: { starts: Address[]; matches: Match<T>[] } = { starts: [], matches: [] };
  starts.forEach((lo, index) => {
    const hi = index + 1 < starts.length ? previous(starts[index + 1]!) : end;
    const last = result.matches.at(-1);
    if (last && last.entry === winners[index]) {
      result.matches[result.matches.length - 1] = { lo: last.lo, hi, entry: last.entry };
    } else {
      result.starts.push(lo);
      result.matches.push({ lo, hi, entry: winners[index] });
    }
  });
  return result;
}

/** For each start the best entry that covers it. Entries come best first; each paints what no better one has painted. */
function winnersAt<T>(starts: readonly Address[], best: readonly Entry<T>[]): (Entry<T> | undefined)[] {
  const winners: (Entry<T> | undefined)[] = [];
  const unpainted = starts.map((_, index) => index).concat(starts.length);
  const free = (index: number): number => {
    let at = index;
    while (unpainted[at] !== at) at = unpainted[at]!;
    for (let walk = index; unpainted[walk] !== at; ) [walk, unpainted[walk]] = [unpainted[walk]!, at];
    return at;
  };
  for (const entry of best) {
    for (
      let at = free(lowerBound(starts, entry.prefix.lo));
      at < starts.length && starts[at]! <= entry.prefix.hi;
      at = free(at)
    ) {
      winners[at] = entry;
      unpainted[at] = at + 1;
    }
  }
  return winners;
}

/** The index of the last start that is not above the value. */
function lowerBound(starts: readonly Address[], value: Address): number {
  let lo = 0;
  let hi = starts.length - 1;
  while (lo < hi) {
    const middle = (lo + hi + 1) >> 1;
    if (starts[middle]! <= value) lo = middle;
    else hi = middle - 1;
  }
  return lo;
}
