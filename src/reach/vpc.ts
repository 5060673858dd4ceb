/** VPCs and subnets as the engine walks them: their blocks, what is attached, whose address is whose. */
import { type Address, type Interval, next, type Prefix, parsePrefix, prefixAround, previous } from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import type { Interface } from './interface.ts';

const SETTLED = new Set([undefined, 'associated']);

/** The blocks of an association set that are associated (X6). */
export const blocksOf = (set: readonly Data[] | undefined, block: string, state: string): Prefix[] =>
  (set ?? []).flatMap((one) => {
    const parsed = SETTLED.has(one[state]?.State) ? parsePrefix(one[block] ?? '') : undefined;
    return parsed ? [parsed] : [];
  });

export class Vpc implements Entity {
  readonly kind = 'vpc';
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  /** Every block, IPv4 and IPv6. */
  readonly blocks: readonly Prefix[];
  /** The block that the VPC was made with. */
  readonly primary: Prefix | undefined;
  readonly subnets: Subnet[] = [];
  readonly interfaces: Interface[] = [];
  readonly #owners = new Map<Address, Interface>();
  readonly #delegated: { prefix: Prefix; owner: Interface }[] = [];
  #sorted: Address[] | undefined;

  constructor(resource: Resource) {
    const { id, account, region, name, data } = entityOf(resource);
    this.id = id;
    this.account = account;
    this.region = region;
    this.name = name;
    this.data = data;
    const four = blocksOf(data.CidrBlockAssociationSet, 'CidrBlock', 'CidrBlockState');
    this.primary = parsePrefix(data.CidrBlock ?? '');
    const missing = this.primary && !four.some((block) => block.lo === this.primary!.lo) ? [this.primary] : [];
    this.blocks = [...missing, ...four, ...blocksOf(data.Ipv6CidrBlockAssociationSet, 'Ipv6CidrBlock', 'Ipv6CidrBlockState')];
  }

  /** The block that an address lies in. "Private" means this, whatever the range (X15). */
  blockOf(value: Address): Prefix | undefined {
    for (const block of this.blocks) {
      if (typeof block.lo === typeof value && block.lo <= value && value <= block.hi) return block;
    }
    return undefined;
  }

  add(one: Interface): void {
    this.interfaces.push(one);
    for (const own of one.addresses) this.#owners.set(own, one);
    for (const prefix of one.delegated) this.#delegated.push({ prefix, owner: one });
  }

  /** The interface that has an address: primary, secondary, IPv6, or in a delegated prefix (W10). */
  ownerOf(value: Address): Interface | undefined {
    const owner = this.#owners.get(value);
    if (owner || this.#delegated.length === 0) return owner;
    return this.#delegated.find(({ prefix }) => inside(prefix, value))?.owner;
  }

  /** The addresses around one for which `ownerOf` answers the same. */
  ownedAround(value: Address): Interval<Address> {
    const delegated = this.#delegated.find(({ prefix }) => inside(prefix, value))?.prefix;
    if (this.#owners.has(value)) return { lo: value, hi: value };
    this.#sorted ??= [...this.#owners.keys(), ...this.#delegated.flatMap(({ prefix }) => [prefix.lo, prefix.hi])].sort((a, b) =>
      typeof a !== typeof b ? (typeof a === 'number' ? -1 : 1) : a < b ? -1 : 1,
    );
    const mine = this.#sorted.filter((one) => typeof one === typeof value);
    const below = mine.findLast((one) => one < value);
    const above = mine.find((one) => one > value);
    const bounds = delegated ?? this.blockOf(value) ?? prefixAround(value, typeof value === 'number' ? 32 : 128);
    const lo = below !== undefined && below >= bounds.lo && !(delegated && below === delegated.lo) ? next(below) : bounds.lo;
    const hi = above !== undefined && above <= bounds.hi && !(delegated && above === delegated.hi) ? previous(above) : bounds.hi;
    return { lo, hi };
  }
}

export class Subnet implements Entity {
  readonly kind = 'subnet';
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  readonly vpc: Vpc;
  readonly blocks: readonly Prefix[];
  /** The zone's id, which is the same in every account; its name where AWS gave no id. */
  readonly zone: string;

  constructor(resource: Resource, vpc: Vpc) {
    const { id, account, region, name, data } = entityOf(resource);
    this.id = id;
    this.account = account;
    this.region = region;
    this.name = name;
    this.data = data;
    this.vpc = vpc;
    const four = parsePrefix(data.CidrBlock ?? '');
    this.blocks = [...(four ? [four] : []), ...blocksOf(data.Ipv6CidrBlockAssociationSet, 'Ipv6CidrBlock', 'Ipv6CidrBlockState')];
    this.zone = data.AvailabilityZoneId ?? data.AvailabilityZone ?? '';
  }

  holds(value: Address): boolean {
    return this.blockOf(value) !== undefined;
  }

  blockOf(value: Address): Prefix | undefined {
    return this.blocks.find((block) => inside(block, value));
  }
}

const inside = (block: Prefix, value: Address): boolean =>
  typeof block.lo === typeof value && block.lo <= value && value <= block.hi;
