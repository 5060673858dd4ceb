import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** As `transit`, every subnet of the second VPC in the zone of the attachment. */
const joined = () => transit().remove('subnet', 'subnet-far2');

test('a subnet whose zone the attachment does not have is found, over IPv4 and IPv6', () => {
  rule('route-tgw-az-gap')
    .flags(joined().route('rtb-main', '10.1.0.0/16 tgw-1'), {
      subject: 'subnet-other',
      severity: 'high',
      key: 'tgw-1',
      says: 'is in euw1-az2, where att-a has no subnet',
      by: ['10.1.0.0/16 → tgw-1', 'subnet-attach-a in euw1-az1'],
      fix: '--add-subnet-ids subnet-other',
    })
    .flags(joined().route('rtb-main', '2600:b::/56 tgw-1'), { subject: 'subnet-other', by: ['2600:b::/56 → tgw-1'] });
});

test('in an empty subnet nothing is lost yet', () => {
  rule('route-tgw-az-gap').flags(transit(), { subject: 'subnet-far2', severity: 'low' });
});

test('a subnet of a zone that it has, or of a Local Zone of that, is fine', () => {
  rule('route-tgw-az-gap').ignores(
    joined(),
    joined()
      .route('rtb-main', '10.1.0.0/16 tgw-1')
      .change('subnet', 'subnet-other', { AvailabilityZoneId: 'euw1-lhr1-az1' })
      .add('availability-zone', 'euw1-lhr1-az1', { ZoneId: 'euw1-lhr1-az1', ZoneType: 'local-zone', ParentZoneId: 'euw1-az1' }),
    joined().route('rtb-main', '10.1.0.0/16 tgw-1 blackhole'),
  );
});

test('where the subnets of the attachment are not in the snapshot nobody knows', () => {
  const unseen = joined().change('transit-gateway-vpc-attachment', 'att-a', { SubnetIds: ['subnet-unseen'] });
  rule('route-tgw-az-gap').cannotJudge(unseen, 'subnet-private');
});
