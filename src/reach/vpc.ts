/** VPCs and subnets as the engine walks them: their blocks, what is attached, whose address is whose. */
import { type Address, holds, type Interval, next, type Prefix, parsePrefix, prefixAround, previous } from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { Area } from './area.ts';
import type { Missing } from './coverage.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import type { Control } from './hops/encryption-control.ts';
import type { Interface } from './interface.ts';
import type { InterfaceBook } from './interface-book.ts';
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

function blocksOfVpc(data: Data): readonly Prefix[] {
  const four = blocksOf(data.CidrBlockAssociationSet, 'CidrBlock', 'CidrBlockState');
  const primary = parsePrefix(data.CidrBlock ?? '');
  const missing = primary && !four.some((block) => block.lo === primary.lo) ? [primary] : [];
  return [...missing, ...four, ...blocksOf(data.Ipv6CidrBlockAssociationSet, 'Ipv6CidrBlock', 'Ipv6CidrBlockState')];
}

/** What is asked of every packet comes first: it lies together in memory. */
export class Vpc extends Area implements Entity {
  /** Its place among the VPCs of the network. */
  readonly number: number;
  /** Where its resolver answers: the base of the primary block plus two. */
  readonly resolver: number | undefined;
  #owners: Owners | undefined;
  #book: InterfaceBook | undefined;
  readonly kind = 'vpc';
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  /** The block that the VPC was made with. */
  readonly primary: Prefix | undefined;
  /** What decides about all that leaves the VPC, looked up when the first packet does: see `hops/`. */
  encryption: Control | 'not collected' | undefined = undefined;
  publicAccess: string | undefined = undefined;
  internetGateway: Entity | 'none' | undefined = undefined;
  readonly subnets: Subnet[] = [];
  readonly interfaces: Interface[] = [];
  readonly #delegated: { prefix: Prefix; owner: Interface }[] = [];
  readonly #sorted = new Map<string, readonly Address[]>();

  constructor(resource: Resource, number: number) {
    const { id, account, region, name, data } = entityOf(resource);
    super(blocksOfVpc(data));
    this.number = number;
    this.id = id;
    this.account = account;
    this.region = region;
    this.name = name;
    this.data = data;
    this.primary = parsePrefix(data.CidrBlock ?? '');
    this.resolver = this.primary && Number(this.primary.lo) + 2;
  }

  add(one: Interface): void {
    this.interfaces.push(one);
    for (const prefix of one.delegated) this.#delegated.push({ prefix, owner: one });
  }

  /** Where its addresses are found, once every interface is there. */
  settle(owners: Owners, book: InterfaceBook): void {
    this.#owners = owners;
    this.#book = book;
  }

  /** The interface that has an address: primary, secondary, IPv6, or in a delegated prefix (W10). */
  ownerOf(value: Address): Interface | undefined {
    const number = this.numberOf(value);
    return number < 0 ? undefined : this.#book!.all[number];
  }

  /** The same by its number; −1 where nobody has the address. */
  numberOf(value: Address): number {
    const number = this.#owners === undefined ? -1 : this.#owners.find(this, value);
    if (number >= 0 || this.#delegated.length === 0) return number;
    return this.#delegated.find(({ prefix }) => holds(prefix, value))?.owner.number ?? -1;
  }

  /** The addresses around one for which `ownerOf` answers the same. */
  ownedAround(value: Address): Interval<Address> {
    const delegated = this.#delegated.find(({ prefix }) => holds(prefix, value))?.prefix;
    if (this.#owners && this.#owners.find(this, value) >= 0) return { lo: value, hi: value };
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
function blocksOfSubnet(data: Data): readonly Prefix[] {
  const four = parsePrefix(data.CidrBlock ?? '');
  const six = blocksOf(data.Ipv6CidrBlockAssociationSet, 'Ipv6CidrBlock', 'Ipv6CidrBlockState');
  return four ? [four, ...six] : six;
}

export class Subnet extends Area implements Entity, Rows {
  readonly vpc: Vpc;
  /** Where the entries of its ACL begin; −1 before they are asked for. */
  ingress4: number;
  egress4: number;
  /** What the network found for it: see there. */
  table: RouteTable | Missing | undefined;
  /** The zone's id, which is the same in every account; its name where AWS gave no id. */
  readonly zone: string;
  ingress6: number;
  egress6: number;
  acl: Acl | Missing | undefined;
  parentZone: string | undefined;
  /** Its place among the subnets of the network. */
  readonly number: number;
  readonly kind = 'subnet';
  readonly id: string;
  /** The addresses of the VPC's router in it: the first of each block. */
  readonly routers: readonly Address[];
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;

  constructor(resource: Resource, vpc: Vpc, number: number, zones: Map<string, string>) {
    const { id, account, region, name, data } = entityOf(resource);
    super(blocksOfSubnet(data));
    this.vpc = vpc;
    this.number = number;
    this.acl = undefined;
    this.ingress4 = -1;
    this.egress4 = -1;
    this.ingress6 = -1;
    this.egress6 = -1;
    this.table = undefined;
    this.parentZone = undefined;
    this.id = id;
    const zone = data.AvailabilityZoneId ?? data.AvailabilityZone ?? '';
    if (!zones.has(zone)) zones.set(zone, zone);
    this.zone = zones.get(zone)!;
    this.routers = this.blocks.map((block) => next(block.lo));
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

  isRouter(value: Address): boolean {
    return this.isSecond(value);
  }
}
