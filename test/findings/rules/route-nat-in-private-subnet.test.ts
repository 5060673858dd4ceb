import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The table of the NAT gateway's subnet has these routes besides the local ones. */
const natSubnetHas = (...routes: string[]) =>
  office()
    .change('route-table', 'rtb-public', (data) => data.Routes.splice(2))
    .route('rtb-public', ...routes);

test('a NAT gateway whose subnet leads nowhere, or to another network, is found', () => {
  rule('route-nat-in-private-subnet')
    .flags(natSubnetHas(), { subject: 'nat-a', severity: 'critical', says: 'no way to the internet', fix: '--gateway-id igw-a' })
    .flags(natSubnetHas('0.0.0.0/0 igw-a blackhole'), 'nat-a');
});

test('a way in two halves is one; what is private, gone, or its own target is another matter', () => {
  rule('route-nat-in-private-subnet').ignores(
    office(),
    natSubnetHas('0.0.0.0/1 igw-a', '128.0.0.0/1 igw-a'),
    natSubnetHas('0.0.0.0/0 nat-a'),
    natSubnetHas().change('nat-gateway', 'nat-a', { ConnectivityType: 'private' }),
    natSubnetHas().change('nat-gateway', 'nat-a', { State: 'deleted' }),
    natSubnetHas().change('nat-gateway', 'nat-a', { AvailabilityMode: 'regional' }),
  );
});

test('without its interface nobody knows', () => {
  rule('route-nat-in-private-subnet').cannotJudge(natSubnetHas().remove('network-interface', 'eni-nat-a'), 'nat-a');
});
