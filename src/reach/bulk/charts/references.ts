/** Rules that name a group: whom they let through, for whole classes of senders and receivers (S8–S10, S19). */
import { type Address, type Box, familyOf, type Interval, only } from '../../../net/index.ts';
import { ownRanges } from '../../exposure.ts';
import { Missing } from '../../network/coverage.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Vpc } from '../../network/vpc.ts';
import { type Allowance, everything, type Reference } from './conditions.ts';
import { isInside, outsideAround } from './ground.ts';
import type { Check } from './notes.ts';

/** Whom a check is about, when a way that one member of a class was charted for is asked for another member. */
export type Swap = (one: Interface) => Interface;

/** What a rule that names a group lets through. */
interface Matched {
  readonly certain: readonly Allowance[];
  readonly uncertain: readonly Allowance[];
}

const NO_MATCH: Matched = { certain: [], uncertain: [] };

/** Whether rules that name groups may count: at the receiver only where the sender is known. */
export const mayRefer = ({ side, identity, unrecognised }: Check): boolean =>
  side === 'egress' || (identity !== undefined && typeof unrecognised !== 'string');

/** Whom a rule of an interface's groups refers to, among those that the packets come from or go to. */
export const referredTo = (
  network: Network,
  check: Check,
  one: Interface,
  swap: Swap,
  reference: Reference,
  boxes: readonly Box[],
): Matched => {
  const { certain, uncertain } =
    check.side === 'ingress'
      ? bySender(network, check, one, swap, reference)
      : byReceiver(network, check, one, swap, reference, boxes);
  return check.isDoubted ? { certain: [], uncertain: [...certain, ...uncertain] } : { certain, uncertain };
};

const at = ({ protocol, port }: Reference, other: Interval<Address>): Allowance => ({ other, protocol, port });

/** The sender carries the group, and the way here preserves that (S8, S9); or it would count if something were known. */
function bySender(network: Network, check: Check, one: Interface, swap: Swap, reference: Reference): Matched {
  const { unrecognised } = check;
  if (!check.identity || typeof unrecognised === 'string') return NO_MATCH;
  const anybody = everything(familyOf(check.other.value)).other;
  if (swap(check.identity).groupIds.includes(reference.groupId)) {
    if (unrecognised !== undefined) return { certain: [], uncertain: [at(reference, anybody)] };
    return reference.stale ? NO_MATCH : { certain: [at(reference, anybody)], uncertain: [] };
  }
  return reference.stale ? NO_MATCH : unresolved(network, one, reference, anybody);
}

/** S19: a group that is not in the snapshot neither matches nor misses. */
const unresolved = (network: Network, one: Interface, reference: Reference, whom: Interval<Address>): Matched =>
  network.group(reference.groupId, one) instanceof Missing ? { certain: [], uncertain: [at(reference, whom)] } : NO_MATCH;

/** The receiver carries the group, in the same VPC or over an active peering in the Region (S9). */
function byReceiver(
  network: Network,
  { other, unrecognised }: Check,
  one: Interface,
  swap: Swap,
  reference: Reference,
  boxes: readonly Box[],
): Matched {
  if (reference.stale || unrecognised) return NO_MATCH;
  const members = receivers(network, other, one.vpc, swap, reference.groupId, boxes);
  const certain = members.map((range) => at(reference, range));
  const rest = everything(familyOf(other.value)).other;
  return { certain, uncertain: unresolved(network, one, reference, rest).uncertain };
}

/** Addresses and delegated prefixes among those that the packets go to whose owners carry a group. */
function receivers(
  network: Network,
  { link, value }: Check['other'],
  mine: Vpc,
  swap: Swap,
  groupId: string,
  boxes: readonly Box[],
): Interval<Address>[] {
  const near = (address: Address): readonly (Vpc | undefined)[] =>
    mine.blockOf(address) ? [mine] : network.peersOf(mine.id).map((id) => network.vpcs.get(id));
  const carries = (owner: Interface | undefined): boolean => owner !== undefined && swap(owner).groupIds.includes(groupId);
  if (!link || boxes.every((box) => box[link].lo === box[link].hi)) {
    const asked = link ? new Set(boxes.map((box) => box[link].lo)) : [value];
    return [...asked].filter((address) => near(address).some((vpc) => carries(vpc?.ownerOf(address)))).map((one) => only(one));
  }
  const ranges = boxes.map((box): Interval<Address> => box[link]);
  const outside = outsideAround(network, value);
  const vpcs = [mine, ...network.peersOf(mine.id).flatMap((id) => network.vpcs.get(id) ?? [])];
  return vpcs
    .filter(({ blocks }) =>
      blocks.some(
        (block) =>
          typeof block.lo === typeof value &&
          (!isInside(outside, block) || ranges.some(({ lo, hi }) => block.lo <= lo && hi <= block.hi)),
      ),
    )
    .flatMap((vpc) => vpc.interfaces)
    .filter(carries)
    .flatMap(ownRanges)
    .filter(({ lo, hi }) => typeof lo === typeof value && ranges.some((range) => range.lo <= hi && lo <= range.hi));
}
