/** Who may be reached from the internet, and who may reach it, by seat. */
import { type Address, type Interval, only } from '../../net/index.ts';
import { beginsConnections } from '../exposure.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
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

type Classes = readonly (readonly Member[])[];

/** Each interface at each address by which the internet may find it. */
export function inboundMembers(network: Network, { seatOf }: Seats): Classes {
  const lists = new Lists();
  for (const one of network.interfaces.values()) {
    for (const { private: own, public: shown } of one.publicAddresses)
      lists.add(seatOf(one, own), new Member(one, own, only(shown)));
    for (const own of one.addresses) if (typeof own === 'bigint') lists.add(seatOf(one, own), new Member(one, own));
    for (const range of one.delegated)
      if (typeof range.lo === 'bigint') lists.add(seatOf(one, range.lo), new Member(one, range.lo, range));
  }
  return lists.all;
}

/** Each interface that begins connections, at each address that it may send from. */
export function outboundMembers(network: Network, { seatOf }: Seats): Classes {
  const lists = new Lists();
  for (const one of network.interfaces.values()) {
    if (!beginsConnections(one)) continue;
    for (const own of one.addresses) lists.add(seatOf(one, own), new Member(one, own));
    for (const range of one.delegated) lists.add(seatOf(one, range.lo), new Member(one, range.lo, range));
  }
  return lists.all;
}
