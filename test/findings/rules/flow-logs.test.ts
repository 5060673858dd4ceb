import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const log = (more: object = {}) =>
  office().add('flow-log', 'fl-1', {
    FlowLogId: 'fl-1',
    ResourceId: 'vpc-a',
    FlowLogStatus: 'ACTIVE',
    TrafficType: 'ALL',
    ...more,
  });

test('a log that cannot deliver is found, with the reason', () => {
  const failing = { DeliverLogsStatus: 'FAILED', DeliverLogsErrorMessage: 'Access error' };
  rule('flow-logs-delivery-failed')
    .flags(log(failing), { subject: 'fl-1', severity: 'high', says: 'vpc-a cannot deliver: Access error.' })
    .flags(log({ ...failing, DeliverLogsPermissionArn: 'arn:aws:iam::111111111111:role/flow' }), {
      subject: 'fl-1',
      fix: 'iam put-role-policy --role-name flow --policy-name flow-logs',
    })
    .ignores(log({ DeliverLogsStatus: 'SUCCESS' }), log({ ...failing, FlowLogStatus: 'INACTIVE' }))
    .cannotJudge(log(failing).denied('flow-log'));
});

test('a log of one half is found, unless another has the other half', () => {
  const accepted = () => log({ TrafficType: 'ACCEPT' });
  const other = { FlowLogId: 'fl-2', ResourceId: 'vpc-a', FlowLogStatus: 'ACTIVE' };
  rule('flow-logs-traffic-type')
    .flags(accepted(), { subject: 'fl-1', severity: 'low', says: 'accepted traffic only', fix: 'delete-flow-logs' })
    .flags(log({ TrafficType: 'REJECT' }), { subject: 'fl-1', says: 'rejected traffic only' })
    .ignores(log(), accepted().add('flow-log', 'fl-2', { ...other, TrafficType: 'REJECT' }))
    .cannotJudge(accepted().denied('flow-log'));
});
