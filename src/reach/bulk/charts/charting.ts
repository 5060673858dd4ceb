/** Questions charted: each part of the traffic whose packets go the same way, with every way that AWS may pick for it. */
import { and, type Box, holds, ICMP, ICMPV6, minus, type Traffic } from '../../../net/index.ts';
import type { Network } from '../../network/network.ts';
import { restOf } from '../../survey.ts';
import { waysApart } from '../../walk/alternatives.ts';
import { type Path, pathOf } from '../../walk/answer.ts';
import { headerOf } from '../../walk/header.ts';
import { connect } from '../../walk/leg.ts';
import type { From } from '../../walk/start.ts';
import { typical } from '../../walk/trace.ts';
import type { Options } from '../../walk/walk.ts';
import { Chart, type Open } from './chart.ts';
import { foreignIn, outsideAround } from './ground.ts';
import type { Notes } from './notes.ts';

/** One way, without what its filters say, and the filters of each of its connections. */
export interface ChartedWay {
  readonly path: Path;
  readonly notes: readonly Notes[];
}

export interface Charted {
  /** The packets that the ways are for. */
  readonly territory: Traffic;
  readonly ways: readonly ChartedWay[];
  /** Among the packets are ICMP messages. The ways are theirs, but for the answer. */
  readonly alsoIcmp: boolean;
}

/** Beyond this many parts a question is charted no further: of the rest nobody knows. */
const MAX_PARTS = 20_000;

/** `open`: the field of the question that is the internet. `asked`: what of the question is wanted. `most`: parts. */
export function chart(
  network: Network,
  from: From,
  question: Box,
  open: Open,
  options: Options,
  asked: Traffic = [question],
  most = MAX_PARTS,
): Charted[] {
  const parts: Charted[] = [];
  let rest = asked;
  for (let first = rest[0]; first; first = rest[0]) {
    const start = startIn(network, first, open);
    if (!start) {
      rest = rest.slice(1);
      continue;
    }
    if (parts.length === most) {
      const path = restOf(network, from, rest, options);
      return [...parts, { territory: rest, ways: [{ path, notes: [] }], alsoIcmp: false }];
    }
    const { ways, box, holes, alsoIcmp } = chartOne(network, from, start, question, open, options);
    const mine = minus(and(rest, [box]), holes);
    parts.push({ territory: mine, ways, alsoIcmp: alsoIcmp && mine.some(holdsIcmp) });
    rest = holes.length === 0 ? minus(rest, [box]) : minus(rest, mine);
  }
  return parts;
}

const holdsIcmp = ({ protocol }: Box): boolean => holds(protocol, ICMP) || holds(protocol, ICMPV6);

/** Where to pick the packet to walk from; for the internet it comes from there. */
function startIn(network: Network, one: Box, open: Open): Box | undefined {
  if (!open) return one;
  const value = foreignIn(outsideAround(network, one[open].lo), one[open]);
  return value === undefined ? undefined : { ...one, [open]: { lo: value, hi: value } };
}

/** The part that one packet speaks for; where `start` lies in the question. */
export function chartOne(
  network: Network,
  from: From,
  start: Box,
  question: Box,
  open: Open,
  options: Options,
): Omit<Charted, 'territory'> & { box: Box; holes: Traffic } {
  const point = typical(start);
  const sheet = new Chart(network, question, point, open);
  const header = headerOf(point);
  const notes: (readonly Notes[])[] = [];
  const paths = waysApart((choices) => {
    notes.push(sheet.begin());
    const leg = connect(network, from, header, { ...options, recorder: sheet }, choices, sheet);
    return pathOf(leg.forward, leg.reply, leg.verdict, { traffic: [], choices: choices.made, connections: leg.connections });
  });
  const ways = paths.map((path, at) => ({ path, notes: notes[at] ?? [] }));
  const alsoIcmp = sheet.settle(ways);
  return { ways, box: sheet.box, holes: sheet.holes, alsoIcmp };
}
