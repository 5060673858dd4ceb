import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { budgetOf, TokenBuckets } from '../../src/replay/buckets.ts';
import { ec2Of, HERE, HOME, OTHER, refusalOf, replaying, vpc } from './endpoint.ts';

test('a bucket gives its capacity at once, then its refill every second', () => {
  let ms = 0;
  const buckets = new TokenBuckets(() => new Date(ms));
  const take = (count: number) =>
    Array.from({ length: count }, () => buckets.take('a', { capacity: 5, refill: 2 })).filter(Boolean).length;
  expect(take(10)).toBe(5);
  ms = 500;
  expect(take(10)).toBe(1);
  ms = 1500;
  expect(take(10)).toBe(2);
  ms = 60_000;
  expect(take(10)).toBe(5);
});

describe('what shares a bucket', () => {
  test('EC2 has one for each action', () => {
    expect(budgetOf('ec2', 'DescribeVpcs', { MaxResults: 5 })).toEqual({
      name: 'ec2 DescribeVpcs',
      bucket: { capacity: 100, refill: 20 },
    });
  });
  test('asking for everything at once has a smaller one', () => {
    expect(budgetOf('ec2', 'DescribeInstances', {})?.bucket).toEqual({ capacity: 50, refill: 10 });
    expect(budgetOf('ec2', 'DescribeInstances', { MaxResults: 5 })?.bucket).toEqual({ capacity: 100, refill: 20 });
  });
  test('Network Manager documents none', () => {
    expect(budgetOf('networkmanager', 'ListCoreNetworks', {})).toBeUndefined();
  });
});

test('an endpoint with buckets throttles each account, Region and action by itself', async () => {
  const places = [HERE, { ...HERE, region: 'eu-west-1' }, { ...HERE, account: OTHER }];
  const replay = await replaying({ resources: [vpc('vpc-1')], places }, { buckets: true, now: () => new Date(0) });
  const ask = (account = HOME, region = HERE.region) =>
    ec2Of(replay, account, region).send(new DescribeVpcsCommand({ MaxResults: 5 }));
  await Promise.all(Array.from({ length: 100 }, () => ask()));
  expect(await refusalOf(ask())).toMatchObject({ code: 'RequestLimitExceeded', status: 503 });
  await ask(OTHER);
  await ask(HOME, 'eu-west-1');
  expect(replay.counts).toMatchObject({ calls: 103, throttles: 1 });
});
