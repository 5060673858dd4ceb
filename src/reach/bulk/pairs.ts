/** All pairs: for each receiver and port class the senders whose TCP connections it gets, as a row of bits in the order of addresses. */
import type { Network } from '../network.ts';
import type { Options } from '../walk.ts';
import { type Bits, setBit, setRange } from './bits.ts';
import { type EndGroups, endGroups } from './end-groups.ts';
import type { Ports } from './facets.ts';
import { LetOut } from './let-out.ts';
import { lowerBound, type Seating, seatingOf } from './pair-seats.ts';
import { PairWays } from './pair-ways.ts';
import { type Senders, SendersFinder } from './senders.ts';

/** One row: who reaches these receivers, which are alike but for themselves, on these ports. The bits are overwritten by the next row. */
export interface Row {
  readonly receivers: readonly number[];
  /** A bit for each port class. */
  readonly ports: number;
  readonly senders: Bits;
}

export class Pairs {
  readonly network: Network;
  readonly ports: Ports;
  readonly seating: Seating;
  readonly ways: PairWays;
  readonly #groupMembers = new Map<string, number[]>();
  readonly #ranges = new Map<string, readonly [number, number]>();

  constructor(network: Network, ports: Ports, options: Options = {}) {
    if (ports.length > 30) throw new Error(`pairs are told for 30 port classes at most; there are ${ports.length}`);
    this.network = network;
    this.ports = ports;
    this.seating = seatingOf(network);
    this.ways = new PairWays(network, this.seating, ports, options);
    this.seating.interfaces.forEach((one, rank) => {
      for (const id of new Set(one.groupIds)) {
        const known = this.#groupMembers.get(id);
        if (known) known.push(rank);
        else this.#groupMembers.set(id, [rank]);
      }
    });
  }

  /** Calls `see` for every row that is not empty. `lenient`: who may get through, all doubts aside; else who surely does. */
  rows(lenient: boolean, see: (row: Row) => void): void {
    const { interfaces, seats } = this.seating;
    const letOut = new LetOut(this.network, this.seating, this.ports, lenient);
    const row = new Uint32Array((interfaces.length + 31) >>> 5);
    const guards = new Map<string, EndGroups>();
    const finder = new SendersFinder(this.ways, lenient);
    for (const seat of seats) {
      const senders = finder.sendersTo(seat);
      if (senders.isEmpty) continue;
      const bases = letOut.basesFor(this.network, seat, senders);
      for (const [key, receivers] of Map.groupBy(seat.ranks, (rank) => interfaces[rank]!.groupIds.join(' '))) {
        let guard = guards.get(key);
        if (!guard) {
          guard = endGroups(this.network, interfaces[receivers[0]!]!, 'ingress', this.ports, lenient);
          guards.set(key, guard);
        }
        for (const { ports, bits } of bases(interfaces[receivers[0]!]!))
          this.#rowsOf(receivers, guard, ports, bits, senders, row, see);
      }
    }
  }

  #rowsOf(
    receivers: readonly number[],
    guard: EndGroups,
    ports: number,
    base: Bits,
    senders: Senders,
    row: Bits,
    see: (row: Row) => void,
  ): void {
    const open = guard.any & ports;
    if (open !== 0) {
      row.set(base);
      see({ receivers, ports: open, senders: row });
    }
    for (const [mask, same] of classesOf(guard, ports & ~open, senders.unasked !== undefined)) {
      if (senders.unasked) row.set(senders.unasked);
      else row.fill(0);
      for (const { range } of same.ranges) {
        const [first, end] = this.#rankRange(range.lo, range.hi);
        setRange(row, first, end);
      }
      for (const { groupId } of same.references)
        for (const rank of this.#groupMembers.get(groupId) ?? []) if (senders.isRecognised(rank)) setBit(row, rank);
      let some = 0;
      for (let at = 0; at < row.length; at++) {
        row[at]! &= base[at]!;
        some |= row[at]!;
      }
      if (some !== 0) see({ receivers, ports: mask, senders: row });
    }
  }

  #rankRange(lo: number, hi: number): readonly [number, number] {
    const key = `${lo} ${hi}`;
    let found = this.#ranges.get(key);
    if (!found) {
      found = [lowerBound(this.seating.addresses, lo), lowerBound(this.seating.addresses, hi + 1)];
      this.#ranges.set(key, found);
    }
    return found;
  }
}

/** Ports that the same rules open, together. */
function* classesOf(
  { ranges, references }: EndGroups,
  ports: number,
  closedToo: boolean,
): Generator<[number, Pick<EndGroups, 'ranges' | 'references'>]> {
  const found = new Map<string, number>();
  for (let rest = ports; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest;
    const key = [...ranges, ...references].map(({ mask }) => (mask & bit ? '1' : '0')).join('');
    if (closedToo || key.includes('1')) found.set(key, (found.get(key) ?? 0) | bit);
  }
  for (const mask of found.values()) {
    const bit = mask & -mask;
    yield [mask, { ranges: ranges.filter((one) => one.mask & bit), references: references.filter((one) => one.mask & bit) }];
  }
}
