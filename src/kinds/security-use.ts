/** Who else uses a security group or an interface: other VPCs, peers, other accounts. */
import { joined } from './ids.ts';
import { each, kind } from './kind.ts';
import { securityGroup } from './security.ts';
import { vpc } from './vpc.ts';

export const securityGroupVpcAssociation = kind({
  kind: 'security-group-vpc-association',
  title: 'Security group VPC association',
  about: 'Lets interfaces of another VPC use a security group.',
  call: {
    service: 'ec2',
    operation: 'DescribeSecurityGroupVpcAssociations',
    items: 'SecurityGroupVpcAssociations',
    pageSize: 1000,
  },
  id: (item) => joined(item.GroupId, item.VpcId),
  owner: (item) => item.GroupOwnerId,
  refs: { 'security-group': (item) => item.GroupId, vpc: (item) => item.VpcId },
  onlyWith: ['security-group'],
  columns: {
    group: (item) => item.GroupId,
    vpc: (item) => item.VpcId,
    'vpc-owner': (item) => item.VpcOwnerId,
    state: (item) => item.State,
    reason: (item) => item.StateReason,
  },
  filters: ['group-id', 'group-owner-id', 'state', 'vpc-id', 'vpc-owner-id'],
});

export const securityGroupReference = kind({
  kind: 'security-group-reference',
  title: 'Security group reference',
  about: 'A VPC at the other end of a peering or transit gateway whose rules name a security group of this one.',
  call: {
    service: 'ec2',
    operation: 'DescribeSecurityGroupReferences',
    items: 'SecurityGroupReferenceSet',
    over: each(securityGroup, ({ GroupId }) => (GroupId ? [{ key: GroupId, input: { GroupId: [GroupId] } }] : []), {
      batch: { size: 100, keyOf: (item: { GroupId?: string }) => item.GroupId },
    }),
  },
  id: (item) => joined(item.GroupId, item.ReferencingVpcId, item.VpcPeeringConnectionId ?? item.TransitGatewayId),
  refs: {
    'security-group': (item) => item.GroupId,
    vpc: (item) => item.ReferencingVpcId,
    'vpc-peering-connection': (item) => item.VpcPeeringConnectionId,
    'transit-gateway': (item) => item.TransitGatewayId,
  },
  detailOf: 'security-group',
  columns: {
    group: (item) => item.GroupId,
    'referencing-vpc': (item) => item.ReferencingVpcId,
    through: (item) => item.VpcPeeringConnectionId ?? item.TransitGatewayId,
  },
});

export const staleSecurityGroup = kind({
  kind: 'stale-security-group',
  title: 'Stale security group',
  about: 'A security group with rules that name a group which is gone, or behind a peering connection which is gone.',
  call: {
    service: 'ec2',
    operation: 'DescribeStaleSecurityGroups',
    items: 'StaleSecurityGroupSet',
    pageSize: 255,
    over: each(vpc, ({ VpcId }) => (VpcId ? [{ key: VpcId, input: { VpcId } }] : [])),
  },
  id: (item) => item.GroupId,
  name: (item) => item.GroupName,
  refs: {
    vpc: (item, parent) => [item.VpcId, parent],
    'security-group': (item) => item.GroupId,
    'vpc-peering-connection': (item) =>
      [...(item.StaleIpPermissions ?? []), ...(item.StaleIpPermissionsEgress ?? [])]
        .flatMap((rule) => rule.UserIdGroupPairs ?? [])
        .map((pair) => pair.VpcPeeringConnectionId),
  },
  detailOf: 'vpc',
  columns: {
    vpc: (item) => item.VpcId,
    inbound: (item) => item.StaleIpPermissions?.length ?? 0,
    outbound: (item) => item.StaleIpPermissionsEgress?.length ?? 0,
    description: (item) => item.Description,
  },
});

export const networkInterfacePermission = kind({
  kind: 'network-interface-permission',
  title: 'Network interface permission',
  about: 'Lets another account attach a network interface of this one to an instance of its own.',
  call: {
    service: 'ec2',
    operation: 'DescribeNetworkInterfacePermissions',
    items: 'NetworkInterfacePermissions',
    pageSize: 255,
  },
  id: (item) => item.NetworkInterfacePermissionId,
  refs: { 'network-interface': (item) => item.NetworkInterfaceId },
  onlyWith: ['network-interface'],
  columns: {
    interface: (item) => item.NetworkInterfaceId,
    permission: (item) => item.Permission,
    account: (item) => item.AwsAccountId,
    service: (item) => item.AwsService,
    state: (item) => item.PermissionState?.State,
  },
  filters: [
    ['network-interface-permission.aws-account-id', 'AwsAccountId'],
    ['network-interface-permission.aws-service', 'AwsService'],
    ['network-interface-permission.network-interface-id', 'NetworkInterfaceId'],
    ['network-interface-permission.network-interface-permission-id', 'NetworkInterfacePermissionId'],
    ['network-interface-permission.permission', 'Permission'],
  ],
});
