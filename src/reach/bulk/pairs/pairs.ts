/** All pairs: for each receiver and service the senders whose packets it gets, as a row of bits in the order of ranks. */
import { type Family, holds } from '../../../net/index.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import { addTo, type Bits, setBit, setRange, subtract } from '../charts/bits.ts';
import type { Senders } from './doorstep.ts';
import { type EndGroups, endGroups } from './end-groups.ts';
import type { Lot } from './facets.ts';
import type { Landing } from './halves.ts';
import { type Base, LetOut, lowestBit } from './let-out.ts';
import { type PairSeat, Seating } from './pair-seats.ts';
import { PairWays } from './pair-ways.ts';
import { SendersFinder } from './senders.ts';
import { MOST_SERVICES, type PairOptions, refined, type Services } from './service-masks.ts';

/** One row: who reaches these receivers, which are alike but for themselves, by these services. The bits are overwritten by the next row. */
export interface Row {
  readonly receivers: readonly number[];
  /** Where the packets end: at the receivers themselves, or at what they lead on to. */
  readonly landing: Omit<Landing, 'facets'>;
  /** A bit for each service. */
  readonly services: number;
  readonly senders: Bits;
}

export class Pairs {
  readonly network: Network;
  readonly services: Services;
  readonly seating: Seating;
  readonly ways: PairWays;
  readonly #groupMembers = new Map<string, number[]>();

  /** Throws for more services than fit into a mask. */
  constructor(network: Network, family: Family, services: Services, options: PairOptions = {}) {
    if (services.length > MOST_SERVICES)
      throw new Error(`pairs are told for ${MOST_SERVICES} services at most; there are ${services.length}`);
    this.network = network;
    this.services = services;
    this.seating = options.seating ?? new Seating(network, family);
    this.ways = new PairWays(network, this.seating, services, options);
    this.seating.interfaces.forEach((one, rank) => {
      for (const id of new Set(one.groupIds)) {
        const known = this.#groupMembers.get(id);
        if (known) known.push(rank);
        else this.#groupMembers.set(id, [rank]);
      }
    });
  }

  /** Calls `see` for every row of a lot that is not empty. */
  rows(lot: Lot, see: (row: Row) => void): void {
    const { seats } = this.seating;
    if (seats.length === 0) return;
    const reader = this.reader(lot, see);
    for (const seat of seats) reader(seat);
  }

  /** Tells of one seat of receivers; to be called for each in turn, none left out. */
  reader(lot: Lot, see: (row: Row) => void): (seat: PairSeat) => void {
    const { interfaces, family } = this.seating;
    const isLenient = lot === 'possible';
    const letOut = new LetOut(this.network, this.seating, this.services, isLenient, this.ways.isStrict);
    const row = new Uint32Array((interfaces.length + 31) >>> 5);
    const guards = new Map<readonly string[], EndGroups>();
    const finder = new SendersFinder(this.ways, lot);
    return (seat) => {
      const found = finder.sendersTo(seat);
      if (found.length === 0) return;
      const crowds = this.ways.groups.crowdsIn(seat);
      for (const senders of found) {
        const bases = letOut.basesFor(seat, senders);
        for (const { groups: key, ranks: receivers } of crowds) {
          if (senders.receivers !== undefined && senders.receivers !== key) continue;
          const one = interfaces[receivers[0]!]!;
          let guard = guards.get(key);
          if (!guard) {
            guard = endGroups(this.network, one, 'ingress', family, this.services, isLenient, this.ways.isStrict);
            guards.set(key, guard);
          }
          for (const base of bases(one)) this.#rowsOf(one, receivers, guard, base, senders, row, see);
        }
      }
    };
  }

  #rowsOf(
    one: Interface,
    receivers: readonly number[],
    guard: EndGroups,
    { services, bits: base }: Base,
    senders: Senders,
    row: Bits,
    see: (row: Row) => void,
  ): void {
    const { landing } = senders;
    const open = one.guarded ? guard.any & services : services;
    if (open !== 0) {
      row.set(base);
      if (row.some((word) => word !== 0)) see({ receivers, landing, services: open, senders: row });
    }
    const rules = [...guard.ranges, ...guard.references].map(({ mask }) => mask);
    for (const mask of refined(services & ~open, rules)) {
      if (!senders.unasked && !rules.some((rule) => rule & mask)) continue;
      const bit = 1 << lowestBit(mask);
      if (senders.unasked) row.set(senders.unasked);
      else row.fill(0);
      for (const { range, mask: rule } of guard.ranges) {
        if (!(rule & bit)) continue;
        const runs = this.seating.runsIn(range);
        for (let at = 0; at < runs.length; at += 2) setRange(row, runs[at]!, runs[at + 1]!);
      }
      for (const { groupId, mask: rule } of guard.references) {
        if (!(rule & bit)) continue;
        for (const rank of this.#groupMembers.get(groupId) ?? []) if (senders.isRecognised(rank)) setBit(row, rank);
      }
      for (const [value, ranks] of senders.seenAs) {
        if (guard.ranges.some(({ range, mask: rule }) => rule & bit && holds(range, value))) addTo(row, ranks);
        else subtract(row, ranks);
      }
      let some = 0;
      for (let at = 0; at < row.length; at++) {
        row[at]! &= base[at]!;
        some |= row[at]!;
      }
      if (some !== 0) see({ receivers, landing, services: mask, senders: row });
    }
  }
}
