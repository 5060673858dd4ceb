/** Flow logs that record nothing, or only half of what passes. */
import type { Thing } from '../estate.ts';
import { type Remedy, remove, run } from '../remedy.ts';
import { family, type Rule } from '../rule.ts';

const needs: Rule['needs'] = ['flow-log'];

const failed: Rule = {
  id: 'flow-logs-delivery-failed',
  title: 'A flow log cannot deliver its records',
  severity: 'high',
  why: 'It looks as if it were recorded, and nothing is: what passes now cannot be told later.',
  fix: 'Mend the role or the policy of the destination; where the log was made with the wrong one, make it anew.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html',
  needs,
};

const half: Rule = {
  id: 'flow-logs-traffic-type',
  title: 'A flow log records only what was accepted, or only what was rejected',
  severity: 'low',
  why:
    'Without the rejected half nobody sees what is in the way, without the accepted one nobody sees what got in. It is not said where another ' +
    'active log of the same thing has the other half.',
  fix: 'Make a log of all traffic, and delete this one.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html',
  needs,
  maps: { fsbp: ['EC2.6'], cis: ['3.7'] },
};

export default family({
  rules: [failed, half],
  *check(estate) {
    const byResource = estate.by('flow-log', 'resource', ({ data }) => data.ResourceId);
    for (const log of estate.all('flow-log')) {
      const { FlowLogStatus, DeliverLogsStatus, DeliverLogsErrorMessage, ResourceId, TrafficType } = log.data;
      const of = ResourceId ?? 'an unknown resource';
      if (FlowLogStatus !== 'ACTIVE') continue;
      if (DeliverLogsStatus === 'FAILED') {
        yield {
          rule: failed.id,
          subject: log,
          message: `${log.id} of ${of} cannot deliver: ${(DeliverLogsErrorMessage ?? 'AWS gives no reason').replace(/\.$/, '')}.`,
          evidence: [
            { kind: 'flow-log', id: log.id, text: `DeliverLogsStatus FAILED: ${DeliverLogsErrorMessage ?? 'no message'}` },
          ],
          fix: lettingDeliver(log),
        };
      }
      const siblings = byResource.get(ResourceId ?? '') ?? [];
      const covers = siblings.some(
        ({ id, data }) => id !== log.id && data.FlowLogStatus === 'ACTIVE' && data.TrafficType !== TrafficType,
      );
      if (!TrafficType || TrafficType === 'ALL' || covers) continue;
      yield {
        rule: half.id,
        subject: log,
        message: `${log.id} of ${of} records ${TrafficType === 'ACCEPT' ? 'accepted' : 'rejected'} traffic only.`,
        evidence: [{ kind: 'flow-log', id: log.id, text: `TrafficType ${TrafficType}` }],
        fix: [remove(log)],
        // Both controls ask of VPCs, and for what was rejected.
        ...((TrafficType === 'REJECT' || !ResourceId?.startsWith('vpc-')) && { maps: {} }),
      };
    }
  },
});

const WRITE = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
];

/** Lets the role of a log write to CloudWatch Logs. What a bucket or another account refuses stands in a policy that is not read here. */
function lettingDeliver({ data, ...place }: Thing<'flow-log'>): Remedy[] {
  const role = data.DeliverLogsPermissionArn?.split('/').at(-1);
  if (!role || data.DeliverLogsErrorMessage !== 'Access error') return [];
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: WRITE, Resource: '*' }],
  });
  return [
    run(
      place,
      `Let the role ${role} write to CloudWatch Logs`,
      `iam put-role-policy --role-name ${role} --policy-name flow-logs --policy-document '${policy}'`,
      `resource "aws_iam_role_policy" "flow_logs" {\n  name   = "flow-logs"\n  role   = "${role}"\n  policy = jsonencode(${policy})\n}`,
    ),
  ];
}
