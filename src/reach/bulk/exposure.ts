/** Exposure in bulk: each class of interfaces is charted once, and each set of groups in it put through the filters once. */
import { type Box, box, everyAddress, familyOf, minus, type Traffic } from '../../net/index.ts';
import { exitOf } from '../exposure.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Options } from '../walk.ts';
import { chart } from './charting.ts';
import { crowdsOf } from './crowds.ts';
import { deadEndOf } from './dead-ends.ts';
import { Entry, fromOf, type Goal, Shared } from './entry.ts';
import { isEverybody, isInside, outsideAround } from './ground.ts';
import { type End, endsOf, type Flow, ownField, readdressed } from './lanes.ts';
import type { Member } from './members.ts';
import { outletsOf } from './outlets.ts';
import type { Swap } from './references.ts';
import { flowThrough, isAlikeFor, mayPass, type Screened, screened } from './screens.ts';
import { type Touched, touchedBy } from './touched.ts';

/** What the internet does with a class of interfaces, or they with it. */
export interface Outlook {
  /** Whom it was charted for. */
  readonly charted: Interface;
  readonly ends: readonly Goal[];
  readonly touched: Touched;
}

export function outlookOf(network: Network, member: Member, open: 'src' | 'dst', options: Options): Outlook {
  const { one, range } = member;
  const dead = deadEndOf(network, member, open);
  if (dead) return { charted: one, ends: [], touched: dead };
  const any = everyAddress(familyOf(range.lo));
  const question = open === 'src' ? box({ src: any, dst: range }) : box({ src: range, dst: any });
  const asked = open === 'src' ? [question] : minus([question], servedFor(network, member));
  const parts = chart(network, fromOf(open, one), question, open, options, asked);
  const wanted = ({ arrival }: End): boolean =>
    !arrival || (open === 'src' ? arrival.interface !== undefined : arrival.at === 'internet' || arrival.at === 'on-premises');
  const ends = endsOf(network, parts).filter(wanted);
  return { charted: one, ends: ends.map(goalOf), touched: touchedBy(network, parts) };
}

/** What its own route table leads to services of AWS. */
const servedFor = (network: Network, { one, own }: Member): Box[] =>
  outletsOf(network, network.tableOf(one.subnet), familyOf(own)).served.map((dst) => box({ dst }));

function goalOf(end: End): Goal {
  const { arrival, gateways, lostAt } = end;
  if (lostAt) return { ...end, exit: { by: lostAt, gateways: [lostAt], to: 'unknown' } };
  const leaves = arrival?.at === 'internet' || arrival?.at === 'on-premises';
  return { ...end, exit: leaves ? exitOf(arrival.where, gateways, arrival.at) : undefined };
}

/** Members with the same groups, and what of theirs is exposed. */
export interface Told {
  readonly members: readonly Member[];
  readonly entries: readonly Entry[];
}

/** The entries of a seat, crowd by crowd. Where a filter on the way looks at its members' own addresses, each is asked for itself. */
export function toldOf(
  network: Network,
  members: readonly Member[],
  { charted, ends }: Outlook,
  open: 'src' | 'dst',
  options: Options,
): readonly Told[] {
  if (ends.length === 0) return [];
  const own = ownField(open);
  const tell = (crowd: readonly Member[], screens: readonly Screened<Goal>[]): Told => ({
    members: crowd,
    entries: screens.flatMap((screen) => entriesOf(network, crowd, screen, charted, open, options)),
  });
  const screensFor = (place: (territory: Traffic) => Traffic): Screened<Goal>[] =>
    ends.map((end) => screened(network, end, charted, open, place)).filter(mayPass);
  const isInCell = members.every((member) => member.range.lo === member.own && member.range.hi === member.own);
  if (!ends.every((end) => isAlikeFor(end, own, isInCell))) {
    return members.map((member) => {
      const isRange = member.range.lo !== member.range.hi;
      return tell(
        [member],
        screensFor((territory) => (isRange ? territory : readdressed(territory, own, member.range))),
      );
    });
  }
  const screens = screensFor((territory) => territory);
  return screens.length === 0 ? [] : crowdsOf(members).map((crowd) => tell(crowd, screens));
}

/** For each member one, if something gets to the end. */
function entriesOf(
  network: Network,
  members: readonly Member[],
  screen: Screened<Goal>,
  charted: Interface,
  open: 'src' | 'dst',
  options: Options,
): Entry[] {
  const [first] = members;
  const swap: Swap = (one) => (one === charted ? first!.one : one);
  const flow = onTheInternet(network, flowThrough(network, screen, swap, open), open);
  if (flow.both.possible.length === 0 && flow.forward.sure.length === 0) return [];
  const shared = new Shared(network, screen.end, flow, charted, open, options);
  return members.map((member) => new Entry(shared, member));
}

/** Without boxes that hold no address of the internet. */
function onTheInternet(network: Network, { forward, both }: Flow, open: 'src' | 'dst'): Flow {
  const isThere = (range: Traffic[number]['src']): boolean =>
    isEverybody(range) || !isInside(outsideAround(network, range.lo), range);
  const there = (boxes: Traffic): Traffic =>
    boxes.every((one) => isThere(one[open])) ? boxes : boxes.filter((one) => isThere(one[open]));
  const all = (one: Flow['both']): Flow['both'] => {
    const sure = there(one.sure);
    return { sure, possible: one.sure === one.possible ? sure : there(one.possible) };
  };
  const arrived = all(forward);
  return { forward: arrived, both: both === forward ? arrived : all(both) };
}
