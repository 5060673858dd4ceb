/** IPv6 addresses as four numbers of 32 bits: bigints that are compared again and again are slow, and lie somewhere else in memory. */
import type { Prefix } from './prefix.ts';

const halves = new BigUint64Array(1);
const parts = new Uint32Array(halves.buffer);
const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const [LOW, HIGH] = isLittle ? [0, 1] : [1, 0];

const found = new Uint32Array(4);
let last = 0n;

/** The highest 32 bits first. The array is the same each time: who wants to keep the numbers copies them. */
export function wordsOf(value: bigint): Uint32Array {
  if (value === last) return found;
  last = value;
  halves[0] = value;
  found[2] = parts[HIGH]!;
  found[3] = parts[LOW]!;
  halves[0] = value >> 64n;
  found[0] = parts[HIGH]!;
  found[1] = parts[LOW]!;
  return found;
}

/** What of the first two words a prefix of that length, at most 64, looks at. */
export const firstMask = (length: number): number => (length === 0 ? 0 : length >= 32 ? -1 : -1 << (32 - length));
export const secondMask = (length: number): number => (length <= 32 ? 0 : length >= 64 ? -1 : -1 << (64 - length));

/** Whether two words tell whether an address lies in the IPv6 prefix. */
export const isWide = ({ length }: Pick<Prefix, 'length'>): boolean => length <= 64;
