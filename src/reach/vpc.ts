/** VPCs and subnets as the engine walks them: their blocks, what is attached, whose address is whose. */
import { type Address, type Interval, next, type Prefix, parsePrefix, prefixAround, previous } from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import type { Missing } from './coverage.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import type { Control } from './hops/encryption-control.ts';
import type { Interface } from './interface.ts';
import type { Acl } from './network-acl.ts';
import { around, inOrder } from './order.ts';
import type { Owners } from './owners.ts';
import type { RouteTable } from './route-table.ts';
import type { Rows } from './rulebook.ts';

const SETTLED = new Set([undefined, 'associated']);

/** The blocks of an association set that are associated (X6). */
export const blocksOf = (set: readonly Data[] | undefined, block: string, state: string): Prefix[] =>
  (set ?? []).flatMap((one) => {
    const parsed = SETTLED.has(one[state]?.State) ? parsePrefix(one[block] ?? '') : undefined;
    return parsed ? [parsed] : [];
  });

export class Vpc implements Entity {
  readonly kind = 'vpc';
  /** Its place among the VPCs of the network. */
  readonly number: number;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  /** Every block, IPv4 and IPv6. */
  readonly blocks: readonly Prefix[];
  /** The ends of the first IPv4 block; none: the lower one is the higher. */
  readonly #lo: number;
  readonly #hi: number;
  /** The block that the VPC was made with. */
  readonly primary: Prefix | undefined;
  /** Where its resolver answers: the base of the primary block plus two. */
  readonly resolver: number | undefined;
  /** What decides about all that leaves the VPC, looked up when the first packet does: see `hops/`. */
  encryption: Control | 'not collected' | undefined = undefined;
  publicAccess: string | undefined = undefined;
  readonly subnets: Subnet[] = [];
  readonly interfaces: Interface[] = [];
  #owners: Owners | undefined;
  readonly #delegated: { prefix: Prefix; owner: Interface }[] = [];
  readonly #sorted = new Map<string, readonly Address[]>();

