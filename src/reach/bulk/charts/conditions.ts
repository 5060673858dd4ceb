/** What groups let through, as lists of boxes: made once for each from its own compiled rules. */
import {
  type Address,
  ANY_PORT,
  ANY_PROTOCOL,
  everyAddress,
  type Family,
  familyOf,
  type Interval,
  joined,
} from '../../../net/index.ts';
import { Missing } from '../../network/coverage.ts';
import type { Network } from '../../network/network.ts';
import type { PrefixList } from '../../network/prefix-list.ts';
import type { Group, RuleDirection } from '../../network/security-group.ts';
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

/** What of a group's rules holds something of the internet, and all that they say of it and of whom nobody knows, as text. */
interface Outer {
  readonly list: readonly Allowance[];
  readonly text: string;
}

export class GroupSide {
  readonly addresses: readonly Allowance[];
  /** Rules for prefix lists whose entries are not known: whoever they may hold. */
  readonly doubtful: readonly Allowance[];
  readonly references: readonly Reference[];
  /** Of each address rule the peer as AWS writes it. */
  readonly #peers: readonly string[];
  readonly #isOuter: (range: Interval<Address>) => boolean;
  #outer: Outer | undefined;

  constructor(
    { addresses, peers, doubtful, references }: Pick<GroupSide, 'addresses' | 'doubtful' | 'references'> & { peers: string[] },
    isOuter: (range: Interval<Address>) => boolean,
  ) {
    this.addresses = addresses;
    this.doubtful = doubtful;
    this.references = references;
    this.#peers = peers;
    this.#isOuter = isOuter;
  }

  /** Of `addresses` those that hold something of the internet. */
  get outer(): readonly Allowance[] {
    return this.#ofInternet.list;
  }

  /** The same for groups that say the same of the internet, references left out. */
  get outerText(): string {
    return this.#ofInternet.text;
  }

  get #ofInternet(): Outer {
    this.#outer ??= this.#readOuter();
    return this.#outer;
  }

  #readOuter(): Outer {
    const list: Allowance[] = [];
    let text = '';
    let said = '';
    for (let at = 0; at < this.addresses.length; at++) {
      const one = this.addresses[at]!;
      if (!this.#isOuter(one.other)) continue;
      list.push(one);
      const now = `${this.#peers[at]} ${serviceText(one)},`;
      // What a prefix list holds is said once.
      if (now !== said) text += now;
      said = now;
    }
    for (const one of this.doubtful) text += `? ${serviceText(one)},`;
    return { list: list.length === this.addresses.length ? this.addresses : list, text };
  }
}

export const serviceText = ({ protocol, port }: Allowance): string => `${protocol.lo}-${protocol.hi} ${port.lo}-${port.hi}`;

type Sides = Record<`${RuleDirection}${Family}`, GroupSide | undefined>;

const groupSides = new WeakMap<Group, Sides>();

/** One side of a group for one family. Lists are those of the network that it is first asked for; edits leave them alone. */
export function groupSide(network: Network, group: Group, side: RuleDirection, family: Family): GroupSide {
  let all = groupSides.get(group);
  if (!all) {
    all = { ingress4: undefined, ingress6: undefined, egress4: undefined, egress6: undefined };
    groupSides.set(group, all);
  }
  const key = `${side}${family}` as const;
  all[key] ??= compileSide(network, group, side, family);
  return all[key];
}

function compileSide(network: Network, group: Group, side: RuleDirection, family: Family): GroupSide {
  const addresses: Allowance[] = [];
  const peers: string[] = [];
  const doubtful: Allowance[] = [];
  const references: Reference[] = [];
  for (const { protocol, ports: port, prefix, groupId, stale = false, prefixListId, peer } of group[side]) {
    if (prefix) {
      if (familyOf(prefix.lo) !== family) continue;
      addresses.push({ other: prefix, protocol, port });
      peers.push(peer);
    } else if (prefixListId) {
      const list = network.prefixList(prefixListId, group);
      if (list instanceof Missing) {
        const known = network.listFamily(prefixListId);
        if (known === undefined || known === family) doubtful.push({ other: everyAddress(family), protocol, port });
        continue;
      }
      for (const other of rangesOf(list, family)) {
        addresses.push({ other, protocol, port });
        peers.push(peer);
      }
    } else if (groupId) references.push({ groupId, stale, protocol, port });
  }
  const outside = outsideOf(network, family);
  return new GroupSide({ addresses, peers, doubtful, references }, (other) => isEverybody(other) || !isInside(outside, other));
}

const ranges = new WeakMap<PrefixList, Record<Family, readonly Interval<Address>[]>>();

/** What a prefix list holds; neighbours are one range. */
function rangesOf(list: PrefixList, family: Family): readonly Interval<Address>[] {
  let found = ranges.get(list);
  if (!found) {
    const all = joined(list.table.entries.map(({ prefix }): Interval<Address> => prefix));
    found = { 4: all.filter(({ lo }) => typeof lo === 'number'), 6: all.filter(({ lo }) => typeof lo === 'bigint') };
    ranges.set(list, found);
  }
  return found[family];
}
