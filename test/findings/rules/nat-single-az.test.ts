import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The subnets of both zones leave through the gateway of the first. */
const shared = () => office().route('rtb-main', '0.0.0.0/0 nat-a');

test('zones that leave through the gateway of one are found', () => {
  rule('nat-single-az').flags(shared(), {
    subject: 'nat-a',
    severity: 'medium',
    says: 'euw1-az1, euw1-az2',
    by: ['subnet-other'],
  });
  const ready = shared().subnet('subnet-edge', 'vpc-a', '10.0.9.0/24', 'euw1-az2');
  ready.table('rtb-edge', 'vpc-a', ['subnet-edge'], ['10.0.0.0/16 local', '0.0.0.0/0 igw-a']);
  rule('nat-single-az')
    .flags(ready, { subject: 'nat-a', fix: 'create-nat-gateway --subnet-id subnet-edge --allocation-id $ALLOCATION' })
    .flags(ready, {
      subject: 'nat-a',
      fix: 'replace-route --route-table-id rtb-main --destination-cidr-block 0.0.0.0/0 --nat-gateway-id $NAT',
    });
});

test('one zone, a gateway for each, or one that spans them is as it should be', () => {
  rule('nat-single-az')
    .ignores(
      office(),
      office().nat('nat-b', 'vpc-a', 'subnet-other', '10.0.3.5', '203.0.113.6').route('rtb-main', '0.0.0.0/0 nat-b'),
      shared().change('nat-gateway', 'nat-a', { AvailabilityMode: 'regional' }),
    )
    .cannotJudge(shared().denied('nat-gateway'));
});
