import { request } from 'node:http';
import { CreateVpcCommand, DescribeSubnetsCommand, DescribeVpcAttributeCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ec2Of, HERE, OTHER, raw, refusalOf, replaying, vpc, vpcIds } from './endpoint.ts';

const one = { resources: [vpc('vpc-1')] };
const codeIn = (text: string) => /<Code>(.*?)<\/Code>/.exec(text)?.[1];

describe('a request of the wrong form gets the error of AWS', () => {
  const vpcs = 'Action=DescribeVpcs&Version=2016-11-15';
  test.each([
    ['an unknown parameter', `${vpcs}&Frobnicate=1`, 'UnknownParameter', 400],
    ['an unknown nested parameter', `${vpcs}&Filter.1.Nmae=x`, 'UnknownParameter', 400],
    ['a list that is not numbered', `${vpcs}&VpcId.x=vpc-1`, 'InvalidParameterValue', 400],
    ['a number that is none', `${vpcs}&MaxResults=many`, 'InvalidParameterValue', 400],
    ['a boolean that is none', `${vpcs}&DryRun=perhaps`, 'InvalidParameterValue', 400],
    ['a structure where a text belongs', `${vpcs}&MaxResults.1=5`, 'InvalidParameterValue', 400],
    ['a text where a list belongs', `${vpcs}&Filter.1.Value.1.2=5`, 'InvalidParameterValue', 400],
    ['a missing parameter', 'Action=DescribeVpcAttribute&Attribute=enableDnsSupport', 'MissingParameter', 400],
    ['an action that does not exist', 'Action=DescribeTelescopes', 'InvalidAction', 400],
    ['an action with a name from elsewhere', 'Action=__proto__', 'InvalidAction', 400],
    ['no action', 'Version=2016-11-15', 'MissingAction', 400],
    ['thousands of parameters', `${vpcs}${'&VpcId.1=x'.repeat(6000)}`, 'MalformedQueryString', 400],
    ['a very deep parameter', `${vpcs}&${'a.'.repeat(50)}a=1`, 'MalformedQueryString', 400],
    ['a body of megabytes', `${vpcs}&VpcId.1=${'x'.repeat(2_000_000)}`, 'RequestEntityTooLarge', 413],
  ])('%s', async (_what, body, code, status) => {
    const reply = await raw(await replaying(one), { body });
    expect([codeIn(reply.text), reply.status]).toEqual([code, status]);
  });
});

describe('a REST request of the wrong form gets the error of AWS', () => {
  test.each([
    ['a path of no operation', 'GET', '/telescopes', undefined, 'UnknownOperationException', 404],
    ['a label that is no text', 'GET', '/core-networks/%E0%A4%A', undefined, 'ValidationException', 400],
    ['a body that is not JSON', 'POST', '/global-networks/g/network-routes', '{"a":', 'SerializationException', 400],
    ['a body that is no structure', 'POST', '/global-networks/g/network-routes', '[1]', 'SerializationException', 400],
    ['a size that is no number', 'GET', '/core-networks?maxResults=many', undefined, 'ValidationException', 400],
  ])('%s', async (_what, method, path, body, code, status) => {
    const replay = await replaying({ ...one, kinds: ['core-network', 'core-network-detail', 'core-network-route-table'] });
    const reply = await raw(replay, { service: 'networkmanager', method, path, body });
    expect([reply.headers.get('x-amzn-errortype'), reply.status]).toEqual([code, status]);
  });
});

test('a missing parameter is named as the request would name it', async () => {
  const reply = await raw(await replaying(one), { body: 'Action=DescribeVpcAttribute&Attribute=enableDnsSupport' });
  expect(reply.text).toContain('The request must contain the parameter VpcId');
});

test('the version of the API does not matter, nor whether it is asked by GET', async () => {
  const replay = await replaying(one);
  const old = await raw(replay, { body: 'Action=DescribeVpcs&Version=2014-02-01' });
  const got = await raw(replay, { method: 'GET', path: '/?Action=DescribeVpcs&Version=2016-11-15' });
  expect([old.status, got.status]).toEqual([200, 200]);
  expect(got.text).toContain('<vpcId>vpc-1</vpcId>');
});

test('a presigned address is understood', async () => {
  const credential = encodeURIComponent('AKIAREPLAY111122223333/20260101/eu-central-1/ec2/aws4_request');
  const replay = await replaying(one);
  const response = await fetch(`${replay.url}/?Action=DescribeVpcs&X-Amz-Credential=${credential}&X-Amz-Date=20260101T000000Z`);
  expect(await response.text()).toContain('<vpcId>vpc-1</vpcId>');
});

test('a request without a signature is refused', async () => {
  const replay = await replaying(one);
  const response = await fetch(replay.url, { method: 'POST', body: 'Action=DescribeVpcs' });
  expect([response.status, codeIn(await response.text())]).toEqual([403, 'MissingAuthenticationToken']);
});

test('a service that replay does not serve is refused by name', async () => {
  const replay = await replaying(one);
  for (const service of ['s3', 'constructor', '__proto__']) {
    expect((await raw(replay, { service })).text).toContain(`does not answer for the service ${service}`);
  }
});

test('a web page that points its own name here is refused', async () => {
  const replay = await replaying(one);
  const status = await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: replay.port, headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
  expect(status).toBe(403);
});

test('what would change something is counted and refused', async () => {
  const replay = await replaying(one);
  const refused = await refusalOf(ec2Of(replay).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })));
  expect(refused).toMatchObject({ code: 'UnauthorizedOperation', status: 403 });
  const deleted = await raw(replay, { service: 'networkmanager', method: 'DELETE', path: '/attachments/attachment-1' });
  expect(deleted.status).toBe(403);
  expect(replay.counts.mutations).toBe(2);
});

