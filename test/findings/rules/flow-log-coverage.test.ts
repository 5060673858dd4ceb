import { test } from 'vitest';
import { ACCOUNT, type Data } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const logged = (...ids: string[]) => {
  const world = office();
  for (const [at, ResourceId] of ids.entries())
    world.add('flow-log', `fl-${at}`, { ResourceId, FlowLogStatus: 'ACTIVE', LogDestination: 'arn:aws:s3:::logs' });
  return world;
};
const log = (data: Data, of = 'vpc-a') => logged(of).change('flow-log', 'fl-0', data);

test('a VPC of which some subnets are logged and others are not is found', () => {
  rule('flow-logs-partial')
    .flags(logged('subnet-private'), { subject: 'vpc-a', severity: 'low', says: '1 of 3', by: ['subnet-public', 'subnet-other'] })
    .flags(logged('eni-app'), {
      subject: 'vpc-a',
      says: '0 of 3',
      fix: /--resource-type VPC --resource-ids vpc-a .*arn:aws:s3:::logs/,
    })
    .ignores(
      office(),
      logged('vpc-a'),
      logged('subnet-private', 'subnet-public', 'eni-db'),
      logged('subnet-private').change('flow-log', 'fl-0', { FlowLogStatus: 'FAILED' }),
    )
    .cannotJudge(logged('subnet-private').denied('network-interface'));
});

test('a log without the fields that tell who spoke is told of', () => {
  const format = (...fields: string[]) => ({ LogFormat: fields.map((field) => `\${${field}}`).join(' ') });
  const whole = format('version', 'pkt-srcaddr', 'pkt-dstaddr', 'flow-direction', 'traffic-path');
  rule('flow-logs-default-format')
    .flags(log(format('version', 'srcaddr', 'dstaddr')), {
      subject: 'fl-0',
      severity: 'info',
      says: 'pkt-srcaddr',
      fix: '${dstaddr} ${pkt-srcaddr}',
    })
    .flags(log(format('pkt-srcaddr', 'pkt-dstaddr', 'flow-direction')), {
      subject: 'fl-0',
      says: 'does not record traffic-path',
      fix: 'delete-flow-logs --flow-log-ids fl-0',
    })
    .ignores(log(whole), log(format('version'), 'tgw-1'), log({ ...format('version'), FlowLogStatus: 'FAILED' }));
});

test('a log that goes nowhere, or to a stranger, is found', () => {
  const group = (account: string) => ({ LogDestination: `arn:aws:logs:eu-west-1:${account}:log-group:flows` });
  rule('flow-logs-short-destination')
    .flags(log({ LogDestination: undefined }), { subject: 'fl-0', severity: 'medium', says: 'no destination' })
    .flags(log(group('999999999999')), { subject: 'fl-0', says: 'account 999999999999', fix: 'delete-flow-logs' })
    .ignores(log({}), log(group(ACCOUNT)), log({ LogDestination: undefined, LogGroupName: 'flows' }))
    .where({ trustedAccounts: ['999999999999'] })
    .ignores(log(group('999999999999')));
});
