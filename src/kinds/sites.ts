/** What people told Network Manager about their own network: sites, devices, links; and what it sees of it. */
import { idInArn, idInKey, joined } from './ids.ts';
import { each, kind } from './kind.ts';
import { globalNetwork } from './network-manager.ts';

const ofNetwork = ({ GlobalNetworkId }: { GlobalNetworkId?: string }) =>
  GlobalNetworkId ? [{ key: GlobalNetworkId, input: { GlobalNetworkId } }] : [];

/** Where a building stands is nobody else's business. */
const location = ['Location.Address', 'Location.Latitude', 'Location.Longitude'];

export const transitGatewayRegistration = kind({
  kind: 'transit-gateway-registration',
  title: 'Transit gateway registration',
  about: 'A transit gateway that a global network shows.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetTransitGatewayRegistrations',
    items: 'TransitGatewayRegistrations',
    pageSize: 500,
    over: each(globalNetwork, ofNetwork),
  },
  id: (item, parent) => item.TransitGatewayArn && joined(parent, idInArn(item.TransitGatewayArn)),
  refs: { 'global-network': (_item, parent) => idInKey(parent), 'transit-gateway': (item) => idInArn(item.TransitGatewayArn) },
  detailOf: 'global-network',
  columns: { 'transit-gateway': (item) => idInArn(item.TransitGatewayArn), state: (item) => item.State?.Code },
});

export const site = kind({
  kind: 'site',
  title: 'Site',
  about: 'A place where a part of the network outside AWS stands.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetSites',
    items: 'Sites',
    pageSize: 500,
    over: each(globalNetwork, ofNetwork),
  },
  id: (item) => item.SiteId,
  refs: { 'global-network': (_item, parent) => idInKey(parent) },
  detailOf: 'global-network',
  secret: location,
  columns: { state: (item) => item.State, description: (item) => item.Description },
});

export const device = kind({
  kind: 'device',
  title: 'Device',
  about: 'A router or appliance of a global network.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetDevices',
    items: 'Devices',
    pageSize: 500,
    over: each(globalNetwork, ofNetwork),
  },
  id: (item) => item.DeviceId,
  refs: {
    'global-network': (_item, parent) => idInKey(parent),
    site: (item) => item.SiteId,
    subnet: (item) => idInArn(item.AWSLocation?.SubnetArn),
  },
  detailOf: 'global-network',
  secret: location,
  columns: {
    type: (item) => item.Type,
    vendor: (item) => item.Vendor,
    model: (item) => item.Model,
    site: (item) => item.SiteId,
    state: (item) => item.State,
  },
});

export const link = kind({
  kind: 'link',
  title: 'Link',
  about: "A site's line to the internet or to a provider.",
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetLinks',
    items: 'Links',
    pageSize: 500,
    over: each(globalNetwork, ofNetwork),
  },
  id: (item) => item.LinkId,
  refs: { 'global-network': (_item, parent) => idInKey(parent), site: (item) => item.SiteId },
  detailOf: 'global-network',
  columns: {
    type: (item) => item.Type,
    provider: (item) => item.Provider,
    up: (item) => item.Bandwidth?.UploadSpeed,
    down: (item) => item.Bandwidth?.DownloadSpeed,
    site: (item) => item.SiteId,
    state: (item) => item.State,
  },
});

export const linkAssociation = kind({
  kind: 'link-association',
  title: 'Link association',
  about: 'A device that uses a link.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetLinkAssociations',
    items: 'LinkAssociations',
    pageSize: 500,
    over: each(globalNetwork, ofNetwork),
  },
  id: (item, parent) => item.DeviceId && joined(parent, item.DeviceId, item.LinkId),
  refs: { 'global-network': (_item, parent) => idInKey(parent), device: (item) => item.DeviceId, link: (item) => item.LinkId },
  detailOf: 'global-network',
  columns: { device: (item) => item.DeviceId, link: (item) => item.LinkId, state: (item) => item.LinkAssociationState },
});

export const customerGatewayAssociation = kind({
  kind: 'customer-gateway-association',
  title: 'Customer gateway association',
  about: 'The device that a customer gateway stands for.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetCustomerGatewayAssociations',
    items: 'CustomerGatewayAssociations',
    pageSize: 500,
    over: each(globalNetwork, ofNetwork),
  },
  id: (item, parent) => item.CustomerGatewayArn && joined(parent, idInArn(item.CustomerGatewayArn)),
  refs: {
    'global-network': (_item, parent) => idInKey(parent),
    'customer-gateway': (item) => idInArn(item.CustomerGatewayArn),
    device: (item) => item.DeviceId,
    link: (item) => item.LinkId,
  },
  detailOf: 'global-network',
  columns: {
    'customer-gateway': (item) => idInArn(item.CustomerGatewayArn),
    device: (item) => item.DeviceId,
    state: (item) => item.State,
  },
});

export const networkManagerConnection = kind({
  kind: 'network-manager-connection',
  title: 'Network Manager connection',
  about: 'A line between two devices.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetConnections',
    items: 'Connections',
    pageSize: 500,
    over: each(globalNetwork, ofNetwork),
  },
  id: (item) => item.ConnectionId,
  refs: {
    'global-network': (_item, parent) => idInKey(parent),
    device: (item) => [item.DeviceId, item.ConnectedDeviceId],
    link: (item) => [item.LinkId, item.ConnectedLinkId],
  },
  detailOf: 'global-network',
  columns: { from: (item) => item.DeviceId, to: (item) => item.ConnectedDeviceId, state: (item) => item.State },
});

export const networkTelemetry = kind({
  kind: 'network-telemetry',
  title: 'Network telemetry',
  about: 'Whether a BGP session or a tunnel of a global network is up.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetNetworkTelemetry',
    items: 'NetworkTelemetry',
    pageSize: 500,
    over: each(globalNetwork, ofNetwork),
  },
  id: (item, parent) =>
    (item.ResourceArn ?? item.ResourceId) && joined(parent, item.ResourceArn ?? item.ResourceId, item.Address, item.Health?.Type),
  refs: {
    'global-network': (_item, parent) => idInKey(parent),
    'transit-gateway': (item) => idInArn(item.RegisteredGatewayArn),
    'core-network': (item) => item.CoreNetworkId,
    'vpn-connection': (item) => (item.ResourceType === 'vpn-connection' ? item.ResourceId : undefined),
    'connect-peer': (item) => (item.ResourceType === 'connect-peer' ? item.ResourceId : undefined),
  },
  detailOf: 'global-network',
  volatile: ['Health.Timestamp'],
  columns: {
    resource: (item) => item.ResourceId,
    address: (item) => item.Address,
    type: (item) => item.Health?.Type,
    status: (item) => item.Health?.Status,
    region: (item) => item.AwsRegion,
  },
});
