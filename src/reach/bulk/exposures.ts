/** The exposure of a whole network, kept so that an edit answers anew only what it touches. */
import { doorsOf, type Exposed, type Exposure } from '../exposure.ts';
import type { Network } from '../network.ts';
import { unseenIn } from '../unseen.ts';
import type { Options } from '../walk.ts';
import type { Entry } from './entry.ts';
import { type Outlook, outlookOf, type Told, toldOf } from './exposure.ts';
import { type Member, type Members, membersOf } from './members.ts';
import { type Seats, seatsOf } from './seats.ts';

/** All who are alike but for their groups. */
interface Seat {
  readonly members: readonly Member[];
  readonly outlook: Outlook;
  readonly told: readonly Told[];
}

/** One direction: what comes in, or what goes out. */
interface Side {
  readonly open: 'src' | 'dst';
  readonly seats: readonly Seat[];
}

export interface Exposures {
  readonly network: Network;
  readonly options: Options;
  readonly seats: Seats;
  readonly inbound: Side;
  readonly outbound: Side;
}

export function exposuresOf(network: Network, options: Options = {}): Exposures {
  const seats = seatsOf(network);
  const { inbound, outbound } = membersOf(network, seats);
  return {
    network,
    options,
    seats,
    inbound: sideOf(network, inbound, 'src', options),
    outbound: sideOf(network, outbound, 'dst', options),
  };
}

/** What the internet reaches, for those who do not ask what leaves. */
export const inboundOf = (network: Network, options: Options = {}): readonly Exposed[] =>
  entriesOf(sideOf(network, membersOf(network, seatsOf(network), true).inbound, 'src', options));

const sideOf = (network: Network, seats: Members['inbound'], open: 'src' | 'dst', options: Options): Side => ({
  open,
  seats: seats.map((members) => seatWith(network, members, open, options)),
});

const seatWith = (
  network: Network,
  members: readonly Member[],
  open: 'src' | 'dst',
  options: Options,
  outlook = outlookOf(network, members[0]!, open, options),
): Seat => ({ members, outlook, told: toldOf(network, members, outlook, open, options) });

function entriesOf({ seats }: Side): Entry[] {
  const all: Entry[] = [];
  for (const { told } of seats) for (const { entries } of told) for (const entry of entries) all.push(entry);
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
  const again = ({ open, seats: before }: Side): Side => ({
    open,
    seats: before.map((seat) => seatAfter(seat, network, open, affected, options)),
  });
  return { network, options, seats, inbound: again(inbound), outbound: again(outbound) };
}

function seatAfter(
  seat: Seat,
  network: Network,
  open: 'src' | 'dst',
  { vpcs, subnets, groups }: Affected,
  options: Options,
): Seat {
  const { members, outlook, told } = seat;
  const { touched } = outlook;
  if (shares(touched.vpcs, vpcs)) return seatWith(network, members, open, options);
  const isRefiltered =
    shares(touched.subnets, subnets) ||
    shares(touched.groups, groups) ||
    (groups.size > 0 && told.some((one) => one.members[0]!.one.groupIds.some((id) => groups.has(id))));
  return isRefiltered ? seatWith(network, members, open, options, outlook) : seat;
}

const shares = (few: readonly string[], edited: ReadonlySet<string>): boolean =>
  edited.size > 0 && few.some((one) => edited.has(one));
