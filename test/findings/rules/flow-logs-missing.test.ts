import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const logged = (...ids: string[]) =>
  ids.reduce(
    (world, id) => world.add('flow-log', `fl-${id}`, { FlowLogId: `fl-${id}`, ResourceId: id, FlowLogStatus: 'ACTIVE' }),
    office(),
  );

test('a VPC that nothing records is found, also where only a part of it is recorded', () => {
  rule('flow-logs-missing')
    .flags(logged(), { subject: 'vpc-a', severity: 'medium', by: ['subnet-public', 'subnet-other'], fix: '--resource-ids vpc-a' })
    .flags(logged('subnet-public', 'subnet-private'), { subject: 'vpc-a', says: '1 of 3 subnets', by: ['subnet-other'] });
});

test('a log of the VPC, of all its subnets, or of all interfaces of the rest covers it', () => {
  rule('flow-logs-missing')
    .ignores(
      logged('vpc-a'),
      logged('subnet-public', 'subnet-private', 'subnet-other'),
      logged('subnet-public', 'subnet-private', 'eni-db'),
      logged('vpc-a').vpc('vpc-empty', '10.9.0.0/16').subnet('subnet-empty', 'vpc-empty', '10.9.1.0/24'),
    )
    .cannotJudge(logged().denied('flow-log'));
});
