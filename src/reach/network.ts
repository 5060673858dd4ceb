/** The index: built once from a snapshot, several accounts and Regions together. Every look-up of a walk is answered here. */
import type { Address, Family, Interval, Match } from '../net/index.ts';
import type { Place, Resource } from '../snapshot/snapshot.ts';
import { Addresses } from './addresses.ts';
import { Borders } from './borders.ts';
import { type CloudWan, cloudWanOf } from './core-network.ts';
import { Coverage, Missing } from './coverage.ts';
import type { Entity } from './entity.ts';
import type { Guard, GuardRule } from './guard.ts';
import type { Interface } from './interface.ts';
import type { InterfaceBook } from './interface-book.ts';
import type { NatAddresses } from './nat-addresses.ts';
import type { Acl, AclEntry } from './network-acl.ts';
import { Places } from './places.ts';
import { type PrefixList, PrefixLists } from './prefix-list.ts';
import type { RouteTable } from './route-table.ts';
import { type Rows, type Rulebook, rowOf } from './rulebook.ts';
import type { Group, RuleDirection } from './security-group.ts';
import { type Observed, Shelves } from './shelves.ts';
import { type Transit, transitOf } from './transit.ts';
import type { Subnet, Vpc } from './vpc.ts';

export class Network {
  readonly snapshot: Observed;
  readonly coverage: Coverage;
  readonly vpcs: Places['vpcs'];
  readonly subnets: Places['subnets'];
  readonly interfaces: Places['interfaces'];
  readonly publicAddresses: Places['publicAddresses'];
  /** What every packet asks of interfaces, by their numbers. */
  readonly book: InterfaceBook;
  /** Whether what subnets and interfaces remember of their borders is that of the network that this one was edited from. */
  readonly #isEdited: boolean;
  readonly #places: Places;
  readonly #addresses: Addresses;
  readonly #borders: Borders;
  readonly #shelves: Shelves;
  readonly #lists: PrefixLists;
  #transit: Transit | undefined;
  #cloudWan: CloudWan | undefined;

  constructor(snapshot: Observed, base?: Network, edited?: Resource) {
    this.snapshot = snapshot;
    this.coverage = base?.coverage ?? new Coverage(snapshot.manifest);
    this.#places = base ? base.#places : new Places(snapshot);
    const { vpcs, subnets, interfaces, publicAddresses } = this.#places;
    this.vpcs = vpcs;
    this.subnets = subnets;
    this.interfaces = interfaces;
    this.publicAddresses = publicAddresses;
    this.book = this.#places.book;
    this.#isEdited = base !== undefined;
    this.#addresses = base ? base.#addresses : new Addresses(this);
    this.#borders = base && edited ? base.#borders.edited(this, edited) : new Borders(this);
    this.#shelves = new Shelves(snapshot, base ? base.#shelves : undefined, edited?.kind);
    this.#lists = base ? base.#lists : new PrefixLists(this);
    if (!base) return;
    this.#transit = base.#transit;
    this.#cloudWan = base.#cloudWan;
  }

  /**
   * This network with one group, ACL or route table as it would be in `snapshot`. Everything else is shared; this network stays as it is.
   * Throws for resources of other kinds.
   */
  edited(snapshot: Observed, resource: Resource): Network {
    if (!['security-group', 'network-acl', 'route-table'].includes(resource.kind))
      throw new Error(`a network is edited in its groups, ACLs and route tables; ${resource.id} is a ${resource.kind}`);
    return new Network(snapshot, this, resource);
  }

  /** The number of the interface of an id, found sooner where it has the address; −1 where there is none. */
  numberOf(id: string, likely: Address): number {
    return this.#places.numberOf(id, likely);
  }

  /** Every resource of a kind by id, as entities, merged over accounts. */
  entities(kind: string): ReadonlyMap<string, Entity> {
    return this.#shelves.entities(kind);
  }

  entity(kind: string, id: string): Entity | undefined {
    return this.entities(kind).get(id);
  }

  /** Something that is derived once, on first use. */
  once<T>(key: string, make: () => T): T {
    return this.#shelves.once(key, make);
  }

  /** Resources of a kind grouped by what `key` reads from them. */
  grouped(
    kind: string,
    name: string,
    key: (resource: Resource) => string | undefined,
  ): ReadonlyMap<string | undefined, Resource[]> {
    return this.once(`${kind} by ${name}`, () => Map.groupBy(this.snapshot.resources(kind), key));
  }

