import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('a subnet whose table nobody chose is found; it matters once the main table leads somewhere', () => {
  rule('subnet-implicit-main-table')
    .flags(office(), {
      subject: 'subnet-other',
      severity: 'info',
      by: ['main table of vpc-a'],
      fix: 'associate-route-table --route-table-id rtb-main',
    })
    .flags(office().route('rtb-main', '0.0.0.0/0 nat-a'), { subject: 'subnet-other', severity: 'low', says: 'rtb-main' })
    .flags(office().route('rtb-main', '::/0 igw-a').change('vpc', 'vpc-a', { IsDefault: true }), {
      subject: 'subnet-other',
      severity: 'info',
    })
    .ignores(
      office().change('route-table', 'rtb-main', (data) => data.Associations.push({ Main: false, SubnetId: 'subnet-other' })),
    )
    .cannotJudge(office().denied('route-table'));
});

test('IPv6 addresses that lead nowhere are found, the graver where there are no others', () => {
  const only6 = () => office().change('subnet', 'subnet-other', { Ipv6Native: true });
  rule('route-eigw-missing')
    .flags(office(), { subject: 'subnet-other', severity: 'info', fix: /create-route .*eigw-a/ })
    .flags(only6(), { subject: 'subnet-other', severity: 'low', says: 'rtb-main has no default route' })
    .flags(only6().remove('egress-only-internet-gateway', 'eigw-a'), 'subnet-other')
    .ignores(
      office().route('rtb-main', '::/0 eigw-a'),
      office().route('rtb-main', '0.0.0.0/0 nat-a'),
      office().change('subnet', 'subnet-other', { Ipv6CidrBlockAssociationSet: [] }),
      office().remove('network-interface', 'eni-db'),
    )
    .cannotJudge(office().denied('egress-only-internet-gateway'));
});
