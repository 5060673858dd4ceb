/** Sets of small numbers as words of bits. */

export type Bits = Uint32Array;

export const setBit = (bits: Bits, at: number): void => {
  bits[at >>> 5]! |= 1 << (at & 31);
};

export const clearBit = (bits: Bits, at: number): void => {
  bits[at >>> 5]! &= ~(1 << (at & 31));
};

export const hasBit = (bits: Bits, at: number): boolean => ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;

/** From `first` up to, not including, `end`. */
export function setRange(bits: Bits, first: number, end: number): void {
  if (first >= end) return;
  const [from, to] = [first >>> 5, (end - 1) >>> 5];
  const low = (0xffff_ffff << (first & 31)) >>> 0;
  const high = 0xffff_ffff >>> (31 - ((end - 1) & 31));
  if (from === to) {
    bits[from]! |= low & high;
    return;
  }
  bits[from]! |= low;
  bits.fill(0xffff_ffff, from + 1, to);
  bits[to]! |= high;
}

export function countBits(bits: Bits): number {
  let sum = 0;
  for (let at = 0; at < bits.length; at++) {
    let word = bits[at]!;
    if (word === 0) continue;
    word -= (word >>> 1) & 0x5555_5555;
    word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333);
    sum += Math.imul((word + (word >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return sum;
}

export const isEmpty = (bits: Bits): boolean => bits.every((word) => word === 0);

/** Those of a range; nothing where there are none. */
export function cutOut(bits: Bits, first: number, end: number): Bits | undefined {
  const mine = new Uint32Array(bits.length);
  setRange(mine, first, end);
  let some = 0;
  for (let at = first >>> 5; at <= (end - 1) >>> 5; at++) {
    mine[at]! &= bits[at]!;
    some |= mine[at]!;
  }
  return some === 0 ? undefined : mine;
}

export const meet = (a: Bits, b: Bits): Bits => a.map((word, at) => word & b[at]!);

export function addTo(bits: Bits, more: Bits): void {
  for (let at = 0; at < more.length; at++) bits[at]! |= more[at]!;
}

export function subtract(bits: Bits, less: Bits): void {
  for (let at = 0; at < bits.length; at++) bits[at]! &= ~less[at]!;
}

/** The numbers in one set that are not in another; the other may grow meanwhile. */
export const without = (bits: Bits, less: Bits): number[] => eachBit(bits.map((word, at) => word & ~less[at]!));

export function eachBit(bits: Bits): number[] {
  const found: number[] = [];
  for (let at = 0; at < bits.length; at++)
    for (let word = bits[at]!; word !== 0; word &= word - 1) found.push((at << 5) + 31 - Math.clz32(word & -word));
  return found;
}
