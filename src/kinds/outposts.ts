/** The way from an Outpost to the network around it: local gateways, their route tables, VPCs and routes. */
import { idInKey, isGoing, joined } from './ids.ts';
import { each, kind } from './kind.ts';

export const localGateway = kind({
  kind: 'local-gateway',
  title: 'Local gateway',
  about: 'The door between an Outpost and the network of the building where it stands.',
  call: { service: 'ec2', operation: 'DescribeLocalGateways', items: 'LocalGateways', pageSize: 1000 },
  id: (item) => item.LocalGatewayId,
  owner: (item) => item.OwnerId,
  columns: { state: (item) => item.State, outpost: (item) => item.OutpostArn, owner: (item) => item.OwnerId },
  filters: ['local-gateway-id', 'outpost-arn', 'owner-id', 'state'],
});

// A table can be shared with an account that does not see its gateway.
export const localGatewayRouteTable = kind({
  kind: 'local-gateway-route-table',
  title: 'Local gateway route table',
  about: 'Where packets go next that enter or leave an Outpost by its local gateway.',
  call: {
    service: 'ec2',
    operation: 'DescribeLocalGatewayRouteTables',
    items: 'LocalGatewayRouteTables',
    pageSize: 1000,
  },
  id: (item) => item.LocalGatewayRouteTableId,
  owner: (item) => item.OwnerId,
  refs: { 'local-gateway': (item) => item.LocalGatewayId },
  columns: {
    gateway: (item) => item.LocalGatewayId,
    mode: (item) => item.Mode,
    state: (item) => item.State,
    reason: (item) => item.StateReason?.Message,
    owner: (item) => item.OwnerId,
  },
  filters: [
    'local-gateway-id',
    'local-gateway-route-table-arn',
    'local-gateway-route-table-id',
    'outpost-arn',
    'owner-id',
    'state',
  ],
});

export const localGatewayVpcAssociation = kind({
  kind: 'local-gateway-vpc-association',
  title: 'Local gateway VPC association',
  about: 'Lets a VPC with subnets on an Outpost use a local gateway route table.',
  call: {
    service: 'ec2',
    operation: 'DescribeLocalGatewayRouteTableVpcAssociations',
    items: 'LocalGatewayRouteTableVpcAssociations',
    pageSize: 1000,
  },
  id: (item) => item.LocalGatewayRouteTableVpcAssociationId,
  owner: (item) => item.OwnerId,
  refs: {
    'local-gateway-route-table': (item) => item.LocalGatewayRouteTableId,
    'local-gateway': (item) => item.LocalGatewayId,
    vpc: (item) => item.VpcId,
  },
  onlyWith: ['local-gateway-route-table'],
  columns: {
    vpc: (item) => item.VpcId,
    table: (item) => item.LocalGatewayRouteTableId,
    state: (item) => item.State,
    owner: (item) => item.OwnerId,
  },
  filters: [
    'local-gateway-id',
    'local-gateway-route-table-arn',
    'local-gateway-route-table-id',
    'local-gateway-route-table-vpc-association-id',
    'owner-id',
    'state',
    'vpc-id',
  ],
});

export const localGatewayRoute = kind({
  kind: 'local-gateway-route',
  title: 'Local gateway route',
  about: 'One destination of a local gateway route table, and the interface or group of interfaces that leads there.',
  call: {
    service: 'ec2',
    operation: 'SearchLocalGatewayRoutes',
    items: 'Routes',
    pageSize: 1000,
    over: each(localGatewayRouteTable, ({ LocalGatewayRouteTableId: id, State }) =>
      id && !isGoing(State) ? [{ key: id, input: { LocalGatewayRouteTableId: id } }] : [],
    ),
  },
  id: (item, parent) =>
    (item.DestinationCidrBlock ?? item.DestinationPrefixListId) &&
    joined(parent, item.DestinationCidrBlock, item.DestinationPrefixListId),
  owner: (item) => item.OwnerId,
  refs: {
    'local-gateway-route-table': (_item, parent) => idInKey(parent),
    'network-interface': (item) => item.NetworkInterfaceId,
    subnet: (item) => item.SubnetId,
    'prefix-list': (item) => item.DestinationPrefixListId,
  },
  detailOf: 'local-gateway-route-table',
  columns: {
    destination: (item) => item.DestinationCidrBlock ?? item.DestinationPrefixListId,
    type: (item) => item.Type,
    state: (item) => item.State,
    target: (item) => item.LocalGatewayVirtualInterfaceGroupId ?? item.NetworkInterfaceId,
  },
  // `route-search.{exact,longest-prefix,subnet-of,supernet-of}-match` compare addresses, so no path stands for them.
  filters: [['prefix-list-id', 'DestinationPrefixListId'], 'state', 'type'],
});
