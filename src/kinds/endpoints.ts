/** Private doors to AWS services and to those of others: VPC endpoints. */
import { kind } from './kind.ts';

export const vpcEndpoint = kind({
  kind: 'vpc-endpoint',
  title: 'VPC endpoint',
  about: 'A private door from a VPC to an AWS service, to a service of another account or to its firewall.',
  call: { service: 'ec2', operation: 'DescribeVpcEndpoints', items: 'VpcEndpoints', pageSize: 1000 },
  id: (item) => item.VpcEndpointId,
  owner: (item) => item.OwnerId,
  refs: {
    vpc: (item) => item.VpcId,
    subnet: (item) => item.SubnetIds,
    'route-table': (item) => item.RouteTableIds,
    'security-group': (item) => item.Groups?.map((group) => group.GroupId),
    'network-interface': (item) => item.NetworkInterfaceIds,
  },
  // In a VPC that is no longer shared with this account, and so not listed, an endpoint still has its interfaces.
  onlyWith: ['vpc', 'network-interface'],
  keyed: { DnsEntries: ['DnsName', 'HostedZoneId'], Groups: ['GroupId'], Ipv4Prefixes: ['SubnetId'], Ipv6Prefixes: ['SubnetId'] },
  columns: {
    service: (item) => item.ServiceName,
    type: (item) => item.VpcEndpointType,
    state: (item) => item.State,
    vpc: (item) => item.VpcId,
    subnets: (item) => item.SubnetIds,
    'private-dns': (item) => item.PrivateDnsEnabled,
    owner: (item) => item.OwnerId,
  },
  filters: [
    'ip-address-type',
    'service-name',
    'service-region',
    'vpc-endpoint-id',
    ['vpc-endpoint-state', 'State'],
    'vpc-endpoint-type',
    'vpc-id',
  ],
});