  constructor(resource: Resource, number: number) {
    const { id, account, region, name, data } = entityOf(resource);
    this.number = number;
    this.id = id;
    this.account = account;
    this.region = region;
    this.name = name;
    this.data = data;
    const four = blocksOf(data.CidrBlockAssociationSet, 'CidrBlock', 'CidrBlockState');
    this.primary = parsePrefix(data.CidrBlock ?? '');
    const missing = this.primary && !four.some((block) => block.lo === this.primary!.lo) ? [this.primary] : [];
    this.blocks = [...missing, ...four, ...blocksOf(data.Ipv6CidrBlockAssociationSet, 'Ipv6CidrBlock', 'Ipv6CidrBlockState')];
    [this.#lo, this.#hi] = firstIpv4(this.blocks);
    this.resolver = this.primary && Number(this.primary.lo) + 2;
  }

  /** Whether an address lies in a block of the VPC. */
  holds(value: Address): boolean {
    return (typeof value === 'number' && this.#lo <= value && value <= this.#hi) || this.blockOf(value) !== undefined;
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
    for (const prefix of one.delegated) this.#delegated.push({ prefix, owner: one });
  }

  /** Where its addresses are found, once every interface is there. */
  settle(owners: Owners): void {
    this.#owners = owners;
  }

  /** The interface that has an address: primary, secondary, IPv6, or in a delegated prefix (W10). */
  ownerOf(value: Address): Interface | undefined {
    const owner = this.#owners?.find(this, value);
    if (owner || this.#delegated.length === 0) return owner;
    return this.#delegated.find(({ prefix }) => inside(prefix, value))?.owner;
  }

  /** The addresses around one for which `ownerOf` answers the same. */
  ownedAround(value: Address): Interval<Address> {
    const delegated = this.#delegated.find(({ prefix }) => inside(prefix, value))?.prefix;
    if (this.#owners?.find(this, value)) return { lo: value, hi: value };
    const { below, above } = around(this.#ordered(typeof value), value);
    const bounds = delegated ?? this.blockOf(value) ?? prefixAround(value, typeof value === 'number' ? 32 : 128);
    const lo = below !== undefined && below >= bounds.lo && !(delegated && below === delegated.lo) ? next(below) : bounds.lo;
    const hi = above !== undefined && above <= bounds.hi && !(delegated && above === delegated.hi) ? previous(above) : bounds.hi;
    return { lo, hi };
  }

  /** Every address of a family that somebody has, in order. */
  #ordered(type: string): readonly Address[] {
    const known = this.#sorted.get(type);
    if (known) return known;
    const all = [
      ...this.interfaces.flatMap((one) => one.addresses),
      ...this.#delegated.flatMap(({ prefix }) => [prefix.lo, prefix.hi]),
    ];
    const sorted = inOrder([...new Set(all.filter((one) => typeof one === type))]);
    this.#sorted.set(type, sorted);
    return sorted;
  }
}

/** What is asked of every packet comes first: it lies together in memory. */
export class Subnet implements Entity, Rows {
  readonly kind = 'subnet';
  readonly vpc: Vpc;
  readonly #lo: number;
  readonly #hi: number;
  /** What the network found for it: see there. */
  acl: Acl | Missing | undefined;
  /** Where the entries of its ACL begin; −1 before they are asked for. */
  ingress4: number;
  egress4: number;
  ingress6: number;
  egress6: number;
  table: RouteTable | Missing | undefined;
  parentZone: string | undefined;
  readonly id: string;
  /** The zone's id, which is the same in every account; its name where AWS gave no id. */
  readonly zone: string;
  readonly blocks: readonly Prefix[];
  /** The addresses of the VPC's router in it: the first of each block. */
  readonly routers: readonly Address[];
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;

  constructor(resource: Resource, vpc: Vpc) {
    const { id, account, region, name, data } = entityOf(resource);
    const four = parsePrefix(data.CidrBlock ?? '');
    const blocks = [
      ...(four ? [four] : []),
      ...blocksOf(data.Ipv6CidrBlockAssociationSet, 'Ipv6CidrBlock', 'Ipv6CidrBlockState'),
    ];
    this.vpc = vpc;
    [this.#lo, this.#hi] = firstIpv4(blocks);
    this.acl = undefined;
    this.ingress4 = -1;
    this.egress4 = -1;
    this.ingress6 = -1;
    this.egress6 = -1;
    this.table = undefined;
    this.parentZone = undefined;
    this.id = id;
    this.zone = data.AvailabilityZoneId ?? data.AvailabilityZone ?? '';
    this.blocks = blocks;
    this.routers = blocks.map((block) => next(block.lo));
    this.account = account;
    this.region = region;
    this.name = name;
    this.data = data;
  }

  filteredBy({ ingress4, egress4, ingress6, egress6 }: Rows): this {
    this.ingress4 = ingress4;
    this.egress4 = egress4;
    this.ingress6 = ingress6;
    this.egress6 = egress6;
    return this;
  }

  holds(value: Address): boolean {
    if (typeof value === 'number') return this.#lo <= value && value <= this.#hi;
    return this.blockOf(value) !== undefined;
  }

  blockOf(value: Address): Prefix | undefined {
    return this.blocks.find((block) => inside(block, value));
  }

  isRouter(value: Address): boolean {
    return typeof value === 'number' ? value === this.#lo + 1 : this.routers.includes(value);
  }
}

const NOWHERE = [-2, -3] as const;

/** The ends of the first IPv4 block; where there is none, ends that hold nothing. */
function firstIpv4(blocks: readonly Prefix[]): readonly [lo: number, hi: number] {
  const four = blocks.find((block) => typeof block.lo === 'number');
  return four ? [Number(four.lo), Number(four.hi)] : NOWHERE;
}

const inside = (block: Prefix, value: Address): boolean =>
  typeof block.lo === typeof value && block.lo <= value && value <= block.hi;
