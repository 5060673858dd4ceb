import { test } from 'vitest';
import { front, fronted } from '../../reach/fronted.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The front, standing in other subnets. */
const standing = (...subnets: string[]) =>
  fronted().change('load-balancer', front, { AvailabilityZones: subnets.map((SubnetId) => ({ SubnetId })) });

const classic = (subnet: string, Scheme = 'internet-facing') =>
  office().add('classic-load-balancer', 'old', { LoadBalancerName: 'old', Scheme, VPCId: 'vpc-a', Subnets: [subnet] });

test('each subnet that leads elsewhere or nowhere is found, of every generation', () => {
  rule('lb-internet-facing-private-subnet')
    .flags(standing('subnet-public', 'subnet-private'), {
      subject: front,
      severity: 'medium',
      key: 'subnet-private',
      says: 'sends to the internet by nat-a',
      by: ['0.0.0.0/0 → nat-a'],
    })
    .flags(standing('subnet-other'), { subject: front, says: 'no default route' })
    .flags(classic('subnet-private'), 'old');
});

test('public subnets, firewalls in between and internal load balancers are fine', () => {
  rule('lb-internet-facing-private-subnet').ignores(
    fronted(),
    classic('subnet-public'),
    classic('subnet-private', 'internal'),
    standing('subnet-private').change('load-balancer', front, { Scheme: 'internal' }),
    standing('subnet-other').route('rtb-main', '0.0.0.0/0 vpce-fw'),
  );
});

test('without a public IPv4 address only the IPv6 route matters', () => {
  const six = (...subnets: string[]) =>
    standing(...subnets).change('load-balancer', front, { IpAddressType: 'dualstack-without-public-ipv4' });
  rule('lb-internet-facing-private-subnet')
    .ignores(six('subnet-public').change('route-table', 'rtb-public', (data) => data.Routes.splice(2, 1)))
    .flags(six('subnet-private'), { subject: front, says: 'eigw-a' });
});

test('a subnet that was not seen is not judged', () => {
  rule('lb-internet-facing-private-subnet')
    .cannotJudge(standing('subnet-gone'), front)
    .cannotJudge(standing('subnet-private').denied('route-table'));
});
