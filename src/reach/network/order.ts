/** Addresses of one family in order, and what lies around one of them. */
import type { Address } from '../../net/index.ts';

export const inOrder = (addresses: Address[]): readonly Address[] => addresses.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** The nearest addresses below and above a value, in a list in order. */
export function around(sorted: readonly Address[], value: Address): { below: Address | undefined; above: Address | undefined } {
  let [lo, hi] = [0, sorted.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (sorted[middle]! < value) lo = middle + 1;
    else hi = middle;
  }
  return { below: sorted[lo - 1], above: sorted[lo] === value ? sorted[lo + 1] : sorted[lo] };
}
