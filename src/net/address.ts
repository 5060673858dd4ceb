/** Addresses: an IPv4 address is a `number` (0 … 2³²−1), an IPv6 address a `bigint`, so `<` compares and `typeof` tells the family. */

export type Address = number | bigint;
export type Family = 4 | 6;

export const MAX_IPV4 = 0xffff_ffff;
export const MAX_IPV6 = (1n << 128n) - 1n;

export const familyOf = (address: Address): Family => (typeof address === 'number' ? 4 : 6);

/** The lowest and the highest address of a family. */
export const lowest = (family: Family): Address => (family === 4 ? 0 : 0n);
export const highest = (family: Family): Address => (family === 4 ? MAX_IPV4 : MAX_IPV6);

/** The address after, or before, this one. The caller knows that there is one. */
export const next = (address: Address): Address => (typeof address === 'number' ? address + 1 : address + 1n);
export const previous = (address: Address): Address => (typeof address === 'number' ? address - 1 : address - 1n);

/** Parses one address, IPv4 in four decimal parts without leading zeros, IPv6 in any form of RFC 4291. `undefined` for anything else. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** As `parseAddress`, but throws, naming the text. */
export function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`${JSON.stringify(text)} is not an IPv4 or IPv6 address`);
  return parsed;
}

function parseIpv4(text: string): number | undefined {
  let value = 0;
  let part = 0;
  let digits = 0;
  let parts = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0) return undefined;
      value = value * 256 + part;
      part = 0;
      digits = 0;
      parts += 1;
      continue;
    }
    // Nothing but digits, and none after a leading zero.
    if (code < ZERO || code > ZERO + 9 || (digits > 0 && part === 0)) return undefined;
    part = part * 10 + code - ZERO;
    digits += 1;
    if (part > 255) return undefined;
  }
  return parts === 4 && digits > 0 ? value * 256 + part : undefined;
}

const DOT = 46;
const ZERO = 48;

function parseIpv6(text: string): bigint | undefined {
  const halves = withoutDottedTail(text)?.split('::');
  if (!halves || halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':'))) as [string[], string[] | undefined];
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...Array(missing).fill('0'), ...(tail ?? [])]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return value;
}

/** `64:ff9b::192.0.2.1` with its last part as two groups. */
function withoutDottedTail(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const at = text.lastIndexOf(':') + 1;
  const low = parseIpv4(text.slice(at));
  return low === undefined ? undefined : `${text.slice(0, at)}${(low >>> 16).toString(16)}:${(low & 0xffff).toString(16)}`;
}

/** `10.0.0.1`, or IPv6 as RFC 5952 wants it. */
export const formatAddress = (value: Address): string => (typeof value === 'number' ? formatIpv4(value) : formatIpv6(value));

const formatIpv4 = (value: number): string => `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn));
  const { start, length } = longestZeros(groups);
  const hex = (list: number[]): string => list.map((group) => group.toString(16)).join(':');
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** The first longest run of zero groups. */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  return best;
}
