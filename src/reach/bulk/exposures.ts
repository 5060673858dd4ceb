/** The exposure of a whole network, kept so that an edit answers anew only what it touches. */
import { beginsConnections, doorsOf, type Exposed, type Exposure, ownRanges, publicRanges } from '../exposure.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import { unseenIn } from '../unseen.ts';
import type { Options } from '../walk.ts';

import { type Crowd, crowdsOf, type Member } from './crowds.ts';
import { type Entry, entriesOf, type Outlook, outlookOf } from './exposure.ts';
import { type Seats, seatsOf } from './seats.ts';

/** One direction: what comes in, or what goes out. */
interface Side {
  readonly open: 'src' | 'dst';
  readonly crowds: readonly Crowd[];
  readonly outlooks: ReadonlyMap<string, Outlook>;
  /** Of each crowd. */
  readonly entries: readonly (readonly Entry[])[];
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
  const senders = [...network.interfaces.values()].filter(beginsConnections);
  return {
    network,
    options,
    seats,
    inbound: inboundSide(network, seats, options),
    outbound: sideOf(network, seats, 'dst', senders.flatMap(ownMembers), options),
  };
}

const inboundSide = (network: Network, seats: Seats, options: Options): Side =>
  sideOf(network, seats, 'src', [...network.interfaces.values()].flatMap(publicMembers), options);

/** What the internet reaches, for those who do not ask what leaves. */
export const inboundOf = (network: Network, options: Options = {}): readonly Exposed[] =>
  inboundSide(network, seatsOf(network), options).entries.flat();

function publicMembers(one: Interface): Member[] {
  return publicRanges(one).map((range) => {
    const own = one.publicAddresses.find((pair) => pair.public === range.lo)?.private ?? range.lo;
    return { one, range, own };
  });
}

const ownMembers = (one: Interface): Member[] => ownRanges(one).map((range) => ({ one, range, own: range.lo }));

function sideOf(network: Network, seats: Seats, open: 'src' | 'dst', members: readonly Member[], options: Options): Side {
  const crowds = crowdsOf(seats, members);
  const outlooks = new Map<string, Outlook>();
  for (const { seat, members } of crowds)
    if (!outlooks.has(seat)) outlooks.set(seat, outlookOf(network, members[0]!, open, options));
  const entries = crowds.map((crowd) => entriesOf(network, crowd, outlooks.get(crowd.seat)!, open, options));
  return { open, crowds, outlooks, entries };
}

/** What commands show of it. */
export function exposureIn({
  network,
  inbound,
  outbound,
}: Exposures): Exposure & { inbound: readonly Entry[]; outbound: readonly Entry[] } {
  return {
    inbound: inbound.entries.flat(),
    outbound: outbound.entries.flat(),
    doors: doorsOf(network),
    unseen: unseenIn(network),
  };
}

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
  const again = (side: Side): Side => sideAfter(side, network, affected, options);
  return { network, options, seats, inbound: again(inbound), outbound: again(outbound) };
}

function sideAfter(side: Side, network: Network, affected: Affected, options: Options): Side {
  const { open, crowds } = side;
  const outlooks = new Map(side.outlooks);
  const rewalked = new Set<string>();
  const refiltered = new Set<string>();
  for (const [seat, { touched }] of side.outlooks) {
    if (shares(touched.vpcs, affected.vpcs)) rewalked.add(seat);
    else if (shares(touched.subnets, affected.subnets) || shares(touched.groups, affected.groups)) refiltered.add(seat);
  }
  const entries = side.entries.map((before, at) => {
    const crowd = crowds[at]!;
    const { seat, members } = crowd;
    if (rewalked.delete(seat)) {
      outlooks.set(seat, outlookOf(network, members[0]!, open, options));
      refiltered.add(seat);
    }
    const mine = refiltered.has(seat) || members[0]!.one.groupIds.some((id) => affected.groups.has(id));
    return mine ? entriesOf(network, crowd, outlooks.get(seat)!, open, options) : before;
  });
  return { open, crowds, outlooks, entries };
}

/** Goes through the smaller of the two. */
function shares(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const one of few) if (many.has(one)) return true;
  return false;
}
