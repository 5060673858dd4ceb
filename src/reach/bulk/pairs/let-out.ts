/** Whom the groups of senders let out, as rows of bits by service. */
import { type Address, holds, type Interval } from '../../../net/index.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import { type Bits, hasBit, setBit } from '../charts/bits.ts';
import type { Senders } from './doorstep.ts';
import { type EndGroups, endGroups } from './end-groups.ts';
import type { PairSeat, Seating } from './pair-seats.ts';
import { everyService, refined, type Services } from './service-masks.ts';

/** Services for which the same senders get out and through. */
export interface Base {
  services: number;
  readonly bits: Bits;
}

interface Some {
  readonly rank: number;
  readonly mask: number;
}

export class LetOut {
  readonly #network: Network;
  readonly #seating: Seating;
  readonly #any: readonly Bits[];
  /** Senders with rules for some addresses only. */
  readonly #ranges = new Map<string, { range: Interval<Address>; senders: Some[] }>();
  readonly #references = new Map<string, Some[]>();
  /** Services that every set of groups lets out alike. */
  readonly #classes: readonly number[];

  constructor(network: Network, seating: Seating, services: Services, lenient: boolean, strict: boolean) {
    const { interfaces, family } = seating;
    this.#network = network;
    this.#seating = seating;
    const any = services.map(() => new Uint32Array((interfaces.length + 31) >>> 5));
    const guards = new Map<readonly string[], EndGroups>();
    interfaces.forEach((one, rank) => {
      let guard = guards.get(one.groupIds);
      if (!guard) {
        guard = endGroups(network, one, 'egress', family, services, lenient, strict);
        guards.set(one.groupIds, guard);
      }
      const open = one.guarded ? guard.any : -1;
      for (let at = 0; at < services.length; at++) if (open & (1 << at)) setBit(any[at]!, rank);
      if (!one.guarded) return;
      for (const { range, mask } of guard.ranges)
        noted(this.#ranges, `${range.lo} ${range.hi}`, { range, senders: [] }).senders.push({ rank, mask });
      for (const { groupId, mask } of guard.references) noted(this.#references, groupId, []).push({ rank, mask });
    });
    this.#any = any;
    const masks = [...guards.values()].flatMap((one) => [one.any, ...[...one.ranges, ...one.references].map(({ mask }) => mask)]);
    this.#classes = refined(everyService(services), masks);
  }

  /** For receivers of a seat: the senders that get out and through. */
  basesFor(seat: PairSeat, senders: Senders): (receiver: Interface) => Base[] {
    const some = [...this.#ranges.values()].filter(({ range }) => holds(range, seat.own));
    const all = this.#classes
      .flatMap((services) => refined(services, senders.masks))
      .flatMap((services): Base[] => {
        const at = lowestBit(services);
        const through = senders.through(at);
        if (!through) return [];
        const bits = this.#any[at]!.slice();
        for (const one of some) for (const { rank, mask } of one.senders) if (mask & (1 << at)) setBit(bits, rank);
        for (let word = 0; word < bits.length; word++) bits[word]! &= through[word]!;
        return [{ services, bits }];
      });
    const isNamed = (receiver: Interface): boolean => receiver.groupIds.some((id) => this.#references.has(id));
    return (receiver) => (isNamed(receiver) ? this.#named(receiver, senders, all) : all);
  }

  /** With senders whose rules name a group of the receiver: in its VPC or a peered one, if no gateway voids such rules (S9). */
  #named(receiver: Interface, senders: Senders, bases: readonly Base[]): Base[] {
    const near = new Set([receiver.vpc.id, ...this.#network.peersOf(receiver.vpc.id)]);
    const extra = receiver.groupIds
      .flatMap((id) => this.#references.get(id) ?? [])
      .filter(({ rank }) => near.has(this.#seating.interfaces[rank]!.vpc.id) && !senders.isVoid(rank));
    return bases.flatMap(({ services, bits }) => {
      const at = lowestBit(services);
      const through = senders.through(at)!;
      const more = extra.filter(({ rank, mask }) => mask & (1 << at) && hasBit(through, rank) && !hasBit(bits, rank));
      if (more.length === 0) return [{ services, bits }];
      const mine = bits.slice();
      for (const { rank } of more) setBit(mine, rank);
      return [{ services, bits: mine }];
    });
  }
}

export const lowestBit = (mask: number): number => 31 - Math.clz32(mask & -mask);

function noted<T>(map: Map<string, T>, key: string, empty: T): T {
  const known = map.get(key);
  if (known) return known;
  map.set(key, empty);
  return empty;
}
