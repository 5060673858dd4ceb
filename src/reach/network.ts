/** The index: built once from a snapshot, several accounts and Regions together. Every look-up of a walk is answered here. */
import type { Address, Family, Interval, Match } from '../net/index.ts';
import type { Place, Resource, Snapshot } from '../snapshot/snapshot.ts';
import { Addresses } from './addresses.ts';
import { Borders } from './borders.ts';
import { type CloudWan, cloudWanOf } from './core-network.ts';
import { Coverage, Missing } from './coverage.ts';
import { byId, type Data, type Entity, entityOf } from './entity.ts';
import type { Guard } from './guard.ts';
import { Interface } from './interface.ts';
import type { NatAddresses } from './nat-addresses.ts';
import type { Acl } from './network-acl.ts';
import { type PrefixList, prefixListOf } from './prefix-list.ts';
import type { RouteTable } from './route-table.ts';
import type { Group } from './security-group.ts';
import { type Transit, transitOf } from './transit.ts';
import { Subnet, Vpc } from './vpc.ts';

/** What the engine reads of a snapshot; also one that never was, as it would be after a change. */
export type Observed = Pick<Snapshot, 'manifest' | 'resources'>;

export class Network {
  readonly snapshot: Observed;
  readonly coverage: Coverage;
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly interfaces = new Map<string, Interface>();
  /** Public IPv4 addresses of interfaces. */
  readonly publicAddresses = new Map<Address, { owner: Interface; private: Address }>();
  readonly #addresses = new Addresses(this);
  readonly #borders = new Borders(this);
  readonly #entities = new Map<string, Map<string, Entity>>();
  readonly #attached = new Map<string, ReadonlyMap<string, Resource[]>>();
  readonly #lists = new Map<string, PrefixList | Missing>();
  readonly #kept = new Map<string, unknown>();
  #transit: Transit | undefined;
  #cloudWan: CloudWan | undefined;
  #peers: ReadonlyMap<string, string[]> | undefined;

  constructor(snapshot: Observed) {
    this.snapshot = snapshot;
    this.coverage = new Coverage(snapshot.manifest);
    for (const resource of byId(snapshot.resources('vpc')).values()) this.vpcs.set(resource.id, new Vpc(resource));
    for (const resource of byId(snapshot.resources('subnet')).values()) this.#addSubnet(resource);
    for (const resource of byId(snapshot.resources('network-interface')).values()) this.#addInterface(resource);
  }

  #addSubnet(resource: Resource): void {
    const vpc = this.vpcs.get(resource.data.VpcId);
    if (!vpc) return;
    const subnet = new Subnet(resource, vpc);
    vpc.subnets.push(subnet);
    this.subnets.set(subnet.id, subnet);
  }

  #addInterface(resource: Resource): void {
    const subnet = this.subnets.get(resource.data.SubnetId);
    if (!subnet) return;
    const one = new Interface(resource, subnet);
    this.interfaces.set(one.id, one);
    one.vpc.add(one);
    for (const pair of one.publicAddresses) this.publicAddresses.set(pair.public, { owner: one, private: pair.private });
  }

  /** Every resource of a kind by id, as entities, merged over accounts. */
  entities(kind: string): ReadonlyMap<string, Entity> {
    let found = this.#entities.get(kind);
    if (!found) {
      found = new Map([...byId(this.snapshot.resources(kind))].map(([id, resource]) => [id, entityOf(resource)]));
      this.#entities.set(kind, found);
    }
    return found;
  }

  entity(kind: string, id: string): Entity | undefined {
    return this.entities(kind).get(id);
  }

  /** Something that is derived once, on first use. */
  once<T>(key: string, make: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, make());
    return this.#kept.get(key) as T;
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
    subnet.acl ??= this.#borders.aclOf(subnet);
    return subnet.acl;
  }

  /** The effective route table of a subnet (R1). */
  tableOf(subnet: Subnet): RouteTable | Missing {
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
    one.guard ??= this.#borders.guardOf(one);
    return one.guard;
  }

  prefixList(id: string, place?: Place): PrefixList | Missing {
    let found = this.#lists.get(id);
    if (found === undefined) {
      found = this.#lookUpList(id, place);
      this.#lists.set(id, found);
    }
    return found;
  }

  #lookUpList(id: string, place: Place | undefined): PrefixList | Missing {
    const raw = this.grouped('prefix-list', 'id', (one) => one.id).get(id) ?? [];
    const at = raw.find((one) => !this.coverage.missing('prefix-list-entry', one, id)) ?? raw[0];
    const anywhere = place ?? this.snapshot.manifest.places[0] ?? { account: 'any', region: 'any' };
    if (!at) return this.missing('prefix-list', anywhere, `${id} is not in the snapshot`);
    const missing = this.coverage.missing('prefix-list-entry', at, id);
    if (missing) return missing;
    const entries = this.grouped('prefix-list-entry', 'list', (entry) => entry.parent).get(id) ?? [];
    return prefixListOf(at, entries);
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
    this.#peers ??= peersIn(this.entities('vpc-peering-connection').values());
    return this.#peers.get(vpcId) ?? NONE;
  }

  /** What of a kind is attached to a VPC. */
  attached(kind: string, vpcId: string): readonly Resource[] {
    let found = this.#attached.get(kind);
    if (!found) {
      found = attachedIn(kind, byId(this.snapshot.resources(kind)).values());
      this.#attached.set(kind, found);
    }
    return found.get(vpcId) ?? NONE;
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

const NONE: readonly never[] = [];

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
};

function peersIn(connections: Iterable<Entity>): Map<string, string[]> {
  const peers = new Map<string, string[]>();
  for (const { data } of connections) {
    const [a, b] = [data.RequesterVpcInfo, data.AccepterVpcInfo];
    if (data.Status?.Code !== 'active' || !a || !b || (a.Region ?? '') !== (b.Region ?? '')) continue;
    add(peers, a.VpcId, b.VpcId);
    add(peers, b.VpcId, a.VpcId);
  }
  return peers;
}

function attachedIn(kind: string, resources: Iterable<Resource>): Map<string, Resource[]> {
  const found = new Map<string, Resource[]>();
  const [list, states] =
    kind === 'vpn-gateway' ? (['VpcAttachments', ['attached']] as const) : (['Attachments', ['available', 'attached']] as const);
  for (const resource of resources) {
    for (const one of (resource.data[list] ?? []) as Data[])
      if ((states as readonly string[]).includes(one.State)) add(found, one.VpcId, resource);
  }
  return found;
}

/** The index of a snapshot. Tables, groups and lists are compiled when a walk first needs them. */
export const buildNetwork = (snapshot: Observed): Network => new Network(snapshot);
