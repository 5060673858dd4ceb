import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, test } from 'vitest';
import type { Context } from '../../src/cli/context.ts';
import { Failure } from '../../src/cli/failure.ts';
import { type ScanFlags, scanRequest } from '../../src/cli/scan-request.ts';
import { scratch } from './context.ts';

const ROLE = 'arn:aws:iam::111122223333:role/HopscopeReadOnly';

function request(flags: Partial<ScanFlags>, env: Record<string, string> = {}, answer = ''): ReturnType<typeof scanRequest> {
  const context = { env, version: '9.9.9', now: () => new Date('2026-11-22T16:31:05Z'), ask: async () => answer };
  const none = { region: [], 'exclude-region': [], kind: [], profile: [], fips: false, 'dual-stack': false };
  return scanRequest(context as unknown as Context, { ...none, ...flags });
}

const refusal = async (flags: Partial<ScanFlags>, env: Record<string, string> = {}, answer = ''): Promise<string> => {
  const error = await request(flags, env, answer).catch((reason: unknown) => reason);
  if (!(error instanceof Failure)) throw new Error('it was taken');
  expect(error.ending).toBe('usage');
  return [error.message, ...error.next].join(' ');
};

test('without flags the default credentials scan with half of every budget', async () => {
  expect(await request({})).toEqual({ identities: [{}], share: 0.5, proxy: false, userAgent: [['hopscope', '9.9.9']] });
});

test('a role applies to every profile, and names its session', async () => {
  const { identities } = await request({ profile: ['prod', 'dev', 'prod'], role: ROLE, 'external-id': '7f3a' });
  const role = { arn: ROLE, externalId: '7f3a', sessionName: 'hopscope-20261122T163105Z' };
  expect(identities).toEqual([
    { profile: 'prod', role },
    { profile: 'dev', role },
  ]);
});

test('the code of an MFA device is asked of the person', async () => {
  const { identities } = await request({ role: ROLE, 'mfa-serial': 'arn:aws:iam::111122223333:mfa/me' }, {}, ' 123456 ');
  expect(identities[0]?.role).toMatchObject({ mfaSerial: 'arn:aws:iam::111122223333:mfa/me', mfaCode: '123456' });
  expect(await refusal({ role: ROLE, 'mfa-serial': 'me' }, {}, '12')).toContain('six digits');
});

test('proxy and CA come from the environment', async () => {
  const bundle = join(scratch(), 'ca.pem');
  const pem = rootCertificates[0]!;
  writeFileSync(bundle, pem);
  expect(await request({}, { https_proxy: 'http://proxy:3128', AWS_CA_BUNDLE: bundle })).toMatchObject({
    proxy: true,
    ca: pem,
  });
  expect(await refusal({}, { AWS_CA_BUNDLE: '/nowhere.pem' })).toContain('/nowhere.pem');
  writeFileSync(bundle, 'no PEM');
  expect(await refusal({}, { AWS_CA_BUNDLE: bundle })).toContain('it holds no certificate');
});

test.each([
  [{ kind: ['subnets'] }, 'Did you mean subnet?'],
  [{ region: ['eu-central-1,eu-west-1'] }, 'is not the name of a Region'],
  [{ role: 'HopscopeReadOnly' }, 'is not the ARN of a role'],
  [{ 'external-id': '7f3a' }, 'Add --role ARN'],
  [{ role: ROLE, 'external-id': 'x' }, '2 to 1224'],
  [{ role: ROLE, 'session-name': 'a b' }, '2 to 64'],
  [{ 'endpoint-url': 'localhost:4566' }, 'is not a URL'],
  [{ 'endpoint-url': 'http://aws.example.com' }, 'clear text'],
])('%j is refused before anything is sent', async (flags, said) => {
  expect(await refusal(flags)).toContain(said);
});

test('an endpoint in clear text must be on this machine, also when the environment names it', async () => {
  expect(await refusal({}, { AWS_ENDPOINT_URL: 'http://aws.example.com' })).toContain('clear text');
  expect(await refusal({}, { AWS_ENDPOINT_URL_EC2: 'http://10.0.0.7:8080' })).toContain('clear text');
  for (const url of ['http://127.0.0.1:4566', 'http://localhost:4566', 'http://[::1]:4566', 'https://vpce.example.com']) {
    expect((await request({ 'endpoint-url': url })).endpointUrl).toBe(url);
  }
});
