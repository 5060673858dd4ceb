import { expect, test } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { services } from '../../src/kinds/services.ts';
import { hopscope } from './context.ts';

interface Policy {
  Version: string;
  Statement: { Sid: string; Effect: string; Action: string[]; Resource: string | string[] }[];
}
const policy = async (flags = ''): Promise<Policy> => JSON.parse((await hopscope(`policy ${flags}`)).stdout);

test('the policy allows exactly what the rows call, and to ask who one is', async () => {
  const allowed = (await policy()).Statement.flatMap(({ Action }) => Action);
  const called = kinds.map(({ call }) => call.action ?? `${services[call.service].iam}:${call.operation}`);
  expect(called.length).toBeGreaterThan(0);
  expect(new Set(allowed)).toEqual(new Set([...called, 'sts:GetCallerIdentity']));
  expect(allowed).toEqual([...new Set(allowed)]);
});

test('no action of it changes anything', async () => {
  for (const { Effect, Action } of (await policy()).Statement) {
    expect(Effect).toBe('Allow');
    for (const action of Action) expect(action).toMatch(/^[a-z0-9-]+:(Describe|Get|List|Search)[A-Za-z0-9]+$/);
  }
});

test('statements are named by service, as IAM takes names', async () => {
  const { Statement } = await policy();
  for (const { Sid } of Statement) expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
  expect(Statement.map(({ Sid }) => Sid)).toContain('ReadEc2');
});

test('it fits into an inline policy of a role; its parts fit into managed policies and are the whole', async () => {
  const whole = await policy();
  expect(JSON.stringify(whole).length).toBeLessThanOrEqual(10_240);
  const { stderr } = await hopscope('policy');
  const numbers = [...stderr.matchAll(/--part (\d)/g)].map(([, number]) => number);
  expect(numbers).toEqual(['1', '2']);
  const parts = await Promise.all(numbers.map((number) => policy(`--part ${number}`)));
  for (const part of parts) expect(JSON.stringify(part).length).toBeLessThanOrEqual(6_144);
  expect(parts.flatMap(({ Statement }) => Statement)).toEqual(whole.Statement);
  expect(await hopscope('policy --part 3')).toMatchObject({ code: 2, stdout: '' });
});

test('the same policy comes out every time', async () => {
  expect(await hopscope('policy')).toEqual(await hopscope('policy'));
});

test('roles to assume are named one by one', async () => {
  const arns = ['arn:aws:iam::*:role/HopscopeReadOnly', 'arn:aws:iam::111122223333:role/Audit'];
  const { Statement } = await policy(arns.map((arn) => `--role ${arn}`).join(' '));
  expect(Statement.at(-1)).toEqual({ Sid: 'AssumeScanRoles', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: arns });
  expect(await hopscope('policy --role HopscopeReadOnly')).toMatchObject({ code: 2, stdout: '' });
});

test('Terraform gets every action, and nothing that it would read as a template', async () => {
  const { stdout } = await hopscope('policy --format terraform');
  const allowed = (await policy()).Statement.flatMap(({ Action }) => Action);
  expect([...stdout.matchAll(/^ {6}"([a-z0-9-]+:\w+)",$/gm)].map(([, action]) => action)).toEqual(allowed);
  expect(stdout.split('{').length).toBe(stdout.split('}').length);
});

test('CloudFormation gets every action', async () => {
  const { stdout } = await hopscope('policy --format cloudformation');
  const allowed = (await policy()).Statement.flatMap(({ Action }) => Action);
  expect([...stdout.matchAll(/^ {14}- "([a-z0-9-]+:\w+)"$/gm)].map(([, action]) => action)).toEqual(allowed);
  expect(stdout).not.toContain('\t');
});

test('--json says which kinds need which action', async () => {
  const { schema, actions } = JSON.parse((await hopscope('policy --json')).stdout);
  expect(schema).toBe('hopscope/policy/1');
  expect(actions).toContainEqual({ action: 'ec2:DescribeVpcs', kinds: ['vpc'] });
});

test('beside SecurityAudit, only what it lacks is allowed, and what nobody looked up', async () => {
  const { code, stdout, stderr } = await hopscope('policy --supplement SecurityAudit');
  const allowed = (JSON.parse(stdout) as Policy).Statement.flatMap(({ Action }) => Action);
  expect(code).toBe(0);
  expect(allowed).toContain('networkmanager:GetNetworkRoutes');
  expect(allowed).not.toContain('networkmanager:DescribeGlobalNetworks');
  expect(allowed.filter((action) => /^ec2:(Describe|SearchTransitGatewayRoutes)/.test(action))).toEqual([]);
  expect(stderr).toContain('SecurityAudit v92 was read in August 2026');
});

test('what a supplement leaves out is needed, and what it holds is a part of the whole', async () => {
  const { lacks, notChecked } = JSON.parse((await hopscope('policy --supplement SecurityAudit --json')).stdout);
  const whole = (await policy()).Statement.flatMap(({ Action }) => Action);
  expect(lacks.length).toBeGreaterThan(0);
  expect(whole).toEqual(expect.arrayContaining([...lacks, ...notChecked]));
  expect(lacks.length + notChecked.length).toBeLessThan(whole.length / 2);
});

test.each([
  ['terraform', /^ {6}"([a-z0-9-]+:\w+)",$/gm],
  ['cloudformation', /^ {14}- "([a-z0-9-]+:\w+)"$/gm],
])('a supplement for %s says beside which policy it is', async (format, action) => {
  const { stdout } = await hopscope(`policy --supplement SecurityAudit --format ${format}`);
  const { lacks, notChecked } = JSON.parse((await hopscope('policy --supplement SecurityAudit --json')).stdout);
  expect([...stdout.matchAll(action)].map(([, name]) => name)).toEqual([...lacks, ...notChecked].sort());
  expect(stdout).toContain('HopscopeSupplement');
  expect(stdout).toContain('What hopscope reads beyond SecurityAudit v92, as of August 2026');
});

test('a managed policy of which too little is known is refused', async () => {
  expect(await hopscope('policy --supplement ViewOnlyAccess')).toMatchObject({ code: 2, stdout: '' });
});
