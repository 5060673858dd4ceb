import { partition as bySdk } from '@aws-sdk/core/client';
import { expect, test } from 'vitest';
import { hostOf, partitionOf, serviceNames, withoutSuffix } from '../../src/kinds/partition.ts';

const regions = [
  'eu-central-1',
  'mx-central-1',
  'cn-north-1',
  'us-gov-west-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
  'eusc-de-east-1',
];

test.each(regions)('%s is in the partition, and its hosts end as, the SDK says', (region) => {
  const { name, dnsSuffix, dualStackDnsSuffix } = bySdk(region);
  expect(partitionOf(region)).toBe(name);
  expect(hostOf('ec2', region)).toBe(`ec2.${region}.${dnsSuffix}`);
  for (const suffix of [dnsSuffix, dualStackDnsSuffix]) expect(withoutSuffix(`ec2.${region}.${suffix}`)).toBe(`ec2.${region}`);
});

test('a name that nobody at AWS gave is not taken for one', () => {
  for (const host of ['amazonaws.com', 's3.eu-west-1.amazonaws.com.example', 's3.eu-west-1.notamazonaws.com'])
    expect(withoutSuffix(host)).toBeUndefined();
});

test('a service is called by the suffix turned round where the partition has one of its own', () => {
  expect(serviceNames('eu-west-1', 's3')).toEqual(['com.amazonaws.eu-west-1.s3']);
  expect(serviceNames('cn-north-1', 'ecr.api')).toEqual([
    'com.amazonaws.cn-north-1.ecr.api',
    'cn.com.amazonaws.cn-north-1.ecr.api',
  ]);
  expect(serviceNames('us-iso-east-1', 'ecr.api')).toContain('gov.ic.c2s.us-iso-east-1.ecr.api');
});
