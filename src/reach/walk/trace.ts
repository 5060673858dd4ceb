/** The engine's questions: one packet, or a set of traffic, from somewhere; the answer says what passes, both ways, and why. */
import {
  type Address,
  address,
  type Box,
  box,
  EPHEMERAL,
  hasPorts,
  type Interval,
  icmp,
  isEmpty,
  isIcmp,
  lowestOf,
  minus,
  only,
  type Point,
  simplify,
  type Traffic,
  union,
} from '../../net/index.ts';
import type { Network } from '../network/network.ts';
import { everyWay, waysApart, weigh } from './alternatives.ts';
import { best, changed, type Path, pathOf, type Verdicts } from './answer.ts';
import { headerOf } from './header.ts';
import { connect, goOn } from './leg.ts';
import { Scope } from './scope.ts';
import type { From } from './start.ts';
import type { Options } from './walk.ts';

/** One packet, addresses as text. Without a source port (TCP, UDP) it stands for all of 1024–65535 (N7). */
export interface Packet {
  src: string;
  dst: string;
  protocol: number;
  srcPort?: number;
  dstPort?: number;
  icmpType?: number;
  icmpCode?: number;
}

/** What became of a set of traffic from one source. */
export interface Answer {
  /** Of the best part: `reachable` when some of the traffic passes. */
  readonly verdict: Verdicts;
  /** Whether every part has that verdict. */
  readonly whole: boolean;
  /** One path for each part of the traffic that is treated alike. */
  readonly parts: readonly Path[];
  /** What passes both ways. */
  readonly passes: Traffic;
  /** The path to show: the best one. */
  readonly path: Path;
  /** What was not looked at: of too many parts. */
  readonly rest: Traffic;
}

/** Beyond this many parts a question is answered as far as it was walked; the rest is unknown. */
const MAX_PARTS = 20_000;

/** Traces one packet from an interface (its id), from the internet, or from elsewhere. */
export function tracePacket(network: Network, from: string | From, packet: Packet, options: Options = {}): Path {
  const traffic = packetTraffic(packet);
  const source: From = typeof from !== 'string' ? from : from === 'internet' ? { internet: true } : { eni: from };
  if (traffic.sourcePort.lo === traffic.sourcePort.hi || !hasPorts(packet.protocol))
    return tracePoint(network, source, lowestOf(traffic), options);
  return trace(network, { from: source, traffic: [traffic], options }).path;
}

/** The fastest question: one header, no sets. */
export function tracePoint(network: Network, from: From, point: Point, options: Options = {}): Path {
  const header = headerOf(point);
  return everyWay((choices, fork) => {
    const leg = fork ? goOn(fork, from, header, choices) : connect(network, from, header, options, choices, undefined);
    return pathOf(leg.forward, leg.reply, leg.verdict, {
      traffic: point,
      choices: choices.made,
      connections: leg.connections,
    });
  });
}

/** Traces a set of traffic, part by part. */
export function trace(network: Network, question: { from: From; traffic: Traffic; options?: Options }): Answer {
  const { parts, rest } = traceApart(network, question);
  if (parts.length === 0) throw new Error('there is no traffic to trace: the set is empty');
  return answerOf(
    parts.map(({ box, ways }) => changed(weigh(ways), { traffic: [box] })),
    rest,
  );
}

/** Every way that AWS may pick for a part of the traffic that is treated alike; they are not weighed yet. */
export interface WaysOfPart {
  readonly box: Box;
  readonly ways: readonly Path[];
}

/** As `trace`, without weighing the ways: who wants to know every target behind a load balancer, not just whether one answers. */
export function traceApart(
  network: Network,
  question: { from: From; traffic: Traffic; options?: Options },
): { parts: WaysOfPart[]; rest: Traffic } {
  const { from, options = {} } = question;
  const parts: WaysOfPart[] = [];
  const rest = union(question.traffic).toReversed();
  while (rest.length > 0 && parts.length < MAX_PARTS) {
    const next = rest.pop()!;
    const scope = new Scope(next);
    const header = headerOf(typical(next));
    const ways = waysApart((choices) => {
      const leg = connect(network, from, header, options, choices, scope);
      return pathOf(leg.forward, leg.reply, leg.verdict, {
        traffic: [],
        choices: choices.made,
        connections: leg.connections,
      });
    });
    parts.push({ box: scope.box, ways });
    rest.push(...minus([next], [scope.box]).toReversed());
  }
  return { parts, rest };
}

/** A packet of the box that is nothing special: low addresses and ports are. */
export function typical(one: Box): Point {
  const middle = ({ lo, hi }: Interval<number>, wanted: number): number => (wanted >= lo && wanted <= hi ? wanted : lo);
  return {
    ...lowestOf(one),
    protocol: middle(one.protocol, 6),
    sourcePort: middle(one.sourcePort, 49152),
    destinationPort: one.destinationPort.lo,
  };
}

function answerOf(parts: readonly Path[], rest: Traffic): Answer {
  const value = { blocked: 0, unknown: 1, reachable: 2 };
  const rank = ({ verdict, blockers }: Path): number =>
    value[verdict.both] * 1e6 + value[verdict.forward] * 1e5 - blockers.length;
  const shown = parts.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const verdict: Verdicts = {
    forward: best(...parts.map((one) => one.verdict.forward)),
    reply: best(...parts.map((one) => one.verdict.reply)),
    both: isEmpty(rest)
      ? best(...parts.map((one) => one.verdict.both))
      : shown.verdict.both === 'reachable'
        ? 'reachable'
        : 'unknown',
  };
  return {
    verdict,
    whole: isEmpty(rest) && parts.every((one) => one.verdict.both === verdict.both),
    parts,
    // Hundreds of boxes are not put together for who does not read them.
    get passes() {
      return simplify(parts.filter((one) => one.verdict.both === 'reachable').flatMap((one) => one.traffic));
    },
    path: shown,
    rest,
  };
}

/** The box that a packet stands for. Throws for addresses that are none, or of two families. */
export function packetTraffic(packet: Packet): Box {
  const [src, dst] = [address(packet.src), address(packet.dst)];
  if (typeof src !== typeof dst) throw new Error(`${packet.src} and ${packet.dst} are of different families`);
  const { protocol } = packet;
  const message = isIcmp(protocol) ? only(icmp(packet.icmpType ?? (protocol === 1 ? 8 : 128), packet.icmpCode ?? 0)) : undefined;
  const ports = hasPorts(protocol);
  return box({
    src: only<Address>(src),
    dst: only<Address>(dst),
    protocol: only(protocol),
    sourcePort: ports ? (packet.srcPort === undefined ? EPHEMERAL : only(packet.srcPort)) : only(0),
    destinationPort: message ?? only(ports ? (packet.dstPort ?? 0) : 0),
  });
}
