/** Doors that no route table shows: Instance Connect endpoints; the lock over all of them, Block Public Access; and the account's defaults. */
import { idInArn, idsOf } from './ids.ts';
import { kind } from './kind.ts';

export const instanceConnectEndpoint = kind({
  kind: 'instance-connect-endpoint',
  title: 'EC2 Instance Connect Endpoint',
  about: 'Lets AWS identities open SSH and RDP connections to private addresses, past every inbound rule of its own.',
  call: {
    service: 'ec2',
    operation: 'DescribeInstanceConnectEndpoints',
    items: 'InstanceConnectEndpoints',
    pageSize: 50,
  },
  id: (item) => item.InstanceConnectEndpointId,
  owner: (item) => item.OwnerId,
  refs: {
    vpc: (item) => item.VpcId,
    subnet: (item) => item.SubnetId,
    'availability-zone': (item) => item.AvailabilityZone,
    'security-group': (item) => item.SecurityGroupIds,
    'network-interface': (item) => item.NetworkInterfaceIds,
  },
  // In a VPC that is no longer shared with this account, and so not listed, an endpoint still has its interface.
  onlyWith: ['vpc', 'network-interface'],
  columns: {
    state: (item) => item.State,
    vpc: (item) => item.VpcId,
    subnet: (item) => item.SubnetId,
    'security-groups': (item) => item.SecurityGroupIds,
    'preserve-client-ip': (item) => item.PreserveClientIp,
    dns: (item) => item.DnsName,
  },
  filters: ['instance-connect-endpoint-id', 'state', 'subnet-id', ['tag-value', 'Tags.Value'], 'vpc-id'],
});

export const blockPublicAccessOptions = kind({
  kind: 'block-public-access-options',
  title: 'VPC Block Public Access',
  about: 'Whether the account shuts its internet gateways in this Region, in one or both directions.',
  call: { service: 'ec2', operation: 'DescribeVpcBlockPublicAccessOptions', items: 'VpcBlockPublicAccessOptions' },
  id: () => 'options',
  columns: {
    mode: (item) => item.InternetGatewayBlockMode,
    state: (item) => item.State,
    exclusions: (item) => item.ExclusionsAllowed,
    'managed-by': (item) => item.ManagedBy,
    reason: (item) => item.Reason,
  },
});

export const blockPublicAccessExclusion = kind({
  kind: 'block-public-access-exclusion',
  title: 'VPC Block Public Access exclusion',
  about: 'A VPC or subnet that Block Public Access leaves open, in one or both directions.',
  call: {
    service: 'ec2',
    operation: 'DescribeVpcBlockPublicAccessExclusions',
    items: 'VpcBlockPublicAccessExclusions',
    pageSize: 1000,
  },
  id: (item) => item.ExclusionId,
  refs: {
    vpc: (item) => idsOf(idInArn(item.ResourceArn), 'vpc'),
    subnet: (item) => idsOf(idInArn(item.ResourceArn), 'subnet'),
  },
  onlyWith: ['vpc'],
  columns: {
    resource: (item) => idInArn(item.ResourceArn),
    mode: (item) => item.InternetGatewayExclusionMode,
    state: (item) => item.State,
    reason: (item) => item.Reason,
  },
  filters: ['internet-gateway-exclusion-mode', 'resource-arn', 'state', ['tag-value', 'Tags.Value']],
});

export const serialConsoleAccess = kind({
  kind: 'serial-console-access',
  title: 'Serial console setting',
  about: 'Whether the account lets people open the serial console of its instances in this Region.',
  call: { service: 'ec2', operation: 'GetSerialConsoleAccessStatus', items: '.' },
  id: () => 'status',
  columns: { enabled: (item) => item.SerialConsoleAccessEnabled, 'managed-by': (item) => item.ManagedBy },
});

export const instanceMetadataDefaults = kind({
  kind: 'instance-metadata-defaults',
  title: 'Instance metadata default',
  about: 'How new instances of this Region answer for their metadata, where nothing else says so.',
  call: { service: 'ec2', operation: 'GetInstanceMetadataDefaults', items: 'AccountLevel' },
  id: () => 'defaults',
  columns: {
    tokens: (item) => item.HttpTokens,
    enforced: (item) => item.HttpTokensEnforced,
    'hop-limit': (item) => item.HttpPutResponseHopLimit,
    endpoint: (item) => item.HttpEndpoint,
    tags: (item) => item.InstanceMetadataTags,
    'managed-by': (item) => item.ManagedBy,
  },
});
