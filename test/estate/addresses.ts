/** Just enough address arithmetic to lay out an address plan: IPv4 as numbers, IPv6 as the text of a /56 or /64. */

export interface Cidr {
  /** The first address. */
  base: number;
  /** How many addresses. */
  size: number;
}

/** `10.21.0.0/16` → its first address and size. Throws when the text is not an IPv4 block or has host bits. */
export function cidr(text: string): Cidr {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text);
  if (!match) throw new Error(`${text} is not an IPv4 block: write it as 10.21.0.0/16`);
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  const base = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  if (base % size !== 0) throw new Error(`${text} has host bits set: its block begins at ${dotted(base - (base % size))}`);
  return { base, size };
}

/** A number as `10.21.0.4`. */
export const dotted = (address: number): string =>
  [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');

/** Whether block `inner` lies within block `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [o, i] = [cidr(outer), cidr(inner)];
  return i.base >= o.base && i.base + i.size <= o.base + o.size;
}

/** The `index`th /64 of a /56: `2001:db8:1c0a:4b00::/56`, 3 → `2001:db8:1c0a:4b03::/64`. */
export function ipv6Slice(block: string, index: number): string {
  const match = /^(.*:)([0-9a-f]*)::\/56$/.exec(block);
  if (!match) throw new Error(`${block} is not an IPv6 /56: write it as 2001:db8:1c0a:4b00::/56`);
  const last = Number.parseInt(match[2] || '0', 16) + index;
  return `${match[1]}${last.toString(16)}::/64`;
}

/** An address of a /64 from sixteen digits: AWS writes all eight parts without leading zeros. */
export function ipv6Host(block: string, digits: string): string {
  const parts = [0, 4, 8, 12].map((at) => (Number.parseInt(digits.slice(at, at + 4), 16) || 1).toString(16));
  return `${block.replace(/::\/64$/, '')}:${parts.join(':')}`;
}
