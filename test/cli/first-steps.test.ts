import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hopscope, scratch } from './context.ts';

/** Where there is no snapshot: files of credentials, and nothing in the environment but what is said. */
function fresh(config: readonly string[], env: Record<string, string> = {}) {
  const folder = scratch();
  const [AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE] = [join(folder, 'config'), join(folder, 'credentials')];
  writeFileSync(AWS_CONFIG_FILE, config.join('\n'));
  writeFileSync(AWS_SHARED_CREDENTIALS_FILE, '');
  return { cwd: folder, env: { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, ...env } };
}

const role = 'arn:aws:iam::111122223333:role/Audit';
const profiles = [
  '[profile audit]',
  `role_arn = ${role}`,
  'source_profile = me',
  '[profile me]',
  'aws_access_key_id = AKIAABCDEFGH7QXA',
];

test('without a snapshot and a terminal it says what there is to do, as whom, and what a scan would ask', async () => {
  const { code, stdout } = await hopscope('explore', fresh([...profiles, 'aws_secret_access_key = b']));
  expect(code).toBe(2);
  expect(stdout).toMatch(/There is no snapshot yet in \S+snapshots\. Nothing was called\./);
  for (const step of ['explore sample', 'import DIR', 'hopscope scan ', 'hopscope scan --plan']) expect(stdout).toContain(step);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`✓ hopscope scan --profile audit: audit assumes ${role} from profile me`);
  expect(stdout).toContain('✓ hopscope scan --profile me: me holds keys AKIA…7QXA');
  expect(stdout).toMatch(/At least \d+ calls for an account and \d+ calls for a Region/);
});

test('credentials that cannot work are told with what is wrong', async () => {
  const { stdout } = await hopscope(
    'explore',
    fresh(['[profile lost]', `role_arn = ${role}`, 'source_profile = gone'], { AWS_ACCESS_KEY_ID: 'AKIAABCDEFGH7QXA' }),
  );
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    '✗ hopscope scan: environment: AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not',
  );
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    '✗ hopscope scan --profile lost: profile lost takes its credentials from profile gone',
  );
});

test('a program gets the same as JSON', async () => {
  const { code, stdout } = await hopscope('explore --json', fresh(profiles));
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'hopscope/first-steps/1',
    credentials: [{ works: false }, { profile: 'audit' }, { profile: 'me' }],
    least: { account: expect.any(Number), region: expect.any(Number) },
  });
});

test('flags alone open what a command line without any would', async () => {
  const { code, stdout } = await hopscope('--snapshot sample', {});
  expect(code).toBe(0);
  expect(stdout).toContain('This is no terminal, so the explorer did not open.');
  expect((await hopscope('--no-color', fresh(profiles))).stdout).toContain('Begin with');
  expect((await hopscope('--snapshot sample --help', {})).stdout).toContain('Begin with');
});
