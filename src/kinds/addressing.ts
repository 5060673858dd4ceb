/** Where addresses come from and who may use them: reservations, IPAM, pools, names of Elastic IP addresses. */
import { idInArn, idInKey, idsOf } from './ids.ts';
import { each, kind } from './kind.ts';
import { subnet } from './vpc.ts';

export const subnetCidrReservation = kind({
  kind: 'subnet-cidr-reservation',
  title: 'Subnet CIDR reservation',
  about: 'A part of a subnet from which AWS takes no address by itself, or only prefixes.',
  call: {
    service: 'ec2',
    operation: 'GetSubnetCidrReservations',
    items: 'SubnetIpv4CidrReservations',
    also: { items: 'SubnetIpv6CidrReservations', holds: (item) => item.Cidr?.includes(':') ?? false },
    pageSize: 1000,
    over: each(subnet, ({ SubnetId }) => (SubnetId ? [{ key: SubnetId, input: { SubnetId } }] : [])),
  },
  id: (item) => item.SubnetCidrReservationId,
  owner: (item) => item.OwnerId,
  refs: { subnet: (_item, parent) => idInKey(parent) },
  detailOf: 'subnet',
  columns: {
    cidr: (item) => item.Cidr,
    type: (item) => item.ReservationType,
    subnet: (item) => item.SubnetId,
    description: (item) => item.Description,
  },
  filters: [['reservationType', 'ReservationType'], 'subnet-id'],
});

export const ipam = kind({
  kind: 'ipam',
  title: 'IPAM',
  about: 'Plans and watches addresses over Regions and accounts.',
  call: { service: 'ec2', operation: 'DescribeIpams', items: 'Ipams', pageSize: 1000 },
  id: (item) => item.IpamId,
  owner: (item) => item.OwnerId,
  refs: {
    'ipam-scope': (item) => [item.PublicDefaultScopeId, item.PrivateDefaultScopeId],
    region: (item) => item.OperatingRegions?.map((operating) => operating.RegionName),
  },
  keyed: { OperatingRegions: ['RegionName'] },
  columns: {
    state: (item) => item.State,
    tier: (item) => item.Tier,
    home: (item) => item.IpamRegion,
    regions: (item) => item.OperatingRegions?.map((operating) => operating.RegionName),
    owner: (item) => item.OwnerId,
  },
  filters: [],
});

export const ipamScope = kind({
  kind: 'ipam-scope',
  title: 'IPAM scope',
  about: 'The pools of an IPAM within which addresses do not overlap.',
  call: { service: 'ec2', operation: 'DescribeIpamScopes', items: 'IpamScopes', pageSize: 1000 },
  id: (item) => item.IpamScopeId,
  owner: (item) => item.OwnerId,
  refs: { ipam: (item) => idInArn(item.IpamArn) },
  onlyWith: ['ipam'],
  columns: {
    type: (item) => item.IpamScopeType,
    default: (item) => item.IsDefault,
    pools: (item) => item.PoolCount,
    state: (item) => item.State,
    home: (item) => item.IpamRegion,
    owner: (item) => item.OwnerId,
  },
  filters: [],
});

// A pool can be shared without its IPAM.
export const ipamPool = kind({
  kind: 'ipam-pool',
  title: 'IPAM pool',
  about: 'Addresses from which VPCs and subnets of one Region take their ranges, own or shared.',
  call: { service: 'ec2', operation: 'DescribeIpamPools', items: 'IpamPools', pageSize: 1000 },
  id: (item) => item.IpamPoolId,
  owner: (item) => item.OwnerId,
  refs: {
    'ipam-pool': (item) => item.SourceIpamPoolId,
    'ipam-scope': (item) => idInArn(item.IpamScopeArn),
    ipam: (item) => idInArn(item.IpamArn),
    vpc: (item) => idsOf(item.SourceResource?.ResourceId, 'vpc'),
  },
  columns: {
    family: (item) => item.AddressFamily,
    locale: (item) => item.Locale,
    source: (item) => item.SourceIpamPoolId ?? item.SourceResource?.ResourceId,
    'auto-import': (item) => item.AutoImport,
    state: (item) => item.State,
    owner: (item) => item.OwnerId,
  },
  filters: [],
});

export const addressAttribute = kind({
  kind: 'address-attribute',
  title: 'Elastic IP address attribute',
  about: 'The name that a reverse DNS lookup gives for an Elastic IP address.',
  call: {
    service: 'ec2',
    operation: 'DescribeAddressesAttribute',
    items: 'Addresses',
    pageSize: 1000,
    input: { Attribute: 'domain-name' },
  },
  id: (item) => item.AllocationId ?? item.PublicIp,
  refs: { 'elastic-ip': (item) => item.AllocationId ?? item.PublicIp },
  onlyWith: ['elastic-ip'],
  columns: {
    'public-ip': (item) => item.PublicIp,
    name: (item) => item.PtrRecord,
    'new-name': (item) => item.PtrRecordUpdate?.Value,
    update: (item) => item.PtrRecordUpdate?.Status,
  },
});

export const publicIpv4Pool = kind({
  kind: 'public-ipv4-pool',
  title: 'Public IPv4 pool',
  about: 'Public addresses that the account brought to AWS or took from IPAM.',
  call: { service: 'ec2', operation: 'DescribePublicIpv4Pools', items: 'PublicIpv4Pools', pageSize: 10 },
  id: (item) => item.PoolId,
  volatile: ['PoolAddressRanges.AvailableAddressCount', 'TotalAvailableAddressCount'],
  keyed: { PoolAddressRanges: ['FirstAddress'] },
  columns: {
    ranges: (item) => item.PoolAddressRanges?.map((range) => `${range.FirstAddress}-${range.LastAddress}`),
    addresses: (item) => item.TotalAddressCount,
    free: (item) => item.TotalAvailableAddressCount,
    border: (item) => item.NetworkBorderGroup,
    description: (item) => item.Description,
  },
  filters: [],
});
