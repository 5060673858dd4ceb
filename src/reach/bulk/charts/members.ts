/** Who may be reached from the internet, and who may reach it, by seat: each interface at each of its addresses. */
import { type Address, type Interval, only } from '../../../net/index.ts';
import { beginsConnections } from '../../exposure.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Seats } from './seats.ts';

export class Member {
  readonly one: Interface;
  /** The private address, the first of a delegated prefix. */
  readonly own: Address;
  readonly #shown: Interval<Address> | undefined;

  constructor(one: Interface, own: Address, shown?: Interval<Address>) {
    this.one = one;
    this.own = own;
    this.#shown = shown;
  }

  /** The address by which the other end knows it: its public one; a delegated prefix is a range. */
  get range(): Interval<Address> {
    return this.#shown ?? only(this.own);
  }

  /** Whether that is the private address. */
  get isItself(): boolean {
    return this.#shown === undefined || (this.#shown.lo === this.own && this.#shown.hi === this.own);
  }
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
    const add = (own: Address, delegated?: Interval<Address>): void => {
      const isSix = typeof own === 'bigint';
      if (!begins && !isSix) return;
      const member = new Member(one, own, delegated);
      const seat = seatOf(one, own);
      if (isSix) inbound.add(seat, member);
      if (begins) outbound.add(seat, member);
    };
    for (const { private: own, public: shown } of one.publicAddresses)
      inbound.add(seatOf(one, own), new Member(one, own, only(shown)));
    for (const own of one.addresses) add(own);
    for (const range of one.delegated) add(range.lo, range);
  }
  return { inbound: inbound.all, outbound: outbound.all };
}
