/** A small estate behind a replay endpoint, and the stock SDK clients that ask it. */
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { onTestFinished } from 'vitest';
import { credentialsOf, type Replay, type ReplayOptions, serve } from '../../src/replay/serve.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Gap, Resource } from '../../src/snapshot/snapshot.ts';

export const HOME = '111122223333';
export const OTHER = '444455556666';
export const REGION = 'eu-central-1';
export const HERE = { account: HOME, region: REGION };

type Content = Parameters<typeof memorySnapshot>[0];

/** Serves these resources for the length of a test. */
export async function replaying(content: Content, options: ReplayOptions = {}): Promise<Replay> {
  const replay = await serve(memorySnapshot(content), options);
  onTestFinished(() => replay.close());
  return replay;
}

/** The configuration of a stock client of `account` in `region` that asks once and not again. */
export const configOf = (replay: Replay, account = HOME, region = REGION) => ({
  endpoint: replay.url,
  region,
  credentials: credentialsOf(account),
  maxAttempts: 1,
});

export function ec2Of(replay: Replay, account = HOME, region = REGION): EC2Client {
  const client = new EC2Client(configOf(replay, account, region));
  onTestFinished(() => client.destroy());
  return client;
}

export const vpc = (id: string, more: object = {}, at = HERE): Resource => ({
  ...at,
  kind: 'vpc',
  id,
  data: { VpcId: id, OwnerId: at.account, ...more },
});

export const vpcs = (count: number): Resource[] =>
  Array.from({ length: count }, (_, at) => vpc(`vpc-${String(at).padStart(4, '0')}`));

export const gap = (kind: string, operation: string, more: Partial<Gap> = {}): Gap => ({
  ...HERE,
  kind,
  operation,
  code: 'UnauthorizedOperation',
  message: 'You are not authorized to perform this operation.',
  ...more,
});

/** The ids of the VPCs that a request answers. */
export async function vpcIds(client: EC2Client, input: ConstructorParameters<typeof DescribeVpcsCommand>[0] = {}) {
  const { Vpcs } = await client.send(new DescribeVpcsCommand(input));
  return Vpcs?.map((found) => found.VpcId);
}

/** What a request is refused with. Fails when it is not. */
export async function refusalOf(asked: Promise<unknown>): Promise<{ code: string; message: string; status?: number }> {
  const error = await asked.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (!error) throw new Error('the request was answered');
  return { code: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
}

interface RawRequest {
  method?: string;
  path?: string;
  body?: string;
  service?: string;
  region?: string;
  accessKey?: string;
  headers?: Record<string, string>;
}

/** Sends what no SDK would send: the signature names its scope and signs nothing. */
export async function raw(replay: Replay, request: RawRequest): Promise<{ status: number; headers: Headers; text: string }> {
  const { service = 'ec2', region = REGION, accessKey = credentialsOf(HOME).accessKeyId, method = 'POST', body } = request;
  const scope = `${accessKey}/20260101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
  const response = await fetch(replay.url + (request.path ?? '/'), {
    method,
    body,
    headers: { authorization, ...request.headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
