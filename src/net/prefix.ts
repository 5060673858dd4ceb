/** Prefixes (CIDR blocks): an interval of addresses whose size is a power of two. */
import { type Address, type Family, familyOf, formatAddress, highest, lowest, next, parseAddress } from './address.ts';
import type { Interval } from './interval.ts';

export interface Prefix extends Interval<Address> {
  readonly length: number;
}

export const bitsOf = (family: Family): 32 | 128 => (family === 4 ? 32 : 128);

/** The prefix of that length around an address; host bits are dropped. */
export function prefixAround(value: Address, length: number): Prefix {
  if (typeof value === 'number') {
    const size = 2 ** (32 - length);
    const lo = value - (value % size);
    return { lo, hi: lo + size - 1, length };
  }
  const size = 1n << BigInt(128 - length);
  const lo = value - (value % size);
  return { lo, hi: lo + size - 1n, length };
}

/** Parses `10.0.0.0/8` or `2001:db8::/32`; a bare address is a prefix of one. `undefined` for host bits and anything else. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  const value = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (value === undefined) return undefined;
  const full = bitsOf(familyOf(value));
  if (slash < 0) return prefixAround(value, full);
  const bits = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > full) return undefined;
  const parsed = prefixAround(value, Number(bits));
  return parsed.lo === value ? parsed : undefined;
}

/** As `parsePrefix`, but throws, naming the text. */
export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (!parsed) throw new Error(`${JSON.stringify(text)} is not an IPv4 or IPv6 prefix without host bits, like 10.0.0.0/8`);
  return parsed;
}

export const formatPrefix = ({ lo, length }: Prefix): string => `${formatAddress(lo)}/${length}`;

/** Every address of a family. */
export const everyAddress = (family: Family): Prefix => ({ lo: lowest(family), hi: highest(family), length: 0 });

export const covers = (outer: Interval<Address>, inner: Interval<Address>): boolean =>
  typeof outer.lo === typeof inner.lo && outer.lo <= inner.lo && inner.hi <= outer.hi;

export const holds = (range: Interval<Address>, value: Address): boolean =>
  typeof range.lo === typeof value && range.lo <= value && value <= range.hi;

/** The fewest prefixes that make up an interval, from low to high. */
export function prefixesOf({ lo, hi }: Interval<Address>): Prefix[] {
  const found: Prefix[] = [];
  const bits = bitsOf(familyOf(lo));
  for (let at = lo; at <= hi; at = next(found.at(-1)!.hi)) {
    let length = bits as number;
    while (length > 0) {
      const wider = prefixAround(at, length - 1);
      if (wider.lo !== at || wider.hi > hi) break;
      length -= 1;
    }
    found.push(prefixAround(at, length));
  }
  return found;
}
