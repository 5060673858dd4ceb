/** Lines into AWS from outside: Direct Connect connections, what runs over them, and the gateways that they lead to. */
import { idsOf, joined } from './ids.ts';
import { each, kind } from './kind.ts';

export const directConnectConnection = kind({
  kind: 'direct-connect-connection',
  title: 'Direct Connect connection',
  about: 'A line between a Direct Connect location and a network outside AWS.',
  call: { service: 'directconnect', operation: 'DescribeConnections', items: 'connections', pageSize: 100 },
  id: (item) => item.connectionId,
  owner: (item) => item.ownerAccount,
  name: (item) => item.connectionName,
  refs: { 'direct-connect-lag': (item) => item.lagId },
  keyed: { macSecKeys: ['ckn'] },
  columns: {
    state: (item) => item.connectionState,
    location: (item) => item.location,
    bandwidth: (item) => item.bandwidth,
    lag: (item) => item.lagId,
    macsec: (item) => item.portEncryptionStatus,
    owner: (item) => item.ownerAccount,
  },
});

export const directConnectLag = kind({
  kind: 'direct-connect-lag',
  title: 'Direct Connect LAG',
  about: 'Several lines at one location that act as one.',
  call: { service: 'directconnect', operation: 'DescribeLags', items: 'lags', pageSize: 100 },
  id: (item) => item.lagId,
  owner: (item) => item.ownerAccount,
  name: (item) => item.lagName,
  refs: { 'direct-connect-connection': (item) => item.connections?.map((connection) => connection.connectionId) },
  keyed: { connections: ['connectionId'], macSecKeys: ['ckn'] },
  columns: {
    state: (item) => item.lagState,
    location: (item) => item.location,
    connections: (item) => item.numberOfConnections,
    'minimum-links': (item) => item.minimumLinks,
    bandwidth: (item) => item.connectionsBandwidth,
    owner: (item) => item.ownerAccount,
  },
});

export const directConnectVirtualInterface = kind({
  kind: 'direct-connect-virtual-interface',
  title: 'Direct Connect virtual interface',
  about: 'A VLAN on a line with a BGP session: to a VPC, to a gateway or to the public addresses of AWS.',
  call: { service: 'directconnect', operation: 'DescribeVirtualInterfaces', items: 'virtualInterfaces', pageSize: 100 },
  id: (item) => item.virtualInterfaceId,
  owner: (item) => item.ownerAccount,
  name: (item) => item.virtualInterfaceName,
  refs: {
    'direct-connect-connection': (item) => idsOf(item.connectionId, 'dxcon'),
    'direct-connect-lag': (item) => idsOf(item.connectionId, 'dxlag'),
    'direct-connect-gateway': (item) => item.directConnectGatewayId,
    'vpn-gateway': (item) => item.virtualGatewayId,
  },
  // The router's configuration repeats the keys.
  secret: ['authKey', 'bgpPeers.authKey', 'customerRouterConfig'],
  keyed: { bgpPeers: ['bgpPeerId'] },
  columns: {
    type: (item) => item.virtualInterfaceType,
    state: (item) => item.virtualInterfaceState,
    connection: (item) => item.connectionId,
    // Of the one that it does not lead to AWS sends an empty id.
    gateway: (item) => item.directConnectGatewayId || item.virtualGatewayId,
    vlan: (item) => item.vlan,
    bgp: (item) => item.bgpPeers?.map((peer) => `${peer.customerAddress} ${peer.bgpStatus}`),
    owner: (item) => item.ownerAccount,
  },
});

export const directConnectGateway = kind({
  kind: 'direct-connect-gateway',
  title: 'Direct Connect gateway',
  about: 'Joins virtual interfaces to VPCs, transit gateways and core networks of any Region.',
  scope: 'global',
  call: { service: 'directconnect', operation: 'DescribeDirectConnectGateways', items: 'directConnectGateways', pageSize: 100 },
  id: (item) => item.directConnectGatewayId,
  owner: (item) => item.ownerAccount,
  name: (item) => item.directConnectGatewayName,
  columns: {
    state: (item) => item.directConnectGatewayState,
    asn: (item) => item.amazonSideAsn,
    error: (item) => item.stateChangeError,
    owner: (item) => item.ownerAccount,
  },
});

interface Gateway {
  directConnectGatewayId?: string;
}

const ofGateway = ({ directConnectGatewayId }: Gateway) =>
  directConnectGatewayId ? [{ key: directConnectGatewayId, input: { directConnectGatewayId } }] : [];

export const directConnectGatewayAssociation = kind({
  kind: 'direct-connect-gateway-association',
  title: 'Direct Connect gateway association',
  about: 'A gateway of a VPC, or a transit gateway, that a Direct Connect gateway leads to, and the prefixes that it announces.',
  scope: 'global',
  call: {
    service: 'directconnect',
    operation: 'DescribeDirectConnectGatewayAssociations',
    items: 'directConnectGatewayAssociations',
    pageSize: 100,
    over: each(directConnectGateway, ofGateway),
  },
  id: (item, parent) =>
    item.associationId ?? joined(parent, item.associatedGateway?.id || item.virtualGatewayId || item.associatedCoreNetwork?.id),
  refs: {
    'direct-connect-gateway': (_item, parent) => parent,
    'vpn-gateway': (item) => [item.virtualGatewayId, ...idsOf(item.associatedGateway?.id, 'vgw')],
    'transit-gateway': (item) => idsOf(item.associatedGateway?.id, 'tgw'),
    'core-network': (item) => item.associatedCoreNetwork?.id,
    'core-network-attachment': (item) => item.associatedCoreNetwork?.attachmentId,
  },
  detailOf: 'direct-connect-gateway',
  columns: {
    gateway: (item) => item.associatedGateway?.id || item.virtualGatewayId || item.associatedCoreNetwork?.id,
    'gateway-owner': (item) => item.associatedGateway?.ownerAccount || item.virtualGatewayOwnerAccount,
    'gateway-region': (item) => item.associatedGateway?.region || item.virtualGatewayRegion,
    state: (item) => item.associationState,
    prefixes: (item) => item.allowedPrefixesToDirectConnectGateway?.map((prefix) => prefix.cidr),
  },
});

export const directConnectGatewayAttachment = kind({
  kind: 'direct-connect-gateway-attachment',
  title: 'Direct Connect gateway attachment',
  about: 'A virtual interface that leads to a Direct Connect gateway.',
  scope: 'global',
  call: {
    service: 'directconnect',
    operation: 'DescribeDirectConnectGatewayAttachments',
    items: 'directConnectGatewayAttachments',
    pageSize: 100,
    over: each(directConnectGateway, ofGateway),
  },
  id: (item, parent) => item.virtualInterfaceId && joined(parent, item.virtualInterfaceId),
  refs: {
    'direct-connect-gateway': (_item, parent) => parent,
    'direct-connect-virtual-interface': (item) => item.virtualInterfaceId,
  },
  detailOf: 'direct-connect-gateway',
  columns: {
    interface: (item) => item.virtualInterfaceId,
    'interface-owner': (item) => item.virtualInterfaceOwnerAccount,
    'interface-region': (item) => item.virtualInterfaceRegion,
    type: (item) => item.attachmentType,
    state: (item) => item.attachmentState,
  },
});
