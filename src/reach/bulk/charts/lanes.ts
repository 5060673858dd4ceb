/** Where charted traffic ends, and what a class of senders and receivers gets through on the way there. */
import { type Address, type Interval, minus, simplify, type Traffic, union, withField } from '../../../net/index.ts';
import type { Ref } from '../../network/entity.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Passing } from '../../passing.ts';
import { accepted, lostAt, type Piece, piecesOf } from '../../survey.ts';
import { isUnwalked } from '../../walk/alternatives.ts';
import { worst } from '../../walk/answer.ts';
import type { Verdict } from '../../walk/step.ts';
import type { Arrival } from '../../walk/walk.ts';
import type { Open } from './chart.ts';
import type { Charted, ChartedWay } from './charting.ts';
import type { Sifted } from './filters.ts';
import type { Check } from './notes.ts';

/** One of the ways to a place, reduced to what decides. */
export interface Lane {
  readonly forward: Verdict;
  readonly both: Verdict;
  readonly there: readonly Check[];
  readonly back: readonly Check[];
  readonly choices: ChartedWay['path']['choices'];
}

interface Stretch {
  readonly territory: Traffic;
  readonly lanes: readonly Lane[];
  readonly alsoIcmp: boolean;
}

/** A place where some of the traffic may end. */
export interface End {
  readonly key: string;
  /** Missing where the way gets lost: nobody knows where it ends. */
  readonly arrival: Arrival | undefined;
  /** Where it was seen last, of a way that gets lost: that is in doubt, and what of the same surely passes gets there by another way. */
  readonly lostAt?: Ref;
  readonly through: readonly Interface[];
  readonly gateways: readonly Ref[];
  readonly port: number | undefined;
  readonly stretches: readonly Stretch[];
}

/** The places where charted traffic ends, unless something but a filter keeps all of it from there. */
export function endsOf(network: Network, parts: readonly Charted[]): End[] {
  const found = new Map<string, { piece: Piece; stretches: Stretch[] }>();
  const lost = new Map<string, { at: Ref; stretches: Stretch[] }>();
  for (const { territory, ways, alsoIcmp } of parts) {
    const at = lostAt(ways.map(({ path }) => path));
    if (at) {
      const before = lost.get(at.id) ?? { at, stretches: [] };
      before.stretches.push({ territory, lanes: lostLanesOf(ways), alsoIcmp });
      lost.set(at.id, before);
    }
    const pieces = ways.map(({ path }) => piecesOf(path));
    for (const piece of new Map(pieces.flat().map((one) => [one.key, one])).values()) {
      const lanes = ways.map((way, at) => laneOf(network, way, piece, pieces[at]!));
      if (lanes.every(({ forward, both }) => forward === 'blocked' && both === 'blocked')) continue;
      const before = found.get(piece.key) ?? { piece, stretches: [] };
      before.stretches.push({ territory, lanes, alsoIcmp });
      found.set(piece.key, before);
    }
  }
  const ends = [...found.values()].map(({ piece: { key, arrival, through, gateways, port }, stretches }) => ({
    key,
    arrival,
    through,
    gateways,
    port,
    stretches,
  }));
  const nowhere = { arrival: undefined, through: [], gateways: [], port: undefined };
  return [
    ...ends,
    ...[...lost.values()].map(({ at, stretches }) => ({ ...nowhere, key: `lost ${at.id}`, lostAt: at, stretches })),
  ];
}

/** Of ways that nobody walked, nothing is known but that there are some. */
function lostLanesOf(ways: readonly ChartedWay[]): Lane[] {
  const more = ways.find(({ path }) => isUnwalked(path));
  return more ? [{ ...lostLaneOf(more), choices: [] }] : ways.map(lostLaneOf);
}

/** A way as far as it goes, wherever that is. */
function lostLaneOf({ path: { verdict, choices }, notes }: ChartedWay): Lane {
  return { forward: verdict.forward, both: verdict.both, ...sidesOf(notes.flatMap((one) => one.checks)), choices };
}

const sidesOf = (checks: readonly Check[]): Pick<Lane, 'there' | 'back'> => ({
  there: checks.filter(({ direction }) => direction === 'forward'),
  back: checks.filter(({ direction }) => direction === 'reply'),
});

function laneOf(network: Network, { path, notes }: ChartedWay, { key, count }: Piece, pieces: readonly Piece[]): Lane {
  const { choices } = path;
  const connections = path.connections.slice(0, count);
  const comes = pieces.some((one) => one.key === key);
  const forward = comes ? worst(...connections.map((one) => accepted(network, one))) : 'blocked';
  const reply = comes ? worst(...connections.map((one) => one.verdict.reply)) : 'blocked';
  const checks = notes.slice(0, count).flatMap((one) => one.checks);
  return {
    forward,
    both: worst(forward, reply),
    ...sidesOf(checks),
    choices,
  };
}

/** Every filter that an end's answer hangs on. */
export const checksOf = (end: End): Check[] =>
  end.stretches.flatMap(({ lanes }) => lanes.flatMap(({ there, back }) => [...there, ...back]));

/** What gets to an end, as lists of boxes that may overlap. */
export interface Flow {
  readonly forward: Sifted;
  readonly both: Sifted;
}

/** The lots of a flow. */
export function passingOf({ forward, both }: Flow): Passing {
  const passes = merged(both.sure);
  const doubtful = both.sure === both.possible ? [] : merged(minus(both.possible, passes));
  const arrives = merged(minus(forward.sure, [...passes, ...doubtful]));
  return { passes, arrives, doubtful };
}

const merged = (boxes: Traffic): Traffic => (boxes.length < 2 ? boxes : simplify(union(boxes)));

/** Traffic with another address in the field that is the class's own. */
export const readdressed = (traffic: Traffic, field: 'src' | 'dst', range: Interval<Address>): Traffic =>
  traffic.map((one) => withField(one, field, range));

/** The field that belongs to the interfaces of the snapshot. */
export const ownField = (open: Open): 'src' | 'dst' => (open === 'src' ? 'dst' : 'src');