test('a dry run says that it would have succeeded', async () => {
  const refused = await refusalOf(ec2Of(await replaying(one)).send(new DescribeVpcsCommand({ DryRun: true })));
  expect(refused).toMatchObject({ code: 'DryRunOperation', status: 412 });
});

test('what the scan did not look at is refused, not empty', async () => {
  const replay = await replaying(one);
  const kind = await refusalOf(ec2Of(replay).send(new DescribeSubnetsCommand({})));
  expect(kind).toMatchObject({ code: 'NotInSnapshot', message: expect.stringContaining('subnet was not scanned') });
  const region = await refusalOf(vpcIds(ec2Of(replay, HERE.account, 'us-east-1')));
  expect(region.code).toBe('NotInSnapshot');
  expect(region.message).toContain(`Of this account it holds ${HERE.region}: ask there.`);
  expect(kind.message).not.toContain('ask there');
});

test('a public zone, of which no scan asks for VPCs, is not said to be missing', async () => {
  const at = { account: HERE.account, region: 'global' };
  const inside = { Id: '/hostedzone/Z3', Config: { PrivateZone: true } };
  const resources = [
    { ...at, kind: 'hosted-zone-listing', id: 'Z1', data: { Id: '/hostedzone/Z1' } },
    { ...at, kind: 'hosted-zone-listing', id: 'Z3', data: inside },
    { ...at, kind: 'hosted-zone', id: 'Z3', parent: 'Z3', data: { HostedZone: inside } },
  ];
  const kinds = ['hosted-zone-listing', 'hosted-zone', 'resource-record-set'];
  const replay = await replaying({ resources, places: [HERE, at], kinds });
  const asked = (zone: string) => raw(replay, { service: 'route53', method: 'GET', path: `/2013-04-01/hostedzone/${zone}` });
  expect((await asked('Z1')).text).toContain('GetHostedZone was not asked for Z1');
  expect((await asked('Z2')).text).toContain('NoSuchHostedZone');
});

test('an operation that no kind comes from is unsupported', async () => {
  const reply = await raw(await replaying(one), { body: 'Action=DescribeImages' });
  expect(codeIn(reply.text)).toBe('UnsupportedOperation');
});

test('keys of an account that the snapshot does not hold open nothing', async () => {
  const refused = await refusalOf(vpcIds(ec2Of(await replaying(one), OTHER)));
  expect(refused).toMatchObject({ code: 'AuthFailure', status: 401 });
});

test('any other key opens the first account', async () => {
  const reply = await raw(await replaying(one), { accessKey: 'AKIAIOSFODNN7EXAMPLE', body: 'Action=DescribeVpcs' });
  expect(reply.text).toContain('<vpcId>vpc-1</vpcId>');
});

describe('a fan-out', () => {
  const attribute = (VpcId: string, Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    new DescribeVpcAttributeCommand({ VpcId, Attribute });
  const answer = (key: string, data: object) => ({ ...HERE, kind: 'vpc-attribute', id: key, parent: key, data });
  const content = {
    resources: [
      vpc('vpc-1'),
      vpc('vpc-2'),
      vpc('vpc-shared', { OwnerId: OTHER }),
      answer('vpc-1/enableDnsSupport', { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } }),
      answer('vpc-1/enableDnsHostnames', { VpcId: 'vpc-1', EnableDnsHostnames: { Value: false } }),
      answer('vpc-2/enableDnsSupport', { VpcId: 'vpc-2', EnableDnsSupport: { Value: false } }),
    ],
  };

  test('answers each point with its own', async () => {
    const client = ec2Of(await replaying(content));
    expect((await client.send(attribute('vpc-1', 'enableDnsSupport'))).EnableDnsSupport).toEqual({ Value: true });
    expect((await client.send(attribute('vpc-1', 'enableDnsHostnames'))).EnableDnsHostnames).toEqual({ Value: false });
    expect((await client.send(attribute('vpc-2', 'enableDnsSupport'))).EnableDnsSupport).toEqual({ Value: false });
  });

  test('refuses a parent that does not exist, by AWS its code', async () => {
    const refused = await refusalOf(ec2Of(await replaying(content)).send(attribute('vpc-9', 'enableDnsSupport')));
    expect(refused).toMatchObject({ code: 'InvalidVpcID.NotFound', message: "The VpcId 'vpc-9' does not exist" });
  });

  test('says so where nobody asked because another account owns the parent', async () => {
    const refused = await refusalOf(ec2Of(await replaying(content)).send(attribute('vpc-shared', 'enableDnsSupport')));
    expect(refused).toMatchObject({ code: 'NotInSnapshot', message: expect.stringContaining('another account owns it') });
  });
});

test('no parameters, however odd, make the endpoint fail or fall silent', async () => {
  const replay = await replaying({ resources: [vpc('vpc-1')] });
  const name = fc.oneof(
    fc.constantFrom('Filter', 'VpcId', 'MaxResults', 'NextToken', 'DryRun', 'Action', '__proto__', '1', 'Name', 'Value', ''),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const parameter = fc.tuple(fc.array(name, { minLength: 1, maxLength: 5 }), fc.string({ unit: 'binary', maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(fc.array(parameter, { maxLength: 6 }), async (parameters) => {
      const odd = parameters.map(([path, value]) => `${encodeURIComponent(path.join('.'))}=${encodeURIComponent(value)}`);
      const { status } = await raw(replay, { body: ['Action=DescribeVpcs', ...odd].join('&') });
      expect([200, 400, 403, 412]).toContain(status);
    }),
    { numRuns: 300 },
  );
});
