/** IP addresses and prefixes of the second opinion: one BigInt and a family, read from text the plain way. */

export interface Address {
  family: 4 | 6;
  value: bigint;
}

export interface Prefix extends Address {
  length: number;
}

const bits = (family: 4 | 6): number => (family === 4 ? 32 : 128);

const number4 = (text: string): bigint => {
  const parts = text.split('.');
  if (parts.length !== 4) throw new Error(`not an IPv4 address: ${text}`);
  let value = 0n;
  for (const part of parts) value = value * 256n + BigInt(part);
  return value;
};

/** Reads `10.0.0.1` or `2001:db8::1` (also `64:ff9b::192.0.2.1`). Throws on anything else. */
export function address(text: string): Address {
  if (!text.includes(':')) return { family: 4, value: number4(text) };
  let plain = text;
  const tail = /(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  if (tail) {
    const four = number4(tail);
    plain = `${text.slice(0, -tail.length)}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`;
  }
  const [left = '', right] = plain.split('::');
  const head = left === '' ? [] : left.split(':');
  const rest = right === undefined || right === '' ? [] : right.split(':');
  const middle = right === undefined ? 0 : 8 - head.length - rest.length;
  const groups = [...head, ...Array<string>(middle).fill('0'), ...rest];
  if (groups.length !== 8) throw new Error(`not an IPv6 address: ${text}`);
  let value = 0n;
  for (const group of groups) value = value * 65536n + BigInt(`0x${group}`);
  return { family: 6, value };
}

export function prefix(text: string): Prefix {
  const [ip = '', length] = text.split('/');
  const base = address(ip);
  return { ...base, length: length === undefined ? bits(base.family) : Number(length) };
}

export function inside(ip: Address, range: Prefix): boolean {
  if (ip.family !== range.family) return false;
  const shift = BigInt(bits(ip.family) - range.length);
  return ip.value >> shift === range.value >> shift;
}

export const within = (ip: Address, cidr: string): boolean => inside(ip, prefix(cidr));

export const same = (a: Address, b: Address): boolean => a.family === b.family && a.value === b.value;

export const is = (ip: Address, text: string): boolean => same(ip, address(text));

/** Text that reads back as the same address; not the shortest form of IPv6. */
export function show(ip: Address): string {
  const groups: string[] = [];
  if (ip.family === 4) {
    for (let shift = 24n; shift >= 0n; shift -= 8n) groups.push(((ip.value >> shift) & 255n).toString());
    return groups.join('.');
  }
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(((ip.value >> shift) & 65535n).toString(16));
  return groups.join(':');
}
