/** VPCs, their subnets and what belongs to the VPC itself. */
import { under } from './filters.ts';
import { idInKey } from './ids.ts';
import { by, each, kind } from './kind.ts';

export const vpc = kind({
  kind: 'vpc',
  title: 'VPC',
  about: 'A private network in one Region.',
  call: { service: 'ec2', operation: 'DescribeVpcs', items: 'Vpcs', pageSize: 1000 },
  id: (item) => item.VpcId,
  owner: (item) => item.OwnerId,
  // A VPC without DHCP options names the set `default`, which does not exist.
  refs: { 'dhcp-options': (item) => (item.DhcpOptionsId === 'default' ? undefined : item.DhcpOptionsId) },
  keyed: { CidrBlockAssociationSet: ['AssociationId'], Ipv6CidrBlockAssociationSet: ['AssociationId'] },
  columns: {
    cidrs: (item) => item.CidrBlockAssociationSet?.map((block) => block.CidrBlock) ?? item.CidrBlock,
    ipv6: (item) => item.Ipv6CidrBlockAssociationSet?.map((block) => block.Ipv6CidrBlock),
    default: (item) => item.IsDefault,
    state: (item) => item.State,
    'dhcp-options': (item) => item.DhcpOptionsId,
    owner: (item) => item.OwnerId,
  },
  filters: [
    ['cidr', 'CidrBlock'],
    ...under('cidr-block-association', 'CidrBlockAssociationSet', [
      'association-id',
      'cidr-block',
      ['state', 'CidrBlockState.State'],
    ]),
    'dhcp-options-id',
    ...under('ipv6-cidr-block-association', 'Ipv6CidrBlockAssociationSet', [
      'association-id',
      'ipv6-cidr-block',
      'ipv6-pool',
      ['state', 'Ipv6CidrBlockState.State'],
    ]),
    'is-default',
    'owner-id',
    'state',
    'vpc-id',
  ],
});

export const vpcAttribute = kind({
  kind: 'vpc-attribute',
  title: 'VPC attribute',
  about: 'Whether the VPC resolves names, gives instances host names and reports its address usage.',
  call: {
    service: 'ec2',
    operation: 'DescribeVpcAttribute',
    items: '.',
    over: each(vpc, (item) =>
      (['enableDnsSupport', 'enableDnsHostnames', 'enableNetworkAddressUsageMetrics'] as const).map((Attribute) => ({
        key: `${item.VpcId}/${Attribute}`,
        input: { VpcId: item.VpcId, Attribute },
      })),
    ),
  },
  id: (_item, parent) => parent,
  refs: { vpc: (_item, parent) => idInKey(parent) },
  detailOf: 'vpc',
  columns: {
    'dns-support': (item) => item.EnableDnsSupport?.Value,
    'dns-hostnames': (item) => item.EnableDnsHostnames?.Value,
    'usage-metrics': (item) => item.EnableNetworkAddressUsageMetrics?.Value,
  },
});

export const subnet = kind({
  kind: 'subnet',
  title: 'Subnet',
  about: 'A slice of a VPC in one Availability Zone.',
  call: {
    service: 'ec2',
    operation: 'DescribeSubnets',
    items: 'Subnets',
    pageSize: 1000,
    split: by('vpc-id', vpc, (item) => item.VpcId),
  },
  id: (item) => item.SubnetId,
  owner: (item) => item.OwnerId,
  refs: { vpc: (item) => item.VpcId, 'availability-zone': (item) => item.AvailabilityZone },
  onlyWith: ['vpc'],
  volatile: ['AvailableIpAddressCount'],
  keyed: { Ipv6CidrBlockAssociationSet: ['AssociationId'] },
  columns: {
    cidr: (item) => item.CidrBlock,
    ipv6: (item) => item.Ipv6CidrBlockAssociationSet?.map((block) => block.Ipv6CidrBlock),
    zone: (item) => item.AvailabilityZone,
    vpc: (item) => item.VpcId,
    'free-addresses': (item) => item.AvailableIpAddressCount,
    'public-ip': (item) => item.MapPublicIpOnLaunch,
    owner: (item) => item.OwnerId,
  },
  filters: [
    'availability-zone',
    'availabilityZone',
    'availability-zone-id',
    'availabilityZoneId',
    'available-ip-address-count',
    'cidr-block',
    ['cidr', 'CidrBlock'],
    'cidrBlock',
    'customer-owned-ipv4-pool',
    'default-for-az',
    'defaultForAz',
    'enable-dns64',
    'enable-lni-at-device-index',
    ...under('ipv6-cidr-block-association', 'Ipv6CidrBlockAssociationSet', [
      'association-id',
      'ipv6-cidr-block',
      ['state', 'Ipv6CidrBlockState.State'],
    ]),
    'ipv6-native',
    'map-customer-owned-ip-on-launch',
    'map-public-ip-on-launch',
    'outpost-arn',
    'owner-id',
    'private-dns-name-options-on-launch.hostname-type',
    'private-dns-name-options-on-launch.enable-resource-name-dns-a-record',
    [
      'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record',
      'PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsAAAARecord',
    ],
    'state',
    'subnet-arn',
    'subnet-id',
    'vpc-id',
  ],
});

export const dhcpOptions = kind({
  kind: 'dhcp-options',
  title: 'DHCP options set',
  about: 'The DNS servers, domain name and time servers that a VPC hands to its hosts.',
  call: { service: 'ec2', operation: 'DescribeDhcpOptions', items: 'DhcpOptions', pageSize: 1000 },
  id: (item) => item.DhcpOptionsId,
  owner: (item) => item.OwnerId,
  // Hosts ask their DNS servers in this order.
  ordered: ['DhcpConfigurations.Values'],
  keyed: { DhcpConfigurations: ['Key'] },
  columns: {
    'dns-servers': (item) => option(item, 'domain-name-servers'),
    'domain-name': (item) => option(item, 'domain-name'),
    'ntp-servers': (item) => option(item, 'ntp-servers'),
    owner: (item) => item.OwnerId,
  },
  filters: ['dhcp-options-id', ['key', 'DhcpConfigurations.Key'], 'owner-id', ['value', 'DhcpConfigurations.Values.Value']],
});

interface DhcpOptions {
  DhcpConfigurations?: { Key?: string; Values?: { Value?: string }[] }[];
}

const option = (item: DhcpOptions, key: string): (string | undefined)[] | undefined =>
  item.DhcpConfigurations?.find((configuration) => configuration.Key === key)?.Values?.map((value) => value.Value);

export const vpcEncryptionControl = kind({
  kind: 'vpc-encryption-control',
  title: 'VPC encryption control',
  about: 'Whether a VPC watches over, or enforces, that its traffic is encrypted, and what it leaves out.',
  call: { service: 'ec2', operation: 'DescribeVpcEncryptionControls', items: 'VpcEncryptionControls', pageSize: 1000 },
  id: (item) => item.VpcEncryptionControlId,
  refs: { vpc: (item) => item.VpcId },
  onlyWith: ['vpc'],
  columns: {
    vpc: (item) => item.VpcId,
    mode: (item) => item.Mode,
    state: (item) => item.State,
    message: (item) => item.StateMessage,
  },
  filters: [],
});
