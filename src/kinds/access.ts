/** Doors that no route table shows: Instance Connect endpoints; and the lock over all of them: Block Public Access. */
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
