/** Who of all interfaces one end reaches, or is reached by: charted once for each seat, and put through the filters once for each crowd. */
import { type Address, box, type Interval } from '../../../net/index.ts';
import { trafficBetween } from '../../ends/meant.ts';
import { beginsConnections, ownRanges } from '../../exposure.ts';
import { Missing } from '../../network/coverage.ts';
import { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import { NO_PASSING, type Passing } from '../../passing.ts';
import { survey } from '../../survey.ts';
import type { Path } from '../../walk/answer.ts';
import type { From } from '../../walk/start.ts';
import type { Options } from '../../walk/walk.ts';
import { Work } from '../../working.ts';
import { chart } from '../charts/charting.ts';
import { groupSide } from '../charts/conditions.ts';
import { crowdsOf } from '../charts/crowds.ts';
import { isEverybody } from '../charts/ground.ts';
import { checksOf, endsOf } from '../charts/lanes.ts';
import { Member } from '../charts/members.ts';
import type { Check } from '../charts/notes.ts';
import type { Screened } from '../charts/screens.ts';
import { seatsOf } from '../charts/seats.ts';
import { beyondFor } from './beyond.ts';
import { type Ask, isOneAddress, type Surveyed, Told } from './told.ts';

/** Everything that interfaces have, seat by seat. An address that others have too goes other ways than its neighbours: it stands alone. */
const membersBySeat = (network: Network): readonly (readonly Member[])[] =>
  network.once('members by seat', () => {
    const seats = seatsOf(network);
    const all = [...network.interfaces.values()].flatMap((one) =>
      ownRanges(one).map((range) => new Member(one, range.lo, range)),
    );
    const alone = all.filter(({ own }) => network.ownersOf(own).length > 1);
    const alike = all.filter(({ own }) => network.ownersOf(own).length === 1);
    return [...Map.groupBy(alike, ({ one, own }) => seats.seatOf(one, own)).values(), ...alone.map((member) => [member])];
  });

/** Where packets from an address end among all interfaces. Nobody asks whether a thing reaches itself. */
export function destinationsOf(network: Network, from: From, src: Interval<Address>, options: Options): Surveyed {
  const own = 'eni' in from ? network.interfaces.get(from.eni) : undefined;
  const ask: Ask = { network, side: 'dst', fromOf: () => from, boxOf: ({ range: dst }) => box({ src, dst }), options };
  return surveyed(ask, src, (one) => one !== own);
}

/** Whose packets come to an address, of those that are wanted. */
export function sourcesOf(
  network: Network,
  dst: Interval<Address>,
  wanted: (one: Interface) => boolean,
  options: Options,
): Surveyed {
  const fromOf = ({ one }: Member): From => ({ eni: one.id });
  const ask: Ask = { network, side: 'src', fromOf, boxOf: ({ range: src }) => box({ src, dst }), options };
  return surveyed(ask, dst, wanted);
}

function surveyed(ask: Ask, other: Interval<Address>, wanted: (one: Interface) => boolean): Surveyed {
  const found = { landings: [], lost: [] };
  for (const all of membersBySeat(ask.network)) {
    if (typeof all[0]!.own !== typeof other.lo) continue;
    const members = all.filter(({ one }) => wanted(one));
    const [charted] = members;
    if (!charted) continue;
    const parts = chart(ask.network, ask.fromOf(charted), ask.boxOf(charted), undefined, ask.options);
    for (const end of endsOf(ask.network, parts)) tell(new Told(ask, end, charted), members, found);
  }
  return found;
}

/** Where a filter on the way looks at the members' own addresses, each is asked for itself. */
function tell(
  told: Told,
  members: readonly Member[],
  found: { landings: Surveyed['landings'][number][]; lost: Surveyed['lost'][number][] },
): void {
  const { network, side } = told.ask;
  const isInCell = members.every(isOneAddress);
  const isAlike = checksOf(told.end).every((check) => isAlikeAt(network, check, side, isInCell));
  const add = (crowd: readonly Member[], screen: Screened | undefined): void => {
    const all = screen ? told.passing(screen, crowd[0]!) : NO_PASSING;
    const passing = told.end.lostAt ? { ...NO_PASSING, doubtful: all.doubtful } : all;
    if (passing.passes.length + passing.arrives.length + passing.doubtful.length === 0) return;
    for (const member of crowd) {
      // Filters may have let through a part of a delegated prefix.
      const mine = isAlike || isOneAddress(member) ? told.readdressed(passing, member) : passing;
      if (told.end.lostAt) found.lost.push(told.lost(member, mine));
      else found.landings.push(told.landing(member, mine));
    }
  };
  if (!isAlike) {
    for (const member of members) add([member], told.screen(member.range));
    return;
  }
  const screen = told.screen(undefined);
  if (screen) for (const crowd of crowdsOf(members)) add(crowd, screen);
}

/** Whether a filter says the same of all members of a seat that have the same groups. */
function isAlikeAt(network: Network, { at, side, other }: Check, own: 'src' | 'dst', isInCell: boolean): boolean {
  if (other.link !== own) return true;
  if (!(at instanceof Interface)) return isInCell;
  return at.groupIds.every((id) => {
    const group = network.group(id, at);
    if (group instanceof Missing) return true;
    const { addresses } = groupSide(network, group, side, typeof other.value === 'number' ? 4 : 6);
    return addresses.every((rule) => isEverybody(rule.other));
  });
}

/** What leaves for a private address of nobody in the snapshot, or gets lost on the way there. */
export interface Beyond extends Passing {
  readonly at: 'internet' | 'on-premises' | 'unknown';
  readonly one: Interface;
  path(): Path;
}

/** How many steps it takes to tell what leaves for nobody in the snapshot. */
export const stepsBeyond = (network: Network): number => membersBySeat(network).length;

/** Of everybody who begins connections: one of each crowd is asked, and speaks for the others. */
export function beyondOf(network: Network, options: Options, work = new Work()): Beyond[] {
  const taken = [...network.interfaces.values()].flatMap(ownRanges);
  return membersBySeat(network).flatMap((all) => {
    work.did();
    const members = all.filter(({ one }) => beginsConnections(one));
    if (members.length === 0) return [];
    const from: From = { eni: members[0]!.one.id };
    const ranges = beyondFor(network, from, members[0]!.range, taken, options);
    if (ranges.length === 0) return [];
    return crowdsOf(members).flatMap((crowd) => {
      const [{ one, range: src }] = crowd as [Member];
      const { landings, lost } = survey(network, { eni: one.id }, trafficBetween([src], ranges, {}), options);
      const told = [
        ...landings.flatMap((each) => (isOutside(each.arrival.at) ? [{ ...each, at: each.arrival.at }] : [])),
        ...lost.map((each) => ({ ...NO_PASSING, ...each, at: 'unknown' as const })),
      ];
      return told.flatMap(({ at, passes, arrives, doubtful, path }) =>
        crowd.map((member) => ({ at, one: member.one, passes, arrives, doubtful, path })),
      );
    });
  });
}

const isOutside = (at: string): at is 'internet' | 'on-premises' => at === 'internet' || at === 'on-premises';
