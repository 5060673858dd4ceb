/** VPCs, their subnets and what belongs to the VPC itself. */
import { by, each, kind } from './kind.ts';

export const vpc = kind({
  kind: 'vpc',
  title: 'VPC',
  about: 'A private network in one Region.',
  call: { service: 'ec2', operation: 'DescribeVpcs', items: 'Vpcs', pageSize: 1000 },
  id: (item) => item.VpcId,
  owner: (item) => item.OwnerId,
  keyed: { CidrBlockAssociationSet: ['AssociationId'], Ipv6CidrBlockAssociationSet: ['AssociationId'] },
  columns: { cidr: (item) => item.CidrBlock, default: (item) => item.IsDefault, state: (item) => item.State },
  filters: ['cidr', 'dhcp-options-id', 'is-default', 'owner-id', 'state', 'vpc-id'],
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
  detailOf: 'vpc',
  onlyWith: ['vpc'],
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
  refs: { vpc: (item) => item.VpcId },
  volatile: ['AvailableIpAddressCount'],
});
