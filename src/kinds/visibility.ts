/** What records traffic: flow logs. */
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
