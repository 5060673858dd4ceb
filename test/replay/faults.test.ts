import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Fault, Replay } from '../../src/replay/serve.ts';
import { configOf, ec2Of, HERE, HOME, OTHER, raw, refusalOf, replaying, vpc, vpcIds, vpcs } from './endpoint.ts';

const faulty = (...faults: Fault[]): Promise<Replay> => replaying({ resources: vpcs(12) }, { faults });

describe('a fault that is an error has the form of the service', () => {
  test.each([
    ['deny', 'UnauthorizedOperation', 403],
    ['throttle', 'RequestLimitExceeded', 503],
    ['error500', 'InternalError', 500],
    ['unavailable', 'Unavailable', 503],
    ['expired', 'RequestExpired', 400],
    ['bad-keys', 'AuthFailure', 401],
  ] as const)('EC2: %s', async (does, code, status) => {
    expect(await refusalOf(vpcIds(ec2Of(await faulty({ does }))))).toMatchObject({ code, status });
  });

  test.each([
    ['deny', 'AccessDenied', 403],
    ['throttle', 'Throttling', 400],
    ['expired', 'ExpiredToken', 403],
    ['bad-keys', 'InvalidClientTokenId', 403],
    ['unavailable', 'ServiceUnavailable', 503],
  ] as const)('STS: %s', async (does, code, status) => {
    const client = new STSClient(configOf(await faulty({ does })));
    onTestFinished(() => client.destroy());
    const refused = await refusalOf(client.send(new GetCallerIdentityCommand({})));
    expect(refused).toMatchObject({ code: expect.stringContaining(code), status });
  });

  test.each([
    ['deny', 'AccessDeniedException', 403],
    ['throttle', 'ThrottlingException', 429],
    ['error500', 'InternalServerException', 500],
  ] as const)('Network Manager: %s', async (does, code, status) => {
    const replay = await faulty({ does });
    const reply = await raw(replay, { service: 'networkmanager', method: 'GET', path: '/core-networks' });
    expect([reply.headers.get('x-amzn-errortype'), reply.status]).toEqual([code, status]);
  });

  test('any other, as ordered', async () => {
    const fault: Fault = { does: 'error', code: 'Blocked', message: 'Your account is blocked.', status: 403 };
    expect(await refusalOf(vpcIds(ec2Of(await faulty(fault))))).toEqual({
      code: 'Blocked',
      message: 'Your account is blocked.',
      status: 403,
    });
  });
});

describe('a fault hits the calls that fit it', () => {
  const outcomes = async (replay: Replay, calls: number) => {
    const results: string[] = [];
    for (let at = 0; at < calls; at += 1) {
      results.push(
        await vpcIds(ec2Of(replay)).then(
          () => 'ok',
          (error: Error) => error.name,
        ),
      );
    }
    return results.map((result) => result === 'ok');
  };
  test.each([
    ['the second', { nth: 2 }, [true, false, true, true]],
    ['the first and the third', { nth: [1, 3] }, [false, true, false, true]],
    ['the first two', { to: 2 }, [false, false, true, true]],
    ['from the third on', { from: 3 }, [true, true, false, false]],
    ['another operation', { operation: 'DescribeSubnets' }, [true, true, true, true]],
    ['another account', { account: OTHER }, [true, true, true, true]],
    ['another Region', { region: 'us-east-1' }, [true, true, true, true]],
    ['another service', { service: 'sts' }, [true, true, true, true]],
    ['this operation here', { operation: 'DescribeVpcs', ...HERE }, [false, false, false, false]],
  ])('%s', async (_what, match, expected) => {
    expect(await outcomes(await faulty({ match, does: 'deny' }), 4)).toEqual(expected);
  });

  test('faults can be replaced while the endpoint runs', async () => {
    const replay = await faulty({ does: 'deny' });
    replay.inject([]);
    expect(await outcomes(replay, 1)).toEqual([true]);
    expect(replay.counts.faults).toBe(0);
  });
});