  /** The ACL of a subnet (N1). */
  aclOf(subnet: Subnet): Acl | Missing {
    if (this.#isEdited) return this.#borders.aclOf(subnet);
    subnet.acl ??= this.#borders.aclOf(subnet);
    return subnet.acl;
  }

  /** Where the entries of a subnet's ACL begin in the book. */
  aclRowsOf(subnet: Subnet): Rows | Missing {
    if (this.#isEdited) return this.#borders.aclOf(subnet);
    if (subnet.ingress4 >= 0) return subnet;
    const acl = this.aclOf(subnet);
    return acl instanceof Missing ? acl : subnet.filteredBy(acl);
  }

  get aclBook(): Rulebook<AclEntry> {
    return this.#borders.aclBook;
  }

  /** The effective route table of a subnet (R1). */
  tableOf(subnet: Subnet): RouteTable | Missing {
    if (this.#isEdited) return this.#borders.tableOf(subnet);
    subnet.table ??= this.#borders.tableOf(subnet);
    return subnet.table;
  }

  /** The edge table of a gateway, if it has one (G1). */
  edgeTableOf(gatewayId: string): RouteTable | undefined {
    return this.table(this.associations.get(gatewayId));
  }

  table(id: string | undefined): RouteTable | undefined {
    return this.#borders.table(id);
  }

  get routeTables(): ReadonlyMap<string, Resource> {
    return this.#borders.routeTables;
  }

  /** Table ids by subnet id, by gateway id, and by `main vpc-…`. */
  get associations(): ReadonlyMap<string, string> {
    return this.#borders.associations;
  }

  group(id: string, place: Place): Group | Missing {
    return this.#borders.group(id, place);
  }

  /** The groups of an interface, taken together. */
  guardOf(one: Interface): Guard {
    if (this.#isEdited) return this.#borders.guardOf(one);
    one.guard ??= this.#borders.guardOf(one);
    return one.guard;
  }

  /** Where the rules begin in the guards' book that hold at an interface, told by its number, for a packet with such an address at the other end. */
  guardRowOf(at: number, side: RuleDirection, other: Address): number {
    const row = this.#isEdited ? -1 : this.book.rowOf(at, side, other);
    return row < 0 ? rowOf(this.#guardAt(at), side, other) : row;
  }

  /** Whether an interface, told by its number, wears the group of a number. */
  wears(at: number, group: number): boolean {
    const worn = this.#isEdited ? -1 : this.book.wornBy(at);
    return worn < 0 ? this.#guardAt(at).has(group) : this.#borders.badges.has(worn, group);
  }

  #guardAt(at: number): Guard {
    const guard = this.guardOf(this.book.all[at]!);
    if (!this.#isEdited) this.book.guard(at, guard);
    return guard;
  }

  get guardBook(): Rulebook<GuardRule> {
    return this.#borders.guardBook;
  }

  prefixList(id: string, place?: Place): PrefixList | Missing {
    return this.#lists.list(id, place);
  }

  /** Which addresses a list may hold, where that is known although its entries are not. */
  listFamily(id: string): Family | undefined {
    const family = this.entity('prefix-list', id)?.data.AddressFamily;
    return family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : undefined;
  }

  /** Every interface that has a private address, in whatever VPC. */
  ownersOf(value: Address): readonly Interface[] {
    return this.#addresses.ownersOf(value);
  }

  /** The addresses around one that belong to the same interfaces, or to none. */
  ownedAround(value: Address): Interval<Address> {
    return this.#addresses.ownedAround(value);
  }

  /** Public addresses of NAT gateways, and what they are inside. */
  get natAddresses(): NatAddresses {
    return this.#addresses.nat;
  }

  /** What the internet sees of a NAT gateway that speaks from an address in a VPC. */
  natPublicAddress(vpcId: string, inner: Address): Address | undefined {
    return this.#addresses.natPublic(vpcId, inner);
  }

  /** The VPC that a public IPv4 address, or an IPv6 address, leads to; with the interval on which that is so. */
  publicVpcAt(value: Address): Match<Vpc> {
    return this.#addresses.publicVpcAt(value);
  }

  /** The ids of VPCs in the same Region that are actively peered with this one. */
  peersOf(vpcId: string): readonly string[] {
    return this.#shelves.peersOf(vpcId);
  }

  /** What of a kind is attached to a VPC. */
  attached(kind: string, vpcId: string): readonly Resource[] {
    return this.#shelves.attached(kind, vpcId);
  }

  get transit(): Transit {
    this.#transit ??= transitOf(this);
    return this.#transit;
  }

  get cloudWan(): CloudWan {
    this.#cloudWan ??= cloudWanOf(this);
    return this.#cloudWan;
  }

  /** Why something is not there: what was not collected, else the reason given. */
  missing(kind: string, place: Place, otherwise: string): Missing {
    const at = { account: place.account, region: place.region };
    return this.coverage.missing(kind, at) ?? new Missing(this.coverage.operation(kind), at, otherwise);
  }

  /** A `Missing` for a thing that is named and not there. */
  absent(kind: string, id: string, place: Place): Missing {
    return this.missing(kind, place, `${id} is not in the snapshot`);
  }
}

/** The index of a snapshot. Tables, groups and lists are compiled when a walk first needs them. */
export const buildNetwork = (snapshot: Observed): Network => new Network(snapshot);
