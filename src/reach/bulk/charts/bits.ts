/** Sets of small numbers as words of bits. */

export type Bits = Uint32Array;

/** A set of one number. */
export function bitsWith(at: number, words: number): Bits {
  const bits = new Uint32Array(words);
  setBit(bits, at);
  return bits;
}

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
  for (let at = 0; at < bits.length; at++) sum += bitsIn(bits[at]!);
  return sum;
}

/** How many from `first` up to, not including, `end`. */
export function countIn(bits: Bits, first: number, end: number): number {
  const [from, to] = [first >>> 5, (end - 1) >>> 5];
  const low = 0xffff_ffff << (first & 31);
  const high = 0xffff_ffff >>> (31 - ((end - 1) & 31));
  if (from === to) return bitsIn(bits[from]! & low & high);
  let sum = bitsIn(bits[from]! & low) + bitsIn(bits[to]! & high);
  for (let at = from + 1; at < to; at++) sum += bitsIn(bits[at]!);
  return sum;
}

function bitsIn(bits: number): number {
  if (bits === 0) return 0;
  let word = bits;
  word -= (word >>> 1) & 0x5555_5555;
  word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

export function isEmpty(bits: Bits): boolean {
  for (let at = 0; at < bits.length; at++) if (bits[at] !== 0) return false;
  return true;
}

/** Those of a range, into another set of the same size; whether there are any. */
export function cutOut(bits: Bits, first: number, end: number, into: Bits): boolean {
  into.fill(0);
  setRange(into, first, end);
  let some = 0;
  for (let at = first >>> 5; at <= (end - 1) >>> 5; at++) {
    into[at]! &= bits[at]!;
    some |= into[at]!;
  }
  return some !== 0;
}

/** What two sets share, into a third one; whether there is anything. */
export function meet(a: Bits, b: Bits, into: Bits): boolean {
  let some = 0;
  for (let at = 0; at < a.length; at++) {
    into[at] = a[at]! & b[at]!;
    some |= into[at]!;
  }
  return some !== 0;
}

export function addTo(bits: Bits, more: Bits): void {
  for (let at = 0; at < more.length; at++) if (more[at] !== 0) bits[at]! |= more[at]!;
}

export function subtract(bits: Bits, less: Bits): void {
  for (let at = 0; at < bits.length; at++) bits[at]! &= ~less[at]!;
}

/** The numbers in one set that are not in another; the other may grow meanwhile. */
export function without(bits: Bits, less: Bits): number[] {
  const found: number[] = [];
  for (let at = 0; at < bits.length; at++) collect(bits[at]! & ~less[at]!, at, found);
  return found;
}

export function eachBit(bits: Bits): number[] {
  const found: number[] = [];
  for (let at = 0; at < bits.length; at++) collect(bits[at]!, at, found);
  return found;
}

function collect(word: number, at: number, found: number[]): void {
  for (let rest = word; rest !== 0; rest &= rest - 1) found.push((at << 5) + 31 - Math.clz32(rest & -rest));
}

/** The first number from here on; nothing where there is none. */
export function nextBit(bits: Bits, from: number): number | undefined {
  for (let at = from >>> 5; at < bits.length; at++) {
    const word = at === from >>> 5 ? bits[at]! & (0xffff_ffff << (from & 31)) : bits[at]!;
    if (word !== 0) return (at << 5) + 31 - Math.clz32(word & -word);
  }
  return undefined;
}
