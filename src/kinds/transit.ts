/** Transit gateways: what is attached to them, and the route tables that decide who reaches whom through them. */
import { under } from './filters.ts';
import { idInKey, idsOf } from './ids.ts';
import { each, kind } from './kind.ts';

export const transitGateway = kind({
  kind: 'transit-gateway',
  title: 'Transit gateway',
  about: 'A router of one Region between VPCs, VPN connections and other networks, own or shared.',
  call: { service: 'ec2', operation: 'DescribeTransitGateways', items: 'TransitGateways', pageSize: 1000 },
  id: (item) => item.TransitGatewayId,
  owner: (item) => item.OwnerId,
  refs: {
    'transit-gateway-route-table': (item) => [
      item.Options?.AssociationDefaultRouteTableId,
      item.Options?.PropagationDefaultRouteTableId,
    ],
  },
  columns: {
    state: (item) => item.State,
    asn: (item) => item.Options?.AmazonSideAsn,
    'default-association': (item) => item.Options?.DefaultRouteTableAssociation,
    'default-propagation': (item) => item.Options?.DefaultRouteTablePropagation,
    'auto-accept': (item) => item.Options?.AutoAcceptSharedAttachments,
    description: (item) => item.Description,
    owner: (item) => item.OwnerId,
  },
  filters: [
    'options.propagation-default-route-table-id',
    'options.amazon-side-asn',
    'options.association-default-route-table-id',
    'options.auto-accept-shared-attachments',
    'options.default-route-table-association',
    'options.default-route-table-propagation',
    'options.dns-support',
    'options.vpn-ecmp-support',
    'owner-id',
    'state',
    'transit-gateway-id',
  ],
});

interface Attached {
  ResourceType?: string;
  ResourceId?: string;
}

/** The id of what is attached, when it is of this type. */
const attached = (type: string, items: Attached | readonly Attached[] | undefined): (string | undefined)[] =>
  [items ?? []]
    .flat()
    .filter((item) => item.ResourceType === type)
    .map((item) => item.ResourceId);

export const transitGatewayAttachment = kind({
  kind: 'transit-gateway-attachment',
  title: 'Transit gateway attachment',
  about: 'What connects a VPC, a VPN connection, a peer or another network to a transit gateway.',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayAttachments',
    items: 'TransitGatewayAttachments',
    pageSize: 1000,
  },
  id: (item) => item.TransitGatewayAttachmentId,
  owner: (item) => item.ResourceOwnerId,
  refs: {
    // A peering attachment names the other transit gateway, or the core network, as what is attached.
    'transit-gateway': (item) => [item.TransitGatewayId, ...idsOf(attached('peering', item), 'tgw')],
    'core-network': (item) => idsOf(attached('peering', item), 'core-network'),
    'transit-gateway-route-table': (item) => item.Association?.TransitGatewayRouteTableId,
    'transit-gateway-attachment': (item) => attached('connect', item),
    vpc: (item) => attached('vpc', item),
    'vpn-connection': (item) => attached('vpn', item),
  },
  columns: {
    type: (item) => item.ResourceType,
    resource: (item) => item.ResourceId,
    'resource-owner': (item) => item.ResourceOwnerId,
    'transit-gateway': (item) => item.TransitGatewayId,
    state: (item) => item.State,
    'route-table': (item) => item.Association?.TransitGatewayRouteTableId,
  },
  filters: [
    'association.state',
    'association.transit-gateway-route-table-id',
    'resource-id',
    'resource-owner-id',
    'resource-type',
    'state',
    'transit-gateway-attachment-id',
    'transit-gateway-id',
    'transit-gateway-owner-id',
  ],
});

export const transitGatewayVpcAttachment = kind({
  kind: 'transit-gateway-vpc-attachment',
  title: 'Transit gateway VPC attachment',
  about: 'The subnets by which a VPC meets a transit gateway, and whether it keeps flows in one zone.',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayVpcAttachments',
    items: 'TransitGatewayVpcAttachments',
    pageSize: 1000,
  },
  id: (item) => item.TransitGatewayAttachmentId,
  owner: (item) => item.VpcOwnerId,
  refs: {
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
    'transit-gateway': (item) => item.TransitGatewayId,
    vpc: (item) => item.VpcId,
    subnet: (item) => item.SubnetIds,
  },
  onlyWith: ['transit-gateway-attachment'],
  columns: {
    vpc: (item) => item.VpcId,
    'transit-gateway': (item) => item.TransitGatewayId,
    subnets: (item) => item.SubnetIds,
    state: (item) => item.State,
    'appliance-mode': (item) => item.Options?.ApplianceModeSupport,
    ipv6: (item) => item.Options?.Ipv6Support,
    owner: (item) => item.VpcOwnerId,
  },
  filters: ['state', 'transit-gateway-attachment-id', 'transit-gateway-id', 'vpc-id'],
});

export const transitGatewayRouteTable = kind({
  kind: 'transit-gateway-route-table',
  title: 'Transit gateway route table',
  about: 'Where packets go next that enter a transit gateway by the attachments of this table.',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayRouteTables',
    items: 'TransitGatewayRouteTables',
    pageSize: 1000,
  },
  id: (item) => item.TransitGatewayRouteTableId,
  refs: { 'transit-gateway': (item) => item.TransitGatewayId },
  onlyWith: ['transit-gateway'],
  columns: {
    'transit-gateway': (item) => item.TransitGatewayId,
    'default-association': (item) => item.DefaultAssociationRouteTable,
    'default-propagation': (item) => item.DefaultPropagationRouteTable,
    state: (item) => item.State,
  },
  filters: [
    'default-association-route-table',
    'default-propagation-route-table',
    'state',
    'transit-gateway-id',
    'transit-gateway-route-table-id',
  ],
});

