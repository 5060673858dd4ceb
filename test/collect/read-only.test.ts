import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refuseUnlessCatalogued, sendable } from '../../src/collect/guard.ts';
import { actionOf, kinds } from '../../src/kinds/index.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join('src', file), 'utf8') }));

test('only operations that read can be sent', () => {
  const operations = sendable().map((name) => name.split(':')[1]!);
  expect(operations.length).toBeGreaterThan(35);
  expect(operations.filter((operation) => !/^(Describe|Get|List|Search)[A-Z]/.test(operation))).toEqual([]);
});

test.each(['ec2:DeleteVpc', 'ec2:GetPasswordData', 'ec2:ModifyVpcAttribute', 'sts:GetSessionToken', 'iam:DescribeVpcs'])(
  '%s is refused by the client itself',
  (name) => {
    const [service, operation] = name.split(':') as [string, string];
    expect(() => refuseUnlessCatalogued(service, operation)).toThrow(/hopscope only reads/);
  },
);

test('what can be sent is the catalogue and signing in, nothing else', () => {
  const catalogued = kinds.map(({ call }) => `${call.service}:${call.operation}`);
  expect(sendable()).toEqual([...new Set([...catalogued, 'sts:GetCallerIdentity'])].sort());
});

test('no source file names a command of the SDK but those that sign in', () => {
  const named = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\b([A-Z]\w+Command)\b/g)].map(([, command]) => `${file}: ${command}`),
  );
  expect(new Set(named)).toEqual(new Set(['collect/sign-in.ts: GetCallerIdentityCommand']));
});

test('requests leave from the guarded clients and from signing in, and from nowhere else', () => {
  const senders = sources.filter(({ text }) => /\b(client|clients|sts)\.send\(/.test(text)).map(({ file }) => file);
  expect(senders.sort()).toEqual([
    'collect/clients.ts',
    'collect/doctor.ts',
    'collect/page.ts',
    'collect/permissions.ts',
    'collect/sign-in.ts',
  ]);
  const others = sources.filter(({ text }) => /\bfetch\(|node:https?'|\.request\(/.test(text)).map(({ file }) => file);
  expect(others.filter((file) => !file.startsWith('replay/')).sort()).toEqual(['collect/connection.ts']);
});

test('the actions that never may be asked for are not in the policy', () => {
  const actions = new Set(kinds.map(actionOf));
  for (const never of ['ec2:GetPasswordData', 'ec2:GetLaunchTemplateData', 'ec2:GetVpnConnectionDeviceSampleConfiguration']) {
    expect(actions).not.toContain(never);
  }
});
