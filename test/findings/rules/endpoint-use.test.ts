import { test } from 'vitest';
import type { Data, World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const SQS = 'com.amazonaws.eu-west-1.sqs';
const door = (world: World, id: string, SubnetIds: string[], more: Data = {}) =>
  world.add('vpc-endpoint', id, {
    VpcEndpointId: id,
    VpcEndpointType: 'Interface',
    VpcId: 'vpc-a',
    ServiceName: SQS,
    State: 'available',
    SubnetIds,
    ...more,
  });
/** Subnets in zones 2 and 3, where only the endpoint stands; hosts are in zones 1 and 2. */
const spread = () =>
  office().subnet('subnet-c', 'vpc-a', '10.0.5.0/24', 'euw1-az3').subnet('subnet-b', 'vpc-a', '10.0.6.0/24', 'euw1-az2');

test('hosts of a zone without the endpoint are found', () => {
  rule('vpce-az-gap')
    .flags(door(spread(), 'vpce-1', ['subnet-b', 'subnet-c']), {
      subject: 'vpce-1',
      key: 'euw1-az1',
      severity: 'low',
      fix: '--add-subnet-ids',
    })
    .ignores(
      door(spread(), 'vpce-1', ['subnet-c']),
      door(spread(), 'vpce-1', ['subnet-private', 'subnet-b']),
      door(door(spread(), 'vpce-1', ['subnet-b', 'subnet-c']), 'vpce-2', ['subnet-private']),
      door(spread(), 'vpce-1', ['subnet-b', 'subnet-c'], { VpcEndpointType: 'GatewayLoadBalancer' }),
    )
    .cannotJudge(door(office(), 'vpce-1', ['subnet-gone']), 'vpce-1');
});

test('a second endpoint of a service in a subnet is found: the one without the private name', () => {
  const two = (subnet: string, more: Data = {}) =>
    door(door(office(), 'vpce-1', ['subnet-private']), 'vpce-2', [subnet], { PrivateDnsEnabled: true, ...more });
  rule('vpce-duplicate')
    .flags(two('subnet-private'), { subject: 'vpce-1', severity: 'low', by: ['vpce-2'], fix: 'delete-vpc-endpoints' })
    .ignores(
      two('subnet-other'),
      two('subnet-private', { ServiceName: 'com.amazonaws.eu-west-1.sns' }),
      two('subnet-private', { State: 'deleting' }),
    );
});

test('an endpoint that carried nothing for thirty days is found, if somebody counted', () => {
  const counted = (...Values: number[]) =>
    door(office(), 'vpce-1', ['subnet-private']).add(
      'vpc-endpoint-metric',
      'vpce_1_BytesProcessed',
      { Id: 'vpce_1_BytesProcessed', Values },
      { parent: 'vpce-1' },
    );
  rule('vpce-idle')
    .flags(counted(0, 0), { subject: 'vpce-1', severity: 'low', by: ['0 bytes'], fix: 'delete-vpc-endpoints' })
    .ignores(counted(0, 1), counted(0).change('vpc-endpoint', 'vpce-1', { CreationTimestamp: '2999-01-01T00:00:00.000Z' }))
    .cannotJudge(counted(), 'vpce-1')
    .ignores(counted(0).unasked('vpc-endpoint-metric'));
});
