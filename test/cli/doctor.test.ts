import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Check } from '../../src/collect/doctor.ts';
import { type Fault, serve } from '../../src/replay/serve.ts';
import { BUSY, HUB, smallEstate } from '../collect/small-estate.ts';
import { hopscope, type Ran, scratch } from './context.ts';

const keys = { AWS_ACCESS_KEY_ID: `AKIAREPLAY${HUB}`, AWS_SECRET_ACCESS_KEY: 'replay', AWS_REGION: BUSY };
/** No place of this machine has credentials, but for what a test adds. */
const nothing = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_REGION: BUSY,
};

interface Conditions {
  env?: Record<string, string>;
  faults?: Fault[];
  flags?: string;
  /** Instead of the endpoint that replays. */
  endpoint?: string;
}

async function examined({ env = keys, faults = [], flags = '', endpoint }: Conditions): Promise<Ran & { replayed: string[] }> {
  const replay = await serve(smallEstate(), { faults });
  onTestFinished(() => replay.close());
  const whole = { ...nothing, ...env };
  // The SDK has the environment of this process, not that of the test.
  for (const [name, value] of Object.entries(whole)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const line = `doctor --endpoint-url ${endpoint ?? replay.url} ${flags}`;
  const ran = await hopscope(line, { env: whole, now: () => new Date() });
  return { ...ran, replayed: replay.calls.map(({ operation }) => operation) };
}

/** A config file with these lines, in the environment. */
const config = (...lines: string[]): Record<string, string> => {
  const file = join(scratch(), 'config');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return { AWS_CONFIG_FILE: file };
};

test('when all is well, it says who signs in by what, and ends with 0', async () => {
  const { code, stdout, stderr } = await examined({});
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('✓ credentials  environment: keys AKIA…1111 (used)');
  expect(stdout).toContain(`✓ sign-in      account ${HUB} as arn:aws:iam::${HUB}:user/auditor`);
  expect(stdout).toMatch(/✓ clock {8}within \d s of the endpoint's/);
  expect(stdout).toContain('✓ Regions      2 enabled, 0 of them opted in; 1 not opted in');
  expect(stdout).toMatch(/✓ permissions {2}\d+ of \d+ actions are allowed in eu-central-1/);
  expect(stdout).not.toMatch(/^[✗?]/m);
});

test('the secret and the whole key are never shown', async () => {
  const { stdout } = await examined({ env: { ...keys, AWS_SECRET_ACCESS_KEY: 'replay-hidden' } });
  expect(stdout).not.toContain('replay-hidden');
  expect(stdout).not.toContain(keys.AWS_ACCESS_KEY_ID);
});

test('an action that is denied is named, with what to do', async () => {
  const { code, stdout } = await examined({ faults: [{ match: { operation: 'DescribeSubnets' }, does: 'deny' }] });
  expect(code).toBe(4);
  expect(stdout).toMatch(/✗ permissions {2}ec2:DescribeSubnets is denied \(UnauthorizedOperation/);
  expect(stdout).toContain('→ Allow ec2:DescribeSubnets');
});

test('what is asked about something that cannot be listed is not known', async () => {
  const { code, stdout } = await examined({ faults: [{ match: { operation: 'DescribeVpcs' }, does: 'deny' }] });
  expect(code).toBe(4);
  expect(stdout).toContain('✗ permissions  ec2:DescribeVpcs is denied');
  expect(stdout).toContain('? permissions  ec2:DescribeVpcAttribute: it is asked for each VPC, and those could not be listed');
  expect(stdout).toContain('→ Allow ec2:DescribeVpcs first.');
});

test('it asks EC2 by dry run, and changes nothing', async () => {
  const { replayed } = await examined({});
  expect(replayed).toContain('DescribeSubnets');
  expect(replayed.filter((operation) => !/^(Describe|Get|List|Search)/.test(operation))).toEqual([]);
});

test('a wrong clock is told in minutes', async () => {
  const { code, stdout } = await examined({ faults: [{ does: 'clock-skew', ms: 3_600_000 }] });
  expect(code).toBe(4);
  expect(stdout).toContain("✗ clock        60 min behind the endpoint's");
});

test('a profile that does not exist is told from those that do', async () => {
  const env = config('[profile prod]', 'region = eu-central-1', '[profile dev]', 'region = eu-central-1');
  const { code, stdout } = await examined({ env, flags: '--profile porduction' });
  expect(code).toBe(2);
  expect(stdout).toContain('✗ credentials  profile: no profile porduction in');
  expect(stdout).toContain('→ There are: dev, prod.');
  expect(stdout).toContain('✗ sign-in ');
});

test.each<[string, string[], string]>([
  [
    'that go in a circle',
    [
      '[profile a]',
      'role_arn = arn:aws:iam::111111111111:role/A',
      'source_profile = b',
      '[profile b]',
      'role_arn = arn:aws:iam::111111111111:role/B',
      'source_profile = a',
    ],
    'profiles go in a circle: a → b → a',
  ],
  [
    'whose source does not exist',
    ['[profile a]', 'role_arn = arn:aws:iam::111111111111:role/A', 'source_profile = c'],
    'takes its credentials from profile c, which does not exist',
  ],
  [
    'that are not signed in by SSO',
    [
      '[profile a]',
      'sso_start_url = https://example.awsapps.com/start',
      'sso_region = eu-central-1',
      'sso_account_id = 111111111111',
      'sso_role_name = Audit',
    ],
    'SSO: not signed in at https://example.awsapps.com/start',
  ],
  [
    'whose role asks for a code',
    [
      '[profile a]',
      'role_arn = arn:aws:iam::111111111111:role/A',
      'mfa_serial = arn:aws:iam::111111111111:mfa/ada',
      'source_profile = b',
      '[profile b]',
      'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
      'aws_secret_access_key = secret',
    ],
    '→ A code is asked for a role and a device that are named',
  ],
])('profiles %s are told', async (_, lines, said) => {
  const { code, stdout } = await examined({ env: config(...lines), flags: '--profile a' });
  expect(code).toBe(2);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(said);
});

test('a profile goes before the environment, and a program that it names is run', async () => {
  const printed = JSON.stringify({ Version: 1, AccessKeyId: keys.AWS_ACCESS_KEY_ID, SecretAccessKey: 'replay' });
  const file = join(scratch(), 'credentials.json');
  writeFileSync(file, printed);
  const { code, stdout } = await examined({
    env: { ...keys, ...config('[profile a]', `credential_process = cat ${file}`), AWS_PROFILE: 'a' },
  });
  expect(code).toBe(0);
  expect(stdout).toContain('· credentials  environment: keys AKIA…1111, passed over because profile a is named');
  expect(stdout).toContain('✓ credentials  credential_process: runs cat (used)');
});

test('credentials that have expired are told as such', async () => {
  const { code, stdout } = await examined({ faults: [{ match: { service: 'sts' }, does: 'expired' }] });
  expect(code).toBe(2);
  expect(stdout).toContain('✗ sign-in ');
  expect(stdout).toContain('→ Get new credentials');
});

test('without any credentials, every link says why it has none', async () => {
  const { code, stdout, replayed } = await examined({ env: {} });
  expect(code).toBe(2);
  const links = ['environment', 'profile', 'SSO', 'credential_process', 'web identity', 'container', 'instance metadata'];
  for (const link of links) expect(stdout).toContain(`· credentials  ${link}: `);
  expect(stdout).toContain('→ No link above has credentials');
  expect(replayed).toEqual([]);
});

test('half of a pair of keys is told', async () => {
  const { code, stdout } = await examined({ env: { AWS_ACCESS_KEY_ID: 'AKIAREPLAY' } });
  expect(code).toBe(2);
  expect(stdout).toContain('✗ credentials  environment: AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not');
});

test('a proxy that cannot be reached is told, without its password', async () => {
  const env = { ...keys, HTTPS_PROXY: 'http://me:hidden@127.0.0.1:9' };
  const { code, stdout } = await examined({ env, endpoint: 'https://aws.company.test' });
  expect(code).toBe(2);
  expect(stdout).toContain('✗ proxy        http://127.0.0.1:9 is used for https://aws.company.test and cannot be reached');
  expect(stdout).toContain('→ Correct HTTPS_PROXY');
  expect(stdout).not.toContain('hidden');
});

test.each<[string, Conditions, string]>([
  [
    'a file of authorities that is not there',
    { env: { ...keys, AWS_CA_BUNDLE: '/nowhere.pem' } },
    '✗ certificates AWS_CA_BUNDLE names /nowhere.pem, which does not exist.',
  ],
  [
    'an endpoint in clear text',
    { endpoint: 'http://aws.company.test' },
    '✗ endpoint     --endpoint-url: The endpoint http://aws.company.test would get credentials',
  ],
])('%s keeps it from signing in', async (_, conditions, said) => {
  const { code, stdout, replayed } = await examined(conditions);
  expect(code).toBe(2);
  expect(stdout).toContain(said);
  expect(stdout).toContain('? sign-in      not tried');
  expect(replayed).toEqual([]);
});

test('a file of authorities is read, and one that Node passes over keeps nobody from signing in', async () => {
  const bundle = join(scratch(), 'ca.pem');
  writeFileSync(bundle, rootCertificates.slice(0, 3).join('\n'));
  const { code, stdout } = await examined({ env: { ...keys, AWS_CA_BUNDLE: bundle, NODE_EXTRA_CA_CERTS: '/nowhere.pem' } });
  expect(code).toBe(4);
  expect(stdout).toContain(`✓ certificates AWS_CA_BUNDLE: 3 in ${bundle}`);
  expect(stdout).toContain('✗ certificates NODE_EXTRA_CA_CERTS names /nowhere.pem, which does not exist.');
  expect(stdout).toContain('✓ sign-in ');
});

test('a Region that is not enabled is told', async () => {
  const { code, stdout } = await examined({ flags: '--region ap-east-1' });
  expect(code).toBe(4);
  expect(stdout).toContain('✗ Regions      ap-east-1 is not enabled; 2 enabled');
});

test('--json gives the same checks as data', async () => {
  const { code, stdout } = await examined({
    flags: '--json',
    faults: [{ match: { operation: 'DescribeSubnets' }, does: 'deny' }],
  });
  const { schema, fine, checks } = JSON.parse(stdout) as { schema: string; fine: boolean; checks: Check[] };
  expect({ code, schema, fine }).toEqual({ code: 4, schema: 'hopscope/doctor/1', fine: false });
  expect(checks.filter(({ state }) => state === 'bad')).toMatchObject([
    { topic: 'permissions', next: expect.stringContaining('Allow') },
  ]);
});
