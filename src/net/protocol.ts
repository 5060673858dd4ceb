/** Protocols and ports. An ICMP type and code travel in the 16 bits of the destination port: `type × 256 + code`. */
import { type Interval, interval, only } from './interval.ts';

export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

export const ANY_PROTOCOL: Interval<number> = interval(0, 255);
export const ANY_PORT: Interval<number> = interval(0, 65535);
/** What clients choose their source port from, whatever they run on. */
export const EPHEMERAL: Interval<number> = interval(1024, 65535);

const names = new Map([
  ['icmp', ICMP],
  ['tcp', TCP],
  ['udp', UDP],
  ['icmpv6', ICMPV6],
]);
const numbers = new Map([...names].map(([name, number]) => [number, name]));

/** The number of a protocol written as AWS writes it: a name or a decimal number. `-1`, all protocols, is not one: `undefined`. */
export function protocolNumber(text: string): number | undefined {
  const named = names.get(text.toLowerCase());
  if (named !== undefined) return named;
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : undefined;
}

export const protocolName = (protocol: number): string => numbers.get(protocol) ?? `protocol ${protocol}`;

export const hasPorts = (protocol: number): boolean => protocol === TCP || protocol === UDP;
export const isIcmp = (protocol: number): boolean => protocol === ICMP || protocol === ICMPV6;

/** The 16 bits of an ICMP type and code. */
export const icmp = (type: number, code: number): number => type * 256 + code;

/** The interval of an ICMP rule, where −1 (or nothing) means any; `undefined` for a code without a type, which matches nothing. */
export function icmpRange(type: number | undefined, code: number | undefined): Interval<number> | undefined {
  const anyCode = code === undefined || code === -1;
  if (type === undefined || type === -1) return anyCode ? ANY_PORT : undefined;
  return anyCode ? interval(icmp(type, 0), icmp(type, 255)) : only(icmp(type, code));
}

/** The 16 bits of the reply to an ICMP message: echo and timestamp requests have one. */
export function icmpReply(protocol: number, message: number): number | undefined {
  if (protocol === ICMP && message === icmp(8, 0)) return icmp(0, 0);
  if (protocol === ICMP && message === icmp(13, 0)) return icmp(14, 0);
  if (protocol === ICMPV6 && message === icmp(128, 0)) return icmp(129, 0);
  return undefined;
}
