/**
 * Which interface of a VPC has an address: the addresses of all VPCs in two tables of numbers, open addressing, so that a look-up reads a
 * line or two of memory, however many interfaces there are.
 */
import { type Address, wordsOf } from '../../net/index.ts';
import type { InterfaceBook } from './interface-book.ts';
import type { Vpc } from './vpc.ts';

/** In a row for IPv4: the address, and the number of the interface from one on; zero where the row is free. */
const FOUR = 2;
/** In a row for IPv6: the four words of the address, and the number. */
const SIX = 8;

export class Owners {
  readonly #book: InterfaceBook;
  readonly #four: Uint32Array;
  readonly #six: Uint32Array;
  /** By addresses in whatever VPC: the number of an interface that has such a one, if no other came after it. */
  readonly #hints: Uint32Array;

  /** Of two interfaces of a VPC with the same address the later one has it. */
  constructor(book: InterfaceBook) {
    const { all: interfaces } = book;
    this.#book = book;
    let [fours, sixes] = [0, 0];
    for (const { addresses } of interfaces) for (const own of addresses) typeof own === 'number' ? fours++ : sixes++;
    this.#four = new Uint32Array(FOUR * roomFor(fours));
    this.#six = new Uint32Array(SIX * roomFor(sixes));
    this.#hints = new Uint32Array(2 * roomFor(fours + sixes));
    interfaces.forEach((one, at) => {
      for (const own of one.addresses) {
        this.#hints[this.#hintAt(own)] = at + 1;
        if (typeof own === 'number') this.#four.set([own, at + 1], this.#fourAt(one.vpc, own));
        else this.#six.set([...wordsOf(own), at + 1], this.#sixAt(one.vpc, own));
      }
    });
    interfaces.forEach(({ vpc, addresses: [first] }, at) => {
      if (typeof first === 'number' && this.find(vpc, first) === at) book.setAlone(at);
    });
  }

  /** The number of the interface; −1 where none has the address. */
  find(vpc: Vpc, value: Address): number {
    return (typeof value === 'number' ? this.#four[this.#fourAt(vpc, value) + 1]! : this.#six[this.#sixAt(vpc, value) + 4]!) - 1;
  }

  /** The number of some interface that may have the address, in whatever VPC, or −1: a guess that costs little. */
  guess(value: Address): number {
    return this.#hints[this.#hintAt(value)]! - 1;
  }

  #hintAt(value: Address): number {
    const key = typeof value === 'number' ? value : folded(wordsOf(value));
    return Math.imul(key, 0x85eb_ca6b) >>> (Math.clz32(this.#hints.length) + 1);
  }

  /** Where the row of the VPC's address is, or would be. */
  #fourAt(vpc: Vpc, value: number): number {
    const table = this.#four;
    let at = hashed(value, vpc, table.length / FOUR) * FOUR;
    while (table[at + 1] !== 0 && !(table[at] === value && this.#book.vpcNumberOf(table[at + 1]! - 1) === vpc.number))
      at = (at + FOUR) & (table.length - 1);
    return at;
  }

  #sixAt(vpc: Vpc, value: bigint): number {
    const table = this.#six;
    const words = wordsOf(value);
    const [a, b, c, d] = words as unknown as [number, number, number, number];
    let at = hashed(folded(words), vpc, table.length / SIX) * SIX;
    while (
      table[at + 4] !== 0 &&
      !(
        table[at + 3] === d &&
        table[at + 2] === c &&
        table[at + 1] === b &&
        table[at] === a &&
        this.#book.vpcNumberOf(table[at + 4]! - 1) === vpc.number
      )
    )
      at = (at + SIX) & (table.length - 1);
    return at;
  }
}

const folded = (words: Uint32Array): number =>
  words[3]! ^ Math.imul(words[2]!, 31) ^ Math.imul(words[1]!, 0x9e37) ^ Math.imul(words[0]!, 0x85eb);

/** Twice as many rows as are taken, or more: a power of two, and one at least is free. */
const roomFor = (count: number): number => 2 ** Math.ceil(Math.log2(2 * count + 2));

const hashed = (key: number, vpc: Vpc, rows: number): number =>
  Math.imul(key ^ Math.imul(vpc.number, 0x9e37_79b1), 0x85eb_ca6b) >>> (Math.clz32(rows) + 1);
