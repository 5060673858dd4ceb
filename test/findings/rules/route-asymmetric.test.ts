import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';
import { walled } from '../walled.ts';

/** What leaves `subnet-private` for `subnet-other` is led through an appliance in `subnet-public`. */
const led = (): World =>
  office()
    .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-app'], { SourceDestCheck: false, ipv6: '2600:a:0:1::99' })
    .instance('i-box', 'eni-box')
    .change('security-group', 'sg-db', (data) =>
      data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
    )
    .route('rtb-private', '10.0.3.0/24 eni-box');

test('what is led through an appliance and comes back past it is found, over IPv4 and IPv6', () => {
  rule('route-asymmetric')
    .flags(led(), {
      subject: 'rtb-private',
      key: 'subnet-other IPv4',
      severity: 'medium',
      says: 'eni-box',
      fix: 'create-route --route-table-id rtb-main --destination-cidr-block 10.0.2.0/24 --network-interface-id eni-box',
    })
    .flags(
      led().route('rtb-private', '2600:a:0:3::/64 eni-box'),
      { subject: 'rtb-private', key: 'subnet-other IPv4' },
      { subject: 'rtb-private', key: 'subnet-other IPv6' },
    );
});

test('what comes back the same way is fine, and where nothing is led anywhere', () => {
  rule('route-asymmetric')
    .ignores(office(), led().route('rtb-main', '10.0.2.0/24 eni-box'))
    .cannotJudge(led().denied('route-table'));
});

test('a VPC elsewhere that has the same public addresses is not where packets go', () => {
  const far = walled()
    .change('route-table', 'rtb-public', (data) => data.Routes.pop())
    .vpc('vpc-far', '25.0.0.0/16')
    .subnet('subnet-far', 'vpc-far', '25.0.1.0/24')
    .table('rtb-far', 'vpc-far', ['subnet-far'], ['25.0.0.0/16 local'])
    .eni('eni-far', 'subnet-far', '25.0.1.9', []);
  rule('route-asymmetric').flags(far, { subject: 'rtb-private', key: 'the internet IPv4' });
});
