/** How much NAT gateways and endpoints carried, day by day: what is idle costs money. Asked only with `--metrics`. */
import { vpcEndpoint } from './endpoints.ts';
import { natGateway } from './gateways.ts';
import { isGoing } from './ids.ts';
import { each, kind } from './kind.ts';

const DAY_S = 86_400;
const DAYS = 30;

/** The last thirty whole days, in UTC: the same window all day long. */
const lastDays = (now: Date) => {
  const midnight = new Date(now);
  midnight.setUTCHours(0, 0, 0, 0);
  return {
    StartTime: new Date(midnight.getTime() - DAYS * DAY_S * 1000),
    EndTime: midnight,
    ScanBy: 'TimestampAscending' as const,
  };
};

/** A query names itself, in letters that CloudWatch takes: `nat_0abc_BytesOutToSource`. */
const query = (id: string, Namespace: string, MetricName: string, Stat: string, dimensions: Record<string, string>) => ({
  Id: `${id.replaceAll('-', '_')}_${MetricName}`,
  MetricStat: {
    Metric: { Namespace, MetricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) },
    Period: DAY_S,
    Stat,
  },
});

/** `nat-0abc` of `nat_0abc_BytesOutToSource`. */
const idOf = (item: { Id?: string }): string | undefined => item.Id?.replace(/_[A-Z]\w*$/, '').replace('_', '-');

const natMetrics = [
  ['BytesOutToDestination', 'Sum'],
  ['BytesInFromDestination', 'Sum'],
  ['ActiveConnectionCount', 'Maximum'],
  ['ErrorPortAllocation', 'Sum'],
  ['PacketsDropCount', 'Sum'],
] as const;

export const natGatewayMetric = kind({
  kind: 'nat-gateway-metric',
  title: 'NAT gateway metric',
  about: 'What a NAT gateway carried, dropped and could not open on each of the last thirty days.',
  optional: 'metrics',
  call: {
    service: 'cloudwatch',
    operation: 'GetMetricData',
    items: 'MetricDataResults',
    pageSize: 100_800,
    input: lastDays,
    over: each(
      natGateway,
      ({ NatGatewayId: id, State }) =>
        id && !isGoing(State)
          ? [
              {
                key: id,
                input: {
                  MetricDataQueries: natMetrics.map(([metric, stat]) =>
                    query(id, 'AWS/NATGateway', metric, stat, { NatGatewayId: id }),
                  ),
                },
              },
            ]
          : [],
      // One call takes 500 queries.
      { batch: { size: 100, keyOf: idOf } },
    ),
  },
  id: (item) => item.Id,
  refs: { 'nat-gateway': (_item, parent) => parent },
  detailOf: 'nat-gateway',
  volatile: ['Timestamps', 'Values'],
  ordered: ['Timestamps', 'Values'],
  columns: {
    metric: (item) => item.Id?.split('_').at(-1),
    total: (item) => total(item.Values),
    days: (item) => item.Values?.length ?? 0,
  },
});

const total = (values: readonly number[] = []): number => values.reduce((sum, value) => sum + value, 0);

export const vpcEndpointMetric = kind({
  kind: 'vpc-endpoint-metric',
  title: 'VPC endpoint metric',
  about: 'What an interface or Gateway Load Balancer endpoint carried on each of the last thirty days.',
  optional: 'metrics',
  call: {
    service: 'cloudwatch',
    operation: 'GetMetricData',
    items: 'MetricDataResults',
    pageSize: 100_800,
    input: lastDays,
    over: each(
      vpcEndpoint,
      ({ VpcEndpointId: id, VpcEndpointType: type, ServiceName, VpcId, State }) =>
        id && ServiceName && VpcId && (type === 'Interface' || type === 'GatewayLoadBalancer') && !isGoing(State)
          ? [
              {
                key: id,
                input: {
                  MetricDataQueries: [
                    query(id, 'AWS/PrivateLinkEndpoints', 'BytesProcessed', 'Sum', {
                      'Endpoint Type': type,
                      'Service Name': ServiceName,
                      'VPC Endpoint Id': id,
                      'VPC Id': VpcId,
                    }),
                  ],
                },
              },
            ]
          : [],
      { batch: { size: 500, keyOf: idOf } },
    ),
  },
  id: (item) => item.Id,
  refs: { 'vpc-endpoint': (_item, parent) => parent },
  detailOf: 'vpc-endpoint',
  volatile: ['Timestamps', 'Values'],
  ordered: ['Timestamps', 'Values'],
  columns: {
    metric: (item) => item.Id?.split('_').at(-1),
    total: (item) => total(item.Values),
    days: (item) => item.Values?.length ?? 0,
  },
});
