/** What this account offers to others through PrivateLink, who may use it and who does; and what resource endpoints lead to. */
import { idInKey, isGoing, joined } from './ids.ts';
import { each, kind } from './kind.ts';

export const endpointService = kind({
  kind: 'endpoint-service',
  title: 'VPC endpoint service',
  about: 'A service of this account behind its load balancers, which others reach by endpoints of their own.',
  call: {
    service: 'ec2',
    operation: 'DescribeVpcEndpointServiceConfigurations',
    items: 'ServiceConfigurations',
    pageSize: 1000,
  },
  id: (item) => item.ServiceId,
  name: (item) => item.ServiceName,
  refs: { 'load-balancer': (item) => [...(item.NetworkLoadBalancerArns ?? []), ...(item.GatewayLoadBalancerArns ?? [])] },
  // It cannot be without a load balancer, nor that without interfaces.
  onlyWith: ['vpc', 'network-interface'],
  keyed: { SupportedRegions: ['Region'] },
  columns: {
    type: (item) => item.ServiceType?.map((type) => type.ServiceType),
    state: (item) => item.ServiceState,
    acceptance: (item) => item.AcceptanceRequired,
    zones: (item) => item.AvailabilityZones,
    'private-dns': (item) => item.PrivateDnsName,
    regions: (item) => item.SupportedRegions?.map((supported) => supported.Region),
  },
  filters: ['service-id', 'service-name', 'service-state', 'supported-ip-address-types'],
});

export const endpointServicePermission = kind({
  kind: 'endpoint-service-permission',
  title: 'Endpoint service permission',
  about: 'Who may make endpoints to an endpoint service; `*` is everyone.',
  call: {
    service: 'ec2',
    operation: 'DescribeVpcEndpointServicePermissions',
    items: 'AllowedPrincipals',
    pageSize: 1000,
    over: each(endpointService, ({ ServiceId, ServiceState }) =>
      ServiceId && !isGoing(ServiceState) ? [{ key: ServiceId, input: { ServiceId } }] : [],
    ),
  },
  id: (item, parent) =>
    (item.ServicePermissionId ?? item.Principal) && joined(parent, item.ServicePermissionId ?? item.Principal),
  refs: { 'endpoint-service': (_item, parent) => idInKey(parent) },
  detailOf: 'endpoint-service',
  columns: { principal: (item) => item.Principal, type: (item) => item.PrincipalType },
  filters: ['principal', 'principal-type'],
});

export const endpointConnection = kind({
  kind: 'endpoint-connection',
  title: 'VPC endpoint connection',
  about: "Somebody's endpoint to an endpoint service of this account, accepted or waiting.",
  call: { service: 'ec2', operation: 'DescribeVpcEndpointConnections', items: 'VpcEndpointConnections', pageSize: 1000 },
  id: (item) => item.VpcEndpointConnectionId ?? joined(item.ServiceId, item.VpcEndpointId),
  refs: {
    'endpoint-service': (item) => item.ServiceId,
    'vpc-endpoint': (item) => item.VpcEndpointId,
    'load-balancer': (item) => [...(item.NetworkLoadBalancerArns ?? []), ...(item.GatewayLoadBalancerArns ?? [])],
  },
  onlyWith: ['endpoint-service'],
  keyed: { DnsEntries: ['DnsName', 'HostedZoneId'] },
  columns: {
    service: (item) => item.ServiceId,
    endpoint: (item) => item.VpcEndpointId,
    'endpoint-owner': (item) => item.VpcEndpointOwner,
    'endpoint-region': (item) => item.VpcEndpointRegion,
    state: (item) => item.VpcEndpointState,
  },
  filters: [
    'ip-address-type',
    'service-id',
    'vpc-endpoint-id',
    'vpc-endpoint-owner',
    'vpc-endpoint-region',
    'vpc-endpoint-state',
  ],
});

export const vpcEndpointAssociation = kind({
  kind: 'vpc-endpoint-association',
  title: 'VPC endpoint association',
  about: 'A resource or service network that an endpoint leads to, and the name by which.',
  call: {
    service: 'ec2',
    operation: 'DescribeVpcEndpointAssociations',
    items: 'VpcEndpointAssociations',
    pageSize: 100,
  },
  id: (item) => item.Id ?? joined(item.VpcEndpointId, item.AssociatedResourceArn),
  refs: { 'vpc-endpoint': (item) => item.VpcEndpointId },
  onlyWith: ['vpc-endpoint'],
  columns: {
    endpoint: (item) => item.VpcEndpointId,
    resource: (item) => item.AssociatedResourceArn,
    network: (item) => item.ServiceNetworkName,
    accessible: (item) => item.AssociatedResourceAccessibility,
    dns: (item) => item.PrivateDnsEntry?.DnsName ?? item.DnsEntry?.DnsName,
    failure: (item) => item.FailureReason,
  },
  // The answer has the ARN that `associated-resource-id` is a part of.
  filters: [
    'associated-resource-accessibility',
    ['association-id', 'Id'],
    'resource-configuration-group-arn',
    'service-network-arn',
    'vpc-endpoint-id',
  ],
});
