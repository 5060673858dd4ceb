/**
 * Who is in a pair: interfaces at their addresses of one family, and the seats that they share. Ranks number them so that a seat’s members
 * stand together, and so do the seats of a stretch of addresses that nothing on a way tells apart.
 */
import { type Address, type Family, familyOf, type Interval, next } from '../../../net/index.ts';
import { ownRanges } from '../../exposure.ts';
import { Missing } from '../../network/coverage.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { RuleDirection } from '../../network/security-group.ts';
import type { Cells } from '../charts/cells.ts';
import { groupSide } from '../charts/conditions.ts';
import { seatsOf } from '../charts/seats.ts';

export interface PairSeat {
  readonly at: number;
  readonly one: Interface;
  readonly own: Address;
  /** Ranks of its members: from here up to, not including, `end`. */
  readonly first: number;
  readonly end: number;
  /** Something that surely works, and so can stand for others of its sort. */
  readonly healthy: boolean;
  /** Of a type and in a role that many others have. */
  readonly isPlain: boolean;
}

/** Seats at addresses that nothing tells apart, one after the other. */
interface Stretch {
  readonly range: { lo: Address; hi: Address };
  readonly firstSeat: number;
  endSeat: number;
}

interface Found {
  readonly one: Interface;
  readonly own: Address;
  readonly stretch: string;
  readonly seat: number;
}

export class Seating {
  readonly family: Family;
  /** By rank. */
  readonly interfaces: readonly Interface[];
  readonly addresses: readonly Address[];
  readonly seatOfRank: Int32Array;
  readonly seats: readonly PairSeat[];
  readonly #stretches: readonly Stretch[];
  readonly #runs = new Map<string, readonly number[]>();

  constructor(network: Network, family: Family) {
    this.family = family;
    const all = membersOf(network, family);
    this.interfaces = all.map(({ one }) => one);
    this.addresses = all.map(({ own }) => own);
    this.seatOfRank = new Int32Array(all.length);
    const { isSingular } = seatsOf(network);
    const seats: PairSeat[] = [];
    const stretches: Stretch[] = [];
    for (let first = 0; first < all.length; ) {
      const { one, own, seat, stretch } = all[first]!;
      let end = first + 1;
      while (end < all.length && all[end]!.seat === seat) end += 1;
      this.seatOfRank.fill(seats.length, first, end);
      const isNew = first === 0 || all[first - 1]!.stretch !== stretch;
      if (isNew) stretches.push({ range: { lo: own, hi: own }, firstSeat: seats.length, endSeat: seats.length });
      const { range } = stretches.at(-1)!;
      if (all[end - 1]!.own > range.hi) range.hi = all[end - 1]!.own;
      stretches.at(-1)!.endSeat += 1;
      seats.push({ at: seats.length, one, own, first, end, healthy: isHealthy(network, one), isPlain: !isSingular(one) });
      first = end;
    }
    this.seats = seats;
    this.#stretches = stretches;
  }

  /** The ranks in a range of addresses: where each run begins, and where it ends. */
  runsIn({ lo, hi }: Interval<Address>): readonly number[] {
    const key = `${lo} ${hi}`;
    let found = this.#runs.get(key);
    if (!found) {
      found = this.#runsOf(lo, hi);
      this.#runs.set(key, found);
    }
    return found;
  }

  #runsOf(lo: Address, hi: Address): number[] {
    const runs: number[] = [];
    const add = (first: number, end: number): void => {
      if (first >= end) return;
      if (runs.at(-1) === first) runs[runs.length - 1] = end;
      else runs.push(first, end);
    };
    const all = this.#stretches;
    for (let at = firstThat(0, all.length, (one) => all[one]!.range.hi >= lo); at < all.length; at++) {
      const { range, firstSeat, endSeat } = all[at]!;
      if (range.lo > hi) break;
      if (lo <= range.lo && range.hi <= hi) {
        add(this.seats[firstSeat]!.first, this.seats[endSeat - 1]!.end);
        continue;
      }
      for (let seat = firstSeat; seat < endSeat; seat++) {
        const { first, end } = this.seats[seat]!;
        const from = firstThat(first, end, (rank) => this.addresses[rank]! >= lo);
        add(
          from,
          firstThat(from, end, (rank) => this.addresses[rank]! > hi),
        );
      }
    }
    return runs;
  }
}

function membersOf(network: Network, family: Family): Found[] {
  const seats = seatsOf(network);
  const cuts = ruleCuts(network, family, ['egress']);
  let both: Address[] | undefined;
  const startsOf = (range: Interval<Address>): Iterable<Address> => {
    if (range.lo === range.hi) return [range.lo];
    both ??= ruleCuts(network, family, ['egress', 'ingress']);
    return startsIn(range, seats.cells, both);
  };
  const all: { one: Interface; own: Address }[] = [];
  for (const one of network.interfaces.values())
    for (const range of ownRanges(one))
      if (familyOf(range.lo) === family) for (const own of startsOf(range)) all.push({ one, own });
  all.sort((a, b) => (a.own < b.own || (a.own === b.own && a.one.id < b.one.id) ? -1 : 1));
  const numbers = new Map<string, number>();
  const stretches = new Map<string, number>();
  const found = all.map(({ one, own }): Found => {
    const stretch = `${seats.cells.cellOf(own)} ${firstThat(0, cuts.length, (at) => cuts[at]! > own)}`;
    if (!stretches.has(stretch)) stretches.set(stretch, stretches.size);
    const key = `${seats.seatOf(one, own)} ${stretch}`;
    const seat = numbers.get(key) ?? numbers.size;
    numbers.set(key, seat);
    return { one, own, stretch, seat };
  });
  return found.sort((a, b) => stretches.get(a.stretch)! - stretches.get(b.stretch)! || a.seat - b.seat);
}

function isHealthy(network: Network, { type, attached, instanceId }: Interface): boolean {
  const state = instanceId === undefined ? 'running' : network.entity('instance', instanceId)?.data.State?.Name;
  return type === 'interface' && attached && state === 'running';
}

/** One address for each part of a range that nothing tells apart: of a delegated prefix something may name a part alone. */
function startsIn({ lo, hi }: Interval<Address>, cells: Cells, cuts: readonly Address[]): Iterable<Address> {
  const starts = new Set(cells.within({ lo, hi }).map((part) => part.lo));
  for (let at = firstThat(0, cuts.length, (one) => cuts[one]! > lo); at < cuts.length && cuts[at]! <= hi; at++)
    starts.add(cuts[at]!);
  return starts;
}

/** Where the addresses that rules name begin and end: who is beyond such a line is not alike for everybody. */
function ruleCuts(network: Network, family: Family, sides: readonly RuleDirection[]): Address[] {
  const cuts = new Set<Address>();
  const groups = new Set<string>();
  for (const one of network.interfaces.values()) {
    for (const id of one.groupIds) {
      if (groups.has(id)) continue;
      groups.add(id);
      const group = network.group(id, one);
      if (group instanceof Missing) continue;
      for (const side of sides)
        for (const { other } of groupSide(network, group, side, family).addresses) cuts.add(other.lo).add(next(other.hi));
    }
  }
  return [...cuts].sort((a, b) => (a < b ? -1 : 1));
}

/** The first number from `lo` on, and before `hi`, for which it holds; `hi` if it holds for none. What it holds for it holds for all after. */
export function firstThat(lo: number, hi: number, holds: (at: number) => boolean): number {
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (holds(middle)) hi = middle;
    else lo = middle + 1;
  }
  return lo;
}
