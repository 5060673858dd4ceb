/**
 * Which interface of a VPC has an address: the addresses of all VPCs in one table of numbers, open addressing, so that a look-up reads a
 * line or two of memory, however many interfaces there are.
 */
import type { Address } from '../net/index.ts';
import type { Interface } from './interface.ts';
import type { Vpc } from './vpc.ts';

/** What of an IPv6 address is hashed and compared first: its lower half, folded. */
const half = new BigUint64Array(1);
const words = new Uint32Array(half.buffer);

function folded(value: Address): number {
  if (typeof value === 'number') return value;
  half[0] = value;
  return (words[0]! ^ words[1]!) >>> 0;
}

const SIX = 1 << 31;
const PLACE = ~SIX;
const signOf = (value: Address): number => (typeof value === 'number' ? 0 : SIX);

export class Owners {
  readonly #interfaces: readonly Interface[];
  /** By pairs: the address, or what is folded of it, and the place of the interface from one on, with a sign for IPv6; zero where the pair is free. */
  readonly #pairs: Uint32Array;
  readonly #shift: number;

  /** Of two interfaces of a VPC with the same address the later one has it. */
  constructor(interfaces: readonly Interface[]) {
    this.#interfaces = interfaces;
    const count = interfaces.reduce((sum, one) => sum + one.addresses.length, 0);
    const bits = Math.ceil(Math.log2(2 * count + 2));
    this.#shift = 32 - bits;
    this.#pairs = new Uint32Array(2 ** (bits + 1));
    interfaces.forEach((one, at) => {
      for (const own of one.addresses) {
        const pair = this.#pairOf(one.vpc, own);
        this.#pairs[pair] = folded(own);
        this.#pairs[pair + 1] = (at + 1) | signOf(own);
      }
    });
  }

  find(vpc: Vpc, value: Address): Interface | undefined {
    return this.#interfaces[(this.#pairs[this.#pairOf(vpc, value) + 1]! & PLACE) - 1];
  }

  /** Where the address of the VPC is, or would be. */
  #pairOf(vpc: Vpc, value: Address): number {
    const pairs = this.#pairs;
    const key = folded(value);
    const sign = signOf(value);
    const last = pairs.length - 1;
    let pair = (Math.imul(key ^ Math.imul(vpc.number, 0x9e37_79b1), 0x85eb_ca6b) >>> this.#shift) << 1;
    for (; pairs[pair + 1] !== 0; pair = (pair + 2) & last) {
      if (pairs[pair] !== key || ((pairs[pair + 1]! ^ sign) & SIX) !== 0) continue;
      const one = this.#interfaces[(pairs[pair + 1]! & PLACE) - 1]!;
      if (one.vpc === vpc && (typeof value === 'number' || one.addresses.includes(value))) break;
    }
    return pair;
  }
}
