/** How many pairs of interfaces something passes between, ward by ward. Who is reached by the same is counted together. */
import type { Interface } from '../../network/interface.ts';
import { type Bits, countIn, eachBit, hasBit, setBit } from '../charts/bits.ts';
import type { Wards } from './wards.ts';

/** By whom who is reached, as the number of a row. */
export type Ends = Map<Interface, number>;

const SHIFT = 2 ** 26;

/** Rows of senders, whatever their family and addresses; each is there once. */
export class Reached {
  readonly #words: number;
  readonly #interfaces: Interface[] = [];
  readonly #numbers = new Map<Interface, number>();
  readonly #rows: Bits[] = [];
  readonly #byHash = new Map<number, number[]>();
  readonly #unions = new Map<number, number>();
  readonly #ends: Ends = new Map();

  /** `most`: how many interfaces there are. */
  constructor(most: number) {
    this.#words = (most + 31) >>> 5;
  }

  /** Numbers rows of senders by rank: several ranks may be one interface’s. */
  reader(interfaces: readonly Interface[]): (senders: Bits) => number {
    const numbers = Int32Array.from(interfaces, (one) => this.#numberOf(one));
    const isSame = numbers.every((number, rank) => number === rank);
    return (senders) => {
      const row = new Uint32Array(this.#words);
      if (isSame) row.set(senders);
      else for (const rank of eachBit(senders)) setBit(row, numbers[rank]!);
      return this.#rowOf(row);
    };
  }

  /** Adds to what reaches somebody. */
  add(ends: Ends, end: Interface, row: number): void {
    const before = ends.get(end);
    ends.set(end, before === undefined ? row : this.#union(before, row));
  }

  /** Takes up what turned out to be told finely enough. */
  join(ends: Ends): void {
    for (const [end, row] of ends) this.add(this.#ends, end, row);
  }

  /** Calls `see` with pairs of wards and of interfaces. Nobody asks whether a thing reaches itself. */
  count(wards: Wards, see: (from: number, to: number, pairs: number) => void): void {
    const runs = wards.runsOf(this.#interfaces);
    for (const [row, ends] of Map.groupBy(this.#ends, ([, one]) => one)) {
      const bits = this.#rows[row]!;
      const froms = new Map<number, number>();
      for (const { first, end, ward } of runs) {
        const count = countIn(bits, first, end);
        if (count > 0) froms.set(ward, (froms.get(ward) ?? 0) + count);
      }
      const tos = new Map<number, { times: number; own: number }>();
      for (const [end] of ends) {
        const to = wards.of(end);
        const { times, own } = tos.get(to) ?? { times: 0, own: 0 };
        const number = this.#numbers.get(end);
        tos.set(to, { times: times + 1, own: number !== undefined && hasBit(bits, number) ? own + 1 : own });
      }
      for (const [to, { times, own }] of tos)
        for (const [from, count] of froms) {
          const pairs = count * times - (from === to ? own : 0);
          if (pairs > 0) see(from, to, pairs);
        }
    }
  }

  #numberOf(one: Interface): number {
    let number = this.#numbers.get(one);
    if (number === undefined) {
      number = this.#interfaces.push(one) - 1;
      this.#numbers.set(one, number);
    }
    return number;
  }

  #union(a: number, b: number): number {
    if (a === b) return a;
    const key = Math.min(a, b) * SHIFT + Math.max(a, b);
    let union = this.#unions.get(key);
    if (union === undefined) {
      union = this.#rowOf(this.#rows[a]!.map((word, at) => word | this.#rows[b]![at]!));
      this.#unions.set(key, union);
    }
    return union;
  }

  #rowOf(bits: Bits): number {
    let hash = 0x811c_9dc5;
    for (let at = 0; at < bits.length; at++) hash = Math.imul(hash ^ bits[at]!, 0x0100_0193) ^ (hash >>> 15);
    const alike = this.#byHash.get(hash) ?? [];
    for (const row of alike) if (this.#rows[row]!.every((word, at) => word === bits[at])) return row;
    alike.push(this.#rows.push(bits) - 1);
    this.#byHash.set(hash, alike);
    return this.#rows.length - 1;
  }
}
