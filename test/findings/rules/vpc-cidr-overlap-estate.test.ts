import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const vpcs = (...cidrs: string[]) => {
  const world = new World();
  for (const [at, cidr] of cidrs.entries()) world.vpc(`vpc-${at}`, cidr);
  return world;
};

test('VPCs that share addresses are told, each of them, connected or not', () => {
  rule('vpc-cidr-overlap-estate')
    .flags(
      vpcs('10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/16', '10.1.4.0/22'),
      { subject: 'vpc-0', severity: 'info', key: '10.0.0.0/8', says: 'in common with vpc-1, vpc-3, vpc-2' },
      { subject: 'vpc-1', says: 'with vpc-0, vpc-3' },
      { subject: 'vpc-2', says: 'with vpc-0.' },
      'vpc-3',
    )
    .flags(
      new World().vpc('vpc-a', '10.0.0.0/16', { ipv6: 'fd00::/56' }).vpc('vpc-b', '10.1.0.0/16', { ipv6: 'fd00::/48' }),
      { subject: 'vpc-a', key: 'fd00::/56' },
      'vpc-b',
    )
    .flags(vpcs(...Array.from({ length: 9 }, () => '10.0.0.0/16')));
});

test('neighbours, default VPCs and what was not seen are something else', () => {
  const other = { account: '222222222222' };
  rule('vpc-cidr-overlap-estate')
    .ignores(
      vpcs('10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/15'),
      new World().vpc('vpc-a', '172.31.0.0/16', { IsDefault: true }).vpc('vpc-b', '172.31.0.0/16', { IsDefault: true }),
    )
    .cannotJudge(vpcs('10.0.0.0/16').group('sg-far', 'vpc-far', [], [], other).denied('vpc', other), 'vpc-0');
});