interface RouteTable {
  TransitGatewayRouteTableId?: string;
  State?: string;
}

/** A table that is being deleted is listed for a while, and can no longer be asked. */
const ofTable = ({ TransitGatewayRouteTableId: id, State }: RouteTable) =>
  id && State !== 'deleting' && State !== 'deleted' ? [{ key: id, input: { TransitGatewayRouteTableId: id } }] : [];

export const transitGatewayAssociation = kind({
  kind: 'transit-gateway-association',
  title: 'Transit gateway association',
  about: 'Which route table decides for the packets that enter by an attachment.',
  call: {
    service: 'ec2',
    operation: 'GetTransitGatewayRouteTableAssociations',
    items: 'Associations',
    pageSize: 1000,
    over: each(transitGatewayRouteTable, ofTable),
  },
  id: (item, parent) => item.TransitGatewayAttachmentId && `${parent}/${item.TransitGatewayAttachmentId}`,
  refs: {
    'transit-gateway-route-table': (_item, parent) => idInKey(parent),
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
    vpc: (item) => attached('vpc', item),
    'vpn-connection': (item) => attached('vpn', item),
  },
  detailOf: 'transit-gateway-route-table',
  columns: {
    attachment: (item) => item.TransitGatewayAttachmentId,
    type: (item) => item.ResourceType,
    resource: (item) => item.ResourceId,
    state: (item) => item.State,
  },
  filters: ['resource-id', 'resource-type', 'transit-gateway-attachment-id'],
});

export const transitGatewayPropagation = kind({
  kind: 'transit-gateway-propagation',
  title: 'Transit gateway propagation',
  about: 'Which attachments tell a route table their routes.',
  call: {
    service: 'ec2',
    operation: 'GetTransitGatewayRouteTablePropagations',
    items: 'TransitGatewayRouteTablePropagations',
    pageSize: 1000,
    over: each(transitGatewayRouteTable, ofTable),
  },
  id: (item, parent) =>
    item.TransitGatewayAttachmentId &&
    [parent, item.TransitGatewayAttachmentId, item.TransitGatewayRouteTableAnnouncementId].filter(Boolean).join('/'),
  refs: {
    'transit-gateway-route-table': (_item, parent) => idInKey(parent),
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
    vpc: (item) => attached('vpc', item),
    'vpn-connection': (item) => attached('vpn', item),
  },
  detailOf: 'transit-gateway-route-table',
  columns: {
    attachment: (item) => item.TransitGatewayAttachmentId,
    type: (item) => item.ResourceType,
    resource: (item) => item.ResourceId,
    state: (item) => item.State,
  },
  filters: ['resource-id', 'resource-type', 'transit-gateway-attachment-id'],
});

export const transitGatewayRoute = kind({
  kind: 'transit-gateway-route',
  title: 'Transit gateway route',
  about: 'One destination of a transit gateway route table, and the attachments that lead there.',
  call: {
    service: 'ec2',
    operation: 'SearchTransitGatewayRoutes',
    items: 'Routes',
    pageSize: 1000,
    // The operation wants a filter; a route that carries or drops traffic is in one of these states.
    input: { Filters: [{ Name: 'state', Values: ['active', 'blackhole'] }] },
    over: each(transitGatewayRouteTable, ofTable),
  },
  // Each entry of a referenced prefix list is a route that names the list; the same destination can be a route of its own.
  id: (item, parent) =>
    (item.DestinationCidrBlock ?? item.PrefixListId) &&
    [parent, item.DestinationCidrBlock, item.PrefixListId].filter(Boolean).join('/'),
  refs: {
    'transit-gateway-route-table': (_item, parent) => idInKey(parent),
    'transit-gateway-attachment': (item) =>
      item.TransitGatewayAttachments?.map((attachment) => attachment.TransitGatewayAttachmentId),
    'prefix-list': (item) => item.PrefixListId,
    vpc: (item) => attached('vpc', item.TransitGatewayAttachments),
    'vpn-connection': (item) => attached('vpn', item.TransitGatewayAttachments),
  },
  detailOf: 'transit-gateway-route-table',
  keyed: { TransitGatewayAttachments: ['TransitGatewayAttachmentId'] },
  columns: {
    destination: (item) => item.DestinationCidrBlock ?? item.PrefixListId,
    type: (item) => item.Type,
    state: (item) => item.State,
    attachments: (item) => item.TransitGatewayAttachments?.map((attachment) => attachment.TransitGatewayAttachmentId),
    resources: (item) => item.TransitGatewayAttachments?.map((attachment) => attachment.ResourceId),
  },
  // `route-search.{exact,longest-prefix,subnet-of,supernet-of}-match` compare addresses, so no path stands for them.
  filters: [
    ...under('attachment', 'TransitGatewayAttachments', ['transit-gateway-attachment-id', 'resource-id', 'resource-type']),
    'prefix-list-id',
    'state',
    'type',
  ],
});
