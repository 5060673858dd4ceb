/** VPCs as the engine walks them: their blocks, what is attached, whose address is whose. */
import { type Address, holds, type Interval, next, type Prefix, parsePrefix, prefixAround, previous } from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import type { Control } from '../hops/encryption-control.ts';
import { Area } from './area.ts';
import type { Missing } from './coverage.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import type { Interface } from './interface.ts';
import type { InterfaceBook } from './interface-book.ts';
import { around, inOrder } from './order.ts';
import type { Owners } from './owners.ts';
import type { Subnet } from './subnet.ts';

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
  /** What decides about all that leaves and enters the VPC, looked up when the first packet does: see `hops/`. */
  encryption: Control | 'not collected' | undefined;
  publicAccess: string | undefined;
  internetGateway: Entity | 'none' | undefined;
  /** Whether its route tables were collected, and why not. */
  tables: Missing | 'collected' | undefined;
  readonly kind = 'vpc';
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  /** The block that the VPC was made with. */
  readonly primary: Prefix | undefined;
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
