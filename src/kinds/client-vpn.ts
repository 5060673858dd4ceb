/** The way in for people: Client VPN endpoints, the networks that they lead to, and who may go where. */
import { idInKey, isGoing, joined } from './ids.ts';
import { each, kind } from './kind.ts';

export const clientVpnEndpoint = kind({
  kind: 'client-vpn-endpoint',
  title: 'Client VPN endpoint',
  about: "Lets people's computers into VPCs, after they have shown who they are.",
  call: { service: 'ec2', operation: 'DescribeClientVpnEndpoints', items: 'ClientVpnEndpoints', pageSize: 1000 },
  id: (item) => item.ClientVpnEndpointId,
  refs: {
    vpc: (item) => item.VpcId,
    'security-group': (item) => item.SecurityGroupIds,
    'transit-gateway': (item) => item.TransitGatewayConfiguration?.TransitGatewayId,
    'transit-gateway-attachment': (item) => item.TransitGatewayConfiguration?.TransitGatewayAttachmentId,
  },
  // Clients ask the first DNS server first.
  ordered: ['DnsServers'],
  columns: {
    state: (item) => item.Status?.Code,
    'client-cidr': (item) => item.ClientCidrBlock,
    vpc: (item) => item.VpcId,
    'signs-in-by': (item) => item.AuthenticationOptions?.map((option) => option.Type),
    'split-tunnel': (item) => item.SplitTunnel,
    logged: (item) => item.ConnectionLogOptions?.Enabled,
  },
  filters: [['endpoint-id', 'ClientVpnEndpointId'], 'transport-protocol'],
});

interface Endpoint {
  ClientVpnEndpointId?: string;
  Status?: { Code?: string };
}

const ofEndpoint = ({ ClientVpnEndpointId: id, Status }: Endpoint) =>
  id && !isGoing(Status?.Code) ? [{ key: id, input: { ClientVpnEndpointId: id } }] : [];

export const clientVpnRoute = kind({
  kind: 'client-vpn-route',
  title: 'Client VPN route',
  about: 'A network that a Client VPN endpoint leads to, and the subnet through which.',
  call: {
    service: 'ec2',
    operation: 'DescribeClientVpnRoutes',
    items: 'Routes',
    pageSize: 1000,
    over: each(clientVpnEndpoint, ofEndpoint),
  },
  id: (item, parent) =>
    item.DestinationCidr && joined(parent, item.DestinationCidr, item.TargetSubnet ?? item.TransitGatewayAttachmentId),
  refs: {
    'client-vpn-endpoint': (_item, parent) => idInKey(parent),
    subnet: (item) => item.TargetSubnet,
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
  },
  detailOf: 'client-vpn-endpoint',
  columns: {
    destination: (item) => item.DestinationCidr,
    target: (item) => item.TargetSubnet ?? item.TransitGatewayAttachmentId,
    origin: (item) => item.Origin,
    state: (item) => item.Status?.Code,
    description: (item) => item.Description,
  },
  filters: ['destination-cidr', 'origin', 'target-subnet'],
});

export const clientVpnTargetNetwork = kind({
  kind: 'client-vpn-target-network',
  title: 'Client VPN target network',
  about: 'A subnet in which a Client VPN endpoint has an interface.',
  call: {
    service: 'ec2',
    operation: 'DescribeClientVpnTargetNetworks',
    items: 'ClientVpnTargetNetworks',
    pageSize: 1000,
    over: each(clientVpnEndpoint, ofEndpoint),
  },
  id: (item) => item.AssociationId,
  refs: {
    'client-vpn-endpoint': (_item, parent) => idInKey(parent),
    vpc: (item) => item.VpcId,
    subnet: (item) => item.TargetNetworkId,
    'security-group': (item) => item.SecurityGroups,
  },
  detailOf: 'client-vpn-endpoint',
  columns: {
    subnet: (item) => item.TargetNetworkId,
    vpc: (item) => item.VpcId,
    state: (item) => item.Status?.Code,
    groups: (item) => item.SecurityGroups,
  },
  filters: ['association-id', 'target-network-id', 'vpc-id'],
});

export const clientVpnAuthorizationRule = kind({
  kind: 'client-vpn-authorization-rule',
  title: 'Client VPN authorization rule',
  about: 'Which people may reach which network through a Client VPN endpoint.',
  call: {
    service: 'ec2',
    operation: 'DescribeClientVpnAuthorizationRules',
    items: 'AuthorizationRules',
    pageSize: 1000,
    over: each(clientVpnEndpoint, ofEndpoint),
  },
  id: (item, parent) => item.DestinationCidr && joined(parent, item.DestinationCidr, item.GroupId),
  refs: { 'client-vpn-endpoint': (_item, parent) => idInKey(parent) },
  detailOf: 'client-vpn-endpoint',
  columns: {
    destination: (item) => item.DestinationCidr,
    group: (item) => item.GroupId,
    everyone: (item) => item.AccessAll,
    state: (item) => item.Status?.Code,
    description: (item) => item.Description,
  },
  filters: ['description', 'destination-cidr', 'group-id'],
});
