/** Closed intervals of numbers or addresses. Both ends are of one family; intervals of different families share nothing. */
import { type Address, next, previous } from './address.ts';

export interface Interval<T extends Address = Address> {
  readonly lo: T;
  readonly hi: T;
}

export const interval = <T extends Address>(lo: T, hi: T): Interval<T> => ({ lo, hi });
export const only = <T extends Address>(value: T): Interval<T> => ({ lo: value, hi: value });

/** What two intervals share, or nothing. */
export function meet<T extends Address>(a: Interval<T>, b: Interval<T>): Interval<T> | undefined {
  if (typeof a.lo !== typeof b.lo) return undefined;
  const lo = a.lo < b.lo ? b.lo : a.lo;
  const hi = a.hi > b.hi ? b.hi : a.hi;
  return lo <= hi ? { lo, hi } : undefined;
}

/** The parts of `a` below and above `b`. The two must share something. */
export function outside<T extends Address>(a: Interval<T>, b: Interval<T>): Interval<T>[] {
  const parts: Interval<T>[] = [];
  if (a.lo < b.lo) parts.push({ lo: a.lo, hi: previous(b.lo) as T });
  if (b.hi < a.hi) parts.push({ lo: next(b.hi) as T, hi: a.hi });
  return parts;
}

/** Sorted, without overlaps, neighbours joined. */
export function joined<T extends Address>(intervals: readonly Interval<T>[]): Interval<T>[] {
  const sorted = [...intervals].sort((a, b) =>
    typeof a.lo !== typeof b.lo ? (typeof a.lo === 'number' ? -1 : 1) : a.lo < b.lo ? -1 : 1,
  );
  const result: Interval<T>[] = [];
  for (const part of sorted) {
    const last = result.at(-1);
    if (last && typeof last.lo === typeof part.lo && part.lo <= next(last.hi)) {
      if (part.hi > last.hi) result[result.length - 1] = { lo: last.lo, hi: part.hi };
    } else result.push(part);
  }
  return result;
}
