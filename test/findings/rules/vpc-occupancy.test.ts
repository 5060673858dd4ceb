import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const empty = (more: object = {}) =>
  new World().vpc('vpc-a', '10.0.0.0/16', { ipv6: '2600:a::/56', ...more }).subnet('subnet-x', 'vpc-a', '10.0.0.0/24');

test('a default VPC is told, with a way to delete it where it is empty', () => {
  rule('vpc-default-exists')
    .flags(empty({ IsDefault: true }), {
      subject: 'vpc-a',
      severity: 'info',
      says: 'of eu-west-1',
      fix: 'delete-vpc --vpc-id vpc-a',
    })
    .flags(office().change('vpc', 'vpc-a', { IsDefault: true }), { subject: 'vpc-a', by: ['in use'] })
    .ignores(empty(), office())
    .cannotJudge(empty({ IsDefault: true }).denied('vpc'));
});

test('a VPC with nothing in it is found', () => {
  rule('vpc-unused')
    .flags(empty(), { subject: 'vpc-a', severity: 'low', by: ['1 subnets, no network interface'], fix: 'delete-vpc' })
    .ignores(office(), empty({ IsDefault: true }))
    .cannotJudge(empty().denied('network-interface'));
});

test('a subnet with nothing in it is told, where the VPC has something', () => {
  rule('subnet-unused')
    .flags(office().remove('network-interface', 'eni-db'), { subject: 'subnet-other', severity: 'info', fix: 'delete-subnet' })
    .ignores(office(), empty())
    .cannotJudge(office().denied('network-interface'));
});

test('everything in one zone is found', () => {
  const one = () => office().remove('network-interface', 'eni-db');
  rule('vpc-single-az')
    .flags(one(), { subject: 'vpc-a', severity: 'low', says: 'runs in euw1-az1', by: ['subnet-private'] })
    .ignores(
      office(),
      one().change('vpc', 'vpc-a', { IsDefault: true }),
      one().remove('network-interface', 'eni-app').remove('network-interface', 'eni-app2'),
    )
    .cannotJudge(one().denied('subnet'));
});

test('a VPC in which every subnet is public is found, whichever family makes it so', () => {
  const bare = (...routes: string[]) =>
    office()
      .change('route-table', 'rtb-private', (data) => data.Routes.splice(2))
      .route('rtb-private', '0.0.0.0/0 igw-a')
      .route('rtb-main', ...routes);
  rule('vpc-only-public-subnets')
    .flags(bare('0.0.0.0/0 igw-a'), { subject: 'vpc-a', severity: 'low', by: ['0.0.0.0/0 → igw-a'] })
    .flags(bare('::/0 igw-a'), 'vpc-a')
    .ignores(office(), bare(), bare('0.0.0.0/0 nat-a'), bare('0.0.0.0/0 igw-a').change('vpc', 'vpc-a', { IsDefault: true }))
    .cannotJudge(bare('0.0.0.0/0 igw-a').denied('route-table'));
});

test('a public subnet that gives out IPv6 addresses is found', () => {
  const giving = (subnet: string) => office().change('subnet', subnet, { AssignIpv6AddressOnCreation: true });
  rule('subnet-auto-ipv6')
    .flags(giving('subnet-public'), {
      subject: 'subnet-public',
      severity: 'low',
      by: ['::/0 → igw-a'],
      fix: '--no-assign-ipv6-address-on-creation',
    })
    .ignores(office(), giving('subnet-private'), giving('subnet-other'))
    .cannotJudge(giving('subnet-public').denied('route-table'));
});
