/** Traffic put through the filters of a way: what of it surely passes, and what passes if all that is not known is well. */
import { type Address, type Box, type Family, familyOf, type Interval, meet, minus, only } from '../../net/index.ts';
import { Missing } from '../coverage.ts';
import { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Vpc } from '../vpc.ts';
import { type Allowance, aclSide, groupSide, type Reference } from './conditions.ts';
import { isInside, outsideAround } from './ground.ts';
import type { Check } from './notes.ts';

/** Boxes may overlap. `possible` holds `sure`, and is the same list where nothing is in doubt. */
export interface Sifted {
  readonly sure: readonly Box[];
  readonly possible: readonly Box[];
}

/** Whom a check is about, when a way that one member of a class was charted for is asked for another member. */
export type Swap = (one: Interface) => Interface;

export const asCharted: Swap = (one) => one;

/** Puts traffic through filters, one after the other. */
export function sift(network: Network, traffic: Sifted, checks: readonly Check[], swap: Swap): Sifted {
  let { sure, possible } = traffic;
  for (const check of checks) {
    if (possible.length === 0) break;
    const { allowed, doubtful } = allowedBy(network, check, swap, possible);
    const same = sure === possible && doubtful.length === 0;
    const passed = through(sure, check, allowed);
    possible = same ? passed : through(possible, check, doubtful.length > 0 ? [...allowed, ...doubtful] : allowed);
    sure = passed;
  }
  return { sure, possible };
}

function through(boxes: readonly Box[], check: Check, allowances: readonly Allowance[]): readonly Box[] {
  const passed: Box[] = [];
  for (const box of boxes) {
    for (const one of allowances) {
      const part = narrowed(box, check, one);
      if (part === box) {
        passed.push(box);
        break;
      }
      if (part) passed.push(part);
    }
  }
  return passed.length === boxes.length && passed.every((one, at) => one === boxes[at]) ? boxes : passed;
}

/** What of a box a filter lets through by one of its boxes; the box itself where it is all of it. */
function narrowed(box: Box, check: Check, one: Allowance): Box | undefined {
  const other = kept(box, check.other, one.other);
  const protocol = other && kept(box, check.protocol, one.protocol);
  const port = protocol && kept(box, check.port, one.port);
  if (!port) return undefined;
  let part = box;
  if (check.other.link && other !== box[check.other.link]) part = { ...part, [check.other.link]: other };
  if (check.protocol.link && protocol !== box[check.protocol.link]) part = { ...part, [check.protocol.link]: protocol };
  if (check.port.link && port !== box[check.port.link]) part = { ...part, [check.port.link]: port };
  return part;
}

/** The range of a field that is left; the field's own where nothing is cut off. */
function kept(box: Box, { link, value }: Check['other'], range: Interval<Address>): Interval<Address> | undefined {
  if (!link) return range.lo <= value && value <= range.hi ? range : undefined;
  const mine: Interval<Address> = box[link];
  return range.lo <= mine.lo && mine.hi <= range.hi ? mine : meet<Address>(mine, range);
}

interface Allowed {
  readonly allowed: readonly Allowance[];
  readonly doubtful: readonly Allowance[];
}

const NONE: readonly Allowance[] = [];

function allowedBy(network: Network, check: Check, swap: Swap, boxes: readonly Box[]): Allowed {
  const family = familyOf(check.other.value);
  if (check.at instanceof Interface) return byGroups(network, check, swap, boxes, family);
  const acl = network.aclOf(check.at);
  if (acl instanceof Missing) return { allowed: NONE, doubtful: [everything(family)] };
  return { allowed: aclSide(acl, check.side, family), doubtful: NONE };
}

const EVERYTHING: Record<Family, Allowance> = {
  4: { other: { lo: 0, hi: 0xffff_ffff }, protocol: { lo: 0, hi: 255 }, port: { lo: 0, hi: 65535 } },
  6: { other: { lo: 0n, hi: (1n << 128n) - 1n }, protocol: { lo: 0, hi: 255 }, port: { lo: 0, hi: 65535 } },
};
const everything = (family: Family): Allowance => EVERYTHING[family];

