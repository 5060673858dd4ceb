/** Subnets as the engine walks them: their blocks, and where their routes and the entries of their ACL are in the books. */
import { type Address, type Family, next, type Prefix, parsePrefix } from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import { Area } from './area.ts';
import type { Missing } from './coverage.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import type { Acl } from './network-acl.ts';
import type { RouteTable } from './route-table.ts';
import type { Rows } from './rulebook.ts';
import type { Attachment } from './transit.ts';
import { blocksOf, type Vpc } from './vpc.ts';

function blocksOfSubnet(data: Data): readonly Prefix[] {
  const four = parsePrefix(data.CidrBlock ?? '');
  const six = blocksOf(data.Ipv6CidrBlockAssociationSet, 'Ipv6CidrBlock', 'Ipv6CidrBlockState');
  return four ? [four, ...six] : six;
}

/** What is asked of every packet comes first: it lies together in memory. */
export class Subnet extends Area implements Entity, Rows {
  readonly vpc: Vpc;
  /** The resolver of its VPC. */
  readonly resolver: number | undefined;
  /** Where the routes of its table are in the book, by family. A count of 0: not asked for yet; of −1: more than the longest prefix decides. */
  first4 = 0;
  count4 = 0;
  first6 = 0;
  count6 = 0;
  /** Where the entries of its ACL begin; −1 before they are asked for. */
  ingress4 = -1;
  egress4 = -1;
  /** What the network found for it: see there. */
  table: RouteTable | Missing | undefined;
  /** The zone's id, which is the same in every account; its name where AWS gave no id. */
  readonly zone: string;
  /** The attachment by which packets left it for a transit gateway, and the subnet of the attachment in its zone. */
  attachment: Attachment | undefined;
  standIn: Subnet | undefined;
  ingress6 = -1;
  egress6 = -1;
  /** A bit for each of these lists whose first entry lets everything through: see `OPEN`. */
  opens = 0;
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
    this.resolver = vpc.resolver;
    this.number = number;
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

  /** Notes where the entries of its ACL begin. */
  filteredBy({ ingress4, egress4, ingress6, egress6, opens }: Acl): this {
    this.ingress4 = ingress4;
    this.egress4 = egress4;
    this.ingress6 = ingress6;
    this.egress6 = egress6;
    this.opens = opens;
    return this;
  }

  /** Notes where the routes of its table are for a family, if nothing but the longest prefix decides. */
  routedBy(table: RouteTable, family: Family): void {
    const { first, count } = (table.isPlain ? table.stretchOf(family) : undefined) ?? { first: 0, count: -1 };
    if (family === 4) {
      this.first4 = first;
      this.count4 = count;
    } else {
      this.first6 = first;
      this.count6 = count;
    }
  }
}
