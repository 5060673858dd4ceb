import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** A regional gateway with an address in zone 1 serves both private subnets. */
const regional = (more: object = {}) =>
  office()
    .change('nat-gateway', 'nat-a', (data) => {
      delete data.SubnetId;
      const NatGatewayAddresses = [{ PublicIp: '203.0.113.5', AvailabilityZoneId: 'euw1-az1', Status: 'succeeded' }];
      Object.assign(data, { AvailabilityMode: 'regional', NatGatewayAddresses, ...more });
    })
    .route('rtb-main', '0.0.0.0/0 nat-a');

test('a regional gateway without an address in the zone of a subnet is found', () => {
  rule('route-nat-regional-az-gap')
    .flags(regional(), {
      subject: 'nat-a',
      severity: 'medium',
      key: 'euw1-az2',
      says: 'subnet-other in euw1-az2',
      by: ['euw1-az1'],
    })
    .ignores(
      office().route('rtb-main', '0.0.0.0/0 nat-a'),
      regional({ AutoProvisionZones: 'enabled' }),
      regional({ NatGatewayAddresses: [{ AvailabilityZoneId: 'euw1-az1' }, { AvailabilityZoneId: 'euw1-az2' }] }),
      regional({ State: 'pending' }),
    )
    .cannotJudge(regional().denied('route-table'));
});

/** `subnet-private` has IPv6 only. */
const native = (EnableDns64: boolean, ...routes: string[]) =>
  office()
    .change('subnet', 'subnet-private', { Ipv6Native: true, EnableDns64 })
    .route('rtb-private', ...routes);

test('an IPv6-only subnet wants DNS64 and a route for what it makes', () => {
  rule('nat-ipv6-missing-nat64')
    .flags(native(false), {
      subject: 'subnet-private',
      severity: 'medium',
      says: 'lacks DNS64 and a route for 64:ff9b::/96',
      fix: 'modify-subnet-attribute --subnet-id subnet-private --enable-dns64',
    })
    .flags(native(true), { subject: 'subnet-private', fix: /create-route .*64:ff9b::\/96.*nat-a/ })
    .flags(native(true, '64:ff9b::/96 eigw-a'), { subject: 'subnet-private', by: ['64:ff9b::/96 → eigw-a'] })
    .ignores(
      native(true, '64:ff9b::/96 nat-a'),
      office(),
      native(false).change('route-table', 'rtb-private', (data) => data.Routes.splice(3)),
    )
    .cannotJudge(native(false).denied('subnet'));
});
