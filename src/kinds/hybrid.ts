/** The way to a network outside AWS: virtual private gateways, customer gateways, VPN connections. */
import { under } from './filters.ts';
import { idInArn } from './ids.ts';
import { kind } from './kind.ts';

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
