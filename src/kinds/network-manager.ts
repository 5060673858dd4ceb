/** Networks of many Regions: global networks, and Cloud WAN core networks with their policy, attachments and routes. */
import { idInArn, idInKey } from './ids.ts';
import { each, kind } from './kind.ts';

export const globalNetwork = kind({
  kind: 'global-network',
  title: 'Global network',
  about: 'What Network Manager shows as one network: transit gateways and at most one core network.',
  scope: 'global',
  call: { service: 'networkmanager', operation: 'DescribeGlobalNetworks', items: 'GlobalNetworks', pageSize: 500 },
  id: (item) => item.GlobalNetworkId,
  columns: { state: (item) => item.State, description: (item) => item.Description },
});

export const coreNetwork = kind({
  kind: 'core-network',
  title: 'Core network',
  about: 'A Cloud WAN network across Regions, own or shared.',
  scope: 'global',
  call: { service: 'networkmanager', operation: 'ListCoreNetworks', items: 'CoreNetworks', pageSize: 500 },
  id: (item) => item.CoreNetworkId,
  owner: (item) => item.OwnerAccountId,
  refs: { 'global-network': (item) => item.GlobalNetworkId },
  columns: {
    state: (item) => item.State,
    'global-network': (item) => item.GlobalNetworkId,
    description: (item) => item.Description,
    owner: (item) => item.OwnerAccountId,
  },
});

export const coreNetworkDetail = kind({
  kind: 'core-network-detail',
  title: 'Core network detail',
  about: 'The segments of a core network and the Regions where it has an edge.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetCoreNetwork',
    items: 'CoreNetwork',
    over: each(coreNetwork, ({ CoreNetworkId }) => (CoreNetworkId ? [{ key: CoreNetworkId, input: { CoreNetworkId } }] : [])),
  },
  id: (item) => item.CoreNetworkId,
  refs: { 'core-network': (item) => item.CoreNetworkId, 'global-network': (item) => item.GlobalNetworkId },
  detailOf: 'core-network',
  keyed: { Segments: ['Name'], Edges: ['EdgeLocation'] },
  columns: {
    state: (item) => item.State,
    segments: (item) => item.Segments?.map((segment) => segment.Name),
    edges: (item) => item.Edges?.map((edge) => edge.EdgeLocation),
    asns: (item) => item.Edges?.map((edge) => edge.Asn),
    'global-network': (item) => item.GlobalNetworkId,
  },
});

export const coreNetworkPolicy = kind({
  kind: 'core-network-policy',
  title: 'Core network policy',
  about: 'The document that says who may talk to whom in a core network: the live one, and the latest, which may differ.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetCoreNetworkPolicy',
    items: 'CoreNetworkPolicy',
    over: each(coreNetwork, ({ CoreNetworkId }) =>
      CoreNetworkId
        ? (['LIVE', 'LATEST'] as const).map((Alias) => ({ key: `${CoreNetworkId}/${Alias}`, input: { CoreNetworkId, Alias } }))
        : [],
    ),
    // A new core network has no live policy yet, or none at all.
    absent: ['ResourceNotFoundException'],
  },
  id: (_item, parent) => parent,
  refs: { 'core-network': (_item, parent) => idInKey(parent) },
  detailOf: 'core-network',
  columns: {
    version: (item) => item.PolicyVersionId,
    alias: (item) => item.Alias,
    'change-set': (item) => item.ChangeSetState,
    errors: (item) => item.PolicyErrors?.length ?? 0,
    description: (item) => item.Description,
  },
});

export const coreNetworkAttachment = kind({
  kind: 'core-network-attachment',
  title: 'Core network attachment',
  about: 'What connects a VPC, a VPN connection or another network to a segment of a core network.',
  scope: 'global',
  call: { service: 'networkmanager', operation: 'ListAttachments', items: 'Attachments', pageSize: 500 },
  id: (item) => item.AttachmentId,
  owner: (item) => item.OwnerAccountId,
  refs: {
    'core-network': (item) => item.CoreNetworkId,
    vpc: (item) => resource(item, 'VPC'),
    'vpn-connection': (item) => resource(item, 'SITE_TO_SITE_VPN'),
    'transit-gateway-route-table': (item) => resource(item, 'TRANSIT_GATEWAY_ROUTE_TABLE'),
    'core-network-attachment': (item) => resource(item, 'CONNECT'),
  },
  columns: {
    type: (item) => item.AttachmentType,
    resource: (item) => idInArn(item.ResourceArn),
    segment: (item) => item.SegmentName,
    proposed: (item) => item.ProposedSegmentChange?.SegmentName,
    edge: (item) => item.EdgeLocation,
    state: (item) => item.State,
    owner: (item) => item.OwnerAccountId,
  },
});

const resource = (item: { AttachmentType?: string; ResourceArn?: string }, type: string): string | undefined =>
  item.AttachmentType === type ? idInArn(item.ResourceArn) : undefined;

export const coreNetworkRouteTable = kind({
  kind: 'core-network-route-table',
  title: 'Core network route table',
  about: 'The routes of one segment at one edge of a core network, and when AWS looked at them.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetNetworkRoutes',
    // The whole answer: it also says as of when the routes are.
    items: '.',
    over: each(coreNetworkDetail, ({ GlobalNetworkId, CoreNetworkId, Segments = [], Edges = [] }) =>
      Segments.flatMap(({ Name: SegmentName, EdgeLocations }) =>
        (EdgeLocations ?? Edges.map((edge) => edge.EdgeLocation)).map((EdgeLocation) => ({
          key: `${CoreNetworkId}/${SegmentName}/${EdgeLocation}`,
          input: {
            GlobalNetworkId,
            RouteTableIdentifier: { CoreNetworkSegmentEdge: { CoreNetworkId, SegmentName, EdgeLocation } },
          },
        })),
      ),
    ),
  },
  id: (_item, parent) => parent,
  refs: {
    'core-network': (_item, parent) => idInKey(parent),
    'core-network-attachment': (item) => destinations(item).map((destination) => destination.CoreNetworkAttachmentId),
    'transit-gateway-attachment': (item) => destinations(item).map((destination) => destination.TransitGatewayAttachmentId),
    'prefix-list': (item) => item.NetworkRoutes?.map((route) => route.PrefixListId),
  },
  detailOf: 'core-network',
  volatile: ['RouteTableTimestamp'],
  keyed: { NetworkRoutes: ['DestinationCidrBlock', 'PrefixListId'] },
  columns: {
    segment: (item) => item.CoreNetworkSegmentEdge?.SegmentName,
    edge: (item) => item.CoreNetworkSegmentEdge?.EdgeLocation,
    routes: (item) => item.NetworkRoutes?.length ?? 0,
    blackholes: (item) => item.NetworkRoutes?.filter((route) => route.State === 'BLACKHOLE').length ?? 0,
  },
});

const destinations = <Destination>(table: { NetworkRoutes?: { Destinations?: Destination[] }[] }): Destination[] =>
  (table.NetworkRoutes ?? []).flatMap((route) => route.Destinations ?? []);
