/** Who may be reached from the internet, and who may reach it, by seat: each interface at each of its addresses. */
import { type Address, type Interval, only } from '../../net/index.ts';
import { beginsConnections } from '../exposure.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Seats } from './seats.ts';

export interface Member {
  readonly one: Interface;
  /** The address by which the other end knows it: its public one; a delegated prefix is a range. */
  readonly range: Interval<Address>;
  /** The private address, the first of a delegated prefix. */
  readonly own: Address;
}

/** Lists of those who share a seat, in the order of their first ones. */
class Lists {
  readonly all: Member[][] = [];
  readonly #bySeat: Member[][] = [];

  add(seat: number, member: Member): void {
    const known = this.#bySeat[seat];
    if (known) {
      known.push(member);
      return;
    }
    const list = [member];
    this.#bySeat[seat] = list;
    this.all.push(list);
  }
}

export interface Members {
  readonly inbound: readonly (readonly Member[])[];
  readonly outbound: readonly (readonly Member[])[];
}

/** `inboundOnly`: for who does not ask what leaves. */
export function membersOf(network: Network, { seatOf }: Seats, inboundOnly = false): Members {
  const [inbound, outbound] = [new Lists(), new Lists()];
  for (const one of network.interfaces.values()) {
    const begins = !inboundOnly && beginsConnections(one);
    const add = (range: Interval<Address>): void => {
      const isSix = typeof range.lo === 'bigint';
      if (!begins && !isSix) return;
      const member = { one, range, own: range.lo };
      const seat = seatOf(one, range.lo);
      if (isSix) inbound.add(seat, member);
      if (begins) outbound.add(seat, member);
    };
    for (const { private: own, public: shown } of one.publicAddresses)
      inbound.add(seatOf(one, own), { one, range: only(shown), own });
    for (const own of one.addresses) add(only(own));
    for (const range of one.delegated) add(range);
  }
  return { inbound: inbound.all, outbound: outbound.all };
}
