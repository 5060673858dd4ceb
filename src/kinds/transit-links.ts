/** Transit gateways joined to other routers: Connect attachments and their peers, peering, and what is announced over it. */
import { kind } from './kind.ts';

export const transitGatewayConnect = kind({
  kind: 'transit-gateway-connect',
  title: 'Transit gateway Connect attachment',
  about: 'Tunnels between a transit gateway and appliances, carried by another attachment.',
  call: { service: 'ec2', operation: 'DescribeTransitGatewayConnects', items: 'TransitGatewayConnects', pageSize: 1000 },
  id: (item) => item.TransitGatewayAttachmentId,
  refs: {
    'transit-gateway-attachment': (item) => [item.TransitGatewayAttachmentId, item.TransportTransitGatewayAttachmentId],
    'transit-gateway': (item) => item.TransitGatewayId,
  },
  onlyWith: ['transit-gateway-attachment'],
  columns: {
    'transit-gateway': (item) => item.TransitGatewayId,
    transport: (item) => item.TransportTransitGatewayAttachmentId,
    protocol: (item) => item.Options?.Protocol,
    state: (item) => item.State,
  },
  filters: [
    'options.protocol',
    'state',
    'transit-gateway-attachment-id',
    'transit-gateway-id',
    'transport-transit-gateway-attachment-id',
  ],
});

export const transitGatewayConnectPeer = kind({
  kind: 'transit-gateway-connect-peer',
  title: 'Transit gateway Connect peer',
  about: 'One tunnel of a Connect attachment, and whether its two BGP sessions are up.',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayConnectPeers',
    items: 'TransitGatewayConnectPeers',
    pageSize: 1000,
  },
  id: (item) => item.TransitGatewayConnectPeerId,
  refs: {
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
    'transit-gateway-connect': (item) => item.TransitGatewayAttachmentId,
  },
  onlyWith: ['transit-gateway-connect'],
  keyed: { 'ConnectPeerConfiguration.BgpConfigurations': ['TransitGatewayAddress', 'PeerAddress'] },
  columns: {
    attachment: (item) => item.TransitGatewayAttachmentId,
    address: (item) => item.ConnectPeerConfiguration?.TransitGatewayAddress,
    peer: (item) => item.ConnectPeerConfiguration?.PeerAddress,
    bgp: (item) => item.ConnectPeerConfiguration?.BgpConfigurations?.map((session) => session.BgpStatus),
    state: (item) => item.State,
  },
  filters: ['state', 'transit-gateway-attachment-id', 'transit-gateway-connect-peer-id'],
});

export const transitGatewayPeeringAttachment = kind({
  kind: 'transit-gateway-peering-attachment',
  title: 'Transit gateway peering attachment',
  about: 'Joins two transit gateways, or one and a core network, also of different accounts or Regions.',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayPeeringAttachments',
    items: 'TransitGatewayPeeringAttachments',
    pageSize: 1000,
  },
  id: (item) => item.TransitGatewayAttachmentId,
  refs: {
    'transit-gateway-attachment': (item) => [item.TransitGatewayAttachmentId, item.AccepterTransitGatewayAttachmentId],
    'transit-gateway': (item) => [item.RequesterTgwInfo?.TransitGatewayId, item.AccepterTgwInfo?.TransitGatewayId],
    'core-network': (item) => [item.RequesterTgwInfo?.CoreNetworkId, item.AccepterTgwInfo?.CoreNetworkId],
  },
  onlyWith: ['transit-gateway'],
  columns: {
    state: (item) => item.State,
    requester: (item) => item.RequesterTgwInfo?.TransitGatewayId ?? item.RequesterTgwInfo?.CoreNetworkId,
    accepter: (item) => item.AccepterTgwInfo?.TransitGatewayId ?? item.AccepterTgwInfo?.CoreNetworkId,
    'accepter-owner': (item) => item.AccepterTgwInfo?.OwnerId,
    'accepter-region': (item) => item.AccepterTgwInfo?.Region,
    'dynamic-routing': (item) => item.Options?.DynamicRouting,
  },
  // Which side is the local one depends on who asks: no path stands for `local-owner-id`, `remote-owner-id`, `transit-gateway-id`.
  filters: ['state', 'transit-gateway-attachment-id'],
});

export const transitGatewayRouteTableAnnouncement = kind({
  kind: 'transit-gateway-route-table-announcement',
  title: 'Transit gateway route table announcement',
  about: 'A route table whose routes are told to, or come from, a peered core network or transit gateway.',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayRouteTableAnnouncements',
    items: 'TransitGatewayRouteTableAnnouncements',
    pageSize: 1000,
  },
  id: (item) => item.TransitGatewayRouteTableAnnouncementId,
  refs: {
    'transit-gateway-route-table': (item) => item.TransitGatewayRouteTableId,
    'transit-gateway-attachment': (item) => item.PeeringAttachmentId,
    'transit-gateway': (item) => [item.TransitGatewayId, item.PeerTransitGatewayId],
    'core-network': (item) => [item.CoreNetworkId, item.PeerCoreNetworkId],
  },
  onlyWith: ['transit-gateway-route-table'],
  columns: {
    table: (item) => item.TransitGatewayRouteTableId,
    direction: (item) => item.AnnouncementDirection,
    attachment: (item) => item.PeeringAttachmentId,
    peer: (item) => item.PeerCoreNetworkId ?? item.PeerTransitGatewayId,
    state: (item) => item.State,
  },
  filters: [],
});
