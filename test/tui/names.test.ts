import { expect, test } from 'vitest';
import { arnOf, consoleUrl } from '../../src/tui/desk/names.ts';

const resource = (kind: string, id: string, region: string, data: object = {}) => ({
  kind,
  id,
  account: '111122223333',
  region,
  data,
});

test.each([
  ['eu-central-1', 'https://eu-central-1.console.aws.amazon.com/'],
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ['eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/'],
])('the console of a VPC in %s is at %s', (region, host) => {
  expect(consoleUrl(resource('vpc', 'vpc-1', region))).toBe(`${host}vpcconsole/home?region=${region}#VpcDetails:VpcId=vpc-1`);
});

test('what has no page in a console that is known gets no address', () => {
  expect(consoleUrl(resource('vpc', 'vpc-1', 'us-iso-east-1'))).toBeUndefined();
  expect(consoleUrl(resource('hosted-zone', 'Z1', 'global'))).toBeUndefined();
  expect(consoleUrl(resource('dhcp-options', 'dopt-1', 'eu-central-1'))).toBeUndefined();
});

test('an ARN is AWS’s own where it sends one, and made of partition, Region and owner where it does not', () => {
  const own = 'arn:aws:ec2:eu-central-1:444455556666:subnet/subnet-1';
  expect(arnOf(resource('subnet', 'subnet-1', 'eu-central-1', { SubnetArn: own }))).toBe(own);
  expect(arnOf(resource('vpc', 'vpc-1', 'cn-north-1', { OwnerId: '444455556666' }))).toBe(
    'arn:aws-cn:ec2:cn-north-1:444455556666:vpc/vpc-1',
  );
  expect(arnOf(resource('flow-log', 'fl-1', 'eu-central-1'))).toBe('arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/fl-1');
  expect(arnOf(resource('target-health', 'tg', 'eu-central-1'))).toBeUndefined();
});