function byGroups(network: Network, check: Check, swap: Swap, boxes: readonly Box[], family: Family): Allowed {
  const one = swap(check.at as Interface);
  const addresses: Allowance[] = [];
  const referenced: Allowance[] = [];
  const doubtful: Allowance[] = [];
  for (const id of one.groupIds) {
    const group = network.group(id, one);
    if (group instanceof Missing) {
      doubtful.push(everything(family));
      continue;
    }
    const side = groupSide(network, group, check.side, family);
    addresses.push(...side.addresses);
    doubtful.push(...side.doubtful);
    for (const reference of side.references) {
      const { certain, uncertain } =
        check.side === 'ingress'
          ? bySender(network, check, one, swap, reference)
          : byReceiver(network, check, one, swap, reference, boxes);
      referenced.push(...certain);
      doubtful.push(...uncertain);
    }
  }
  if (!check.referencesVoid) return { allowed: referenced.length > 0 ? [...addresses, ...referenced] : addresses, doubtful };
  return {
    allowed: addresses,
    doubtful: doubtful.length > 0 && referenced.length > 0 ? without(doubtful, referenced) : doubtful,
  };
}

interface Matched {
  readonly certain: readonly Allowance[];
  readonly uncertain: readonly Allowance[];
}

const NO_MATCH: Matched = { certain: NONE, uncertain: NONE };

const at = ({ protocol, port }: Reference, other: Interval<Address>): Allowance => ({ other, protocol, port });

/** The sender carries the group, and the way here preserves that (S8, S9); or it would count if something were known. */
function bySender(network: Network, check: Check, one: Interface, swap: Swap, reference: Reference): Matched {
  const { unrecognised } = check;
  if (!check.identity || typeof unrecognised === 'string') return NO_MATCH;
  const anybody = everything(familyOf(check.other.value)).other;
  if (swap(check.identity).groupIds.includes(reference.groupId)) {
    if (unrecognised !== undefined) return { certain: NONE, uncertain: [at(reference, anybody)] };
    return reference.stale ? NO_MATCH : { certain: [at(reference, anybody)], uncertain: NONE };
  }
  return reference.stale ? NO_MATCH : unresolved(network, one, reference, anybody);
}

/** S19: a group that is not in the snapshot neither matches nor misses. */
const unresolved = (network: Network, one: Interface, reference: Reference, whom: Interval<Address>): Matched =>
  network.group(reference.groupId, one) instanceof Missing ? { certain: NONE, uncertain: [at(reference, whom)] } : NO_MATCH;

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
  const certain = members.map((address) => at(reference, only(address)));
  const rest = everything(familyOf(other.value)).other;
  return { certain, uncertain: unresolved(network, one, reference, rest).uncertain };
}

/** Addresses among those that the packets go to whose owners carry a group. */
function receivers(
  network: Network,
  { link, value }: Check['other'],
  mine: Vpc,
  swap: Swap,
  groupId: string,
  boxes: readonly Box[],
): Address[] {
  const near = (address: Address): readonly (Vpc | undefined)[] =>
    mine.blockOf(address) ? [mine] : network.peersOf(mine.id).map((id) => network.vpcs.get(id));
  const carries = (owner: Interface | undefined): boolean => owner !== undefined && swap(owner).groupIds.includes(groupId);
  const single = !link || boxes.every((box) => box[link].lo === box[link].hi);
  if (single) {
    const address: Address = link ? boxes[0]![link].lo : value;
    return near(address).some((vpc) => carries(vpc?.ownerOf(address))) ? [address] : [];
  }
  const outside = outsideAround(network, value);
  const vpcs = [mine, ...network.peersOf(mine.id).flatMap((id) => network.vpcs.get(id) ?? [])];
  return vpcs
    .filter((vpc) => vpc.blocks.some((block) => typeof block.lo === typeof value && !isInside(outside, block)))
    .flatMap((vpc) => vpc.interfaces)
    .filter(carries)
    .flatMap((member) => member.addresses.filter((own) => typeof own === typeof value));
}

/** Rules in doubt, but for what rules that turned out void had admitted (S9). */
const without = (doubtful: readonly Allowance[], referenced: readonly Allowance[]): Allowance[] => {
  const boxed = ({ other: src, protocol, port: destinationPort }: Allowance): Box => ({
    src,
    dst: src,
    protocol,
    sourcePort: { lo: 0, hi: 65535 },
    destinationPort,
  });
  const dst = doubtful[0]!.other;
  const flat = (one: Allowance): Box => ({ ...boxed(one), dst });
  return minus(doubtful.map(flat), referenced.map(flat)).map(({ src: other, protocol, destinationPort: port }) => ({
    other,
    protocol,
    port,
  }));
};
