/** One way between two seats, or one half of it: where it leads, and which services pass besides the groups at its two ends. */
import type { Address, Interval } from '../../../net/index.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Step } from '../../walk/step.ts';
import type { Charted, ChartedWay } from '../charts/charting.ts';
import { endsOf, readdressed } from '../charts/lanes.ts';
import type { Check } from '../charts/notes.ts';
import type { Swap } from '../charts/references.ts';
import { flowTo } from '../charts/screens.ts';
import { type FacetSets, type Facets, type Lot, lots } from './facets.ts';
import type { PairSeat } from './pair-seats.ts';
import { comesTo, isEgressOf, isIngressOf, isInspected, isWithoutWay, type Place } from './stand-ins.ts';

/** A place where packets to a receiver end: the receiver itself, or what it leads on to. */
export interface Landing {
  readonly key: string;
  /** Nothing for the receiver itself. */
  readonly end: Interface | undefined;
  readonly through: readonly Interface[];
  readonly port: number | undefined;
  readonly facets: Facets;
}

export interface Half {
  /** The receiver itself comes first. */
  readonly landings: readonly Landing[];
  readonly ends: Ends;
  /** A middlebox on the way may tell senders and receivers apart: it holds for this pair alone. */
  readonly isOwn: boolean;
  /** Groups that filters on the way ask whoever stands at the other end for: it holds for who has none of them. */
  readonly asked: readonly string[];
  /** Whoever stands at the other end, nothing of the lot passes this one. */
  readonly isSettled: Readonly<Record<Lot, boolean>>;
}

/** What a pair's groups are asked, and how much of the sender is known where the receiver's are. */
export interface Ends {
  readonly egress: Check | undefined;
  readonly ingress: Check | undefined;
}

export interface Ask {
  readonly network: Network;
  readonly sets: FacetSets;
  readonly everywhere: Interval<Address>;
  readonly from: PairSeat;
  readonly to: PairSeat;
  /** The field that is told for all addresses: that of the other half. */
  readonly open: 'src' | 'dst';
  /** Which checks are this half's. */
  readonly wanted: (check: Check, place: Place, from: PairSeat, to: PairSeat) => boolean;
  /** The receiver's replies come nowhere. */
  readonly isMuteBack: boolean;
  readonly swap: Swap;
}

export function halfOf(ask: Ask, all: readonly Charted[]): Half {
  const { from, to, open, wanted } = ask;
  const parts = all.filter((one) => comesTo(one, to));
  const mine = parts.map(
    (part): Charted => ({
      ...part,
      ways: part.ways.map((way) => ({
        ...way,
        notes: way.notes.map(({ checks, junctions }, connection) => ({
          checks: checks.filter((check, at) => wanted(check, { connection, at, way }, from, to)),
          junctions,
        })),
      })),
    }),
  );
  const landings = landingsOf(ask, mine);
  const own = open === 'src' ? to.one : from.one;
  const isOwn = ({ at: { id, kind } }: Step): boolean =>
    id === own.id || id === own.instanceId || (open === 'src' && balancers.has(kind));
  const settles = ({ path }: ChartedWay, lot: Lot): boolean => {
    const verdict = lot === 'sent' ? path.verdict.forward : path.verdict.both;
    // Nothing surely arrives where something is not known; that says nothing of this half unless it is its own.
    if (verdict === 'unknown' && lot === 'sent') return path.forward.some((step) => step.does === 'unknown' && isOwn(step));
    // What its own filters keep back they keep back from everybody.
    if (verdict !== 'blocked') return true;
    if (ask.isMuteBack && lot !== 'sent' && path.connections[0]!.arrival) return true;
    const isForward = open === 'src' || lot === 'sent';
    // A transit gateway without a way to the other end has one to others, maybe.
    const isWayMissing = isForward === (open === 'src');
    return (isForward ? path.forward : path.reply).some(
      (step) => (isWayMissing && isWithoutWay(step)) || (step.does === 'blocks' && isOwn(step)),
    );
  };
  const isEmpty = (lot: Lot): boolean => landings.every(({ facets }) => facets.lots[lot].length === 0);
  const isSettled = Object.fromEntries(
    lots.map((lot) => [
      lot,
      isEmpty(lot === 'sure' ? 'possible' : lot) &&
        parts.every(({ ways }) => ways.every((way) => settles(way, lot))) &&
        (open === 'src' || parts.length === all.length),
    ]),
  ) as Record<Lot, boolean>;
  return {
    landings,
    ends: endsIn(parts, from.one, to.one),
    isSettled,
    asked: [],
    isOwn: parts.some(({ ways }) => ways.some(isInspected)),
  };
}

/** Every place that the packets come to, the receiver's own first. A way that gets lost is in doubt at the receiver. */
function landingsOf({ network, sets, everywhere, to, open, swap }: Ask, parts: readonly Charted[]): Landing[] {
  const own: Record<Lot, Flow['both']['sure'][number][]> = { sure: [], possible: [], sent: [] };
  const others: Landing[] = [];
  for (const end of endsOf(network, parts)) {
    const { forward, both } = flowTo(network, end, swap, (traffic) => readdressed(traffic, open, everywhere));
    const [first] = [...end.through, end.arrival?.interface];
    if (first !== undefined && first !== to.one) continue;
    const traffic = { sure: both.sure, possible: both.possible, sent: forward.sure };
    const isOwn =
      !end.arrival || (end.through.length === 0 && end.arrival.interface === to.one) || end.arrival.at !== 'interface';
    if (!isOwn) {
      const facets = sets.of(traffic, open);
      others.push({ key: end.key, end: end.arrival!.interface, through: end.through, port: end.port, facets });
    } else for (const lot of lots) own[lot].push(...traffic[lot]);
  }
  return [{ key: '', end: undefined, through: [], port: undefined, facets: sets.of(own, open) }, ...others];
}

/** What they block they block for their listeners and targets, whoever asks. */
const balancers = new Set(['load-balancer', 'classic-load-balancer']);

type Flow = ReturnType<typeof flowTo>;

function endsIn(parts: readonly Charted[], from: Interface, to: Interface): Ends {
  for (const { ways } of parts) {
    for (const { notes } of ways) {
      const checks = notes[0]?.checks ?? [];
      const egress = checks.find((one) => isEgressOf(one, from));
      const ingress = checks.find((one) => isIngressOf(one, to));
      if (egress || ingress) return { egress, ingress };
    }
  }
  return { egress: undefined, ingress: undefined };
}
