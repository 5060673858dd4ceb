/** The exposure of a whole network, kept so that an edit answers anew only what it touches. */
import { doorsOf, type Exposed, type Exposure } from '../../exposure.ts';
import type { Network } from '../../network/network.ts';
import { unseenIn } from '../../unseen.ts';
import type { Options } from '../../walk/walk.ts';
import type { Member } from '../charts/members.ts';
import type { Seats } from '../charts/seats.ts';
import { AllWays } from './all-ways.ts';
import { type Crossing, crossingOf, crossingsOf } from './crossings.ts';
import type { Entry } from './entry.ts';
import { type Told, toldOf } from './exposure.ts';
import { Passages } from './passages.ts';

/** One direction: what comes in, or what goes out. */
interface Side {
  readonly open: 'src' | 'dst';
  readonly seats: readonly Crossing[];
  /** What is exposed of each of these. */
  readonly told: readonly (readonly Told[])[];
}

export interface Exposures {
  readonly network: Network;
  readonly options: Options;
  readonly seats: Seats;
  readonly inbound: Side;
  readonly outbound: Side;
}

/** The ways of a network are a part of its index, and made when they are not there yet; what passes on them is found each time. */
export function exposuresOf(network: Network, options: Options = {}): Exposures {
  const { seats, outbound, inbound } = crossingsOf(network, options);
  return {
    network,
    options,
    seats,
    inbound: sideOf(network, inbound, 'src'),
    outbound: sideOf(network, outbound, 'dst'),
  };
}

/** What the internet reaches, for those who do not ask what leaves. */
export const inboundOf = (network: Network, options: Options = {}): readonly Exposed[] =>
  entriesOf(sideOf(network, crossingsOf(network, options).inbound, 'src'));

function sideOf(network: Network, seats: readonly Crossing[], open: 'src' | 'dst'): Side {
  const passages = new Passages(network, open);
  return { open, seats, told: seats.map((one) => toldOf(one, passages)) };
}

function entriesOf({ told }: Side): Entry[] {
  const all: Entry[] = [];
  for (const seat of told) for (const { entries } of seat) for (const entry of entries) all.push(entry);
  return all;
}

/** What commands show of it. */
export const exposureIn = ({
  network,
  inbound,
  outbound,
}: Exposures): Exposure & { inbound: readonly Entry[]; outbound: readonly Entry[] } => ({
  inbound: entriesOf(inbound),
  outbound: entriesOf(outbound),
  doors: doorsOf(network),
  unseen: unseenIn(network),
});

/** What of the exposure an edit touches: the ways of some VPCs anew; the filters of a group or of an ACL's subnets anew. */
export interface Affected {
  readonly vpcs: ReadonlySet<string>;
  readonly subnets: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** The exposure of the edited network. Shares all that the edit does not touch. */
export function exposuresAfter(
  { seats, options, inbound, outbound }: Exposures,
  network: Network,
  affected: Affected,
): Exposures {
  const again = ({ open, seats: before, told }: Side): Side => {
    const passages = new Passages(network, open);
    const ways = new AllWays();
    const after = before.map((seat) =>
      isTouched(seat, affected) ? crossingOf(network, seat.members, open, options, ways) : seat,
    );
    return {
      open,
      seats: after,
      told: after.map((seat, at) => (seat === before[at] ? told[at]! : toldOf(seat, passages))),
    };
  };
  return { network, options, seats, inbound: again(inbound), outbound: again(outbound) };
}

/** Whether its ways may be others, or what filters on them say. */
function isTouched({ touched, ends, crowds, members }: Crossing, { vpcs, subnets, groups }: Affected): boolean {
  if (shares(touched.vpcs, vpcs) || shares(touched.subnets, subnets) || shares(touched.groups, groups)) return true;
  if (groups.size === 0 || ends.length === 0) return false;
  const wears = ({ one }: Member): boolean => one.groupIds.some((id) => groups.has(id));
  return crowds ? crowds.some(({ from }) => wears(members[from]!)) : members.some(wears);
}

const shares = (few: readonly string[], edited: ReadonlySet<string>): boolean =>
  edited.size > 0 && few.some((one) => edited.has(one));
