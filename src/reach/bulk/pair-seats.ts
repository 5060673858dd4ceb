/** Who is in a pair: interfaces at their primary IPv4 addresses, in the order of the addresses, and the seats that they share. */
import { type Address, next } from '../../net/index.ts';
import { Missing } from '../coverage.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import { groupSide } from './conditions.ts';
import { seatsOf } from './seats.ts';

export interface PairSeat {
  readonly at: number;
  readonly one: Interface;
  readonly own: number;
  /** Places in the order of addresses. */
  readonly ranks: number[];
  /** Something that surely works, and so can stand for others of its sort. */
  readonly healthy: boolean;
  /** Of a type and in a role that many others have. */
  readonly isPlain: boolean;
}

export interface Seating {
  /** By address. */
  readonly interfaces: readonly Interface[];
  readonly addresses: Float64Array;
  readonly seats: readonly PairSeat[];
}

export function seatingOf(network: Network): Seating {
  const seats = seatsOf(network);
  const cuts = egressCuts(network);
  const all: { one: Interface; own: number }[] = [];
  for (const one of network.interfaces.values()) {
    const own = one.addresses.find((each) => typeof each === 'number');
    if (own !== undefined) all.push({ one, own: own as number });
  }
  all.sort((a, b) => a.own - b.own || (a.one.id < b.one.id ? -1 : 1));
  const found = new Map<string, PairSeat>();
  all.forEach(({ one, own }, rank) => {
    const key = `${seats.seatOf(one, own)} ${lowerBound(cuts, own + 1)}`;
    const known = found.get(key);
    if (known) known.ranks.push(rank);
    else
      found.set(key, {
        at: found.size,
        one,
        own,
        ranks: [rank],
        healthy: isHealthy(network, one),
        isPlain: !seats.isSingular(one),
      });
  });
  return {
    interfaces: all.map(({ one }) => one),
    addresses: Float64Array.from(all, ({ own }) => own),
    seats: [...found.values()],
  };
}

function isHealthy(network: Network, { type, attached, instanceId }: Interface): boolean {
  const state = instanceId === undefined ? 'running' : network.entity('instance', instanceId)?.data.State?.Name;
  return type === 'interface' && attached && state === 'running';
}

/** Where the addresses that egress rules name begin and end: who is beyond such a line is not alike for everybody. */
function egressCuts(network: Network): Float64Array {
  const cuts = new Set<Address>();
  const groups = new Set<string>();
  for (const one of network.interfaces.values()) {
    for (const id of one.groupIds) {
      if (groups.has(id)) continue;
      groups.add(id);
      const group = network.group(id, one);
      if (group instanceof Missing) continue;
      for (const { other } of groupSide(network, group, 'egress', 4).addresses) cuts.add(other.lo).add(next(other.hi));
    }
  }
  return Float64Array.from(cuts as Set<number>).sort();
}

/** The first place whose value is not below. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let [lo, hi] = [0, sorted.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (sorted[middle]! < value) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}
