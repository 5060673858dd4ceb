/**
 * What stands at the borders of subnets, gateways and interfaces, as a walk asks for it. A network that was built keeps the answers with the
 * subnets and interfaces themselves; one that was edited shares these with the other and asks anew.
 */
import { type Address, type Family, familyOf } from '../../net/index.ts';
import type { Place, Resource } from '../../snapshot/snapshot.ts';
import type { Borders } from './borders.ts';
import { Missing } from './coverage.ts';
import type { Guard, GuardRule } from './guard.ts';
import type { Interface } from './interface.ts';
import type { InterfaceBook } from './interface-book.ts';
import type { Acl, AclEntry } from './network-acl.ts';
import type { RouteBook } from './route-book.ts';
import type { RouteTable } from './route-table.ts';
import { isOpen, type Rows, type Rulebook, rowOf } from './rulebook.ts';
import type { Group, RuleDirection } from './security-group.ts';
import type { Subnet } from './subnet.ts';

export abstract class Bordered {
  /** What every packet asks of interfaces, by their numbers. */
  readonly book: InterfaceBook;
  /** Whether what subnets and interfaces keep is that of the network that this one was edited from. */
  protected readonly isEdited: boolean;
  protected readonly borders: Borders;

  constructor(book: InterfaceBook, isEdited: boolean, bordersOf: (self: Bordered) => Borders) {
    this.book = book;
    this.isEdited = isEdited;
    this.borders = bordersOf(this);
  }

  /** The ACL of a subnet (N1). */
  aclOf(subnet: Subnet): Acl | Missing {
    if (this.isEdited) return this.borders.aclOf(subnet);
    subnet.acl ??= this.borders.aclOf(subnet);
    return subnet.acl;
  }

  /** Where the entries of a subnet's ACL begin in the book. */
  aclRowsOf(subnet: Subnet): Rows | Missing {
    if (this.isEdited) return this.borders.aclOf(subnet);
    if (subnet.ingress4 >= 0) return subnet;
    const acl = this.aclOf(subnet);
    return acl instanceof Missing ? acl : subnet.filteredBy(acl);
  }

  get aclBook(): Rulebook<AclEntry> {
    return this.borders.aclBook;
  }

  /** The effective route table of a subnet (R1). */
  tableOf(subnet: Subnet): RouteTable | Missing {
    if (this.isEdited) return this.borders.tableOf(subnet);
    subnet.table ??= this.borders.tableOf(subnet);
    return subnet.table;
  }

  /** The row in the book of the route that takes a packet out of a subnet; −1 where that takes a look at the table. */
  routeRowOf(subnet: Subnet, dst: Address): number {
    if (this.isEdited) return -1;
    const { routeBook } = this.borders;
    if ((typeof dst === 'number' ? subnet.count4 : subnet.count6) === 0) this.#routeFor(subnet, familyOf(dst));
    if (typeof dst === 'number') return subnet.count4 <= 0 ? -1 : routeBook.fourAt(subnet.first4, subnet.count4, dst);
    return subnet.count6 <= 0 ? -1 : routeBook.sixAt(subnet.first6, subnet.count6, dst);
  }

  #routeFor(subnet: Subnet, family: Family): void {
    const table = this.tableOf(subnet);
    if (!(table instanceof Missing)) subnet.routedBy(table, family);
  }

  get routeBook(): RouteBook {
    return this.borders.routeBook;
  }

  /** Whether the first entry of a subnet's ACL lets through every packet to such an address. */
  isAclOpen(subnet: Subnet, side: RuleDirection, dst: Address): boolean {
    return !this.isEdited && isOpen(subnet.opens, side, dst);
  }

  /** The edge table of a gateway, if it has one (G1). */
  edgeTableOf(gatewayId: string): RouteTable | undefined {
    return this.table(this.borders.edges.get(gatewayId));
  }

  table(id: string | undefined): RouteTable | undefined {
    return this.borders.table(id);
  }

  get routeTables(): ReadonlyMap<string, Resource> {
    return this.borders.routeTables;
  }

  /** Table ids by subnet id, by gateway id, and by `main vpc-…`. */
  get associations(): ReadonlyMap<string, string> {
    return this.borders.associations;
  }

  group(id: string, place: Place): Group | Missing {
    return this.borders.group(id, place);
  }

  /** The groups of an interface, taken together. */
  guardOf(one: Interface): Guard {
    if (this.isEdited) return this.borders.guardOf(one);
    one.guard ??= this.borders.guardOf(one);
    return one.guard;
  }

  /** Where the rules begin in the guards' book that hold at an interface, told by its number, for a packet with such an address at the other end. */
  guardRowOf(at: number, side: RuleDirection, other: Address): number {
    const row = this.isEdited ? -1 : this.book.rowOf(at, side, other);
    return row < 0 ? rowOf(this.#guardAt(at), side, other) : row;
  }

  /** Whether the first of these rules surely takes every packet. */
  isOpen(at: number, side: RuleDirection, other: Address): boolean {
    return !this.isEdited && this.book.isOpen(at, side, other);
  }

  /** Whether an interface, told by its number, wears the group of a number. */
  wears(at: number, group: number): boolean {
    const worn = this.isEdited ? -1 : this.book.wornBy(at);
    return this.borders.badges.has(worn < 0 ? this.#guardAt(at).worn : worn, group);
  }

  #guardAt(at: number): Guard {
    const guard = this.guardOf(this.book.all[at]!);
    if (!this.isEdited) this.book.guard(at, guard);
    return guard;
  }

  get guardBook(): Rulebook<GuardRule> {
    return this.borders.guardBook;
  }
}
