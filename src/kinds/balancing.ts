/** What spreads traffic over targets: application, network and gateway load balancers, their listeners, rules and target groups. */
import { joined } from './ids.ts';
import { each, kind } from './kind.ts';

// All calls of a Region share one small budget. `worth` says what is asked first: what there is and what it is open to,
// then where it leads, then the rest.

export const loadBalancer = kind({
  kind: 'load-balancer',
  title: 'Load balancer',
  about: 'Takes connections or packets in and spreads them over targets: application, network or gateway.',
  call: { service: 'elbv2', operation: 'DescribeLoadBalancers', items: 'LoadBalancers', pageSize: 400, worth: 7 },
  id: (item) => item.LoadBalancerArn,
  name: (item) => item.LoadBalancerName,
  refs: {
    vpc: (item) => item.VpcId,
    subnet: (item) => item.AvailabilityZones?.map((zone) => zone.SubnetId),
    'availability-zone': (item) => item.AvailabilityZones?.map((zone) => zone.ZoneName),
    'security-group': (item) => item.SecurityGroups,
    'elastic-ip': (item) =>
      item.AvailabilityZones?.flatMap((zone) => zone.LoadBalancerAddresses ?? []).map((address) => address.AllocationId),
    'ipam-pool': (item) => item.IpamPools?.Ipv4IpamPoolId,
  },
  // In a VPC that is no longer shared with this account, and so not listed, a load balancer still has its interfaces.
  onlyWith: ['vpc', 'network-interface'],
  keyed: { AvailabilityZones: ['SubnetId'] },
  columns: {
    type: (item) => item.Type,
    scheme: (item) => item.Scheme,
    state: (item) => item.State?.Code,
    vpc: (item) => item.VpcId,
    zones: (item) => item.AvailabilityZones?.map((zone) => zone.ZoneName),
    'security-groups': (item) => item.SecurityGroups,
    dns: (item) => item.DNSName,
  },
});

export const listener = kind({
  kind: 'listener',
  title: 'Listener',
  about: 'A port on which a load balancer listens, and what it does with what comes in.',
  call: {
    service: 'elbv2',
    operation: 'DescribeListeners',
    items: 'Listeners',
    pageSize: 400,
    over: each(loadBalancer, ({ LoadBalancerArn }) =>
      LoadBalancerArn ? [{ key: LoadBalancerArn, input: { LoadBalancerArn } }] : [],
    ),
    worth: 6,
  },
  id: (item) => item.ListenerArn,
  refs: {
    'load-balancer': (_item, parent) => parent,
    'target-group': (item) => targetGroupsOf(item.DefaultActions),
  },
  detailOf: 'load-balancer',
  secret: ['DefaultActions.AuthenticateOidcConfig.ClientSecret'],
  ordered: ['DefaultActions'],
  keyed: { Certificates: ['CertificateArn'], 'DefaultActions.ForwardConfig.TargetGroups': ['TargetGroupArn'] },
  columns: {
    protocol: (item) => item.Protocol,
    port: (item) => item.Port,
    action: (item) => item.DefaultActions?.map((action) => action.Type),
    'tls-policy': (item) => item.SslPolicy,
    certificates: (item) => item.Certificates?.length ?? 0,
  },
});

interface Action {
  TargetGroupArn?: string;
  ForwardConfig?: { TargetGroups?: { TargetGroupArn?: string }[] };
}

const targetGroupsOf = (actions: readonly Action[] = []): (string | undefined)[] =>
  actions.flatMap((action) => [
    action.TargetGroupArn,
    ...(action.ForwardConfig?.TargetGroups ?? []).map((group) => group.TargetGroupArn),
  ]);

export const targetGroup = kind({
  kind: 'target-group',
  title: 'Target group',
  about: 'Where a load balancer sends what comes in, and how it finds out whether the targets are well.',
  call: { service: 'elbv2', operation: 'DescribeTargetGroups', items: 'TargetGroups', pageSize: 400, worth: 5 },
  id: (item) => item.TargetGroupArn,
  name: (item) => item.TargetGroupName,
  refs: { vpc: (item) => item.VpcId, 'load-balancer': (item) => item.LoadBalancerArns },
  columns: {
    type: (item) => item.TargetType,
    protocol: (item) => item.Protocol,
    port: (item) => item.Port,
    'health-check': (item) => [item.HealthCheckProtocol, item.HealthCheckPort, item.HealthCheckPath],
    'load-balancers': (item) => item.LoadBalancerArns?.length ?? 0,
    vpc: (item) => item.VpcId,
  },
});

export const loadBalancerAttributes = kind({
  kind: 'load-balancer-attributes',
  title: 'Load balancer attribute set',
  about: 'How a load balancer is set: deletion protection, access logs, cross-zone balancing, header handling.',
  call: {
    service: 'elbv2',
    operation: 'DescribeLoadBalancerAttributes',
    items: '.',
    over: each(loadBalancer, ({ LoadBalancerArn }) =>
      LoadBalancerArn ? [{ key: LoadBalancerArn, input: { LoadBalancerArn } }] : [],
    ),
    worth: 4,
  },
  id: (_item, parent) => parent,
  refs: { 'load-balancer': (_item, parent) => parent },
  detailOf: 'load-balancer',
  keyed: { Attributes: ['Key'] },
  columns: { attributes: (item) => item.Attributes?.map(({ Key, Value }) => `${Key}=${Value}`) },
});

