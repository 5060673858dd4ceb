import { test } from 'vitest';
import { usualSettings } from '../../../src/findings/settings.ts';
import { World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const having = (AvailableIpAddressCount: number | undefined, cidr = '10.0.0.0/24', more: object = {}) =>
  new World().vpc('vpc-a', '10.0.0.0/16').subnet('subnet-x', 'vpc-a', cidr, 'euw1-az1', { AvailableIpAddressCount, ...more });

test('a subnet that runs out of addresses is found, the graver the fewer are left', () => {
  rule('subnet-ip-low')
    .flags(having(50), { subject: 'subnet-x', severity: 'medium', says: '50 of 251 addresses left', by: ['10.0.0.0/24'] })
    .flags(having(12), { subject: 'subnet-x', severity: 'high' })
    .flags(having(4, '10.0.0.0/28'), { subject: 'subnet-x', severity: 'high' })
    .ignores(having(51), having(5, '10.0.0.0/28'), having(0), having(0, '', { Ipv6Native: true, ipv6: '2600:a::/64' }))
    .cannotJudge(having(undefined), 'subnet-x')
    .where({ thresholds: { ...usualSettings.thresholds, subnet_used_percent: 90 } })
    .ignores(having(50));
});

test('a subnet without any address left is found', () => {
  rule('subnet-ip-exhausted')
    .flags(having(0), { subject: 'subnet-x', severity: 'critical', says: 'no free address' })
    .ignores(having(1), having(0, '', { Ipv6Native: true, ipv6: '2600:a::/64' }))
    .cannotJudge(having(undefined), 'subnet-x')
    .cannotJudge(having(0).denied('subnet'));
});
