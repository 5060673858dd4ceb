/** Whom the groups of senders let out, as rows of bits by port class. */
import { holds } from '../../net/index.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import { type Bits, hasBit, setBit } from './bits.ts';
import { type EndGroups, endGroups, type ReferenceMask } from './end-groups.ts';
import type { Ports } from './facets.ts';
import type { PairSeat, Seating } from './pair-seats.ts';
import type { Senders } from './senders.ts';

export class LetOut {
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
