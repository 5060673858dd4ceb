/** What the filters of a way let through whoever of a class is asked for: found once, so that for each member only its own groups are asked. */
import { and, type Traffic } from '../../../net/index.ts';
import { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Verdict } from '../../walk/step.ts';
import type { Open } from './chart.ts';
import { type Sifted, sift } from './filters.ts';
import { returned, unanswered } from './icmp-answers.ts';
import { checksOf, type End, type Flow, type Lane } from './lanes.ts';
import type { Check } from './notes.ts';
import type { Swap } from './references.ts';

/** A lane after all filters but those that look at who of the class it is. */
interface ScreenedLane extends Flow {
  readonly lane: Lane;
  readonly there: readonly Check[];
  readonly thereAndBack: readonly Check[];
}

/** The ways to an end. */
type Ways = Pick<End, 'stretches'>;

export interface Screened<Where extends Ways = End> {
  readonly end: Where;
  /** Of each stretch the lanes. */
  readonly stretches: readonly (readonly ScreenedLane[])[];
}

/**
 * Whether no filter on the way to an end tells the members of a class apart by their addresses: else each is asked for by itself. ACLs tell
 * apart no addresses of one cell.
 */
export const isAlikeFor = (end: End, own: 'src' | 'dst', isInCell: boolean): boolean =>
  checksOf(end).every(({ at, other }) => other.link !== own || (isInCell && !(at instanceof Interface)));

/** `charted`: who stands for the class. `open`: the field that is the internet, if one is. `place`: the traffic of a stretch, in the addresses of who is asked for. */
export function screened<Where extends Ways>(
  network: Network,
  end: Where,
  charted: Interface,
  open: Open,
  place: (territory: Traffic) => Traffic,
): Screened<Where> {
  const isOwn = ({ at, identity, other }: Check): boolean =>
    at instanceof Interface && (at === charted || identity === charted || other.link !== open);
  const asCharted: Swap = (one) => one;
  const stretches = end.stretches.map(({ territory, lanes, alsoIcmp }) => {
    const mine = place(territory);
    return lanes.map((lane): ScreenedLane => {
      const all = lane.forward === 'blocked' ? [] : mine;
      const [there, back] = [lane.there.filter(isOwn), lane.back.filter(isOwn)];
      const rest = (checks: readonly Check[]): Check[] => checks.filter((check) => !isOwn(check));
      const forward = sift(network, { sure: all, possible: all }, rest(lane.there), asCharted, open);
      const put = (traffic: Sifted, checks: readonly Check[]): Sifted => sift(network, traffic, checks, asCharted, open);
      const both = backBy(lane, forward, rest(lane.back), alsoIcmp, put);
      return { lane, forward, both, there, thereAndBack: back.length === 0 ? there : [...there, ...back] };
    });
  });
  return { end, stretches };
}

const NOTHING: Sifted = { sure: [], possible: [] };

/** What of the traffic that came is answered, or needs no answer. */
function backBy(
  { both }: Lane,
  forward: Sifted,
  back: readonly Check[],
  alsoIcmp: boolean,
  put: (traffic: Sifted, checks: readonly Check[]) => Sifted,
): Sifted {
  if (both === 'blocked') return alsoIcmp ? unanswered(forward) : NOTHING;
  return alsoIcmp ? returned(forward, back, put) : put(forward, back);
}

/** Whether something may get to the end, whatever the groups of the class. */
export const mayPass = ({ stretches }: Screened<Ways>): boolean =>
  stretches.some((lanes) => lanes.some(({ forward }) => forward.possible.length > 0));

/** What gets to an end for one member of the class. */
export const flowThrough = (network: Network, { stretches }: Screened<Ways>, swap: Swap, open: Open): Flow =>
  together(stretches.map((lanes) => lanes.map((one) => ({ lane: one.lane, flow: flowOf(network, one, swap, open) }))));

/** What gets to an end. `place`: the traffic of a stretch, in the addresses of who is asked for. */
export const flowTo = (network: Network, end: End, swap: Swap, place: (territory: Traffic) => Traffic): Flow =>
  together(
    end.stretches.map(({ territory, lanes, alsoIcmp }) => {
      const all = place(territory);
      const put = (traffic: Sifted, checks: readonly Check[]): Sifted => sift(network, traffic, checks, swap);
      return lanes.map((lane) => {
        if (lane.forward === 'blocked') return { lane, flow: { forward: NOTHING, both: NOTHING } };
        const arrived = put({ sure: all, possible: all }, lane.there);
        return { lane, flow: flowBack(lane, arrived, backBy(lane, arrived, lane.back, alsoIcmp, put)) };
      });
    }),
  );

/** Stretches, and the ways of each. */
function together(stretches: readonly (readonly Weighed[])[]): Flow {
  const flows = stretches.map((ways) => weighed(ways, 0));
  if (flows.length === 1) return flows[0]!;
  return { forward: summed(flows.map((one) => one.forward)), both: summed(flows.map((one) => one.both)) };
}

function flowOf(network: Network, { lane, forward, both, there, thereAndBack }: ScreenedLane, swap: Swap, open: Open): Flow {
  const arrived = sift(network, forward, there, swap, open);
  const isSame = both === forward && there === thereAndBack;
  return flowBack(lane, arrived, isSame ? arrived : sift(network, both, thereAndBack, swap, open));
}

/** Where no answer comes home, what passes both ways is what needs none. */
const flowBack = (lane: Lane, arrived: Sifted, back: Sifted): Flow => ({
  forward: doubted(arrived, lane.forward),
  both: doubted(back, lane.both === 'blocked' ? lane.forward : lane.both),
});

const doubted = (one: Sifted, verdict: Verdict): Sifted => (verdict === 'unknown' ? { sure: [], possible: one.possible } : one);

interface Weighed {
  readonly lane: Lane;
  readonly flow: Flow;
}

/** Ways that AWS picks among: one that works is enough, or it is certain only if all do. As single paths are weighed, for sets. */
function weighed(ways: readonly Weighed[], depth: number): Flow {
  const at = ways[0]!.lane.choices[depth];
  if (!at) return ways[0]!.flow;
  const branches = [...Map.groupBy(ways, ({ lane }) => lane.choices[depth]?.taken).values()].map((one) =>
    weighed(one, depth + 1),
  );
  const join = at.choice.needs === 'any' ? summed : agreed;
  return { forward: join(branches.map((one) => one.forward)), both: join(branches.map((one) => one.both)) };
}

function summed(all: readonly Sifted[]): Sifted {
  const same = all.every(({ sure, possible }) => sure === possible);
  const sure = all.flatMap((one) => one.sure);
  return { sure, possible: same ? sure : all.flatMap((one) => one.possible) };
}

const agreed = (all: readonly Sifted[]): Sifted => ({
  sure: all.map((one) => one.sure).reduce((a, b) => and(a, b)),
  possible: all.flatMap((one) => one.possible),
});
