/** Sets of traffic in words: `tcp 22, 443 from 0.0.0.0/0`. */
import { type Address, familyOf, formatAddress } from './address.ts';
import type { Box } from './box.ts';
import { type Interval, joined } from './interval.ts';
import { bitsOf, formatPrefix, prefixesOf } from './prefix.ts';
import { ANY_PORT, hasPorts, ICMP, ICMPV6, isIcmp, protocolName } from './protocol.ts';
import { simplify, type Traffic } from './traffic.ts';

/** One line for each group of traffic between the same ends, joined by `; `. */
export function describe(traffic: Traffic): string {
  if (traffic.length === 0) return 'nothing';
  const ends = (one: Box): string => `${fromText(one)}${toText(one)}`;
  return [...Map.groupBy(simplify(traffic), ends)].map(([where, boxes]) => `${servicesOf(boxes)}${where}`).join('; ');
}

const fromText = (one: Box): string => ` from ${describeAddresses(one.src)}`;
const toText = (one: Box): string => (isAll(one.dst) ? '' : ` to ${describeAddresses(one.dst)}`);

const isAll = (range: Interval<Address>): boolean => prefixesOf(range)[0]!.length === 0;

/** `10.0.0.0/8`, `10.0.0.1`, or `10.0.0.1–10.0.0.9`. */
export function describeAddresses(range: Interval<Address>): string {
  const blocks = prefixesOf(range);
  if (blocks.length > 1) return `${formatAddress(range.lo)}–${formatAddress(range.hi)}`;
  const block = blocks[0]!;
  return block.length === bitsOf(familyOf(block.lo)) ? formatAddress(block.lo) : formatPrefix(block);
}

/** `tcp 22, 443` for boxes between the same ends. */
function servicesOf(boxes: readonly Box[]): string {
  const texts = [...Map.groupBy(boxes, (one) => `${one.protocol.lo}-${one.protocol.hi}`).values()].map((group) => {
    const { lo, hi } = group[0]!.protocol;
    const ports = joined(group.map((one) => one.destinationPort));
    if (lo === 0 && hi === 255) return isEveryPort(ports) ? 'all traffic' : `all protocols ${ports.map(rangeText).join(', ')}`;
    return lo === hi ? `${protocolName(lo)}${describePorts(lo, ports)}` : `protocols ${lo}–${hi}`;
  });
  return texts.join(', ');
}

const isEveryPort = ([first]: readonly Interval<number>[]): boolean => first?.lo === ANY_PORT.lo && first.hi === ANY_PORT.hi;
const rangeText = ({ lo, hi }: Interval<number>): string => (lo === hi ? `${lo}` : `${lo}–${hi}`);

/** ` 22, 443` with its leading space; nothing for all ports. ICMP: ` type 8 code 0`. */
export function describePorts(protocol: number, ports: readonly Interval<number>[]): string {
  const ranges = joined(ports);
  if (isEveryPort(ranges) || !(hasPorts(protocol) || isIcmp(protocol))) return '';
  return ` ${ranges.map(hasPorts(protocol) ? rangeText : (range) => icmpText(protocol, range)).join(', ')}`;
}

function icmpText(protocol: number, { lo, hi }: Interval<number>): string {
  if (lo === hi && ((protocol === ICMP && lo === 0x800) || (protocol === ICMPV6 && lo === 0x8000))) return 'echo request';
  const [type, last] = [lo >> 8, hi >> 8];
  const [code, lastCode] = [lo & 255, hi & 255];
  if (code === 0 && lastCode === 255) return type === last ? `type ${type}` : `types ${type}–${last}`;
  if (type !== last) return `type ${type} code ${code}–type ${last} code ${lastCode}`;
  return code === lastCode ? `type ${type} code ${code}` : `type ${type} codes ${code}–${lastCode}`;
}
