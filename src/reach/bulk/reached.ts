/** How many pairs of interfaces something passes between, segment by segment. */
import type { Interface } from '../interface.ts';
import { type Bits, nextBit } from './bits.ts';

/** Whom who reaches, whatever the family and the way: a row of bits for each that is reached. */
export class Reached {
  readonly #rows = new Map<Interface, Map<readonly Interface[], Bits>>();

  add(end: Interface, interfaces: readonly Interface[], senders: Bits): void {
    const mine = this.#rows.get(end) ?? new Map<readonly Interface[], Bits>();
    this.#rows.set(end, mine);
    const before = mine.get(interfaces);
    if (!before) mine.set(interfaces, senders);
    else for (let at = 0; at < before.length; at++) before[at]! |= senders[at]!;
  }

  /** What was added of these turned out to be told too coarsely. */
  forget(interfaces: readonly Interface[]): void {
    for (const rows of this.#rows.values()) rows.delete(interfaces);
  }

  /** Pairs by the numbers of their segments. */
  count(segmentsOf: (one: Interface) => readonly number[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const [end, rows] of this.#rows) {
      const senders = new Set<Interface>();
      for (const [interfaces, bits] of rows)
        for (let rank = nextBit(bits, 0); rank !== undefined; rank = nextBit(bits, rank + 1)) senders.add(interfaces[rank]!);
      const bySegment = new Map<number, number>();
      for (const one of senders) for (const from of segmentsOf(one)) bySegment.set(from, (bySegment.get(from) ?? 0) + 1);
      for (const to of segmentsOf(end))
        for (const [from, sum] of bySegment) counts.set(`${from} ${to}`, (counts.get(`${from} ${to}`) ?? 0) + sum);
    }
    return counts;
  }
}
