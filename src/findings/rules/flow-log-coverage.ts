/** Flow logs that cover part of a VPC, lack what one would look for, or go where nobody looks. */
import type { Estate, Thing } from '../estate.ts';
import { logLike } from '../recording.ts';
import { type Run, remove } from '../remedy.ts';
import { interfacesIn } from '../routes.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const partial: Rule = {
  id: 'flow-logs-partial',
  title: 'Flow logs cover only some subnets of a VPC',
  severity: 'low',
  why:
    'Whoever looks for a connection finds one end of it, or none, and takes that for an answer. It is said of VPCs without a log of their own, where ' +
    'some subnets with interfaces, or some of their interfaces, are logged and others are not.',
  fix: 'Make a flow log for the VPC.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html',
  needs: ['vpc', 'subnet', 'network-interface', 'flow-log'],
};

const plain: Rule = {
  id: 'flow-logs-default-format',
  title: 'A flow log lacks the fields that tell who spoke and which way it went',
  severity: 'info',
  why:
    'Without pkt-srcaddr and pkt-dstaddr a NAT gateway hides who spoke; without flow-direction and traffic-path nobody sees which way it went. Logs of ' +
    'transit gateways have fields of their own and are left out.',
  fix: 'Make a log with a format that has them, and delete this one: the format cannot be changed.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html',
  needs: ['flow-log'],
};

const abroad: Rule = {
  id: 'flow-logs-short-destination',
  title: 'A flow log has no destination, or one of an account that nobody said to trust',
  severity: 'medium',
  why:
    'Its records are lost, or read by somebody else. The account is that in the name of a log group or delivery stream; names of buckets have none. ' +
    'Your own accounts are those that were scanned and those in `trusted_accounts`.',
  fix: 'Make a log with a destination of your own, and delete this one.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html',
  needs: ['flow-log'],
};

const fields = ['pkt-srcaddr', 'pkt-dstaddr', 'flow-direction', 'traffic-path'];

export default family({
  rules: [partial, plain, abroad],
  *check(estate) {
    const logs = estate.all('flow-log').filter(({ data }) => data.FlowLogStatus === 'ACTIVE');
    for (const log of logs) yield* content(estate, log);
    yield* coverage(estate, new Map(logs.map((log) => [log.data.ResourceId, log])));
  },
});

function* content(estate: Estate, log: Thing<'flow-log'>): Iterable<Said> {
  const { LogFormat, ResourceId = 'something', LogDestination, LogGroupName } = log.data;
  const lacking = fields.filter((field) => !LogFormat?.includes(`\${${field}}`));
  if (LogFormat && lacking.length > 0 && !ResourceId.startsWith('tgw-')) {
    yield {
      rule: plain.id,
      subject: log,
      message: `${log.id} of ${ResourceId} does not record ${lacking.join(', ')}.`,
      evidence: [fact(log, `LogFormat ${LogFormat}`)],
      fix: inItsPlace(log, [LogFormat, ...lacking.map((field) => `\${${field}}`)].join(' ')),
    };
  }
  const account = LogDestination?.split(':')[4];
  const strange = account !== undefined && account !== '' && !estate.trusts(account);
  if ((LogDestination ?? LogGroupName) && !strange) return;
  yield {
    rule: abroad.id,
    subject: log,
    message: strange
      ? `${log.id} of ${ResourceId} sends its records to account ${account}, which nobody said to trust.`
      : `${log.id} of ${ResourceId} has no destination.`,
    evidence: [fact(log, `to ${LogDestination ?? 'nowhere'}`)],
    fix: [remove(log)],
  };
}

/** Another log that goes where one goes, and then that one away. */
function inItsPlace(log: Thing<'flow-log'>, format: string): Run[] {
  const other = logLike(log, log.data.ResourceId ?? '', format);
  return other.length > 0 ? [...other, remove(log)] : [];
}

function* coverage(estate: Estate, logged: ReadonlyMap<string | undefined, Thing<'flow-log'>>): Iterable<Said> {
  for (const vpc of estate.network.vpcs.values()) {
    if (logged.has(vpc.id) || !estate.network.coverage.scanned(vpc)) continue;
    const used = vpc.subnets.filter(({ id }) => interfacesIn(estate, id).length > 0);
    const isWhole = (id: string): boolean => logged.has(id) || interfacesIn(estate, id).every((one) => logged.has(one.id));
    const open = used.filter(({ id }) => !isWhole(id));
    const some = used
      .flatMap(({ id }) => [id, ...interfacesIn(estate, id).map((one) => one.id)])
      .map((id) => logged.get(id))
      .find((log) => log !== undefined);
    if (!some || open.length === 0) continue;
    yield {
      rule: partial.id,
      subject: vpc,
      message: `Flow logs cover ${used.length - open.length} of ${used.length} subnets of ${vpc.id}.`,
      evidence: open.map((subnet) => fact(subnet, 'no log of it, or of all its interfaces')),
      fix: logLike(some, vpc.id),
    };
  }
}
