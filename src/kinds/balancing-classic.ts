/** Classic load balancers, with their instances. */
import { joined } from './ids.ts';
import { each, kind } from './kind.ts';

export const classicLoadBalancer = kind({
  kind: 'classic-load-balancer',
  title: 'Classic load balancer',
  about: 'The first generation of load balancers: ports that lead to instances.',
  call: {
    service: 'elb',
    operation: 'DescribeLoadBalancers',
    items: 'LoadBalancerDescriptions',
    pageSize: 400,
    worth: 4,
  },
  id: (item) => item.LoadBalancerName,
  name: (item) => item.LoadBalancerName,
  refs: {
    vpc: (item) => item.VPCId,
    subnet: (item) => item.Subnets,
    'availability-zone': (item) => item.AvailabilityZones,
    'security-group': (item) => item.SecurityGroups,
    instance: (item) => item.Instances?.map((instance) => instance.InstanceId),
  },
  onlyWith: ['vpc', 'network-interface'],
  keyed: { Instances: ['InstanceId'], BackendServerDescriptions: ['InstancePort'] },
  columns: {
    scheme: (item) => item.Scheme,
    vpc: (item) => item.VPCId,
    ports: (item) => item.ListenerDescriptions?.map(({ Listener }) => `${Listener?.Protocol} ${Listener?.LoadBalancerPort}`),
    instances: (item) => item.Instances?.length ?? 0,
    'security-groups': (item) => item.SecurityGroups,
    dns: (item) => item.DNSName,
  },
});

interface Named {
  LoadBalancerName?: string;
}

const ofBalancer = ({ LoadBalancerName }: Named) =>
  LoadBalancerName ? [{ key: LoadBalancerName, input: { LoadBalancerName } }] : [];

export const classicLoadBalancerAttributes = kind({
  kind: 'classic-load-balancer-attributes',
  title: 'Classic load balancer attribute set',
  about: 'How a classic load balancer is set: access logs, cross-zone balancing, draining, timeouts.',
  call: {
    service: 'elb',
    operation: 'DescribeLoadBalancerAttributes',
    items: 'LoadBalancerAttributes',
    over: each(classicLoadBalancer, ofBalancer),
    worth: 3,
  },
  id: (_item, parent) => parent,
  refs: { 'classic-load-balancer': (_item, parent) => parent },
  detailOf: 'classic-load-balancer',
  keyed: { AdditionalAttributes: ['Key'] },
  columns: {
    'cross-zone': (item) => item.CrossZoneLoadBalancing?.Enabled,
    'access-log': (item) => item.AccessLog?.Enabled,
    draining: (item) => item.ConnectionDraining?.Enabled,
    'idle-timeout': (item) => item.ConnectionSettings?.IdleTimeout,
  },
});

export const classicLoadBalancerTags = kind({
  kind: 'classic-load-balancer-tags',
  title: 'Classic load balancer tag set',
  about: 'The tags of a classic load balancer.',
  call: {
    service: 'elb',
    operation: 'DescribeTags',
    items: 'TagDescriptions',
    over: each(
      classicLoadBalancer,
      ({ LoadBalancerName: name }) => (name ? [{ key: name, input: { LoadBalancerNames: [name] } }] : []),
      { batch: { size: 20, keyOf: (item: Named) => item.LoadBalancerName } },
    ),
    worth: 2,
  },
  id: (item) => item.LoadBalancerName,
  refs: { 'classic-load-balancer': (item) => item.LoadBalancerName },
  detailOf: 'classic-load-balancer',
  columns: { tags: (item) => item.Tags?.map(({ Key, Value }) => `${Key}=${Value}`) },
});

export const classicInstanceHealth = kind({
  kind: 'classic-instance-health',
  title: 'Classic load balancer instance',
  about: 'An instance of a classic load balancer, and whether it is in service.',
  call: {
    service: 'elb',
    operation: 'DescribeInstanceHealth',
    items: 'InstanceStates',
    over: each(classicLoadBalancer, ofBalancer),
    worth: 1,
  },
  id: (item, parent) => item.InstanceId && joined(parent, item.InstanceId),
  refs: { 'classic-load-balancer': (_item, parent) => parent, instance: (item) => item.InstanceId },
  detailOf: 'classic-load-balancer',
  columns: {
    instance: (item) => item.InstanceId,
    state: (item) => item.State,
    reason: (item) => item.ReasonCode,
    description: (item) => item.Description,
  },
});
