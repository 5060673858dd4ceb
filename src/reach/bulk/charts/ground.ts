/** What the packets of a question share: which addresses count as the internet, and which protocols the engine tells apart. */
import {
  type Address,
  box,
  everyAddress,
  type Family,
  familyOf,
  ICMP,
  ICMPV6,
  type Interval,
  interval,
  joined,
  MAX_IPV4,
  MAX_IPV6,
  minus,
  prefix,
  protocolNumber,
  TCP,
  UDP,
} from '../../../net/index.ts';
import type { Data } from '../../network/entity.ts';
import type { Network } from '../../network/network.ts';
import { notPublic } from '../../network/special.ts';

/** Addresses of the internet, but for those of the snapshot's own that lie scattered among them. */
export interface Outside {
  readonly ranges: readonly Interval<Address>[];
  /** The snapshot's own public addresses, sorted; IPv6: its blocks. */
  readonly own: readonly Interval<Address>[];
  /** Where these end. */
  readonly ends: Float64Array | readonly bigint[];
}

const given: Readonly<Record<Family, readonly Interval<Address>[]>> = {
  4: publicOf(everyAddress(4)),
  6: publicOf(prefix('2000::/3')),
};

function publicOf(all: Interval<Address>): Interval<Address>[] {
  const closed = notPublic.filter(({ lo }) => typeof lo === typeof all.lo).map((src) => box({ src }));
  return joined(minus([box({ src: all })], closed).map(({ src }) => src));
}

export const outsideOf = (network: Network, family: Family): Outside =>
  network.once(family === 4 ? 'outside 4' : 'outside 6', () => {
    const all =
      family === 4
        ? [...network.publicAddresses.keys(), ...network.natAddresses.keys()].map((one) => interval(one, one))
        : [...network.vpcs.values()].flatMap(({ blocks }) => blocks.filter(({ lo }) => typeof lo === 'bigint'));
    const own = joined(all);
    const ends = family === 4 ? Float64Array.from(own, ({ hi }) => Number(hi)) : own.map(({ hi }) => BigInt(hi));
    return { ranges: given[family], own, ends };
  });

/** Some address of a range that is on the internet and nobody's in the snapshot. */
export function foreignIn(outside: Outside, range: Interval<Address>): Address | undefined {
  for (const part of outside.ranges) {
    let at = part.lo < range.lo ? range.lo : part.lo;
    const end = part.hi > range.hi ? range.hi : part.hi;
    if (at > end) continue;
    for (let index = firstNotBelow(outside.ends, at); ; index++) {
      const own = outside.own[index];
      if (at > end) break;
      if (!own || own.lo > at) return at;
      at = typeof own.hi === 'number' ? own.hi + 1 : own.hi + 1n;
    }
  }
  return undefined;
}

/** The first of what ends at or after the value. */
function firstNotBelow(sorted: ArrayLike<Address>, value: Address): number {
  let [lo, hi] = [0, sorted.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (sorted[middle]! < value) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}

/** Whether no address of the range is on the internet. */
export const isInside = (outside: Outside, range: Interval<Address>): boolean => foreignIn(outside, range) === undefined;

/** Whether the range holds every address of its family. */
export const isEverybody = ({ lo, hi }: Interval<Address>): boolean =>
  typeof hi === 'number' ? lo === 0 && hi === MAX_IPV4 : lo === 0n && hi === MAX_IPV6;

export const outsideAround = (network: Network, value: Address): Outside => outsideOf(network, familyOf(value));

/** Protocols that something other than a group or an ACL tells apart: the engine itself, or a firewall's rule. */
export const namedProtocols = (network: Network): readonly number[] =>
  network.once('named protocols', () => {
    const found = new Set([ICMP, TCP, UDP, ICMPV6]);
    for (const { data } of network.entities('firewall-rule-group').values()) collect(data, found);
    return [...found].sort((a, b) => a - b);
  });

function collect(data: Data, found: Set<number>): void {
  if (data === null || typeof data !== 'object') return;
  for (const [key, value] of Object.entries(data)) {
    const named = key === 'Protocol' || key === 'Protocols' ? [value].flat() : [];
    for (const one of named) {
      const number = protocolNumber(String(one));
      if (number !== undefined) found.add(number);
    }
    collect(value, found);
  }
}
