/** What a group or an ACL lets through, as lists of boxes: made once for each from its own compiled rules and entries. */
import {
  type Address,
  ANY_PORT,
  ANY_PROTOCOL,
  and,
  type Box,
  box,
  everyAddress,
  type Family,
  familyOf,
  type Interval,
  minus,
  type Traffic,
} from '../../net/index.ts';
import { Missing } from '../coverage.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Acl } from '../network-acl.ts';
import type { Group, RuleDirection } from '../security-group.ts';
import { isEverybody, isInside, outsideOf } from './ground.ts';

/** A box of packets as a filter sees them: the address at the other end, protocol, destination port. */
export interface Allowance {
  readonly other: Interval<Address>;
  readonly protocol: Interval<number>;
  readonly port: Interval<number>;
}

const EVERYTHING: Record<Family, Allowance> = {
  4: { other: everyAddress(4), protocol: ANY_PROTOCOL, port: ANY_PORT },
  6: { other: everyAddress(6), protocol: ANY_PROTOCOL, port: ANY_PORT },
};
export const everything = (family: Family): Allowance => EVERYTHING[family];

/** A rule that names a group. */
export interface Reference {
  readonly groupId: string;
  readonly stale: boolean;
  readonly protocol: Interval<number>;
  readonly port: Interval<number>;
}

export interface GroupSide {
  readonly addresses: readonly Allowance[];
  /** Of `addresses` those that hold something of the internet. */
  readonly outer: readonly Allowance[];
  /** Rules for prefix lists whose entries are not known: whoever they may hold. */
  readonly doubtful: readonly Allowance[];
  readonly references: readonly Reference[];
}

const groupSides = new WeakMap<Group, Map<string, GroupSide>>();

/** One side of a group for one family. Lists are those of the network that it is first asked for; edits leave them alone. */
export function groupSide(network: Network, group: Group, side: RuleDirection, family: Family): GroupSide {
  let all = groupSides.get(group);
  if (!all) {
    all = new Map();
    groupSides.set(group, all);
  }
  const key = `${side}${family}`;
  let found = all.get(key);
  if (!found) {
    found = compileSide(network, group, side, family);
    all.set(key, found);
  }
  return found;
}

function compileSide(network: Network, group: Group, side: RuleDirection, family: Family): GroupSide {
  const addresses: Allowance[] = [];
  const doubtful: Allowance[] = [];
  const references: Reference[] = [];
  for (const { protocol, ports: port, prefix, groupId, stale = false, prefixListId } of group[side]) {
    if (prefix) {
      if (familyOf(prefix.lo) === family) addresses.push({ other: prefix, protocol, port });
    } else if (prefixListId) {
      const list = network.prefixList(prefixListId, group);
      if (list instanceof Missing) {
        const known = network.listFamily(prefixListId);
        if (known === undefined || known === family) doubtful.push({ other: everyAddress(family), protocol, port });
      } else {
        for (const { prefix: other } of list.table.entries)
          if (familyOf(other.lo) === family) addresses.push({ other, protocol, port });
      }
    } else if (groupId) references.push({ groupId, stale, protocol, port });
  }
  const outside = outsideOf(network, family);
  const outer = addresses.filter(({ other }) => isEverybody(other) || !isInside(outside, other));
  return { addresses, outer: outer.length === addresses.length ? addresses : outer, doubtful, references };
}

/** The groups of an interface taken together. Rules that another one makes needless are left out, of either list when it is asked for. */
export class GuardSide implements GroupSide {
  readonly #sides: readonly GroupSide[];
  #addresses: readonly Allowance[] | undefined;
  #outer: readonly Allowance[] | undefined;
  readonly doubtful: readonly Allowance[];
  readonly references: readonly Reference[];
  /** Some group is not in the snapshot. */
  readonly isUnknown: boolean;

  constructor(sides: readonly GroupSide[], isUnknown: boolean) {
    this.#sides = sides;
    this.doubtful = together(sides, (one) => one.doubtful);
    this.references = together(sides, (one) => one.references);
    this.isUnknown = isUnknown;
  }

  get addresses(): readonly Allowance[] {
    this.#addresses ??= withoutNeedless(together(this.#sides, (one) => one.addresses));
    return this.#addresses;
  }

  get outer(): readonly Allowance[] {
    this.#outer ??= withoutNeedless(together(this.#sides, (one) => one.outer));
    return this.#outer;
  }
}

/** The lists of several groups as one; most have one that is not empty. */
function together<T>(sides: readonly GroupSide[], listOf: (one: GroupSide) => readonly T[]): readonly T[] {
  let found: readonly T[] = [];
  for (const side of sides) {
    const more = listOf(side);
    if (more.length > 0) found = found.length === 0 ? more : found.concat(more);
  }
  return found;
}

const guardSides = new WeakMap<Network, Record<`${RuleDirection}${Family}`, Map<readonly string[], GuardSide>>>();

/** One side of all groups of an interface for one family; interfaces with the same groups share it. */
export function guardSide(network: Network, one: Interface, side: RuleDirection, family: Family): GuardSide {
  let all = guardSides.get(network);
  if (!all) {
    all = { ingress4: new Map(), ingress6: new Map(), egress4: new Map(), egress6: new Map() };
    guardSides.set(network, all);
  }
  const mine = all[`${side}${family}`];
  let found = mine.get(one.groupIds);
  if (!found) {
    found = takenTogether(network, one, side, family);
    mine.set(one.groupIds, found);
  }
  return found;
}

function takenTogether(network: Network, one: Interface, side: RuleDirection, family: Family): GuardSide {
  const sides: GroupSide[] = [];
  for (const id of one.groupIds) {
    const group = network.group(id, one);
    if (!(group instanceof Missing)) sides.push(groupSide(network, group, side, family));
  }
  return new GuardSide(sides, sides.length < one.groupIds.length);
}

/** Without those that a rule for everybody holds already. */
function withoutNeedless(all: readonly Allowance[]): readonly Allowance[] {
  const kept: Allowance[] = [];
  const needless = ({ protocol, port }: Allowance): boolean =>
    kept.some((wide) => holdsRange(wide.protocol, protocol) && holdsRange(wide.port, port));
  for (const one of all) if (isEverybody(one.other) && !needless(one)) kept.push(one);
  if (kept.length === 0 || kept.length === all.length) return all;
  return [...kept, ...all.filter((one) => !isEverybody(one.other) && !needless(one))];
}

const holdsRange = (wide: Interval<number>, one: Interval<number>): boolean => wide.lo <= one.lo && one.hi <= wide.hi;

const aclSides = new WeakMap<Acl, Map<string, readonly Allowance[]>>();

/** What an ACL lets through on one side: its entries in order, each for what none before it matched (N2). */
export function aclSide(acl: Acl, side: RuleDirection, family: Family): readonly Allowance[] {
  let all = aclSides.get(acl);
  if (!all) {
    all = new Map();
    aclSides.set(acl, all);
  }
  const key = `${side}${family}`;
  let found = all.get(key);
  if (!found) {
    found = compileAcl(acl, side, family);
    all.set(key, found);
  }
  return found;
}

function compileAcl(acl: Acl, side: RuleDirection, family: Family): Allowance[] {
  const allowed: Box[] = [];
  let rest: Traffic = [box({}, family)];
  for (const { prefix: src, protocol, ports: destinationPort, allows } of acl.entries[side][family]) {
    const entry = box({ src, protocol, destinationPort });
    if (allows) allowed.push(...and(rest, [entry]));
    rest = minus(rest, [entry]);
  }
  return allowed.map(({ src: other, protocol, destinationPort: port }) => ({ other, protocol, port }));
}
