/** The services that pairs are told for, as bits of a mask, and the questions that are walked to learn of all of them. */
import {
  type Address,
  type Box,
  box,
  EPHEMERAL,
  hasPorts,
  type Interval,
  icmpReply,
  interval,
  isIcmp,
  only,
  TCP,
  UDP,
} from '../../../net/index.ts';
import type { Options } from '../../walk/walk.ts';
import type { Seating } from './pair-seats.ts';
import type { WholeCharts } from './whole-charts.ts';

export interface Service {
  readonly protocol: number;
  /** The destination port; of ICMP type and code; of protocols without ports 0. */
  readonly port: number;
}

/** One service for each class that something tells apart, each with a bit of a mask. */
export type Services = readonly Service[];

/** Bits of a mask that is a small integer. */
export const MOST_SERVICES = 30;

export const tcpServices = (ports: readonly number[]): Service[] => ports.map((port) => ({ protocol: TCP, port }));

export const everyService = (services: Services): number => services.reduce((mask, _, at) => mask | (1 << at), 0);

/** ICMP messages that nobody answers: they pass where no reply would. */
export const muteOf = (services: Services): number =>
  services.reduce(
    (mask, { protocol, port }, at) => (isIcmp(protocol) && icmpReply(protocol, port) === undefined ? mask | (1 << at) : mask),
    0,
  );

/** Those of a range of protocols and ports. */
export function maskOf(services: Services, protocol: Interval<number>, port: Interval<number>): number {
  let mask = 0;
  for (let at = 0; at < services.length; at++) {
    const one = services[at]!;
    if (protocol.lo <= one.protocol && one.protocol <= protocol.hi && port.lo <= one.port && one.port <= port.hi) mask |= 1 << at;
  }
  return mask;
}

export interface PairOptions extends Options {
  /** From which ports clients ask; absent: those that they pick by themselves (N7). */
  readonly sourcePort?: Interval<number>;
  /** Pairs are charted for all packets, whatever the services; what was charted is shared with pairs of other services. */
  readonly charts?: WholeCharts;
  /** Who is in the pairs, where it is known already. */
  readonly seating?: Seating;
}

/** Boxes of packets that hold all services, and only clients' source ports. */
export function questionsFor(
  services: Services,
  src: Interval<Address>,
  dst: Interval<Address>,
  { sourcePort = EPHEMERAL }: PairOptions,
): Box[] {
  const protocols = [...new Set(services.map(({ protocol }) => protocol))].sort((a, b) => a - b);
  const ported = protocols.filter(hasPorts);
  const questions: Box[] = [];
  if (ported.length > 0) {
    const protocol = ported.length === 2 ? interval(TCP, UDP) : only(ported[0]!);
    questions.push(box({ src, dst, protocol, sourcePort }));
  }
  for (const protocol of protocols) {
    if (hasPorts(protocol)) continue;
    const plain = { src, dst, protocol: only(protocol), sourcePort: only(0) };
    if (!isIcmp(protocol)) questions.push(box(plain));
    else
      for (const one of services)
        if (one.protocol === protocol) questions.push(box({ ...plain, destinationPort: only(one.port) }));
  }
  return questions;
}

/** Classes of services, split until no mask cuts one in two. */
export function refined(all: number, masks: Iterable<number>): number[] {
  let classes = all === 0 ? [] : [all];
  for (const mask of new Set(masks)) {
    if (classes.every((one) => (one & mask) === 0 || (one & ~mask) === 0)) continue;
    classes = classes.flatMap((one) => [one & mask, one & ~mask].filter((part) => part !== 0));
  }
  return classes;
}
