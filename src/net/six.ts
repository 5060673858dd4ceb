/** IPv6 addresses as four numbers of 32 bits: bigints that are compared again and again are slow, and lie somewhere else in memory. */
import type { Prefix } from './prefix.ts';

const halves = new BigUint64Array(1);
const parts = new Uint32Array(halves.buffer);
const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const [LOW, HIGH] = isLittle ? [0, 1] : [1, 0];

/** The last two addresses that were asked for: of one packet source and destination are asked for in turn. */
let last = { value: 0n, words: new Uint32Array(4) };
let before = { value: 0n, words: new Uint32Array(4) };

/** The highest 32 bits first. The arrays are used again: who wants to keep the numbers copies them. */
export function wordsOf(value: bigint): Uint32Array {
  if (value === last.value) return last.words;
  const other = before;
  before = last;
  last = other;
  if (value !== other.value) write(value, other);
  return other.words;
}

function write(value: bigint, to: typeof last): void {
  const { words } = to;
  to.value = value;
  halves[0] = value;
  words[2] = parts[HIGH]!;
  words[3] = parts[LOW]!;
  halves[0] = value >> 64n;
  words[0] = parts[HIGH]!;
  words[1] = parts[LOW]!;
}

/** What of the first two words a prefix of that length, at most 64, looks at. */
export const firstMask = (length: number): number => (length === 0 ? 0 : length >= 32 ? -1 : -1 << (32 - length));
export const secondMask = (length: number): number => (length <= 32 ? 0 : length >= 64 ? -1 : -1 << (64 - length));

/** Whether two words tell whether an address lies in the IPv6 prefix. */
export const isWide = ({ length }: Pick<Prefix, 'length'>): boolean => length <= 64;
