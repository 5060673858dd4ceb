/** Where a VPC sends packets: route tables, and the prefix lists that routes and rules name. */
import { under } from './filters.ts';
import { idInArn, idInKey, idsOf } from './ids.ts';
import { by, each, kind } from './kind.ts';
import { vpc } from './vpc.ts';

export const routeTable = kind({
  kind: 'route-table',
  title: 'Route table',
  about: 'Where packets from its subnets, or from its gateway, go next.',
  call: {
    service: 'ec2',
    operation: 'DescribeRouteTables',
    items: 'RouteTables',
    pageSize: 100,
    split: by('vpc-id', vpc, (item) => item.VpcId),
  },
  id: (item) => item.RouteTableId,
  owner: (item) => item.OwnerId,
  refs: {
    vpc: (item) => item.VpcId,
    subnet: (item) => item.Associations?.map((association) => association.SubnetId),
    'internet-gateway': (item) => idsOf(gateways(item), 'igw'),
    'vpn-gateway': (item) =>
      idsOf([...gateways(item), ...(item.PropagatingVgws ?? []).map((gateway) => gateway.GatewayId)], 'vgw'),
    'vpc-endpoint': (item) => idsOf(gateways(item), 'vpce'),
    'egress-only-internet-gateway': (item) => item.Routes?.map((route) => route.EgressOnlyInternetGatewayId),
    'nat-gateway': (item) => item.Routes?.map((route) => route.NatGatewayId),
    'transit-gateway': (item) => item.Routes?.map((route) => route.TransitGatewayId),
    'vpc-peering-connection': (item) => item.Routes?.map((route) => route.VpcPeeringConnectionId),
    'network-interface': (item) => item.Routes?.map((route) => route.NetworkInterfaceId),
    instance: (item) => item.Routes?.map((route) => route.InstanceId),
    'prefix-list': (item) => item.Routes?.map((route) => route.DestinationPrefixListId),
    'core-network': (item) => item.Routes?.map((route) => idInArn(route.CoreNetworkArn)),
  },
  onlyWith: ['vpc'],
  keyed: {
    Associations: ['RouteTableAssociationId'],
    PropagatingVgws: ['GatewayId'],
    Routes: ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
  },
  columns: {
    vpc: (item) => item.VpcId,
    main: (item) => item.Associations?.some((association) => association.Main) ?? false,
    subnets: (item) => item.Associations?.filter((association) => association.SubnetId).length ?? 0,
    routes: (item) => item.Routes?.length ?? 0,
    blackholes: (item) => item.Routes?.filter((route) => route.State === 'blackhole').length ?? 0,
    owner: (item) => item.OwnerId,
  },
  filters: [
    ...under('association', 'Associations', ['gateway-id', 'main', 'route-table-association-id', 'route-table-id', 'subnet-id']),
    'owner-id',
    'route-table-id',
    ...under('route', 'Routes', [
      'destination-cidr-block',
      'destination-ipv6-cidr-block',
      'destination-prefix-list-id',
      'egress-only-internet-gateway-id',
      'gateway-id',
      'instance-id',
      'nat-gateway-id',
      'origin',
      'state',
      'transit-gateway-id',
      'vpc-peering-connection-id',
    ]),
    'vpc-id',
  ],
});

interface GatewayUsers {
  Routes?: { GatewayId?: string }[];
  Associations?: { GatewayId?: string }[];
}

/** Internet gateways, virtual private gateways, endpoints and `local`: AWS puts them all in `GatewayId`. */
const gateways = (table: GatewayUsers): (string | undefined)[] =>
  [...(table.Routes ?? []), ...(table.Associations ?? [])].map((user) => user.GatewayId);

export const prefixList = kind({
  kind: 'prefix-list',
  title: 'Managed prefix list',
  about: 'A named set of address ranges, kept by AWS, by this account or by one that shares it.',
  call: { service: 'ec2', operation: 'DescribeManagedPrefixLists', items: 'PrefixLists', pageSize: 100 },
  id: (item) => item.PrefixListId,
  owner: (item) => item.OwnerId,
  name: (item) => item.PrefixListName,
  columns: {
    family: (item) => item.AddressFamily,
    'max-entries': (item) => item.MaxEntries,
    version: (item) => item.Version,
    state: (item) => item.State,
    owner: (item) => item.OwnerId,
  },
  filters: ['owner-id', 'prefix-list-id', 'prefix-list-name'],
});

export const prefixListEntry = kind({
  kind: 'prefix-list-entry',
  title: 'Prefix list entry',
  about: 'One address range of a managed prefix list.',
  call: {
    service: 'ec2',
    operation: 'GetManagedPrefixListEntries',
    items: 'Entries',
    pageSize: 100,
    // AWS's own lists and shared ones can be read as well, and rules name them.
    over: each(
      prefixList,
      (item) =>
        item.PrefixListId && item.State !== 'delete-complete'
          ? [{ key: item.PrefixListId, input: { PrefixListId: item.PrefixListId } }]
          : [],
      { shared: true },
    ),
  },
  id: (item, parent) => item.Cidr && `${parent}/${item.Cidr}`,
  refs: { 'prefix-list': (_item, parent) => idInKey(parent) },
  detailOf: 'prefix-list',
  columns: { cidr: (item) => item.Cidr, description: (item) => item.Description },
});
