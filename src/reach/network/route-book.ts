/** The routes of many tables in arrays of numbers: which route takes a packet is found without a look at the routes. */
import { type Family, type Match, wordsOf } from '../../net/index.ts';
import type { Route } from './route-table.ts';
import type { Target } from './route-target.ts';
import type { Attachment } from './transit.ts';

/** Some rows of the book. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
}

const LOCAL = 1;
const DEAD = 2;

/** For one family: `words` numbers for each row, and the route that wins from there on. */
class Rows {
  starts: Uint32Array;
  readonly winners: (Route | undefined)[] = [];
  /** Where these lead. */
  readonly targets: (Target | undefined)[] = [];
  /** Of those to a transit gateway that packets took: by which attachment. */
  readonly attachments: (Attachment | undefined)[] = [];
  /** What most packets ask of the route that wins, in little room: whether it leads into the VPC and is alive, or is dead. */
  signs = new Uint8Array(128);
  readonly #words: number;

  constructor(words: number) {
    this.#words = words;
    this.starts = new Uint32Array(128 * words);
  }

  add(stretches: readonly Match<Route>[], write: (starts: Uint32Array, at: number, one: Match<Route>) => void): Stretch {
    const first = this.winners.length;
    const end = (first + stretches.length) * this.#words;
    if (end > this.starts.length) {
      const grown = new Uint32Array(Math.max(2 * this.starts.length, end));
      grown.set(this.starts);
      this.starts = grown;
      const signs = new Uint8Array(grown.length / this.#words);
      signs.set(this.signs);
      this.signs = signs;
    }
    for (const one of stretches) {
      write(this.starts, this.winners.length * this.#words, one);
      const route = one.entry?.value;
      this.signs[this.winners.length] = route?.isDead ? DEAD : route?.target.kind === 'local' ? LOCAL : 0;
      this.winners.push(route);
      this.targets.push(route?.target);
      this.attachments.push(undefined);
    }
    return { first, count: stretches.length };
  }

  isLocal(row: number): boolean {
    return this.signs[row] === LOCAL;
  }

  isDead(row: number): boolean {
    return this.signs[row] === DEAD;
  }
}

export class RouteBook {
  readonly #four = new Rows(1);
  readonly #six = new Rows(2);
  readonly #targets = new Map<string, Target>();

  /** One target for all routes of a VPC that lead to the same. */
  shared(vpcId: string, target: Target): Target {
    const key = `${vpcId} ${target.kind} ${target.id}`;
    const known = this.#targets.get(key);
    if (known) return known;
    this.#targets.set(key, target);
    return target;
  }

  /** Takes the IPv4 stretches of a table up, which are all of the family in order. */
  addFour(stretches: readonly Match<Route>[]): Stretch {
    return this.#four.add(stretches, (starts, at, { lo }) => {
      starts[at] = Number(lo);
    });
  }

  /** The same for IPv6, where the first 64 bits tell the stretches apart; nothing where they do not. */
  addSix(stretches: readonly Match<Route>[]): Stretch | undefined {
    if (stretches.some(({ lo }) => BigInt.asUintN(64, BigInt(lo)) !== 0n)) return undefined;
    return this.#six.add(stretches, (starts, at, { lo }) => {
      const [first = 0, second = 0] = wordsOf(BigInt(lo));
      starts[at] = first;
      starts[at + 1] = second;
    });
  }

  /** The row of the stretch of a table in which an address lies. */
  fourAt(first: number, count: number, value: number): number {
    const { starts } = this.#four;
    let lo = first;
    let hi = first + count - 1;
    while (lo < hi) {
      const middle = (lo + hi + 1) >> 1;
      if (starts[middle]! <= value) lo = middle;
      else hi = middle - 1;
    }
    return lo;
  }

  sixAt(first: number, count: number, value: bigint): number {
    const { starts } = this.#six;
    const [a = 0, b = 0] = wordsOf(value);
    let lo = first;
    let hi = first + count - 1;
    while (lo < hi) {
      const middle = (lo + hi + 1) >> 1;
      const start = starts[2 * middle]!;
      if (start < a || (start === a && starts[2 * middle + 1]! <= b)) lo = middle;
      else hi = middle - 1;
    }
    return lo;
  }

  /** The rows of a family. */
  of(family: Family): Rows {
    return family === 4 ? this.#four : this.#six;
  }
}
