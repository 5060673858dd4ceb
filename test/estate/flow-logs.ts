/** Flow logs: what is recorded, where to, and whether it arrives. */
import type { FlowLog as FlowLogItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { momentOf } from './names.ts';
import type { Region } from './region.ts';
import { type Tags, Thing, tagList } from './thing.ts';

export interface FlowLogSpec {
  /** A VPC, subnet, interface, transit gateway or attachment. */
  of: { id: string };
  traffic?: 'ALL' | 'ACCEPT' | 'REJECT';
  /** A log group, or a bucket's ARN. */
  to: { group: string } | { bucket: string };
  /** Why AWS cannot deliver. */
  failing?: string;
  made?: Date;
  tags?: Tags;
}

const FORMAT =
  '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}';

export class FlowLog extends Thing {
  readonly region: Region;
  readonly id: string;
  readonly spec: FlowLogSpec;

  constructor(region: Region, name: string, spec: FlowLogSpec) {
    super(region.tags(name, spec.tags));
    this.region = region;
    this.id = region.id('fl', name);
    this.spec = spec;
  }

  *resources(): Iterable<Resource> {
    const { region, spec } = this;
    const { to } = spec;
    const transit = spec.of.id.startsWith('tgw-');
    const data: FlowLogItem = {
      CreationTime: spec.made ?? momentOf(this.id),
      ...(spec.failing ? { DeliverLogsErrorMessage: spec.failing } : {}),
      ...('group' in to ? { DeliverLogsPermissionArn: `arn:aws:iam::${region.account.id}:role/flow-logs-to-cloudwatch` } : {}),
      DeliverLogsStatus: spec.failing ? 'FAILED' : 'SUCCESS',
      FlowLogId: this.id,
      FlowLogStatus: 'ACTIVE',
      ...('group' in to ? { LogGroupName: to.group } : {}),
      ResourceId: spec.of.id,
      // A transit gateway's log takes no choice.
      ...(transit ? {} : { TrafficType: spec.traffic ?? 'ALL' }),
      LogDestinationType: 'group' in to ? 'cloud-watch-logs' : 's3',
      LogDestination: 'group' in to ? region.arn('logs', `log-group:${to.group}`) : to.bucket,
      LogFormat: FORMAT,
      Tags: tagList(this.tags),
      MaxAggregationInterval: transit ? 60 : 600,
    };
    yield region.resource('flow-log', this.id, data);
  }
}
