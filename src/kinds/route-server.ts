/** Routes that appliances tell a VPC by BGP: route servers, their endpoints, peers, tables and routing database. */
import { idInKey, isGoing, joined } from './ids.ts';
import { each, kind } from './kind.ts';

export const routeServer = kind({
  kind: 'route-server',
  title: 'Route server',
  about: 'Puts the routes that its peers announce into the route tables of a VPC.',
  call: { service: 'ec2', operation: 'DescribeRouteServers', items: 'RouteServers', pageSize: 1000 },
  id: (item) => item.RouteServerId,
  columns: {
    state: (item) => item.State,
    asn: (item) => item.AmazonSideAsn,
    persists: (item) => item.PersistRoutesState,
    notifies: (item) => item.SnsNotificationsEnabled,
  },
  filters: [],
});

interface Server {
  RouteServerId?: string;
  State?: string;
}

const ofServer = ({ RouteServerId, State }: Server) =>
  RouteServerId && !isGoing(State) ? [{ key: RouteServerId, input: { RouteServerId } }] : [];

export const routeServerEndpoint = kind({
  kind: 'route-server-endpoint',
  title: 'Route server endpoint',
  about: 'The interface of a route server in a subnet, with which peers talk.',
  call: { service: 'ec2', operation: 'DescribeRouteServerEndpoints', items: 'RouteServerEndpoints', pageSize: 1000 },
  id: (item) => item.RouteServerEndpointId,
  refs: {
    'route-server': (item) => item.RouteServerId,
    vpc: (item) => item.VpcId,
    subnet: (item) => item.SubnetId,
    'network-interface': (item) => item.EniId,
  },
  onlyWith: ['route-server'],
  columns: {
    server: (item) => item.RouteServerId,
    subnet: (item) => item.SubnetId,
    address: (item) => item.EniAddress,
    state: (item) => item.State,
    failure: (item) => item.FailureReason,
  },
  filters: [],
});

export const routeServerPeer = kind({
  kind: 'route-server-peer',
  title: 'Route server peer',
  about: 'An appliance that announces routes to a route server endpoint, and whether the two talk.',
  call: { service: 'ec2', operation: 'DescribeRouteServerPeers', items: 'RouteServerPeers', pageSize: 1000 },
  id: (item) => item.RouteServerPeerId,
  refs: {
    'route-server': (item) => item.RouteServerId,
    'route-server-endpoint': (item) => item.RouteServerEndpointId,
    vpc: (item) => item.VpcId,
    subnet: (item) => item.SubnetId,
    'network-interface': (item) => item.EndpointEniId,
  },
  onlyWith: ['route-server'],
  columns: {
    server: (item) => item.RouteServerId,
    endpoint: (item) => item.RouteServerEndpointId,
    address: (item) => item.PeerAddress,
    asn: (item) => item.BgpOptions?.PeerAsn,
    bgp: (item) => item.BgpStatus?.Status,
    bfd: (item) => item.BfdStatus?.Status,
    state: (item) => item.State,
  },
  filters: [],
});

export const routeServerAssociation = kind({
  kind: 'route-server-association',
  title: 'Route server association',
  about: 'The VPC that a route server works for.',
  call: {
    service: 'ec2',
    operation: 'GetRouteServerAssociations',
    items: 'RouteServerAssociations',
    over: each(routeServer, ofServer),
  },
  id: (item, parent) => item.VpcId && `${parent}/${item.VpcId}`,
  refs: { 'route-server': (_item, parent) => idInKey(parent), vpc: (item) => item.VpcId },
  detailOf: 'route-server',
  columns: { vpc: (item) => item.VpcId, state: (item) => item.State },
});

export const routeServerPropagation = kind({
  kind: 'route-server-propagation',
  title: 'Route server propagation',
  about: 'A route table that a route server puts routes into.',
  call: {
    service: 'ec2',
    operation: 'GetRouteServerPropagations',
    items: 'RouteServerPropagations',
    over: each(routeServer, ofServer),
  },
  id: (item, parent) => item.RouteTableId && `${parent}/${item.RouteTableId}`,
  refs: { 'route-server': (_item, parent) => idInKey(parent), 'route-table': (item) => item.RouteTableId },
  detailOf: 'route-server',
  columns: { 'route-table': (item) => item.RouteTableId, state: (item) => item.State },
});

export const routeServerRoute = kind({
  kind: 'route-server-route',
  title: 'Route server route',
  about: 'A route that a peer announced, and the route tables in which it was installed.',
  call: {
    service: 'ec2',
    operation: 'GetRouteServerRoutingDatabase',
    items: 'Routes',
    pageSize: 1000,
    over: each(routeServer, ofServer),
  },
  id: (item, parent) => item.Prefix && joined(parent, item.Prefix, item.RouteServerEndpointId, item.RouteServerPeerId),
  refs: {
    'route-server': (_item, parent) => idInKey(parent),
    'route-server-peer': (item) => item.RouteServerPeerId,
    'route-server-endpoint': (item) => item.RouteServerEndpointId,
    'route-table': (item) => item.RouteInstallationDetails?.map((installed) => installed.RouteTableId),
  },
  detailOf: 'route-server',
  ordered: ['AsPaths'],
  keyed: { RouteInstallationDetails: ['RouteTableId'] },
  columns: {
    prefix: (item) => item.Prefix,
    peer: (item) => item.RouteServerPeerId,
    'next-hop': (item) => item.NextHopIp,
    status: (item) => item.RouteStatus,
    'as-path': (item) => item.AsPaths,
    tables: (item) => item.RouteInstallationDetails?.map((installed) => installed.RouteTableId),
  },
  filters: [],
});
