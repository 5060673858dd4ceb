import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('public addresses are counted by Region and account, those of nobody, too', () => {
  const free = office().add('elastic-ip', 'eipalloc-1', { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.99' });
  rule('public-ipv4-inventory')
    .flags(office(), { subject: 'eu-west-1', severity: 'info', says: 'has 2 public IPv4 addresses', by: ['NAT gateway: 1'] })
    .flags(free, { subject: 'eu-west-1', says: 'has 3', by: ['Nobody: 1'] })
    .ignores(new World().vpc('vpc-a', '10.0.0.0/16', { ipv6: '2600:a::/56' }))
    .cannotJudge(office().denied('elastic-ip'));
});
