/** The way to a network outside AWS: virtual private gateways, customer gateways, VPN connections and their tunnels. */
import { under } from './filters.ts';
import { idInArn, idInKey, isGoing } from './ids.ts';
import { each, kind } from './kind.ts';

export const vpnGateway = kind({
  kind: 'vpn-gateway',
  title: 'Virtual private gateway',
  about: "A VPC's own end of VPN connections and Direct Connect.",
  call: { service: 'ec2', operation: 'DescribeVpnGateways', items: 'VpnGateways' },
  id: (item) => item.VpnGatewayId,
  refs: { vpc: (item) => item.VpcAttachments?.map((attachment) => attachment.VpcId) },
  keyed: { VpcAttachments: ['VpcId'] },
  columns: {
    state: (item) => item.State,
    vpc: (item) => item.VpcAttachments?.map((attachment) => attachment.VpcId),
    asn: (item) => item.AmazonSideAsn,
    zone: (item) => item.AvailabilityZone,
  },
  filters: [
    'amazon-side-asn',
    ...under('attachment', 'VpcAttachments', ['state', 'vpc-id']),
    'availability-zone',
    'state',
    'type',
    'vpn-gateway-id',
  ],
});

export const customerGateway = kind({
  kind: 'customer-gateway',
  title: 'Customer gateway',
  about: 'What AWS knows of the device at the far end of a VPN connection.',
  call: { service: 'ec2', operation: 'DescribeCustomerGateways', items: 'CustomerGateways' },
  id: (item) => item.CustomerGatewayId,
  columns: {
    address: (item) => item.IpAddress,
    asn: (item) => item.BgpAsn ?? item.BgpAsnExtended,
    device: (item) => item.DeviceName,
    state: (item) => item.State,
  },
  filters: ['bgp-asn', 'customer-gateway-id', 'ip-address', 'state', 'type'],
});

export const vpnConnection = kind({
  kind: 'vpn-connection',
  title: 'VPN connection',
  about: 'Two encrypted tunnels to a customer gateway, and whether they are up.',
  call: { service: 'ec2', operation: 'DescribeVpnConnections', items: 'VpnConnections' },
  id: (item) => item.VpnConnectionId,
  refs: {
    'customer-gateway': (item) => item.CustomerGatewayId,
    'vpn-gateway': (item) => item.VpnGatewayId,
    'transit-gateway': (item) => item.TransitGatewayId,
    'transit-gateway-attachment': (item) => item.Options?.TransportTransitGatewayAttachmentId,
    'core-network': (item) => idInArn(item.CoreNetworkArn),
    'core-network-attachment': (item) => idInArn(item.CoreNetworkAttachmentArn),
  },
  onlyWith: ['customer-gateway'],
  // The message counts routes too: `3 BGP ROUTES`. Whether a tunnel is up is its `Status`, which is steady.
  volatile: ['VgwTelemetry.AcceptedRouteCount', 'VgwTelemetry.LastStatusChange', 'VgwTelemetry.StatusMessage'],
  secret: ['CustomerGatewayConfiguration', 'Options.TunnelOptions.PreSharedKey'],
  keyed: { 'Options.TunnelOptions': ['OutsideIpAddress'], Routes: ['DestinationCidrBlock'], VgwTelemetry: ['OutsideIpAddress'] },
  columns: {
    state: (item) => item.State,
    'customer-gateway': (item) => item.CustomerGatewayId,
    gateway: (item) => item.VpnGatewayId ?? item.TransitGatewayId ?? item.VpnConcentratorId ?? idInArn(item.CoreNetworkArn),
    static: (item) => item.Options?.StaticRoutesOnly,
    tunnels: (item) => item.VgwTelemetry?.map((tunnel) => `${tunnel.OutsideIpAddress} ${tunnel.Status}`),
    routes: (item) => item.Routes?.length ?? 0,
  },
  // `bgp-asn` looks into the customer gateway and `customer-gateway-configuration` into a secret: no path stands for them.
  filters: [
    'customer-gateway-id',
    ['option.static-routes-only', 'Options.StaticRoutesOnly'],
    ['route.destination-cidr-block', 'Routes.DestinationCidrBlock'],
    'state',
    'transit-gateway-id',
    'type',
    'vpn-connection-id',
    'vpn-gateway-id',
  ],
});

export const vpnTunnelStatus = kind({
  kind: 'vpn-tunnel-status',
  title: 'VPN tunnel',
  about: 'What the two ends of a tunnel agreed on: versions, ciphers and groups in use.',
  call: {
    service: 'ec2',
    operation: 'GetActiveVpnTunnelStatus',
    items: 'ActiveVpnTunnelStatus',
    over: each(vpnConnection, ({ VpnConnectionId, State, VgwTelemetry = [] }) =>
      isGoing(State)
        ? []
        : VgwTelemetry.filter((tunnel) => tunnel.OutsideIpAddress).map(({ OutsideIpAddress }) => ({
            key: `${VpnConnectionId}/${OutsideIpAddress}`,
            input: { VpnConnectionId, VpnTunnelOutsideIpAddress: OutsideIpAddress },
          })),
    ),
  },
  id: (_item, parent) => parent,
  refs: { 'vpn-connection': (_item, parent) => idInKey(parent) },
  detailOf: 'vpn-connection',
  columns: {
    ike: (item) => item.IkeVersion,
    'phase-1': (item) => [item.Phase1EncryptionAlgorithm, item.Phase1IntegrityAlgorithm, item.Phase1DHGroup],
    'phase-2': (item) => [item.Phase2EncryptionAlgorithm, item.Phase2IntegrityAlgorithm, item.Phase2DHGroup],
    status: (item) => item.ProvisioningStatus,
    reason: (item) => item.ProvisioningStatusReason,
  },
});

export const vpnConcentrator = kind({
  kind: 'vpn-concentrator',
  title: 'VPN concentrator',
  about: 'One attachment of a transit gateway for the VPN connections of many small sites.',
  call: { service: 'ec2', operation: 'DescribeVpnConcentrators', items: 'VpnConcentrators', pageSize: 1000, fewest: 200 },
  id: (item) => item.VpnConcentratorId,
  refs: {
    'transit-gateway': (item) => item.TransitGatewayId,
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
  },
  onlyWith: ['transit-gateway-attachment'],
  columns: {
    state: (item) => item.State,
    type: (item) => item.Type,
    'transit-gateway': (item) => item.TransitGatewayId,
    attachment: (item) => item.TransitGatewayAttachmentId,
  },
  filters: [],
});
