/** The addresses of a VPC or a subnet: its blocks, of which the first of each family is held as numbers beside what else is asked of it. */
import { type Address, firstMask, holds, isWide, type Prefix, secondMask, wordsOf } from '../../net/index.ts';

export class Area {
  /** The ends of the first IPv4 block; where there is none, ends that hold nothing. */
  readonly #lo: number;
  readonly #hi: number;
  /** The first two words of the first IPv6 block, and what of them counts; a sign that none is held so. */
  readonly #first: number;
  readonly #second: number;
  readonly #firstMask: number;
  readonly #secondMask: number;
  readonly #hasWords: boolean;
  /** Whether no block is left over. */
  readonly #isWhole: boolean;
  /** Every block, IPv4 and IPv6. */
  readonly blocks: readonly Prefix[];

  constructor(blocks: readonly Prefix[]) {
    const four = blocks.find((block) => typeof block.lo === 'number');
    const six = blocks.find((block) => typeof block.lo === 'bigint' && isWide(block));
    const words = six && wordsOf(six.lo as bigint);
    this.#lo = four ? Number(four.lo) : -2;
    this.#hi = four ? Number(four.hi) : -3;
    this.#first = words ? words[0]! | 0 : 0;
    this.#second = words ? words[1]! | 0 : 0;
    this.#firstMask = six ? firstMask(six.length) : 0;
    this.#secondMask = six ? secondMask(six.length) : 0;
    this.#hasWords = six !== undefined;
    this.#isWhole = blocks.length === (four ? 1 : 0) + (six ? 1 : 0);
    this.blocks = blocks;
  }

  /** Whether an address lies in one of the blocks. */
  holds(value: Address): boolean {
    const isHere = typeof value === 'number' ? this.#lo <= value && value <= this.#hi : this.#hasWords && this.#holdsSix(value);
    return isHere || (!this.#isWhole && this.blockOf(value) !== undefined);
  }

  #holdsSix(value: bigint): boolean {
    const words = wordsOf(value);
    return ((words[0]! ^ this.#first) & this.#firstMask) === 0 && ((words[1]! ^ this.#second) & this.#secondMask) === 0;
  }

  /** The block that an address lies in. "Private" means this, whatever the range (X15). */
  blockOf(value: Address): Prefix | undefined {
    for (const block of this.blocks) if (holds(block, value)) return block;
    return undefined;
  }

  /** Whether it is the first address after the base of a block, where the VPC's router answers. */
  isSecond(value: Address): boolean {
    if (this.#isWhole && typeof value === 'number') return value === this.#lo + 1;
    if (this.#isWhole && typeof value === 'bigint') {
      const words = wordsOf(value);
      return (
        this.#hasWords && words[3] === 1 && words[2] === 0 && (words[1]! | 0) === this.#second && (words[0]! | 0) === this.#first
      );
    }
    return this.blocks.some(({ lo }) => typeof lo === typeof value && (typeof lo === 'number' ? lo + 1 : lo + 1n) === value);
  }
}
