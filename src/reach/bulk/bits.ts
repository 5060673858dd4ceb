/** Sets of small numbers as words of bits. */

export type Bits = Uint32Array;

export const setBit = (bits: Bits, at: number): void => {
  bits[at >>> 5]! |= 1 << (at & 31);
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
