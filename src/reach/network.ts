/** The index: built once from a snapshot, several accounts and Regions together. Every look-up of a walk is answered here. */
import {
  type Address,
  type Family,
  familyOf,
  highest,
  type Interval,
  lowest,
  type Match,
  next,
  prefixAround,
  prefixTable,
  previous,
} from '../net/index.ts';
import type { Place, Resource, Snapshot } from '../snapshot/snapshot.ts';
import { type CloudWan, cloudWanOf } from './core-network.ts';
import { Coverage, Missing } from './coverage.ts';
import { byId, type Data, type Entity, entityOf } from './entity.ts';
import { Interface } from './interface.ts';
import { type NatAddresses, natAddressesOf } from './nat-addresses.ts';
import { type Acl, aclOf } from './network-acl.ts';
import { type PrefixList, prefixListOf } from './prefix-list.ts';
import { type RouteTable, routeTableOf } from './route-table.ts';
import { type Group, groupOf } from './security-group.ts';
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
  readonly #entities = new Map<string, Map<string, Entity>>();
  readonly #kept = new Map<string, unknown>();
  readonly #compiledGroups = new Map<string, Group | Missing>();
  readonly #acls = new Map<Subnet, Acl | Missing>();
  readonly #tables = new Map<Subnet, RouteTable | Missing>();

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

  /** The ACL of a subnet: the one that names it (N1). ACLs belong to the VPC's owner (X7). */
  aclOf(subnet: Subnet): Acl | Missing {
    let found = this.#acls.get(subnet);
    if (found === undefined) {
      found = this.#lookUpAcl(subnet);
      this.#acls.set(subnet, found);
    }
    return found;
  }

  #lookUpAcl(subnet: Subnet): Acl | Missing {
    const bySubnet = this.once('ACLs by subnet', () => {
      const acls = new Map<string, Acl>();
      for (const resource of byId(this.snapshot.resources('network-acl')).values()) {
        const acl = aclOf(resource);
        for (const id of acl.subnetIds) acls.set(id, acl);
      }
      return acls;
    });
    return bySubnet.get(subnet.id) ?? this.#why('network-acl', subnet.vpc, `no ACL of the snapshot names ${subnet.id}`);
  }

  /** The effective table of a subnet: the associated one, else the VPC's main table (R1). */
  tableOf(subnet: Subnet): RouteTable | Missing {
    let found = this.#tables.get(subnet);
    if (found === undefined) {
      const id = this.associations.get(subnet.id) ?? this.associations.get(`main ${subnet.vpc.id}`);
      found = this.table(id) ?? this.#why('route-table', subnet.vpc, `no table of the snapshot belongs to ${subnet.id}`);
      this.#tables.set(subnet, found);
    }
    return found;
  }

  /** The edge table of a gateway, if it has one (G1). */
  edgeTableOf(gatewayId: string): RouteTable | undefined {
    return this.table(this.associations.get(gatewayId));
  }

  table(id: string | undefined): RouteTable | undefined {
    const raw = id ? this.routeTables.get(id) : undefined;
    return raw && this.once(`table ${id}`, () => routeTableOf(raw, this));
  }

  get routeTables(): ReadonlyMap<string, Resource> {
    return this.once('route tables', () => byId(this.snapshot.resources('route-table')));
  }

  /** Table ids by subnet id, by gateway id, and by `main vpc-…`. */
  get associations(): ReadonlyMap<string, string> {
    return this.once('associations', () => {
      const found = new Map<string, string>();
      for (const { id, data } of this.routeTables.values()) {
        for (const one of (data.Associations ?? []) as Data[]) {
          if (['disassociated', 'failed'].includes(one.AssociationState?.State)) continue;
          const key = one.SubnetId ?? one.GatewayId ?? (one.Main ? `main ${data.VpcId}` : undefined);
          if (key) found.set(key, id);
        }
      }
      return found;
    });
  }

  group(id: string, place: Place): Group | Missing {
    let found = this.#compiledGroups.get(id);
    if (found === undefined) {
      const raw = this.#groups.get(id);
      const rules = this.grouped('security-group-rule', 'group', (rule) => rule.data.GroupId).get(id) ?? [];
      found = raw ? groupOf(raw, rules) : this.#why('security-group', place, `${id} is not in the snapshot`);
      this.#compiledGroups.set(id, found);
    }
    return found;
  }

  get #groups(): ReadonlyMap<string, Resource> {
    return this.once('groups', () => byId(this.snapshot.resources('security-group')));
  }

  prefixList(id: string, place?: Place): PrefixList | Missing {
    return this.once(`list ${id}`, () => {
      const raw = this.snapshot.resources('prefix-list').filter((one) => one.id === id);
      const at = raw.find((one) => !this.coverage.missing('prefix-list-entry', one, id)) ?? raw[0];
      const anywhere = place ?? this.snapshot.manifest.places[0] ?? { account: 'any', region: 'any' };
      if (!at) return this.#why('prefix-list', anywhere, `${id} is not in the snapshot`);
      const missing = this.coverage.missing('prefix-list-entry', at, id);
      if (missing) return missing;
      const entries = this.grouped('prefix-list-entry', 'list', (entry) => entry.parent).get(id) ?? [];
      return prefixListOf(at, entries);
    });
  }

  /** Which addresses a list may hold, where that is known although its entries are not. */
  listFamily(id: string): Family | undefined {
    const family = this.entity('prefix-list', id)?.data.AddressFamily;
    return family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : undefined;
  }

  /** Every interface that has a private address, in whatever VPC. */
  ownersOf(value: Address): readonly Interface[] {
    const index = this.once('addresses', () => {
      const owners = new Map<Address, Interface[]>();
      for (const one of this.interfaces.values()) {
        for (const own of one.addresses) owners.set(own, [...(owners.get(own) ?? []), one]);
      }
      return { owners, delegating: [...this.interfaces.values()].filter((one) => one.delegated.length > 0) };
    });
    const direct = index.owners.get(value) ?? [];
    return index.delegating.length === 0
      ? direct
      : [...direct, ...index.delegating.filter((one) => !direct.includes(one) && one.owns(value))];
  }

  /** The addresses around one that belong to the same interfaces, or to none. */
  ownedAround(value: Address): Interval<Address> {
    const sorted = this.once(`sorted addresses ${typeof value}`, () => {
      const all = [...this.interfaces.values()].flatMap((one) => [
        ...one.addresses,
        ...one.delegated.flatMap(({ lo, hi }) => [lo, hi]),
      ]);
      return [...new Set(all.filter((own) => typeof own === typeof value))].sort((a, b) => (a < b ? -1 : 1));
    });
    if (this.ownersOf(value).length > 0) return { lo: value, hi: value };
    const family = familyOf(value);
    const above = sorted.findIndex((own) => own > value);
    const below = above < 0 ? sorted.at(-1) : sorted[above - 1];
    return { lo: below === undefined ? lowest(family) : next(below), hi: above < 0 ? highest(family) : previous(sorted[above]!) };
  }

  /** The ids of VPCs in the same Region that are actively peered with this one. */
  peersOf(vpcId: string): readonly string[] {
    const index = this.once('peers', () => {
      const peers = new Map<string, string[]>();
      for (const { data } of this.entities('vpc-peering-connection').values()) {
        const [a, b] = [data.RequesterVpcInfo, data.AccepterVpcInfo];
        if (data.Status?.Code !== 'active' || !a || !b || (a.Region ?? '') !== (b.Region ?? '')) continue;
        peers.set(a.VpcId, [...(peers.get(a.VpcId) ?? []), b.VpcId]);
        peers.set(b.VpcId, [...(peers.get(b.VpcId) ?? []), a.VpcId]);
      }
      return peers;
    });
    return index.get(vpcId) ?? [];
  }

  /** What of a kind is attached to a VPC. */
  attached(kind: string, vpcId: string): readonly Resource[] {
    const vpcsOf: Record<string, (data: Data) => string[]> = {
      'vpn-gateway': (data) =>
        (data.VpcAttachments ?? []).filter((one: Data) => one.State === 'attached').map((one: Data) => one.VpcId),
      default: (data) =>
        (data.Attachments ?? [])
          .filter((one: Data) => ['available', 'attached'].includes(one.State))
          .map((one: Data) => one.VpcId),
    };
    const index = this.once(`${kind} by VPC`, () => {
      const found = new Map<string, Resource[]>();
      for (const resource of byId(this.snapshot.resources(kind)).values()) {
        for (const vpc of (vpcsOf[kind] ?? vpcsOf.default!)(resource.data)) found.set(vpc, [...(found.get(vpc) ?? []), resource]);
      }
      return found;
    });
    return index.get(vpcId) ?? [];
  }

  /** Public addresses of NAT gateways, and what they are inside. */
  get natAddresses(): NatAddresses {
    return this.once('NAT addresses', () => natAddressesOf(this.entities('nat-gateway').values()));
  }

  /** The VPC that a public IPv4 address, or an IPv6 address, leads to; with the interval on which that is so. */
  publicVpcAt(value: Address): Match<Vpc> {
    const table = this.once('public addresses', () => {
      const four = [...this.publicAddresses].map(([own, { owner }]) => ({ prefix: prefixAround(own, 32), value: owner.vpc }));
      const nat = [...this.natAddresses].flatMap(([own, { gateway }]) => {
        const vpc = this.vpcs.get(gateway.data.VpcId);
        return vpc ? [{ prefix: prefixAround(own, 32), value: vpc }] : [];
      });
      const six = [...this.vpcs.values()].flatMap((vpc) =>
        vpc.blocks.filter((block) => typeof block.lo === 'bigint').map((prefix) => ({ prefix, value: vpc })),
      );
      return prefixTable([...four, ...nat, ...six]);
    });
    return table.lookup(value);
  }

  get transit(): Transit {
    return this.once('transit', () => transitOf(this));
  }

  get cloudWan(): CloudWan {
    return this.once('cloud WAN', () => cloudWanOf(this));
  }

  /** Why something is not there: what was not collected, else the reason given. */
  #why(kind: string, place: Place, otherwise: string): Missing {
    const at = { account: place.account, region: place.region };
    const missing = this.coverage.missing(kind, at);
    return missing ?? new Missing(this.coverage.operation(kind), at, otherwise);
  }

  /** A `Missing` for a thing that is named and not there. */
  absent(kind: string, id: string, place: Place): Missing {
    return this.#why(kind, place, `${id} is not in the snapshot`);
  }
}

/** The index of a snapshot. Tables, groups and lists are compiled when a walk first needs them. */
export const buildNetwork = (snapshot: Observed): Network => new Network(snapshot);
