/** What filters say as text, numbered: those with one number let the same through, wherever they stand. */
import type { Network } from '../../network/network.ts';

export class Contents {
  readonly #known = new Map<string, number>();

  /** The same number for the same text. */
  numberOf(text: string): number {
    let found = this.#known.get(text);
    if (found === undefined) {
      found = this.#known.size;
      this.#known.set(text, found);
    }
    return found;
  }
}

/** Those of a network and of all that it was edited into. */
export const contentsOf = (network: Network): Contents => network.once('contents of filters', () => new Contents());
