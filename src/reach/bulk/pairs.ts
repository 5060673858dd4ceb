/** All pairs: for each receiver and port class the senders whose TCP connections it gets, as a row of bits in the order of addresses. */
import { holds } from '../../net/index.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Options } from '../walk.ts';
import { type Bits, hasBit, setBit, setRange } from './bits.ts';
import { type EndGroups, endGroups, type ReferenceMask } from './end-groups.ts';
import type { Ports } from './facets.ts';
import { lowerBound, type PairSeat, type Seating, seatingOf } from './pair-seats.ts';
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

/** Whom the groups of senders let out. */
class LetOut {
  readonly #any: readonly Bits[];
  /** Senders with rules for some addresses only. */
  readonly #ranges = new Map<string, { range: { lo: number; hi: number }; senders: { rank: number; mask: number }[] }>();
  readonly #references = new Map<string, { rank: number; mask: number }[]>();
  readonly #classes: readonly number[];
  readonly #seating: Seating;

  constructor(network: Network, seating: Seating, ports: Ports, lenient: boolean) {
    const { interfaces } = seating;
    this.#seating = seating;
    const words = (interfaces.length + 31) >>> 5;
    const any = ports.map(() => new Uint32Array(words));
    const guards = new Map<string, EndGroups>();
    interfaces.forEach((one, rank) => {
      const key = one.groupIds.join(' ');
      let guard = guards.get(key);
      if (!guard) {
        guard = endGroups(network, one, 'egress', ports, lenient);
        guards.set(key, guard);
      }
      const open = one.guarded ? guard.any : -1;
      ports.forEach((_, at) => {
        if (open & (1 << at)) setBit(any[at]!, rank);
      });
      if (!one.guarded) return;
      for (const { range, mask } of guard.ranges)
        this.#note(this.#ranges, `${range.lo} ${range.hi}`, { range, senders: [] }).senders.push({ rank, mask });
      for (const { groupId, mask } of guard.references) this.#note(this.#references, groupId, []).push({ rank, mask });
    });
    this.#any = any;
    this.#classes = alike([...guards.values()], ports.length);
  }

  #note<T>(map: Map<string, T>, key: string, empty: T): T {
    const known = map.get(key);
    if (known) return known;
    map.set(key, empty);
    return empty;
  }

  /** For receivers of a seat: the senders that get out and through, by ports for which they are the same. */
  basesFor(network: Network, seat: PairSeat, senders: Senders): (receiver: Interface) => { ports: number; bits: Bits }[] {
    const some = [...this.#ranges.values()].filter(({ range }) => holds(range, seat.own));
    const bases = new Map<string, { ports: number; bits: Bits }>();
    this.#any.forEach((any, at) => {
      const bit = 1 << at;
      const key = `${this.#classes[at]} ${senders.masks.map((mask) => (mask & bit ? '1' : '0')).join('')}`;
      const known = bases.get(key);
      if (known) {
        known.ports |= bit;
        return;
      }
      const through = senders.through(at);
      const bits = new Uint32Array(any.length);
      if (through) {
        bits.set(any);
        for (const one of some) for (const { rank, mask } of one.senders) if (mask & bit) setBit(bits, rank);
        for (let word = 0; word < bits.length; word++) bits[word]! &= through[word]!;
      }
      bases.set(key, { ports: bit, bits });
    });
    const all = [...bases.values()];
    return (receiver) =>
      receiver.groupIds.some((id) => this.#references.has(id)) ? this.#named(network, receiver, senders, all) : all;
  }

  /** With senders whose rules name a group of the receiver: in its VPC or a peered one, if no gateway voids such rules (S9). */
  #named(
    network: Network,
    receiver: Interface,
    senders: Senders,
    bases: { ports: number; bits: Bits }[],
  ): { ports: number; bits: Bits }[] {
    const near = new Set([receiver.vpc.id, ...network.peersOf(receiver.vpc.id)]);
    const extra = receiver.groupIds
      .flatMap((id) => this.#references.get(id) ?? [])
      .filter(({ rank }) => near.has(this.#seating.interfaces[rank]!.vpc.id) && !senders.isVoid(rank));
    if (extra.length === 0) return bases;
    return bases.flatMap(({ ports, bits }) => {
      const split: { ports: number; bits: Bits }[] = [];
      for (let rest = ports; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        const through = senders.through(31 - Math.clz32(bit));
        const mine = Uint32Array.from(bits);
        for (const { rank, mask } of extra) if (mask & bit && through && hasBit(through, rank)) setBit(mine, rank);
        split.push({ ports: bit, bits: mine });
      }
      return split;
    });
  }
}

/** The same number for ports that every set of groups lets out alike. */
function alike(guards: readonly EndGroups[], count: number): number[] {
  const keys = Array.from({ length: count }, (_, at) => {
    const bit = 1 << at;
    const open = ({ mask }: ReferenceMask | { mask: number }): string => (mask & bit ? '1' : '0');
    return guards
      .map(({ any, ranges, references }) => `${any & bit ? 1 : 0}${[...ranges, ...references].map(open).join('')}`)
      .join();
  });
  return keys.map((key) => keys.indexOf(key));
}
