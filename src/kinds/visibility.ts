/** What records or copies traffic: flow logs and traffic mirroring. */
import { idsOf } from './ids.ts';
import { kind } from './kind.ts';

export const flowLog = kind({
  kind: 'flow-log',
  title: 'Flow log',
  about: 'Records the traffic of a VPC, subnet, interface or transit gateway, and where to.',
  call: { service: 'ec2', operation: 'DescribeFlowLogs', items: 'FlowLogs', pageSize: 1000 },
  id: (item) => item.FlowLogId,
  refs: {
    vpc: (item) => idsOf(item.ResourceId, 'vpc'),
    subnet: (item) => idsOf(item.ResourceId, 'subnet'),
    'network-interface': (item) => idsOf(item.ResourceId, 'eni'),
    'transit-gateway-attachment': (item) => idsOf(item.ResourceId, 'tgw-attach'),
    'transit-gateway': (item) => idsOf(item.ResourceId, 'tgw').filter((id) => !id.startsWith('tgw-attach-')),
  },
  columns: {
    resource: (item) => item.ResourceId,
    traffic: (item) => item.TrafficType,
    status: (item) => item.FlowLogStatus,
    delivery: (item) => item.DeliverLogsStatus,
    destination: (item) => item.LogDestination ?? item.LogGroupName,
    interval: (item) => item.MaxAggregationInterval,
  },
  filters: [
    ['deliver-log-status', 'DeliverLogsStatus'],
    'flow-log-id',
    'log-destination-type',
    'log-group-name',
    'resource-id',
    'traffic-type',
  ],
});

export const trafficMirrorSession = kind({
  kind: 'traffic-mirror-session',
  title: 'Traffic mirror session',
  about: 'Copies the packets of a network interface to a target, as far as a filter lets them.',
  call: { service: 'ec2', operation: 'DescribeTrafficMirrorSessions', items: 'TrafficMirrorSessions', pageSize: 1000 },
  id: (item) => item.TrafficMirrorSessionId,
  owner: (item) => item.OwnerId,
  refs: {
    'network-interface': (item) => item.NetworkInterfaceId,
    'traffic-mirror-target': (item) => item.TrafficMirrorTargetId,
    'traffic-mirror-filter': (item) => item.TrafficMirrorFilterId,
  },
  onlyWith: ['vpc', 'network-interface'],
  columns: {
    interface: (item) => item.NetworkInterfaceId,
    target: (item) => item.TrafficMirrorTargetId,
    filter: (item) => item.TrafficMirrorFilterId,
    number: (item) => item.SessionNumber,
    'packet-length': (item) => item.PacketLength,
    owner: (item) => item.OwnerId,
  },
  filters: [
    'description',
    'network-interface-id',
    'owner-id',
    'packet-length',
    'session-number',
    'traffic-mirror-filter-id',
    'traffic-mirror-session-id',
    'traffic-mirror-target-id',
    'virtual-network-id',
  ],
});

export const trafficMirrorTarget = kind({
  kind: 'traffic-mirror-target',
  title: 'Traffic mirror target',
  about: 'Where mirrored packets go: an interface, a Network Load Balancer or a Gateway Load Balancer endpoint.',
  call: { service: 'ec2', operation: 'DescribeTrafficMirrorTargets', items: 'TrafficMirrorTargets', pageSize: 1000 },
  id: (item) => item.TrafficMirrorTargetId,
  owner: (item) => item.OwnerId,
  refs: {
    'network-interface': (item) => item.NetworkInterfaceId,
    'load-balancer': (item) => item.NetworkLoadBalancerArn,
    'vpc-endpoint': (item) => item.GatewayLoadBalancerEndpointId,
  },
  columns: {
    type: (item) => item.Type,
    target: (item) => item.NetworkInterfaceId ?? item.NetworkLoadBalancerArn ?? item.GatewayLoadBalancerEndpointId,
    description: (item) => item.Description,
    owner: (item) => item.OwnerId,
  },
  filters: ['description', 'network-interface-id', 'network-load-balancer-arn', 'owner-id', 'traffic-mirror-target-id'],
});

export const trafficMirrorFilter = kind({
  kind: 'traffic-mirror-filter',
  title: 'Traffic mirror filter',
  about: 'Which packets of an interface are mirrored: numbered rules, the first that matches decides.',
  call: { service: 'ec2', operation: 'DescribeTrafficMirrorFilters', items: 'TrafficMirrorFilters', pageSize: 1000 },
  id: (item) => item.TrafficMirrorFilterId,
  keyed: { IngressFilterRules: ['RuleNumber'], EgressFilterRules: ['RuleNumber'] },
  columns: {
    inbound: (item) => item.IngressFilterRules?.length ?? 0,
    outbound: (item) => item.EgressFilterRules?.length ?? 0,
    services: (item) => item.NetworkServices,
    description: (item) => item.Description,
  },
  filters: ['description', 'traffic-mirror-filter-id'],
});

export const trafficMirrorFilterRule = kind({
  kind: 'traffic-mirror-filter-rule',
  title: 'Traffic mirror filter rule',
  about: 'One rule of a traffic mirror filter, with an id and tags of its own.',
  call: { service: 'ec2', operation: 'DescribeTrafficMirrorFilterRules', items: 'TrafficMirrorFilterRules', pageSize: 1000 },
  id: (item) => item.TrafficMirrorFilterRuleId,
  refs: { 'traffic-mirror-filter': (item) => item.TrafficMirrorFilterId },
  onlyWith: ['traffic-mirror-filter'],
  columns: {
    filter: (item) => item.TrafficMirrorFilterId,
    direction: (item) => item.TrafficDirection,
    number: (item) => item.RuleNumber,
    action: (item) => item.RuleAction,
    protocol: (item) => item.Protocol,
    source: (item) => item.SourceCidrBlock,
    destination: (item) => item.DestinationCidrBlock,
  },
  filters: [
    'description',
    'destination-cidr-block',
    'protocol',
    'rule-action',
    'rule-number',
    'source-cidr-block',
    'traffic-direction',
    'traffic-mirror-filter-id',
    'traffic-mirror-filter-rule-id',
  ],
});
