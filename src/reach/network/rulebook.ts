/**
 * Rules as words: protocol, ports and IPv4 addresses of many lists of rules in one array, so that a packet is held against a rule without a
 * look at the rule itself. What words cannot tell (narrow IPv6 prefixes, groups, prefix lists) is a candidate, which the list's owner judges.
 */
import { type Address, type Family, firstMask, type Interval, type Prefix, secondMask, wordsOf } from '../../net/index.ts';

/** What a rule comes down to. */
export interface Entry {
  readonly protocol: Interval<number>;
  readonly ports: Interval<number>;
  /** The IPv4 addresses, or a wide IPv6 prefix; nothing for a rule that is a candidate whatever the address. */
  readonly addresses?: Prefix | undefined;
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

/** Bits for lists whose first rule surely takes every packet. */
const OPEN = { ingress4: 1, egress4: 2, ingress6: 4, egress6: 8 };

/** Whether the bit is set of the list that such a packet is held against. */
export function isOpen(opens: number, side: 'ingress' | 'egress', other: Address): boolean {
  if (typeof other === 'number') return (opens & (side === 'ingress' ? OPEN.ingress4 : OPEN.egress4)) !== 0;
  return (opens & (side === 'ingress' ? OPEN.ingress6 : OPEN.egress6)) !== 0;
}

const WORDS = 4;
const CERTAIN = 1 << 16;
const ON = 1 << 17;
/** After the last rule of a list. */
const END = 1 << 18;
/** The length of an IPv6 prefix, in the bits above. */
const LENGTH = 19;

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
    if (addresses && typeof addresses.lo === 'bigint') {
      const [first = 0, second = 0] = wordsOf(addresses.lo);
      words[word]! |= addresses.length << LENGTH;
      words[word + 2] = first;
      words[word + 3] = second;
      return;
    }
    words[word + 2] = addresses ? Number(addresses.lo) : mark + 1;
    words[word + 3] = addresses ? Number(addresses.hi) : 0;
  }

  /** The first row from one on, of the same list, whose rule takes the packet, or may; −1 when there is none. */
  nextFor(row: number, protocol: number, port: number, address: Address): number {
    return typeof address === 'number' ? this.#next(row, protocol, port, address) : this.#nextSix(row, protocol, port, address);
  }

  #next(row: number, protocol: number, port: number, address: number): number {
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

  #nextSix(row: number, protocol: number, port: number, address: bigint): number {
    const words = this.#words;
    const sought = wordsOf(address);
    for (let at = row; ; at++) {
      const word = at * WORDS;
      const service = words[word]!;
      if ((service & END) !== 0) return -1;
      if (protocol < (service & 255) || protocol > ((service >>> 8) & 255)) continue;
      const ports = words[word + 1]!;
      if (port < (ports & 0xffff) || port > ports >>> 16) continue;
      const length = service >>> LENGTH;
      const differs =
        ((sought[0]! ^ words[word + 2]!) & firstMask(length)) | ((sought[1]! ^ words[word + 3]!) & secondMask(length));
      if ((service & CERTAIN) !== 0 && differs !== 0) continue;
      return at;
    }
  }

  /** The rule that was found. */
  rule(row: number): T {
    return this.#rules[row]!;
  }

  /** Whether what `next` found takes the packet without any doubt. */
  isCertain(row: number): boolean {
    return (this.#words[row * WORDS]! & CERTAIN) !== 0;
  }

  /** A bit for each list whose first rule surely takes every packet, for `isOpen`; `on`: and is switched on. */
  opensOf({ ingress4, egress4, ingress6, egress6 }: Rows, on = false): number {
    return (
      (this.#takesAll(ingress4, 4, on) ? OPEN.ingress4 : 0) |
      (this.#takesAll(egress4, 4, on) ? OPEN.egress4 : 0) |
      (this.#takesAll(ingress6, 6, on) ? OPEN.ingress6 : 0) |
      (this.#takesAll(egress6, 6, on) ? OPEN.egress6 : 0)
    );
  }

  #takesAll(row: number, family: Family, on: boolean): boolean {
    const words = this.#words;
    const word = row * WORDS;
    const service = words[word]!;
    const isAnyService = (service & 0xffff) === 0xff00 && words[word + 1] === 0xffff_0000;
    if ((service & (END | CERTAIN)) !== CERTAIN || !isAnyService || (on && (service & ON) === 0)) return false;
    return family === 6 ? service >>> LENGTH === 0 : words[word + 2] === 0 && words[word + 3] === 0xffff_ffff;
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
