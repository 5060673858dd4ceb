import { test } from 'vitest';
import { usualSettings } from '../../../src/findings/settings.ts';
import { World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

/** A VPC of a /26 with these subnets. */
const holding = (...subnets: string[]) => {
  const world = new World().vpc('vpc-a', '10.0.0.0/26', { ipv6: '2600:a::/56' });
  for (const [at, cidr] of subnets.entries())
    world.subnet(`subnet-${at}`, 'vpc-a', cidr, 'euw1-az1', { ipv6: `2600:a:0:${at}::/64` });
  return world;
};

test('a VPC without room for a subnet is found', () => {
  rule('vpc-cidr-space-exhausted')
    .flags(holding('10.0.0.0/27', '10.0.0.32/27'), { subject: 'vpc-a', severity: 'low', by: ['2 subnets; free: nothing'] })
    .flags(holding('10.0.0.48/28', '10.0.0.0/27', '10.0.0.32/28'), 'vpc-a')
    .ignores(holding('10.0.0.0/27', '10.0.0.32/28'), holding('10.0.0.16/28', '10.0.0.32/27'), holding())
    .cannotJudge(holding('10.0.0.0/26').denied('subnet'))
    .where({ thresholds: { ...usualSettings.thresholds, smallest_subnet: 27 } })
    .flags(holding('10.0.0.0/27', '10.0.0.32/28'), { subject: 'vpc-a', by: ['free: 10.0.0.48/28'] });
});

const of = (cidr: string, more: object = {}) => new World().vpc('vpc-a', cidr, more);

test('a block that Docker or a service uses for itself is found', () => {
  rule('vpc-cidr-docker-overlap')
    .flags(of('172.17.4.0/22'), { subject: 'vpc-a', severity: 'low', key: '172.17.4.0/22', says: 'the bridge of Docker' })
    .flags(of('198.19.0.0/16'), 'vpc-a')
    .ignores(of('10.0.0.0/16', { ipv6: '2600:a::/56' }), of('172.18.0.0/16'), of('172.31.0.0/16'))
    .cannotJudge(of('172.17.0.0/16').denied('vpc'));
});

test('public addresses of somebody else are found, and one’s own are fine', () => {
  const pool = (LastAddress: string) =>
    of('198.51.100.0/24').add('public-ipv4-pool', 'ipv4pool-1', {
      PoolId: 'ipv4pool-1',
      PoolAddressRanges: [{ FirstAddress: '198.51.100.0', LastAddress }],
    });
  rule('vpc-cidr-public-space')
    .flags(of('198.51.100.0/24'), { subject: 'vpc-a', severity: 'medium', key: '198.51.100.0/24' })
    .flags(pool('198.51.100.127'), 'vpc-a')
    .flags(of('172.32.0.0/16'), 'vpc-a')
    .ignores(pool('198.51.100.255'), of('100.64.0.0/16'), of('198.18.0.0/16'), of('192.168.0.0/16', { ipv6: '2600:a::/56' }))
    .cannotJudge(of('198.51.100.0/24').denied('public-ipv4-pool'));
});
