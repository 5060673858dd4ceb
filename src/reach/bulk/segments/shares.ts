/** Senders by what all rows of a receiver say of them. The bits are lent for one seat of receivers, and used again for the next. */
import type { Bits } from '../charts/bits.ts';
import type { Lot } from '../pairs/facets.ts';

/** What one row says: by which classes of services these senders reach the receiver. */
export interface ToldRow {
  readonly lot: Lot;
  readonly classes: bigint;
  readonly senders: Bits;
}

export interface Part {
  readonly senders: Bits;
  readonly told: Record<Lot, bigint>;
}

/** Its bits are in words from `first` up to, not including, `end`. */
interface Bounded extends Part {
  first: number;
  end: number;
}

export class Shares {
  readonly #words: number;
  readonly #lent: Bits[] = [];
  #next = 0;

  constructor(words: number) {
    this.#words = words;
  }

  /** Takes back all that was lent. */
  begin(): void {
    this.#next = 0;
  }

  /** A copy, until the next seat. */
  copied(bits: Bits): Bits {
    if (this.#next === this.#lent.length) this.#lent.push(new Uint32Array(this.#words));
    const copy = this.#lent[this.#next++]!;
    copy.set(bits);
    return copy;
  }

  split(rows: readonly ToldRow[]): Part[] {
    const parts: Bounded[] = [];
    for (const { lot, classes, senders } of rows) {
      const [first, end] = boundsOf(senders);
      const rest = this.copied(senders);
      // Parts that come of this row's splits are behind the last one, and not looked at again.
      for (let at = parts.length - 1; at >= 0; at--) {
        const part = parts[at]!;
        const [from, to] = [Math.max(first, part.first), Math.min(end, part.end)];
        let inside = 0;
        for (let word = from; word < to; word++) inside |= part.senders[word]! & rest[word]!;
        if (inside === 0) continue;
        const told = { ...part.told, [lot]: part.told[lot] | classes };
        if (isWithin(part, senders)) {
          parts[at] = { ...part, told };
          for (let word = from; word < to; word++) rest[word]! &= ~part.senders[word]!;
          continue;
        }
        const both = this.copied(part.senders);
        for (let word = part.first; word < part.end; word++) {
          both[word]! &= senders[word]!;
          part.senders[word]! &= ~senders[word]!;
        }
        for (let word = from; word < to; word++) rest[word]! &= ~both[word]!;
        parts.push({ senders: both, told, first: from, end: to });
      }
      if (rest.some((word) => word !== 0)) parts.push({ senders: rest, told: { ...NOTHING, [lot]: classes }, first, end });
    }
    return merged(parts);
  }
}

const NOTHING: Record<Lot, bigint> = { sure: 0n, possible: 0n, sent: 0n };

const isWithin = ({ senders, first, end }: Bounded, all: Bits): boolean => {
  for (let word = first; word < end; word++) if ((senders[word]! & ~all[word]!) !== 0) return false;
  return true;
};

function boundsOf(bits: Bits): [first: number, end: number] {
  let [first, end] = [0, bits.length];
  while (first < end && bits[first] === 0) first += 1;
  while (end > first && bits[end - 1] === 0) end -= 1;
  return [first, end];
}

/** Those of whom the same is told, together. */
function merged(parts: readonly Bounded[]): Part[] {
  const found = new Map<string, Bounded>();
  for (const part of parts) {
    const { sure, possible, sent } = part.told;
    const key = `${sure} ${possible} ${sent}`;
    const known = found.get(key);
    if (!known) found.set(key, part);
    else for (let word = part.first; word < part.end; word++) known.senders[word]! |= part.senders[word]!;
  }
  return [...found.values()];
}
