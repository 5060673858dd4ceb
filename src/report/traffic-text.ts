/** What passes, in words: services, and between whom, as few lines as say it exactly. */
import {
  ANY_PORT,
  type Box,
  describeAddresses,
  describePorts,
  EPHEMERAL,
  familyOf,
  formatAddress,
  hasPorts,
  type Interval,
  isIcmp,
  joined,
  type Point,
  protocolName,
  simplify,
  type Traffic,
} from '../net/index.ts';
import type { Service } from '../reach/index.ts';
import { listed, shortened } from './words.ts';

export type Side = 'src' | 'dst';

/** `tcp 5432, 6379 from 10.0.1.5 to 10.0.2.7`; `asked` tells when an end is all that was asked for, `world` which end is the internet. */
export function trafficLines(traffic: Traffic, asked: Traffic, world?: Side): string[] {
  const boxes = simplify(traffic);
  const pairs = [...Map.groupBy(boxes, (one) => `${rangeKey(one.src)} ${rangeKey(one.dst)}`).values()].map((group) => ({
    family: familyOf(group[0]!.src.lo),
    service: servicesText(group),
    src: [group[0]!.src],
    dst: [group[0]!.dst],
  }));
  const rows = merged(merged(pairs, 'dst'), 'src');
  return rows.map(({ service, family, src, dst }) => {
    const [from, to] = [
      { side: 'src' as const, ranges: src },
      { side: 'dst' as const, ranges: dst },
    ].map(({ side, ranges }) => endText(ranges, allOf(asked, side, family), side === world));
    return `${service} from ${from} to ${to}`;
  });
}

interface Row extends Record<Side, Interval[]> {
  family: 4 | 6;
  service: string;
}

/** Rows that differ on one side alone are one row. */
function merged(rows: readonly Row[], side: Side): Row[] {
  const other = side === 'src' ? 'dst' : 'src';
  const key = (row: Row): string => `${row.service} ${row[other].map(rangeKey).join()}`;
  return [...Map.groupBy(rows, key).values()].map((group) => ({
    ...group[0]!,
    [side]: joined(group.flatMap((row) => row[side])),
  }));
}

const rangeKey = ({ lo, hi }: Interval): string => `${typeof lo}${lo}-${hi}`;

const allOf = (asked: Traffic, side: Side, family: 4 | 6): Interval[] =>
  joined(asked.map((one) => one[side]).filter(({ lo }) => familyOf(lo) === family));

/** More ranges than these are counted. */
const MOST_RANGES = 4;

function endText(ranges: readonly Interval[], all: readonly Interval[], world: boolean): string {
  const whole = ranges.length === all.length && ranges.every((range, at) => rangeKey(range) === rangeKey(all[at]!));
  const family = `IPv${familyOf(ranges[0]!.lo)}`;
  if (whole && world) return `any public ${family} address`;
  if (whole && all.length > MOST_RANGES) return `all ${all.length} ${family} addresses`;
  return shortened(ranges.map(describeAddresses), MOST_RANGES);
}

/** `tcp 22, 443`, with what is special about the source port. */
export function servicesText(boxes: readonly Box[]): string {
  const protocols = Map.groupBy(boxes, ({ protocol }) => `${protocol.lo}-${protocol.hi}`);
  return listed(
    [...protocols.values()].map((group) => {
      const { protocol, sourcePort } = group[0]!;
      const usual = [EPHEMERAL, ANY_PORT].some(({ lo, hi }) => sourcePort.lo === lo && sourcePort.hi === hi);
      const ports = group.map(({ destinationPort }) => destinationPort);
      const from =
        usual || !hasPorts(protocol.lo)
          ? ''
          : ` (source port ${[...new Set(group.map((one) => rangeText(one.sourcePort)))].join(', ')})`;
      return serviceText(protocol, ports) + from;
    }),
  );
}

const rangeText = ({ lo, hi }: Interval<number>): string => (lo === hi ? `${lo}` : `${lo}–${hi}`);

/** `tcp 443`, `all tcp ports`, `all traffic`. */
export function serviceText({ lo, hi }: Interval<number>, ports: readonly Interval<number>[]): string {
  if (lo === 0 && hi === 255) return 'all traffic';
  if (lo !== hi) return `protocols ${lo}–${hi}`;
  const which = describePorts(lo, ports);
  return which || !hasPorts(lo) ? `${protocolName(lo)}${which}` : `all ${protocolName(lo)} ports`;
}

/** `tcp 10.0.1.5:49152 → 10.0.2.7:443`; `stands`: the destination ports that it stands for. */
export function pointText(point: Point, stands?: Interval<number>): string {
  const { src, dst, protocol, sourcePort, destinationPort } = point;
  const ports = hasPorts(protocol);
  const message = isIcmp(protocol) ? describePorts(protocol, [{ lo: destinationPort, hi: destinationPort }]) : '';
  const to = stands ?? { lo: destinationPort, hi: destinationPort };
  const at = (address: Point['src'], port: Interval<number>): string => {
    const text = formatAddress(address);
    return ports ? `${typeof address === 'bigint' ? `[${text}]` : text}:${rangeText(port)}` : text;
  };
  return `${protocolName(protocol)}${message} ${at(src, { lo: sourcePort, hi: sourcePort })} → ${at(dst, to)}`;
}

/** `tcp 443`, `ping`, `all traffic` */
export function askedService({ service }: { readonly service: Service }): string {
  if (service.protocol === 'any') return 'all traffic';
  if (service.protocol === 'ping') return 'ping';
  const { protocol, ports = [], sourcePort } = service;
  const text = serviceText({ lo: protocol, hi: protocol }, ports.length ? ports : [{ lo: 0, hi: 65535 }]);
  return sourcePort === undefined ? text : `${text} from source port ${sourcePort}`;
}
