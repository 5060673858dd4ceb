import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office, peered } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const role = { IamInstanceProfile: { Arn: 'arn:aws:iam::111111111111:instance-profile/app' } };

/** `subnet-other` has the main table, which leads nowhere. */
const managed = (world: World = office()): World => world.instance('i-db', 'eni-db').change('instance', 'i-db', role);
const task = (): World =>
  office().change('network-interface', 'eni-db', { Description: 'arn:aws:ecs:eu-west-1:111111111111:attachment/a-1' });

const endpoint = (service: string, more: object = {}) => ({
  VpcId: 'vpc-a',
  VpcEndpointType: 'Interface',
  ServiceName: `com.amazonaws.eu-west-1.${service}`,
  State: 'available',
  ...more,
});
const withDoors = (world: World, ...services: string[]): World => {
  for (const service of services) world.add('vpc-endpoint', `vpce-${service}`, endpoint(service));
  return world;
};
const storage = (table: string) => endpoint('s3', { VpcEndpointType: 'Gateway', RouteTableIds: [table] });

test('an isolated subnet whose machines cannot be managed is found', () => {
  rule('vpce-missing-for-isolated')
    .flags(managed(), {
      subject: 'subnet-other',
      severity: 'medium',
      says: 'i-db there can reach no endpoint for ssm, ssmmessages',
      by: ['rtb-main', 'i-db'],
      fix: /create-vpc-endpoint --vpc-id vpc-a .*eu-west-1\.ssm --subnet-ids subnet-other --private-dns-enabled/,
    })
    .flags(withDoors(managed(), 'ssm'), { subject: 'subnet-other', says: 'for ssmmessages.' })
    .flags(managed().add('vpc-endpoint', 'vpce-s', endpoint('ssm', { State: 'failed' })), 'subnet-other');
});

test('a task needs its registry, its layers and its log; a cluster asks for tokens', () => {
  rule('vpce-missing-for-isolated')
    .flags(task(), { subject: 'subnet-other', says: 'ecr.api, ecr.dkr, logs, s3', fix: '--route-table-ids rtb-main' })
    .flags(withDoors(task(), 'ecr.api', 'ecr.dkr', 'logs').add('vpc-endpoint', 'vpce-s3', storage('rtb-private')), {
      subject: 'subnet-other',
      says: 'for s3.',
    })
    .flags(office().change('network-interface', 'eni-db', { Description: 'Amazon EKS blue' }), {
      subject: 'subnet-other',
      says: 'ecr.api, ecr.dkr, s3, sts',
    });
});

test('endpoints, a way out of the VPC in either family, or nobody who needs them are fine', () => {
  rule('vpce-missing-for-isolated').ignores(
    office(),
    office().instance('i-db', 'eni-db'),
    office().instance('i-db', 'eni-db', 'stopped').change('instance', 'i-db', role),
    withDoors(managed(), 'ssm', 'ssmmessages'),
    withDoors(task(), 'ecr.api', 'ecr.dkr', 'logs', 's3'),
    withDoors(task(), 'ecr.api', 'ecr.dkr', 'logs')
      .add('vpc-endpoint', 'vpce-s3', storage('rtb-main'))
      .prefixList('pl-s3', ['3.5.0.0/16'])
      .route('rtb-main', 'pl-s3 vpce-s3'),
    managed().route('rtb-main', '0.0.0.0/0 nat-a'),
    managed().route('rtb-main', '::/0 eigw-a'),
    managed(peered()).route('rtb-main', '10.1.0.0/16 pcx-ab'),
    office().instance('i-app', 'eni-app').change('instance', 'i-app', role),
  );
});

test('a subnet whose table or lists are not known is not judged', () => {
  const list = managed().prefixList('pl-1', []).route('rtb-main', 'pl-1 tgw-1');
  rule('vpce-missing-for-isolated')
    .cannotJudge(managed().remove('route-table', 'rtb-main'), 'subnet-other')
    .cannotJudge(list.denied('prefix-list-entry', { parents: ['pl-1'] }), 'subnet-other')
    .cannotJudge(managed().denied('vpc-endpoint'));
});
