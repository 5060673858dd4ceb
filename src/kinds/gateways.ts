/** The ways out of a VPC to the internet: internet, egress-only, NAT and carrier gateways. */
import { under } from './filters.ts';
import { kind } from './kind.ts';

export const internetGateway = kind({
  kind: 'internet-gateway',
  title: 'Internet gateway',
  about: 'The door between a VPC and the internet, in both directions.',
  call: { service: 'ec2', operation: 'DescribeInternetGateways', items: 'InternetGateways', pageSize: 1000 },
  id: (item) => item.InternetGatewayId,
  owner: (item) => item.OwnerId,
  refs: { vpc: (item) => item.Attachments?.map((attachment) => attachment.VpcId) },
  keyed: { Attachments: ['VpcId'] },
  columns: {
    vpc: (item) => item.Attachments?.map((attachment) => attachment.VpcId),
    state: (item) => item.Attachments?.map((attachment) => attachment.State),
    owner: (item) => item.OwnerId,
  },
  filters: [...under('attachment', 'Attachments', ['state', 'vpc-id']), 'internet-gateway-id', 'owner-id'],
});

export const egressOnlyInternetGateway = kind({
  kind: 'egress-only-internet-gateway',
  title: 'Egress-only internet gateway',
  about: 'Lets IPv6 out to the internet, and only answers back in.',
  call: {
    service: 'ec2',
    operation: 'DescribeEgressOnlyInternetGateways',
    items: 'EgressOnlyInternetGateways',
    pageSize: 255,
  },
  id: (item) => item.EgressOnlyInternetGatewayId,
  refs: { vpc: (item) => item.Attachments?.map((attachment) => attachment.VpcId) },
  onlyWith: ['vpc'],
  keyed: { Attachments: ['VpcId'] },
  columns: {
    vpc: (item) => item.Attachments?.map((attachment) => attachment.VpcId),
    state: (item) => item.Attachments?.map((attachment) => attachment.State),
  },
  filters: [],
});

export const natGateway = kind({
  kind: 'nat-gateway',
  title: 'NAT gateway',
  about: 'Lets hosts without a public address out, behind an address of its own.',
  call: { service: 'ec2', operation: 'DescribeNatGateways', items: 'NatGateways', pageSize: 1000 },
  id: (item) => item.NatGatewayId,
  refs: {
    vpc: (item) => item.VpcId,
    subnet: (item) => item.SubnetId,
    'network-interface': (item) => item.NatGatewayAddresses?.map((address) => address.NetworkInterfaceId),
    'elastic-ip': (item) => item.NatGatewayAddresses?.map((address) => address.AllocationId),
    'route-table': (item) => item.RouteTableId,
    'vpc-endpoint': (item) => item.AttachedAppliances?.map((appliance) => appliance.VpcEndpointId),
  },
  onlyWith: ['vpc'],
  keyed: { NatGatewayAddresses: ['AllocationId', 'PrivateIp'] },
  columns: {
    state: (item) => item.State,
    connectivity: (item) => item.ConnectivityType,
    mode: (item) => item.AvailabilityMode,
    'public-ip': (item) => item.NatGatewayAddresses?.map((address) => address.PublicIp).filter((ip) => ip !== undefined),
    'private-ip': (item) => item.NatGatewayAddresses?.map((address) => address.PrivateIp).filter((ip) => ip !== undefined),
    subnet: (item) => item.SubnetId,
    vpc: (item) => item.VpcId,
  },
  filters: ['nat-gateway-id', 'state', 'subnet-id', 'vpc-id'],
});

export const carrierGateway = kind({
  kind: 'carrier-gateway',
  title: 'Carrier gateway',
  about: "The door between a VPC's Wavelength Zones and a mobile carrier's network.",
  call: { service: 'ec2', operation: 'DescribeCarrierGateways', items: 'CarrierGateways', pageSize: 1000 },
  id: (item) => item.CarrierGatewayId,
  owner: (item) => item.OwnerId,
  refs: { vpc: (item) => item.VpcId },
  onlyWith: ['vpc'],
  columns: { vpc: (item) => item.VpcId, state: (item) => item.State, owner: (item) => item.OwnerId },
  filters: ['carrier-gateway-id', 'owner-id', 'state', 'vpc-id'],
});
