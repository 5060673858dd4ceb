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

/** The rows of a book where a filter's lists begin: one for each direction and family. */
export interface Rows {
  readonly ingress4: number;
  readonly ingress6: number;
  readonly egress4: number;
  readonly egress6: number;
}

/** Where the rules for a packet with such an address begin. */
export function rowOf(rows: Rows, side: 'ingress' | 'egress', other: Address): number {
  if (typeof other === 'number') return side === 'ingress' ? rows.ingress4 : rows.egress4;
  return side === 'ingress' ? rows.ingress6 : rows.egress6;
}

const WORDS = 4;
const CERTAIN = 1 << 16;
const ON = 1 << 17;
/** After the last rule of a list. */
const END = 1 << 18;

export class Rulebook<T> {
  #words = new Uint32Array(1024);
  /** By their rows. */
  readonly #rules: (T | undefined)[] = [];

  /** Takes a list of rules up, in its order: the row of the first. */
  add(rules: readonly T[], entryOf: (rule: T) => Entry): number {
    const start = this.#rules.length;
    this.#makeRoom((start + rules.length + 1) * WORDS);
    for (const rule of rules) {
      this.#write(this.#rules.length * WORDS, entryOf(rule));
      this.#rules.push(rule);
    }
    this.#words[this.#rules.length * WORDS] = END;
    this.#rules.push(undefined);
    return start;
  }

  #makeRoom(end: number): void {
    if (end <= this.#words.length) return;
    const grown = new Uint32Array(Math.max(2 * this.#words.length, end));
    grown.set(this.#words);
    this.#words = grown;
  }

  #write(word: number, { protocol, ports, addresses, on, mark = -1 }: Entry): void {
    const words = this.#words;
    words[word] = protocol.lo | (protocol.hi << 8) | (addresses ? CERTAIN : 0) | (on ? ON : 0);
    words[word + 1] = ports.lo | (ports.hi << 16);
    words[word + 2] = addresses ? Number(addresses.lo) : mark + 1;
    words[word + 3] = addresses ? Number(addresses.hi) : 0;
  }

  /** The first row from one on, of the same list, whose rule takes the packet, or may; −1 when there is none. `address`: IPv4; 0 where all are candidates. */
  next(row: number, protocol: number, port: number, address: number): number {
    const words = this.#words;
    for (let at = row; ; at++) {
      const word = at * WORDS;
      const service = words[word]!;
      if ((service & END) !== 0) return -1;
      if (protocol < (service & 255) || protocol > ((service >>> 8) & 255)) continue;
      const ports = words[word + 1]!;
      if (port < (ports & 0xffff) || port > ports >>> 16) continue;
      if ((service & CERTAIN) !== 0 && (address < words[word + 2]! || address > words[word + 3]!)) continue;
      return at;
    }
  }

  /** The rule that `next` found. */
  rule(row: number): T {
    return this.#rules[row]!;
  }

  /** Whether what `next` found takes the packet without any doubt. */
  isCertain(row: number): boolean {
    return (this.#words[row * WORDS]! & CERTAIN) !== 0;
  }

  isOn(row: number): boolean {
    return (this.#words[row * WORDS]! & ON) !== 0;
  }

  /** The mark of a candidate; −1 where it has none. */
  markOf(row: number): number {
    return this.#words[row * WORDS + 2]! - 1;
  }

  /** Whether the list that begins there has no rule. */
  isEmpty(row: number): boolean {
    return (this.#words[row * WORDS]! & END) !== 0;
  }
}
