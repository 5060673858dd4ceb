/**
 * What every packet asks of interfaces, as numbers: a row of eight words for each, which lies together in memory, so that a walk goes from
 * one to the next without a look at the interfaces themselves. Interfaces are told apart by their numbers.
 */
import type { Address } from '../../net/index.ts';
import type { Guard } from './guard.ts';
import type { Interface } from './interface.ts';
import { isOpen } from './rulebook.ts';
import type { RuleDirection } from './security-group.ts';
import type { Subnet } from './subnet.ts';
import type { Vpc } from './vpc.ts';

/** The first is of bits, and above them the number of the VPC. */
const WORDS = 8;
const SUBNET = 1;
/** The primary IPv4 address, if there is one. */
const ADDRESS = 2;
/** Where the rules of its groups begin in their book, by direction and family; −1 before they are asked for. */
const INGRESS4 = 3;
const EGRESS4 = 4;
const INGRESS6 = 5;
const EGRESS6 = 6;
/** Where the numbers of its groups begin. */
const WORN = 7;

export const GUARDED = 1;
export const PLAIN = 2;
export const ATTACHED = 4;
/** Seen to be in use, and its instance running; of no meaning before `STATE_KNOWN`. */
export const UP = 8;
export const STATE_KNOWN = 16;
export const HAS_ADDRESS = 32;
export const SHOWN = 64;
/** Of a type of which more is asked than its groups. */
export const PARTICULAR = 128;
/** Above these bits those of its rules' lists that let everything through. */
const OPENS = 8;
/** Its first address is that of no other interface of the VPC. */
const ALONE = 4096;
const VPC = 13;

/** Types of which more is asked than their groups. */
const particular = new Set(['quicksight', 'vpc_endpoint']);

export class InterfaceBook {
  readonly all: readonly Interface[];
  readonly #ids: readonly string[];
  readonly #subnets: readonly Subnet[];
  readonly #words: Int32Array;
  /** The public address of those that show one, for their primary address, and no other; else 0. */
  readonly #shown: Uint32Array;

  /** Both in the order of their numbers. */
  constructor(interfaces: readonly Interface[], subnets: readonly Subnet[]) {
    this.all = interfaces;
    this.#ids = interfaces.map((one) => one.id);
    this.#subnets = subnets;
    this.#words = new Int32Array(WORDS * interfaces.length);
    this.#shown = new Uint32Array(interfaces.length);
    interfaces.forEach((one, at) => {
      const first = one.addresses[0];
      const flags =
        (one.guarded ? GUARDED : 0) |
        (one.isPlain ? PLAIN : 0) |
        (one.attached ? ATTACHED : 0) |
        (typeof first === 'number' ? HAS_ADDRESS : 0) |
        (one.publicAddresses.length > 0 ? SHOWN : 0) |
        (particular.has(one.type) ? PARTICULAR : 0);
      const [pair, more] = one.publicAddresses;
      if (typeof pair?.public === 'number' && !more && pair.private === first) this.#shown[at] = pair.public;
      const address = typeof first === 'number' ? first : 0;
      this.#words.set([flags | (one.vpc.number << VPC), one.subnet.number, address, -1, -1, -1, -1, -1], WORDS * at);
    });
  }

  /** Whether the interface of a number has the id. `Object.is` looks at no text where both are one string; `===` does. */
  isNamed(at: number, id: string): boolean {
    return Object.is(this.#ids[at], id);
  }

  is(at: number, flag: number): boolean {
    return (this.#words[WORDS * at]! & flag) !== 0;
  }

  /** Notes for good whether it is up. */
  setUp(at: number, isUp: boolean): boolean {
    this.#words[WORDS * at]! |= STATE_KNOWN | (isUp ? UP : 0);
    return isUp;
  }

  vpcNumberOf(at: number): number {
    return this.#words[WORDS * at]! >>> VPC;
  }

  subnetOf(at: number): Subnet {
    return this.#subnets[this.#words[WORDS * at + SUBNET]!]!;
  }

  vpcOf(at: number): Vpc {
    return this.subnetOf(at).vpc;
  }

  /** Whether the first rule that holds for a packet with such an address at the other end surely takes every packet. */
  isOpen(at: number, side: RuleDirection, other: Address): boolean {
    return isOpen(this.#words[WORDS * at]! >>> OPENS, side, other);
  }

  /** Whether it has that address in the VPC of a number, as its primary IPv4 one; many that are not found so may still be its own. */
  surelyOwns(at: number, vpc: number, value: Address): boolean {
    return this.isFirst(at, value) && this.is(at, ALONE) && this.vpcNumberOf(at) === vpc;
  }

  /** Notes that its first address is its alone. */
  setAlone(at: number): void {
    this.#words[WORDS * at]! |= ALONE;
  }

  /** Whether that is its primary IPv4 address. */
  isFirst(at: number, value: Address): boolean {
    const word = WORDS * at;
    return typeof value === 'number' && this.#words[word + ADDRESS] === (value | 0) && (this.#words[word]! & HAS_ADDRESS) !== 0;
  }

  /** What the internet sees of one of its private addresses. */
  publicOf(at: number, own: Address): Address | undefined {
    if (!this.is(at, SHOWN)) return undefined;
    const shown = this.#shown[at]!;
    return shown !== 0 && this.isFirst(at, own) ? shown : this.all[at]!.publicOf(own);
  }

  /** Where its rules begin for a packet with such an address at the other end; −1 before they are asked for. */
  rowOf(at: number, side: RuleDirection, other: Address): number {
    const word = WORDS * at;
    if (typeof other === 'number') return this.#words[word + (side === 'ingress' ? INGRESS4 : EGRESS4)]!;
    return this.#words[word + (side === 'ingress' ? INGRESS6 : EGRESS6)]!;
  }

  /** Where the numbers of its groups begin among the badges; −1 before its rules are asked for. */
  wornBy(at: number): number {
    return this.#words[WORDS * at + WORN]!;
  }

  /** Notes where its rules begin, and the numbers of its groups. */
  guard(at: number, { ingress4, egress4, ingress6, egress6, worn, opens }: Guard): void {
    const words = this.#words;
    const word = WORDS * at;
    words[word]! |= opens << OPENS;
    words[word + INGRESS4] = ingress4;
    words[word + EGRESS4] = egress4;
    words[word + INGRESS6] = ingress6;
    words[word + EGRESS6] = egress6;
    words[word + WORN] = worn;
  }
}
