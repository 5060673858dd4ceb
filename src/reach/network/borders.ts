/** What stands at the borders of subnets, gateways and interfaces: ACLs, route tables and groups, each compiled when it is first met. */
import type { Place, Resource } from '../../snapshot/snapshot.ts';
import { Badges } from './badges.ts';
import type { Missing } from './coverage.ts';
import { byId, type Data } from './entity.ts';
import { Guard, type GuardRule } from './guard.ts';
import type { Interface } from './interface.ts';
import type { Network } from './network.ts';
import { type Acl, type AclEntry, aclOf } from './network-acl.ts';
import { RouteBook } from './route-book.ts';
import { type RouteTable, routeTableOf } from './route-table.ts';
import { Rulebook } from './rulebook.ts';
import { Group } from './security-group.ts';
import type { Subnet } from './subnet.ts';

export class Borders {
  readonly #network: Network;
  aclBook = new Rulebook<AclEntry>();
  guardBook = new Rulebook<GuardRule>();
  badges = new Badges();
  routeBook = new RouteBook();
  #groups = new Map<string, Group | Missing>();
  #guards = new Map<string, Guard>();
  #tables = new Map<string, RouteTable>();
  #bySubnet: ReadonlyMap<string, Acl> | undefined;
  #rawTables: ReadonlyMap<string, Resource> | undefined;
  #rawGroups: ReadonlyMap<string, Resource> | undefined;
  #associations: ReadonlyMap<string, string> | undefined;
  #edges: ReadonlyMap<string, string> | undefined;
  #numbers: ReadonlyMap<string, number> | undefined;

  constructor(network: Network) {
    this.#network = network;
  }

  /** The same for a network with one group, ACL or route table edited. What was compiled and is not touched is shared. */
  edited(network: Network, resource: Resource): Borders {
    const made = new Borders(network);
    const { kind, id } = resource;
    made.aclBook = this.aclBook;
    made.guardBook = this.guardBook;
    made.badges = this.badges;
    made.routeBook = this.routeBook;
    made.#associations = this.associations;
    made.#edges = this.edges;
    made.#numbers = this.#numbers;
    const isGroup = kind === 'security-group';
    made.#rawGroups = isGroup ? new Map(this.#raw).set(id, resource) : this.#raw;
    made.#rawTables = kind === 'route-table' ? new Map(this.routeTables).set(id, resource) : this.routeTables;
    made.#groups = new Map(this.#groups);
    made.#tables = new Map(this.#tables);
    if (isGroup) made.#groups.delete(id);
    else made.#guards = this.#guards;
    made.#tables.delete(id);
    this.#bySubnet ??= this.#aclsBySubnet();
    made.#bySubnet = kind === 'network-acl' ? made.#withAcl(this.#bySubnet, resource) : this.#bySubnet;
    return made;
  }

  #withAcl(before: ReadonlyMap<string, Acl>, resource: Resource): Map<string, Acl> {
    const acl = aclOf(resource, this.aclBook);
    const found = new Map(before);
    for (const id of acl.subnetIds) found.set(id, acl);
    return found;
  }

  /** The ACL of a subnet: the one that names it (N1). ACLs belong to the VPC's owner (X7). */
  aclOf(subnet: Subnet): Acl | Missing {
    this.#bySubnet ??= this.#aclsBySubnet();
    return (
      this.#bySubnet.get(subnet.id) ??
      this.#network.missing('network-acl', subnet.vpc, `no ACL of the snapshot names ${subnet.id}`)
    );
  }

  #aclsBySubnet(): Map<string, Acl> {
    const acls = new Map<string, Acl>();
    for (const resource of byId(this.#network.snapshot.resources('network-acl')).values()) {
      const acl = aclOf(resource, this.aclBook);
      for (const id of acl.subnetIds) acls.set(id, acl);
    }
    return acls;
  }

  /** The effective table of a subnet: the associated one, else the VPC's main table (R1). */
  tableOf(subnet: Subnet): RouteTable | Missing {
    const id = this.associations.get(subnet.id) ?? this.associations.get(`main ${subnet.vpc.id}`);
    return this.table(id) ?? this.#network.missing('route-table', subnet.vpc, `no table of the snapshot belongs to ${subnet.id}`);
  }

  table(id: string | undefined): RouteTable | undefined {
    const known = id === undefined ? undefined : this.#tables.get(id);
    if (known || id === undefined) return known;
    const raw = this.routeTables.get(id);
    if (!raw) return undefined;
    const made = routeTableOf(raw, this.#network, this.routeBook);
    this.#tables.set(id, made);
    return made;
  }

  get routeTables(): ReadonlyMap<string, Resource> {
    this.#rawTables ??= byId(this.#network.snapshot.resources('route-table'));
    return this.#rawTables;
  }

  /** Table ids by subnet id, by gateway id, and by `main vpc-…`. */
  get associations(): ReadonlyMap<string, string> {
    this.#associations ??= associationsIn(this.routeTables.values());
    return this.#associations;
  }

  /** Table ids by gateway id alone: few gateways have a table. */
  get edges(): ReadonlyMap<string, string> {
    this.#edges ??= associationsIn(this.routeTables.values(), (one) => (one.SubnetId ? undefined : one.GatewayId));
    return this.#edges;
  }

  /** The rules of a group; `place`: from where it is looked for. */
  group(id: string, place: Place): Group | Missing {
    let found = this.#groups.get(id);
    if (found === undefined) {
      const raw = this.#raw.get(id);
      found = raw
        ? new Group(raw, () => this.#rulesOf(id))
        : this.#network.missing('security-group', place, `${id} is not in the snapshot`);
      this.#groups.set(id, found);
    }
    return found;
  }

  #rulesOf(groupId: string): readonly Resource[] {
    return this.#network.grouped('security-group-rule', 'group', (rule) => rule.data.GroupId).get(groupId) ?? [];
  }

  get #raw(): ReadonlyMap<string, Resource> {
    this.#rawGroups ??= byId(this.#network.snapshot.resources('security-group'));
    return this.#rawGroups;
  }

  /** The groups of an interface, taken together. */
  guardOf(one: Interface): Guard {
    const key = one.groupIds.length === 1 ? one.groupIds[0]! : one.groupIds.join(' ');
    let found = this.#guards.get(key);
    if (found === undefined) {
      const groups = one.groupIds.map((id) => this.group(id, one));
      const numberOf = (id: string): number => this.#numberOf(id);
      found = new Guard(one.groupIds, groups, { book: this.guardBook, badges: this.badges, numberOf });
      this.#guards.set(key, found);
    }
    return found;
  }

  #numberOf(groupId: string): number {
    this.#numbers ??= new Map([...this.#raw.keys()].map((id, at) => [id, at]));
    return this.#numbers.get(groupId) ?? -1;
  }
}

const keyOf = (one: Data, vpcId: string): string | undefined =>
  one.SubnetId ?? one.GatewayId ?? (one.Main ? `main ${vpcId}` : undefined);

function associationsIn(
  tables: Iterable<Resource>,
  read: (one: Data, vpcId: string) => string | undefined = keyOf,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const { id, data } of tables) {
    for (const one of (data.Associations ?? []) as Data[]) {
      if (['disassociated', 'failed'].includes(one.AssociationState?.State)) continue;
      const key = read(one, data.VpcId);
      if (key) found.set(key, id);
    }
  }
  return found;
}
