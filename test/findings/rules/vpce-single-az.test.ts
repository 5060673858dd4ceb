import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const door = (SubnetIds: string[], more: object = {}) => ({
  VpcId: 'vpc-a',
  VpcEndpointType: 'Interface',
  ServiceName: 'com.amazonaws.eu-west-1.ssm',
  State: 'available',
  SubnetIds,
  ...more,
});
const withDoor = (SubnetIds: string[], more: object = {}) => office().add('vpc-endpoint', 'vpce-1', door(SubnetIds, more));

/** Nothing of the VPC is in zone 2 but what is said. */
const far = (zone: string, more: object = {}) =>
  withDoor(['subnet-private']).change('subnet', 'subnet-other', { AvailabilityZoneId: zone, ...more });

test('an endpoint in one of the zones of its VPC is found', () => {
  rule('vpce-single-az')
    .flags(withDoor(['subnet-private']), {
      subject: 'vpce-1',
      severity: 'low',
      says: 'vpce-1 (ssm) stands in euw1-az1 only, and vpc-a has subnets in euw1-az2 too.',
      by: ['subnet-private'],
      fix: '--add-subnet-ids subnet-other',
    })
    .flags(withDoor(['subnet-private', 'subnet-public']), 'vpce-1')
    .flags(far('euw1-az3'), 'vpce-1');
});

test('two zones, by one endpoint or by two, or a VPC of one zone are fine', () => {
  rule('vpce-single-az').ignores(
    office(),
    withDoor(['subnet-private', 'subnet-other']),
    withDoor(['subnet-private']).add('vpc-endpoint', 'vpce-2', door(['subnet-other'])),
    withDoor(['subnet-private'], { VpcEndpointType: 'GatewayLoadBalancer' }),
    withDoor(['subnet-private'], { State: 'failed' }),
    far('euw1-az1'),
    far('usw2-lax1-az1'),
    far('', { AvailabilityZoneId: undefined, AvailabilityZone: 'us-west-2-lax-1a' }),
    far('euw1-az2', { OutpostArn: 'arn:aws:outposts:eu-west-1:111111111111:outpost/op-1' }),
  );
});

test('an endpoint in a subnet that is not known is not judged', () => {
  rule('vpce-single-az')
    .cannotJudge(withDoor(['subnet-lost']), 'vpce-1')
    .cannotJudge(withDoor(['subnet-private']).denied('subnet'));
});
