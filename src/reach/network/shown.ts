/**
 * Which interface of which private address the internet sees at a public IPv4 address: a table of numbers, open addressing. NAT gateways
 * whose interfaces are not in the snapshot are not among them.
 */
import type { Address } from '../../net/index.ts';

/** In a row: the public address, the number of the interface from one on, and its private address; zeros where the row is free. */
const WORDS = 4;

export class Shown {
  readonly #rows: Uint32Array;

  constructor(pairs: ReadonlyMap<Address, { readonly owner: { readonly number: number }; readonly private: Address }>) {
    this.#rows = new Uint32Array(WORDS * 2 ** Math.ceil(Math.log2(2 * pairs.size + 2)));
    for (const [shown, { owner, private: inner }] of pairs)
      if (typeof shown === 'number') this.#rows.set([shown, owner.number + 1, Number(inner)], this.#at(shown));
  }

  /** The row of a public address; −1 where no interface has it. */
  rowOf(shown: Address): number {
    const at = typeof shown === 'number' ? this.#at(shown) : -1;
    return at < 0 || this.#rows[at + 1] === 0 ? -1 : at;
  }

  numberIn(row: number): number {
    return this.#rows[row + 1]! - 1;
  }

  privateIn(row: number): number {
    return this.#rows[row + 2]!;
  }

  #at(shown: number): number {
    const rows = this.#rows;
    let at = WORDS * (Math.imul(shown, 0x85eb_ca6b) >>> (Math.clz32(rows.length / WORDS) + 1));
    while (rows[at + 1] !== 0 && rows[at] !== shown) at = (at + WORDS) & (rows.length - 1);
    return at;
  }
}
