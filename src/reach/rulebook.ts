/**
 * Rules as words: protocol, ports and IPv4 addresses of many lists of rules in one array, so that a packet is held against a rule without a
 * look at the rule itself. What words cannot tell (IPv6, groups, prefix lists) is a candidate, which the list's owner judges.
 */
import type { Address, Interval } from '../net/index.ts';

/** What a rule comes down to. */
export interface Entry {
  readonly protocol: Interval<number>;
  readonly ports: Interval<number>;
  /** The IPv4 addresses; nothing for a rule that is a candidate whatever the address. */
  readonly addresses?: Interval<Address>;
  /** A switch of the owner's. */
  readonly on?: boolean;
  /** A number of the owner's, ≥ 0, of a candidate. */
  readonly mark?: number;
}

const WORDS = 4;
const CERTAIN = 1 << 16;
const ON = 1 << 17;

export class Rulebook {
  words = new Uint32Array(1024);
  #end = 0;

  /** Takes a list of rules up, in its order. */
  chain<T>(rules: readonly T[], entryOf: (rule: T) => Entry): Chain<T> {
    const start = this.#end;
    this.#end += rules.length * WORDS;
    if (this.#end > this.words.length) {
      const grown = new Uint32Array(Math.max(2 * this.words.length, this.#end));
      grown.set(this.words);
      this.words = grown;
    }
    rules.forEach((rule, at) => {
      this.words.set(wordsOf(entryOf(rule)), start + at * WORDS);
    });
    return new Chain(this, rules, start, this.#end);
  }
}

function wordsOf({ protocol, ports, addresses, on, mark }: Entry): number[] {
  const service = protocol.lo | (protocol.hi << 8) | (addresses ? CERTAIN : 0) | (on ? ON : 0);
  const [lo, hi] = addresses ? [Number(addresses.lo), Number(addresses.hi)] : [(mark ?? -1) + 1, 0];
  return [service, (ports.lo | (ports.hi << 16)) >>> 0, lo, hi];
}

/** The chains of a filter: one for each direction and family. */
export interface Chains<T> {
  readonly ingress4: Chain<T>;
  readonly ingress6: Chain<T>;
  readonly egress4: Chain<T>;
  readonly egress6: Chain<T>;
}

export function chainOf<T>(chains: Chains<T>, side: 'ingress' | 'egress', other: Address): Chain<T> {
  if (typeof other === 'number') return side === 'ingress' ? chains.ingress4 : chains.egress4;
  return side === 'ingress' ? chains.ingress6 : chains.egress6;
}

/** One list of rules of the book, by their places in it: 0, 1, … */
export class Chain<T> {
  readonly rules: readonly T[];
  readonly #book: Rulebook;
  readonly #start: number;
  readonly #end: number;

  constructor(book: Rulebook, rules: readonly T[], start: number, end: number) {
    this.rules = rules;
    this.#book = book;
    this.#start = start;
    this.#end = end;
  }

  /** The first place from `at` on whose rule takes the packet, or may; −1 when there is none. `address`: IPv4; 0 where all are candidates. */
  next(at: number, protocol: number, port: number, address: number): number {
    const { words } = this.#book;
    for (let word = this.#start + at * WORDS; word < this.#end; word += WORDS) {
      const service = words[word]!;
      if (protocol < (service & 255) || protocol > ((service >>> 8) & 255)) continue;
      const ports = words[word + 1]!;
      if (port < (ports & 0xffff) || port > ports >>> 16) continue;
      if ((service & CERTAIN) !== 0 && (address < words[word + 2]! || address > words[word + 3]!)) continue;
      return (word - this.#start) / WORDS;
    }
    return -1;
  }

  /** Whether what `next` found there takes the packet without any doubt. */
  isCertain(at: number): boolean {
    return (this.#book.words[this.#start + at * WORDS]! & CERTAIN) !== 0;
  }

  isOn(at: number): boolean {
    return (this.#book.words[this.#start + at * WORDS]! & ON) !== 0;
  }

  /** The mark of a candidate; −1 where it has none. */
  markOf(at: number): number {
    return this.#book.words[this.#start + at * WORDS + 2]! - 1;
  }
}
