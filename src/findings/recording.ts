/** Flow logs made like one that is there: of something else, or with another format. Neither can be changed of a log that exists. */
import type { Thing } from './estate.ts';
import { quoted, type Run, run } from './remedy.ts';

/** What a log can be made of here, as the command and Terraform name it, by the ids' beginning. */
const recorded: Readonly<Record<string, readonly [type: string, member: string]>> = {
  vpc: ['VPC', 'vpc_id'],
  subnet: ['Subnet', 'subnet_id'],
  eni: ['NetworkInterface', 'eni_id'],
};

/** A log of `of` that goes where `log` goes. Nothing, where that is not known. */
export function logLike({ account, region, data }: Thing<'flow-log'>, of: string, format = data.LogFormat): Run[] {
  const [type, member] = recorded[of.split('-')[0] ?? ''] ?? [];
  const { LogDestination, LogGroupName, DeliverLogsPermissionArn, TrafficType = 'ALL', LogDestinationType } = data;
  const destination = LogDestination ?? LogGroupName;
  if (!type || !member || !destination) return [];
  const by = LogDestinationType ?? (LogDestination?.split(':')[2] === 's3' ? 's3' : 'cloud-watch-logs');
  const partition = DeliverLogsPermissionArn?.split(':')[1] ?? 'aws';
  const options = [
    `--resource-type ${type} --resource-ids ${of} --traffic-type ${TrafficType} --log-destination-type ${by}`,
    LogDestination ? `--log-destination ${LogDestination}` : `--log-group-name ${LogGroupName}`,
    ...(DeliverLogsPermissionArn ? [`--deliver-logs-permission-arn ${DeliverLogsPermissionArn}`] : []),
    ...(format ? [`--log-format ${quoted(format)}`] : []),
  ];
  const members = {
    [member]: of,
    traffic_type: TrafficType,
    log_destination_type: by,
    log_destination: LogDestination ?? `arn:${partition}:logs:${region}:${account}:log-group:${LogGroupName}`,
    ...(DeliverLogsPermissionArn && { iam_role_arn: DeliverLogsPermissionArn }),
    // Terraform would take a field of the format for one of its own expressions.
    ...(format && { log_format: format.replaceAll('${', '$${') }),
  };
  const width = Math.max(...Object.keys(members).map((key) => key.length));
  const lines = Object.entries(members).map(([key, value]) => `  ${key.padEnd(width)} = ${JSON.stringify(value)}`);
  return [
    run(
      { account, region },
      `Record what passes in ${of}`,
      `ec2 create-flow-logs ${options.join(' ')}`,
      ['resource "aws_flow_log" "this" {', ...lines, '}'].join('\n'),
    ),
  ];
}
