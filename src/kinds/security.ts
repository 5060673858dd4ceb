/** What lets traffic in and out of interfaces and subnets: security groups, their rules, network ACLs. */
import { type RowFilter, under } from './filters.ts';
import { by, kind } from './kind.ts';
import { vpc } from './vpc.ts';

const permissionFilters: RowFilter[] = [
  ['cidr', 'IpRanges.CidrIp'],
  'from-port',
  ['group-id', 'UserIdGroupPairs.GroupId'],
  ['group-name', 'UserIdGroupPairs.GroupName'],
  ['ipv6-cidr', 'Ipv6Ranges.CidrIpv6'],
  ['prefix-list-id', 'PrefixListIds.PrefixListId'],
  ['protocol', 'IpProtocol'],
  'to-port',
  ['user-id', 'UserIdGroupPairs.UserId'],
];

// Not split by VPC: groups that the account left in a VPC which is no longer shared with it are still listed, the VPC is not.
export const securityGroup = kind({
  kind: 'security-group',
  title: 'Security group',
  about: 'A stateful firewall around network interfaces: what it does not allow is blocked.',
  call: { service: 'ec2', operation: 'DescribeSecurityGroups', items: 'SecurityGroups', pageSize: 1000 },
  id: (item) => item.GroupId,
  owner: (item) => item.OwnerId,
  name: (item) => item.GroupName,
  refs: {
    vpc: (item) => item.VpcId,
    'security-group': (item) =>
      bothWays(item)
        .flatMap((rule) => rule.UserIdGroupPairs ?? [])
        .map((pair) => pair.GroupId),
    'prefix-list': (item) =>
      bothWays(item)
        .flatMap((rule) => rule.PrefixListIds ?? [])
        .map((list) => list.PrefixListId),
    'vpc-peering-connection': (item) =>
      bothWays(item)
        .flatMap((rule) => rule.UserIdGroupPairs ?? [])
        .map((pair) => pair.VpcPeeringConnectionId),
  },
  keyed: {
    IpPermissions: ['IpProtocol', 'FromPort', 'ToPort'],
    'IpPermissions.IpRanges': ['CidrIp'],
    'IpPermissions.Ipv6Ranges': ['CidrIpv6'],
    'IpPermissions.PrefixListIds': ['PrefixListId'],
    IpPermissionsEgress: ['IpProtocol', 'FromPort', 'ToPort'],
    'IpPermissionsEgress.IpRanges': ['CidrIp'],
    'IpPermissionsEgress.Ipv6Ranges': ['CidrIpv6'],
    'IpPermissionsEgress.PrefixListIds': ['PrefixListId'],
  },
  columns: {
    vpc: (item) => item.VpcId,
    inbound: (item) => item.IpPermissions?.length ?? 0,
    outbound: (item) => item.IpPermissionsEgress?.length ?? 0,
    description: (item) => item.Description,
    owner: (item) => item.OwnerId,
  },
  filters: [
    'description',
    ...under('egress.ip-permission', 'IpPermissionsEgress', permissionFilters),
    'group-id',
    'group-name',
    ...under('ip-permission', 'IpPermissions', permissionFilters),
    'owner-id',
    'vpc-id',
  ],
});

interface Permissions<Rule> {
  IpPermissions?: Rule[];
  IpPermissionsEgress?: Rule[];
}

const bothWays = <Rule>(group: Permissions<Rule>): Rule[] => [
  ...(group.IpPermissions ?? []),
  ...(group.IpPermissionsEgress ?? []),
];

export const securityGroupRule = kind({
  kind: 'security-group-rule',
  title: 'Security group rule',
  about: 'One thing that a security group allows, with an id and a description of its own.',
  call: {
    service: 'ec2',
    operation: 'DescribeSecurityGroupRules',
    items: 'SecurityGroupRules',
    pageSize: 1000,
    split: by('group-id', securityGroup, (item) => item.GroupId),
  },
  id: (item) => item.SecurityGroupRuleId,
  owner: (item) => item.GroupOwnerId,
  refs: {
    'security-group': (item) => [item.GroupId, item.ReferencedGroupInfo?.GroupId],
    'prefix-list': (item) => item.PrefixListId,
    vpc: (item) => item.ReferencedGroupInfo?.VpcId,
    'vpc-peering-connection': (item) => item.ReferencedGroupInfo?.VpcPeeringConnectionId,
  },
  onlyWith: ['security-group'],
  columns: {
    group: (item) => item.GroupId,
    direction: (item) => (item.IsEgress ? 'outbound' : 'inbound'),
    protocol: (item) => item.IpProtocol,
    from: (item) => item.FromPort,
    to: (item) => item.ToPort,
    peer: (item) => item.CidrIpv4 ?? item.CidrIpv6 ?? item.PrefixListId ?? item.ReferencedGroupInfo?.GroupId,
    description: (item) => item.Description,
  },
  filters: ['group-id', 'security-group-rule-id'],
});

export const networkAcl = kind({
  kind: 'network-acl',
  title: 'Network ACL',
  about: 'A stateless firewall around subnets: numbered rules, the first that matches decides.',
  call: {
    service: 'ec2',
    operation: 'DescribeNetworkAcls',
    items: 'NetworkAcls',
    pageSize: 1000,
    split: by('vpc-id', vpc, (item) => item.VpcId),
  },
  id: (item) => item.NetworkAclId,
  owner: (item) => item.OwnerId,
  refs: { vpc: (item) => item.VpcId, subnet: (item) => item.Associations?.map((association) => association.SubnetId) },
  onlyWith: ['vpc'],
  keyed: { Entries: ['Egress', 'RuleNumber'], Associations: ['SubnetId'] },
  columns: {
    vpc: (item) => item.VpcId,
    default: (item) => item.IsDefault,
    subnets: (item) => item.Associations?.length ?? 0,
    inbound: (item) => item.Entries?.filter((entry) => !entry.Egress).length ?? 0,
    outbound: (item) => item.Entries?.filter((entry) => entry.Egress).length ?? 0,
    owner: (item) => item.OwnerId,
  },
  filters: [
    ...under('association', 'Associations', [['association-id', 'NetworkAclAssociationId'], 'network-acl-id', 'subnet-id']),
    ['default', 'IsDefault'],
    ...under('entry', 'Entries', [
      ['cidr', 'CidrBlock'],
      'egress',
      ['icmp.code', 'IcmpTypeCode.Code'],
      ['icmp.type', 'IcmpTypeCode.Type'],
      ['ipv6-cidr', 'Ipv6CidrBlock'],
      'port-range.from',
      'port-range.to',
      'protocol',
      'rule-action',
      'rule-number',
    ]),
    'network-acl-id',
    'owner-id',
    'vpc-id',
  ],
});
