/** The IPv4 routes of many tables in one array of numbers: which route takes a packet is found without a look at the routes. */
import type { Match } from '../net/index.ts';
import type { Route } from './route-table.ts';

/** Some rows of the book. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
}

export class RouteBook {
  /** The first address of each stretch on which one route wins, in order within a table. */
  #starts = new Uint32Array(256);
  readonly #winners: (Route | undefined)[] = [];

  /** Takes the stretches of a table up, which are all of IPv4 in order. */
  add(stretches: readonly Match<Route>[]): Stretch {
    const first = this.#winners.length;
    const end = first + stretches.length;
    if (end > this.#starts.length) {
      const grown = new Uint32Array(Math.max(2 * this.#starts.length, end));
      grown.set(this.#starts);
      this.#starts = grown;
    }
    for (const { lo, entry } of stretches) {
      this.#starts[this.#winners.length] = Number(lo);
      this.#winners.push(entry?.value);
    }
    return { first, count: stretches.length };
  }

  find({ first, count }: Stretch, value: number): Route | undefined {
    const starts = this.#starts;
    let lo = first;
    let hi = first + count - 1;
    while (lo < hi) {
      const middle = (lo + hi + 1) >> 1;
      if (starts[middle]! <= value) lo = middle;
      else hi = middle - 1;
    }
    return this.#winners[lo];
  }
}
