/** Cells: the addresses between one boundary and the next of all prefixes by which something on a way may tell addresses apart. */
import { type Address, type Interval, next, parsePrefix } from '../../../net/index.ts';
import type { Data } from '../../network/entity.ts';
import type { Network } from '../../network/network.ts';
import { LATTICE, NAT64, notPublic, serviceAddresses } from '../../network/special.ts';

/** Kinds whose prefixes decide about ways: routes, firewall rules, announcements; and the entries of ACLs. Rules of groups do not. */
const kinds = [
  'vpc',
  'subnet',
  'route-table',
  'network-acl',
  'prefix-list-entry',
  'transit-gateway-route',
  'core-network-route-table',
  'core-network-detail',
  'core-network-policy',
  'firewall-rule-group',
  'firewall-policy',
  'vpn-connection',
  'client-vpn-endpoint',
  'client-vpn-route',
  'client-vpn-authorization-rule',
  'direct-connect-gateway-association',
];

export interface Cells {
  /** The number of the cell that holds an address. */
  cellOf(value: Address): number;
  /** Whether a prefix begins and ends where cells do. */
  isBoundary(prefix: Interval<Address>): boolean;
  /** The cells of a range, each as far as it is in the range. */
  within(range: Interval<Address>): Interval<Address>[];
}

export function cellsOf(network: Network): Cells {
  const texts = new Set<string>();
  for (const kind of kinds) for (const { data } of network.snapshot.resources(kind)) collect(data, texts);
  const prefixes: Interval<Address>[] = [NAT64, ...LATTICE, ...notPublic, ...serviceAddresses.map(({ prefix }) => prefix)];
  for (const text of texts) {
    const prefix = parsePrefix(text);
    if (prefix) prefixes.push(prefix);
  }
  const four = boundaries(prefixes);
  const six = boundariesSix(prefixes);
  const starts = (value: Address): boolean => {
    const sorted = typeof value === 'number' ? four : six;
    return sorted[lastAtMost(sorted, value)] === value;
  };
  return {
    cellOf: (value) => (typeof value === 'number' ? lastAtMost(four, value) : four.length + lastAtMost(six, value)),
    isBoundary: ({ lo, hi }) => starts(lo) && starts(next(hi)),
    within: ({ lo, hi }) => {
      const sorted: ArrayLike<Address> = typeof lo === 'number' ? four : six;
      const found: Interval<Address>[] = [];
      let first = lo;
      for (let at = lastAtMost(sorted, lo) + 1; at < sorted.length && sorted[at]! <= hi; at++) {
        found.push({ lo: first, hi: before(sorted[at]!) });
        first = sorted[at]!;
      }
      return [...found, { lo: first, hi }];
    },
  };
}

/** A quick look at the first character: a hexadecimal digit or a colon. */
const mayBegin = (code: number): boolean =>
  (code >= 48 && code <= 58) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
export const before = (value: Address): Address => (typeof value === 'number' ? value - 1 : value - 1n);

const looksLikePrefix = /^[0-9a-fA-F:.]{2,}(?:\/\d{1,3})?$/;

/** What people wrote on things decides nothing. */
function collect(data: Data, texts: Set<string>): void {
  if (typeof data === 'string') {
    if (data.length < 44 && mayBegin(data.charCodeAt(0)) && looksLikePrefix.test(data)) texts.add(data);
  } else if (Array.isArray(data)) {
    for (const one of data) collect(one, texts);
  } else if (data !== null && typeof data === 'object') {
    for (const key in data) if (key !== 'Tags') collect(data[key], texts);
  }
}

/** Where IPv4 cells begin: numbers sort themselves. */
function boundaries(prefixes: readonly Interval<Address>[]): Float64Array {
  const found: number[] = [0];
  for (const { lo, hi } of prefixes) if (typeof lo === 'number') found.push(lo, Number(hi) + 1);
  return Float64Array.from(found)
    .sort()
    .filter((one, at, all) => one !== all[at - 1]);
}

function boundariesSix(prefixes: readonly Interval<Address>[]): bigint[] {
  const found: bigint[] = [0n];
  for (const { lo, hi } of prefixes) if (typeof lo === 'bigint') found.push(lo, BigInt(hi) + 1n);
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).filter((one, at, all) => one !== all[at - 1]);
}

function lastAtMost(sorted: ArrayLike<Address>, value: Address): number {
  let [lo, hi] = [0, sorted.length - 1];
  while (lo < hi) {
    const middle = (lo + hi + 1) >> 1;
    if (sorted[middle]! <= value) lo = middle;
    else hi = middle - 1;
  }
  return lo;
}
