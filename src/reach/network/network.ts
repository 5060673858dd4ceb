/** The index: built once from a snapshot, several accounts and Regions together. Every look-up of a walk is answered here. */
import type { Address, Family, Interval, Match } from '../../net/index.ts';
import type { Place, Resource } from '../../snapshot/snapshot.ts';
import { Addresses } from './addresses.ts';
import { Bordered } from './bordered.ts';
import { Borders } from './borders.ts';
import { type CloudWan, cloudWanOf } from './core-network.ts';
import { Coverage, Missing } from './coverage.ts';
import type { Entity } from './entity.ts';
import type { Interface } from './interface.ts';
import type { NatAddresses } from './nat-addresses.ts';
import { Places } from './places.ts';
import { type PrefixList, PrefixLists } from './prefix-list.ts';
import { type Observed, Shelves } from './shelves.ts';
import type { Shown } from './shown.ts';
import { type Transit, transitOf } from './transit.ts';
import type { Vpc } from './vpc.ts';

export class Network extends Bordered {
  readonly snapshot: Observed;
  readonly coverage: Coverage;
  readonly vpcs: Places['vpcs'];
  readonly subnets: Places['subnets'];
  readonly interfaces: Places['interfaces'];
  readonly publicAddresses: Places['publicAddresses'];
  readonly shown: Shown;
  readonly #places: Places;
  readonly #addresses: Addresses;
  readonly #shelves: Shelves;
  readonly #lists: PrefixLists;
  #transit: Transit | undefined;
  #cloudWan: CloudWan | undefined;

  /** `base`: a network that this one is, but for one edited resource, or else but for its transit gateways. */
  constructor(snapshot: Observed, base?: Network, edited?: Resource) {
    const places = base ? base.#places : new Places(snapshot);
    super(places.book, base !== undefined, (self) =>
      base && edited ? base.borders.edited(self as Network, edited) : new Borders(self as Network),
    );
    this.snapshot = snapshot;
    this.coverage = base?.coverage ?? new Coverage(snapshot.manifest);
    this.#places = places;
    const { vpcs, subnets, interfaces, publicAddresses } = this.#places;
    this.vpcs = vpcs;
    this.subnets = subnets;
    this.interfaces = interfaces;
    this.publicAddresses = publicAddresses;
    this.shown = this.#places.shown;
    this.#addresses = base ? base.#addresses : new Addresses(this);
    this.#shelves = new Shelves(snapshot, base && { shelves: base.#shelves, edited: edited?.kind });
    this.#lists = base ? base.#lists : new PrefixLists(this);
    if (!base || !edited) return;
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

  /**
   * This network with transit gateways, their attachments, tables and routes as they would be in `snapshot`. VPCs with all that is in them are
   * shared; what is compiled or derived is made anew when a walk needs it.
   */
  rewired(snapshot: Observed): Network {
    return new Network(snapshot, this);
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

  /** The same without the interval, sooner. */
  publicVpcOf(value: Address): Vpc | undefined {
    const row = this.shown.rowOf(value);
    return row < 0 ? this.#addresses.publicVpcOf(value) : this.book.vpcOf(this.shown.numberIn(row));
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
