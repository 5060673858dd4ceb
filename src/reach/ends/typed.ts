/** Reads `TO[:PORT][/PROTO]`: where a question leads, and by which service. */
import { type Interval, parseAddress, parsePrefix, protocolNumber } from '../../net/index.ts';
import { Unclear } from './unclear.ts';
import type { Service } from './ways.ts';

/** What somebody typed to say where to, read. */
export interface Destination {
  /** What the endpoint is called, for the snapshot to say who that is. */
  text: string;
  service: Service;
}

const words: Record<string, Service['protocol']> = { ping: 'ping', icmp: 'ping', icmpv6: 'ping', any: 'any', all: 'any' };
const help = 'For example: web-1:443, 10.0.2.7:53/udp, [2001:db8::7]:443, db:5432-5439, web-1/icmp, web-1/any.';

/** TCP unless a protocol is said; all ports unless some are. Brackets keep `:` and `/` of what stands in them. */
export function readDestination(typed: string, sourcePort?: number): Destination {
  const { text, ports, protocol } = split(typed);
  const read = protocol === undefined ? 6 : protocolOf(protocol);
  if (ports !== undefined && read !== 6 && read !== 17)
    throw new Unclear(`${JSON.stringify(typed)}: only tcp and udp have ports, not ${protocol}.`, help);
  if (sourcePort !== undefined && read !== 6 && read !== 17)
    throw new Unclear(`--source-port is for tcp and udp, not ${protocol}.`, help);
  return {
    text,
    service: { protocol: read, ...(ports && { ports: portsOf(ports, typed) }), ...(sourcePort !== undefined && { sourcePort }) },
  };
}

/** Whether it says anything of the service: what says nothing means what is asked about anyway. */
export const saysService = ({ service: { ports, protocol } }: Destination): boolean => ports !== undefined || protocol !== 6;

/** Sources have no port of their own; brackets are read as of a destination. */
export const withoutBrackets = (typed: string): string => typed.replace(/^\[(.*)\]$/, '$1');

function split(typed: string): { text: string; ports?: string; protocol?: string } {
  const bracketed = /^\[(?<text>.*)\](?::(?<ports>[^/]*))?(?:\/(?<protocol>.*))?$/.exec(typed)?.groups;
  if (bracketed) return bracketed as { text: string; ports?: string; protocol?: string };
  if (parseAddress(typed) !== undefined || parsePrefix(typed) !== undefined) return { text: typed };
  const { head = typed, protocol } = /^(?<head>.+)\/(?<protocol>[a-z0-9]+)$/i.exec(typed)?.groups ?? {};
  const known = protocol !== undefined && isProtocol(protocol);
  const rest = known ? head : typed;
  const { text = rest, ports } =
    parseAddress(rest) === undefined ? (/^(?<text>.+):(?<ports>\d[\d,-]*)$/.exec(rest)?.groups ?? {}) : {};
  return { text, ports, protocol: known ? protocol : undefined };
}

const isProtocol = (text: string): boolean => Object.hasOwn(words, text.toLowerCase()) || protocolNumber(text) !== undefined;

function protocolOf(text: string): Service['protocol'] {
  const word = text.toLowerCase();
  const read = Object.hasOwn(words, word) ? words[word] : protocolNumber(text);
  if (read === undefined) throw new Unclear(`There is no protocol ${JSON.stringify(text)}.`, help);
  return read;
}

function portsOf(text: string, typed: string): Interval<number>[] {
  return text.split(',').map((part) => {
    const [, lo, hi = lo] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    const range = { lo: Number(lo), hi: Number(hi) };
    if (!(range.lo <= range.hi && range.hi <= 65535))
      throw new Unclear(
        `${JSON.stringify(typed)}: ${JSON.stringify(part)} is not a port from 0 to 65535, nor a range of ports.`,
        help,
      );
    return range;
  });
}
