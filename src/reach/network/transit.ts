/** Transit gateways: attachments, the tables associated with them, and their routes. What two accounts see is one thing. */
import { type Entry, type PrefixTable, parsePrefix, prefixTable } from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import type { Missing } from './coverage.ts';
import { byId, type Data, type Entity, entityOf } from './entity.ts';
import type { Network } from './network.ts';
import type { Subnet } from './subnet.ts';

/** What is asked of every packet comes first: it lies together in memory. */
export class Attachment implements Entity {
  readonly kind = 'transit-gateway-attachment';
  readonly state: string;
  /** `vpc`, `vpn`, `direct-connect-gateway`, `connect`, `peering`, `network-function`, … */
  readonly type: string;
  readonly tableId: string | undefined;
  /** Looked up when the first packet comes: the gateway as its VPC knows it, the table that takes it, and the subnets of the snapshot in which the attachment stands. */
  gateway: Entity | undefined;
  table: AttachedTable | undefined;
  subnets: readonly Subnet[] | undefined;
  /** The zones of these subnets, in their order. */
  zones: readonly string[] | undefined;
  /** Of a peering: the other side. */
  far: Side | 'not in the snapshot' | undefined;
  readonly applianceMode: boolean;
  /** `enable`, `disable`, or not known. */
  readonly groupReferences: string | undefined;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  readonly gatewayId: string;
  readonly resourceId: string;
  readonly resourceOwner: string;
  /** Only of a VPC attachment whose owner was scanned. */
  readonly subnetIds: readonly string[] | undefined;

  /** `detail`: of a VPC attachment, where there is one; `tables`: by attachment and gateway. */
  constructor(resource: Resource, detail: Data, tables: ReadonlyMap<string, string>) {
    const { id, account, region, name, data } = entityOf(resource);
    const { Association: association, TransitGatewayId } = data;
    const associated = association && (association.State === undefined || association.State === 'associated');
    this.state = data.State ?? 'available';
    this.type = String(data.ResourceType ?? 'vpc').replace('tgw-peering', 'peering');
    this.tableId =
      (associated ? association.TransitGatewayRouteTableId : undefined) ?? tables.get(`${resource.id} ${TransitGatewayId}`);
    this.applianceMode = detail?.Options?.ApplianceModeSupport === 'enable';
    this.groupReferences = detail?.Options?.SecurityGroupReferencingSupport;
    this.id = id;
    this.account = account;
    this.region = region;
    this.name = name;
    this.data = data;
    this.gatewayId = TransitGatewayId;
    this.resourceId = data.ResourceId ?? data.VpcId ?? '';
    this.resourceOwner = data.ResourceOwnerId ?? data.VpcOwnerId ?? resource.account;
    this.subnetIds = detail?.SubnetIds;
  }
}

/** An attachment as one of its gateways has it. */
export interface Side {
  readonly gateway: Entity;
  readonly attachment: Attachment;
}

export interface AttachedTable {
  readonly at: Entity;
  readonly missing: Missing | undefined;
  readonly routes: PrefixTable<TransitRoute>;
}

/** Where a route leads: an attachment by its id, and what it turned out to be in the gateway's table. */
export interface TransitHop {
  readonly id: string;
  readonly type: string;
}

export interface TransitRoute {
  readonly attachments: readonly TransitHop[];
  /** Those that carry traffic, resolved when the route is first taken; and the only one. */
  ways: readonly { readonly hop: TransitHop; readonly attachment: Attachment | undefined }[] | undefined;
  only: Attachment | undefined;
  readonly isDead: boolean;
  readonly rank: number;
  readonly text: string;
  readonly data: Data;
}

export interface Transit {
  attachment(id: string, gatewayId: string): Attachment | undefined;
  /** Every attachment of an id: a peering attachment has two sides. */
  sides(id: string): readonly Attachment[];
  /** The attachment of a VPC to a gateway, the first that works. */
  ofVpc(vpcId: string, gatewayId: string): Attachment | undefined;
  ofGateway(gatewayId: string): readonly Attachment[];
  routes(tableId: string): PrefixTable<TransitRoute>;
  /** Whether attachments propagate their routes to a table (T8). */
  propagates(tableId: string | undefined): boolean;
}

