/** The exposure of a whole network, kept so that an edit answers anew only what it touches. */
import { doorsOf, type Exposed, type Exposure } from '../exposure.ts';
import type { Network } from '../network.ts';
import { unseenIn } from '../unseen.ts';
import type { Options } from '../walk.ts';
import { type Crossing, crossingOf, crossingsOf } from './crossings.ts';
import type { Entry } from './entry.ts';
import { type Told, toldOf } from './exposure.ts';
import { Passages } from './passages.ts';
import type { Seats } from './seats.ts';

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
  const { seats, inbound, outbound } = crossingsOf(network, options);
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
  entriesOf(sideOf(network, crossingsOf(network, options).inbound, 'src', options));

function sideOf(network: Network, seats: readonly Crossing[], open: 'src' | 'dst', options: Options): Side {
  const passages = new Passages(network, open);
  return { open, seats, told: seats.map((one) => toldOf(network, one, open, options, passages)) };
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
    const after = before.map((seat) => crossingAfter(seat, network, open, affected, options));
    return {
      open,
      seats: after,
      told: after.map((seat, at) => (seat === before[at] ? told[at]! : toldOf(network, seat, open, options, passages))),
    };
  };
  return { network, options, seats, inbound: again(inbound), outbound: again(outbound) };
}

function crossingAfter(
  crossing: Crossing,
  network: Network,
  open: 'src' | 'dst',
  { vpcs, subnets, groups }: Affected,
  options: Options,
): Crossing {
  const { members, outlook } = crossing;
  const { touched } = outlook;
  if (shares(touched.vpcs, vpcs)) return crossingOf(network, members, open, options);
  const isRefiltered =
    shares(touched.subnets, subnets) || shares(touched.groups, groups) || (groups.size > 0 && wears(crossing, groups));
  return isRefiltered ? crossingOf(network, members, open, options, outlook) : crossing;
}

const shares = (few: readonly string[], edited: ReadonlySet<string>): boolean =>
  edited.size > 0 && few.some((one) => edited.has(one));

const wears = ({ outlook, crowds, members }: Crossing, groups: ReadonlySet<string>): boolean =>
  outlook.ends.length > 0 &&
  (crowds?.map((one) => one.members[0]!) ?? members).some(({ one }) => one.groupIds.some((id) => groups.has(id)));
