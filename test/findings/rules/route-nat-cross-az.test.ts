import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** `subnet-other`, of the second zone, leaves through the gateway of the first, and another subnet through a gateway of its own. */
const crossing = () =>
  office()
    .subnet('subnet-own', 'vpc-a', '10.0.7.0/24', 'euw1-az3')
    .nat('nat-own', 'vpc-a', 'subnet-own', '10.0.7.5', '203.0.113.9')
    .table('rtb-own', 'vpc-a', ['subnet-own'], ['10.0.0.0/16 local', '0.0.0.0/0 nat-own'])
    .route('rtb-main', '0.0.0.0/0 nat-a');

test('a subnet that leaves through another zone is found, with the gateway of its own zone', () => {
  rule('route-nat-cross-az')
    .flags(crossing(), { subject: 'subnet-other', severity: 'medium', says: 'in euw1-az2 leaves through nat-a in euw1-az1.' })
    .flags(
      crossing()
        .subnet('subnet-public2', 'vpc-a', '10.0.8.0/24', 'euw1-az2')
        .nat('nat-b', 'vpc-a', 'subnet-public2', '10.0.8.5', '203.0.113.6'),
      {
        subject: 'subnet-other',
        says: 'although nat-b is in its own zone',
        fix: 'replace-route --route-table-id rtb-main --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-b',
      },
      'subnet-public2',
    );
});

test('the same zone, or a regional gateway, is fine, and one gateway for all zones is told by nat-single-az', () => {
  rule('route-nat-cross-az').ignores(
    office(),
    office().route('rtb-main', '0.0.0.0/0 nat-a'),
    crossing().change('nat-gateway', 'nat-a', { AvailabilityMode: 'regional' }),
  );
});

test('of a gateway whose subnet is not in the snapshot nobody knows the zone', () => {
  rule('route-nat-cross-az').cannotJudge(
    crossing().change('nat-gateway', 'nat-a', { SubnetId: 'subnet-unseen' }),
    'subnet-other',
  );
});