export const targetGroupAttributes = kind({
  kind: 'target-group-attributes',
  title: 'Target group attribute set',
  about: 'How a target group is set: stickiness, draining, preserving the client address, fail-over.',
  call: {
    service: 'elbv2',
    operation: 'DescribeTargetGroupAttributes',
    items: '.',
    over: each(targetGroup, ({ TargetGroupArn }) => (TargetGroupArn ? [{ key: TargetGroupArn, input: { TargetGroupArn } }] : [])),
    worth: 4,
  },
  id: (_item, parent) => parent,
  refs: { 'target-group': (_item, parent) => parent },
  detailOf: 'target-group',
  keyed: { Attributes: ['Key'] },
  columns: { attributes: (item) => item.Attributes?.map(({ Key, Value }) => `${Key}=${Value}`) },
});

export const listenerRule = kind({
  kind: 'listener-rule',
  title: 'Listener rule',
  about: 'What an application load balancer does with requests that look like this; the lowest number that fits decides.',
  call: {
    service: 'elbv2',
    operation: 'DescribeRules',
    items: 'Rules',
    pageSize: 400,
    // Only application load balancers have rules beside the default action, and only they speak HTTP.
    over: each(listener, ({ ListenerArn, Protocol }) =>
      ListenerArn && (Protocol === 'HTTP' || Protocol === 'HTTPS') ? [{ key: ListenerArn, input: { ListenerArn } }] : [],
    ),
    worth: 3,
  },
  id: (item) => item.RuleArn,
  refs: { listener: (_item, parent) => parent, 'target-group': (item) => targetGroupsOf(item.Actions) },
  detailOf: 'listener',
  secret: ['Actions.AuthenticateOidcConfig.ClientSecret'],
  ordered: ['Actions', 'Transforms'],
  keyed: { 'Actions.ForwardConfig.TargetGroups': ['TargetGroupArn'] },
  columns: {
    priority: (item) => item.Priority,
    conditions: (item) => item.Conditions?.map((condition) => condition.Field),
    action: (item) => item.Actions?.map((action) => action.Type),
    default: (item) => item.IsDefault,
  },
});

/** One call takes the ARNs of twenty resources. */
const tagsInBatches = { batch: { size: 20, keyOf: (item: { ResourceArn?: string }) => item.ResourceArn } };
const tagged = (arn: string | undefined) => (arn ? [{ key: arn, input: { ResourceArns: [arn] } }] : []);

export const loadBalancerTags = kind({
  kind: 'load-balancer-tags',
  title: 'Load balancer tag set',
  about: 'The tags of a load balancer.',
  call: {
    service: 'elbv2',
    operation: 'DescribeTags',
    items: 'TagDescriptions',
    over: each(loadBalancer, (item) => tagged(item.LoadBalancerArn), tagsInBatches),
    worth: 2,
  },
  id: (item) => item.ResourceArn,
  refs: { 'load-balancer': (item) => item.ResourceArn },
  detailOf: 'load-balancer',
  columns: { tags: (item) => item.Tags?.map(({ Key, Value }) => `${Key}=${Value}`) },
});

export const targetGroupTags = kind({
  kind: 'target-group-tags',
  title: 'Target group tag set',
  about: 'The tags of a target group.',
  call: {
    service: 'elbv2',
    operation: 'DescribeTags',
    items: 'TagDescriptions',
    over: each(targetGroup, (item) => tagged(item.TargetGroupArn), tagsInBatches),
    worth: 2,
  },
  id: (item) => item.ResourceArn,
  refs: { 'target-group': (item) => item.ResourceArn },
  detailOf: 'target-group',
  columns: { tags: (item) => item.Tags?.map(({ Key, Value }) => `${Key}=${Value}`) },
});

export const targetHealth = kind({
  kind: 'target-health',
  title: 'Load balancer target',
  about: 'A target of a group, and whether the load balancer finds it well.',
  call: {
    service: 'elbv2',
    operation: 'DescribeTargetHealth',
    items: 'TargetHealthDescriptions',
    over: each(targetGroup, ({ TargetGroupArn }) => (TargetGroupArn ? [{ key: TargetGroupArn, input: { TargetGroupArn } }] : [])),
    worth: 1,
  },
  id: (item, parent) =>
    item.Target?.Id && joined(parent, item.Target.Id, item.Target.Port, item.Target.AvailabilityZone, item.Target.QuicServerId),
  refs: {
    'target-group': (_item, parent) => parent,
    instance: (item) => (item.Target?.Id?.startsWith('i-') ? item.Target.Id : undefined),
    'load-balancer': (item) => (item.Target?.Id?.includes(':loadbalancer/') ? item.Target.Id : undefined),
  },
  detailOf: 'target-group',
  volatile: ['AnomalyDetection'],
  columns: {
    target: (item) => item.Target?.Id,
    port: (item) => item.Target?.Port,
    zone: (item) => item.Target?.AvailabilityZone,
    state: (item) => item.TargetHealth?.State,
    reason: (item) => item.TargetHealth?.Reason,
  },
});
