/** Crowds: interfaces of one seat with the same groups. What is found for one member holds for all, in each member's own addresses. */
import type { Address, Interval } from '../../net/index.ts';
import type { Interface } from '../interface.ts';
import type { Seats } from './seats.ts';

export interface Member {
  readonly one: Interface;
  /** The address by which the other end knows it: its public one; a delegated prefix is a range. */
  readonly range: Interval<Address>;
  /** The private address, the first of a delegated prefix. */
  readonly own: Address;
}

export interface Crowd {
  readonly seat: string;
  readonly members: readonly Member[];
}

export function crowdsOf(seats: Seats, members: Iterable<Member>): Crowd[] {
  const found = new Map<string, { seat: string; members: Member[] }>();
  for (const member of members) {
    const seat = seats.seatOf(member.one, member.own);
    const key = `${seat}|${seats.guardOf(member.one)}`;
    const crowd = found.get(key);
    if (crowd) crowd.members.push(member);
    else found.set(key, { seat, members: [member] });
  }
  return [...found.values()];
}