describe('a fault on the wire', () => {
  test('reset cuts the connection', async () => {
    expect((await refusalOf(vpcIds(ec2Of(await faulty({ does: 'reset' }))))).message).toMatch(/ECONNRESET|socket hang up/);
  });

  test('cut ends a body in its middle', async () => {
    await expect(raw(await faulty({ does: 'cut' }), { body: 'Action=DescribeVpcs' })).rejects.toThrow('terminated');
  });

  test('truncate sends half of it as if it were whole', async () => {
    expect((await refusalOf(vpcIds(ec2Of(await faulty({ does: 'truncate' }))))).message).toMatch(/XML parse error/);
  });

  test('hang never answers, and ends with the endpoint', async () => {
    const replay = await faulty({ does: 'hang' });
    const asked = refusalOf(vpcIds(ec2Of(replay)));
    const first = await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 100, 'silence'))]);
    expect(first).toBe('silence');
    await replay.close();
    expect((await asked).message).toMatch(/socket hang up|ECONNRESET/);
  });

  test('drip sends a byte at a time', async () => {
    const replay = await faulty({ does: 'drip', ms: 40 });
    const response = await fetch(replay.url, { method: 'POST', headers: signed, body: 'Action=DescribeVpcs' });
    const reader = response.body!.getReader();
    const chunks = [await reader.read(), await reader.read(), await reader.read()];
    await reader.cancel();
    const received = chunks.reduce((sum, chunk) => sum + (chunk.value?.length ?? 0), 0);
    expect(received).toBeGreaterThanOrEqual(3);
    expect(received).toBeLessThan(50);
  });

  test('slow answers late, and so does an endpoint with latency', async () => {
    const since = performance.now();
    const client = ec2Of(await replaying({ resources: vpcs(1) }, { latency: 60, faults: [{ does: 'slow', ms: 60 }] }));
    expect(await vpcIds(client)).toEqual(['vpc-0000']);
    expect(performance.now() - since).toBeGreaterThanOrEqual(118);
  });

  test.each([
    ['html', /^<!DOCTYPE html>/],
    ['empty', /^$/],
    ['foreign', /<DescribeTelescopesResponse /],
    ['bare', /<DescribeVpcsResponse><\/DescribeVpcsResponse>$/],
    ['entities', /<!ENTITY l9 /],
  ] as const)('%s has status 200 and another body', async (does, body) => {
    const reply = await raw(await faulty({ does }), { body: 'Action=DescribeVpcs' });
    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(body);
  });

  test('redirect points to the address of the metadata service, and the SDK does not follow', async () => {
    expect(await refusalOf(vpcIds(ec2Of(await faulty({ does: 'redirect' }))))).toMatchObject({ status: 302 });
  });
});

const signed = {
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAREPLAY${HOME}/20260101/eu-central-1/ec2/aws4_request, Signature=0`,
};

describe('tokens that misbehave', () => {
  const tokens = async (does: Fault['does'], pages: number) => {
    const client = ec2Of(await faulty({ does }));
    const seen: { token?: string; count?: number }[] = [];
    for (let NextToken: string | undefined, at = 0; at < pages; at += 1) {
      const page = await client.send(new DescribeVpcsCommand({ MaxResults: 5, NextToken }));
      NextToken = page.NextToken;
      seen.push({ token: NextToken, count: page.Vpcs?.length });
    }
    return seen;
  };
  test('same-token gives one for ever', async () => {
    expect(new Set((await tokens('same-token', 3)).map((page) => page.token)).size).toBe(1);
  });
  test('token-loop gives two in turn', async () => {
    expect((await tokens('token-loop', 4)).map((page) => page.token)).toEqual(['token-a', 'token-b', 'token-a', 'token-b']);
  });
  test('empty-pages puts an empty page first', async () => {
    const [first, second] = await tokens('empty-pages', 2);
    expect([first!.count, typeof first!.token, second!.count]).toEqual([0, 'string', 5]);
  });
});

test('a client whose clock is behind is refused, corrects itself, and goes on', async () => {
  const replay = await faulty({ does: 'clock-skew' });
  const client = new EC2Client({ ...configOf(replay), maxAttempts: 3 });
  onTestFinished(() => client.destroy());
  expect((await client.send(new DescribeVpcsCommand({}))).Vpcs?.length).toBe(12);
  expect(replay.calls.map((call) => call.status)).toEqual([400, 200]);
  const sts = new STSClient({ ...configOf(replay), maxAttempts: 3 });
  onTestFinished(() => sts.destroy());
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(HOME);
  expect(replay.calls.map((call) => call.status)).toEqual([400, 200, 403, 200]);
});

test('every call is noted with who asked what and what came of it', async () => {
  const replay = await replaying({ resources: [vpc('vpc-1')] });
  await vpcIds(ec2Of(replay), { MaxResults: 5 });
  await refusalOf(ec2Of(replay).send(new DescribeSubnetsCommand({})));
  const call = { account: HOME, region: HERE.region, service: 'ec2' };
  expect(replay.calls).toEqual([
    { ...call, operation: 'DescribeVpcs', input: { MaxResults: 5 }, status: 200 },
    { ...call, operation: 'DescribeSubnets', input: {}, status: 400 },
  ]);
  expect(replay.counts).toEqual({ calls: 2, mutations: 0, throttles: 0, faults: 0 });
});