export function transitOf(network: Network): Transit {
  const attachments = attachmentsOf(network);
  const sides = Map.groupBy(attachments, (one) => one.id);
  const byVpc = new Map<string, Map<string, Attachment>>();
  for (const one of attachments) {
    if (one.type !== 'vpc') continue;
    const mine = byVpc.get(one.gatewayId) ?? new Map<string, Attachment>();
    byVpc.set(one.gatewayId, mine);
    const known = mine.get(one.resourceId);
    if (!known || (known.state !== 'available' && one.state === 'available')) mine.set(one.resourceId, one);
  }
  const byGateway = Map.groupBy(attachments, (one) => one.gatewayId);
  const tables = new Map<string, PrefixTable<TransitRoute>>();
  const routes = network.grouped('transit-gateway-route', 'table', (route) => route.parent);
  const propagations = network.grouped('transit-gateway-propagation', 'table', (one) => one.parent);
  const propagating = new Set(
    [...propagations].flatMap(([id, all]) => (all.some(({ data }) => data.State === 'enabled') ? [id] : [])),
  );
  return {
    attachment: (id, gatewayId) => sides.get(id)?.find((one) => one.gatewayId === gatewayId),
    sides: (id) => sides.get(id) ?? [],
    ofVpc: (vpcId, gatewayId) => byVpc.get(gatewayId)?.get(vpcId),
    ofGateway: (gatewayId) => byGateway.get(gatewayId) ?? [],
    propagates: (tableId) => propagating.has(tableId),
    routes: (tableId) => {
      const known = tables.get(tableId) ?? routeTable(routes.get(tableId) ?? []);
      tables.set(tableId, known);
      return known;
    },
  };
}

function attachmentsOf(network: Network): Attachment[] {
  const details = byId(network.snapshot.resources('transit-gateway-vpc-attachment'));
  const tables = associatedTables(network);
  const plain = Map.groupBy(
    network.snapshot.resources('transit-gateway-attachment'),
    (one) => `${one.id} ${one.data.TransitGatewayId}`,
  );
  const listed = [...plain.values()].map(
    (seen) => seen.find((one) => one.data.TransitGatewayOwnerId === one.account) ?? seen[0]!,
  );
  const known = new Set(listed.map((one) => one.id));
  const unlisted = [...details.values()].filter((one) => !known.has(one.id));
  return [...listed, ...unlisted].map((one) => new Attachment(one, details.get(one.id)?.data, tables));
}

/** Table ids by attachment and gateway, from the tables' own lists of associations. */
function associatedTables(network: Network): Map<string, string> {
  const gateways = new Map(
    [...network.entities('transit-gateway-route-table').values()].map((one) => [one.id, one.data.TransitGatewayId]),
  );
  const found = new Map<string, string>();
  for (const { data, parent } of network.snapshot.resources('transit-gateway-association')) {
    if (parent && (data.State === undefined || data.State === 'associated'))
      found.set(`${data.TransitGatewayAttachmentId} ${gateways.get(parent)}`, parent);
  }
  return found;
}

/** T2: what comes first among routes of one length. */
const propagatedOrder = ['vpc', 'direct-connect-gateway', 'connect', 'vpn', 'vpn-concentrator', 'client-vpn', 'peering'];

function routeTable(routes: readonly Resource[]): PrefixTable<TransitRoute> {
  const entries = routes.flatMap(({ data }): Entry<TransitRoute>[] => {
    const prefix = parsePrefix(data.DestinationCidrBlock ?? '');
    if (!prefix) return [];
    const attachments = (data.TransitGatewayAttachments ?? []).map((one: Data) => ({
      id: one.TransitGatewayAttachmentId,
      type: one.ResourceType,
    }));
    const target = data.State === 'blackhole' ? 'blackhole' : attachments.map((one: Data) => one.id).join(', ');
    const text = `${data.DestinationCidrBlock} → ${target}`;
    return [
      {
        prefix,
        value: {
          only: undefined,
          ways: undefined,
          attachments,
          isDead: data.State === 'blackhole' || attachments.length === 0,
          rank: rankOf(data, attachments[0]?.type),
          text,
          data,
        },
      },
    ];
  });
  return prefixTable(entries, (a, b) => b.prefix.length - a.prefix.length || a.value.rank - b.value.rank);
}

function rankOf(data: Data, type: string | undefined): number {
  if (data.Type !== 'propagated') return data.PrefixListId ? 1 : 0;
  const order = propagatedOrder.indexOf(type ?? '');
  return 2 + (order < 0 ? propagatedOrder.length : order);
}
