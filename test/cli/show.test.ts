import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { usualKinds } from '../../src/kinds/index.ts';
import { hopscope, scratch, storeOfTwo } from './context.ts';

const show = (line: string) => hopscope(`show --snapshot sample ${line}`);
const json = async (line: string) => JSON.parse((await show(`${line} --json`)).stdout);

test('without an argument the overview is shown, and that it has gaps is in the exit code', async () => {
  const { code, stdout } = await show('');
  expect(code).toBe(4);
  expect(stdout).toMatch(/^Snapshot \S+ · taken 17 Nov 2026/);
  expect(stdout).toContain('Between networks');
  expect(stdout).toContain('Could not be seen');
  expect((await show('--allow-partial')).code).toBe(0);
});

test('the hints of the overview work as they are printed', async () => {
  const { stdout } = await show('');
  const lines = [...stdout.matchAll(/^ {2}(?:hopscope )(show \S.*?) {2}/gm)].map(([, line]) => line ?? '');
  expect(lines.length).toBeGreaterThanOrEqual(3);
  for (const line of lines) expect((await hopscope(line)).stderr).toBe('');
});

test('a kind is a table of its columns, and exit code 0 when all of it was seen', async () => {
  const { code, stdout } = await show('vpc');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^id +name +account +region +cidrs/);
  expect(stdout).toMatch(/\n\d+ VPCs\n$/);
});

test.each(usualKinds.map(({ kind }) => kind))('every %s of the sample can be shown as a table and one by one', async (kind) => {
  const { resources, gaps } = await json(kind);
  const { code, stdout, stderr } = await show(kind);
  expect({ code, stderr }).toEqual({ code: gaps.length ? 4 : 0, stderr: '' });
  expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(resources.length ? resources.length : 0);
  for (const { id } of resources.slice(0, 2)) expect((await hopscope(['show', id, '--snapshot', 'sample'])).stdout).toContain(id);
});

test('a kind that could not be seen somewhere says so below its table', async () => {
  const { code, stdout } = await show('vpn-connection');
  expect(code).toBe(4);
  expect(stdout).toContain('ec2:DescribeVpnConnections');
});

test('--where chooses by column, tag and member', async () => {
  const all = (await json('subnet')).resources;
  const chosen = (await json('subnet --where region=eu-west-1 --where tag:Name=*')).resources;
  expect(chosen.length).toBeGreaterThan(0);
  expect(chosen.length).toBeLessThan(all.length);
  for (const { region, data } of chosen)
    expect([region, data.Tags.some(({ Key }: { Key: string }) => Key === 'Name')]).toEqual(['eu-west-1', true]);
  expect((await show('subnet --where region=eu-west-1')).stdout).toMatch(new RegExp(`\\d+ subnets of ${all.length}\n$`));
});

test.each([
  ['subnet --where zoen=eu-central-1a', 'Did you mean zone?'],
  ['subnet --where zone', 'is not KEY=VALUE'],
  ['--where zone=a', '--where needs a kind'],
  ['subnets', 'Did you mean subnet?'],
])('show %s is refused with what to do', async (line, said) => {
  const { stdout, stderr } = await show(line);
  expect(stdout).toBe('');
  expect(stderr).toContain(said);
});

test('an id that nobody saw may be among what could not be seen', async () => {
  const { code, stderr } = await show('i-00000000000000000');
  expect(code).toBe(4);
  expect(stderr).toContain('could not be');
});

test('a resource is described with all that is connected to it', async () => {
  const [vpc] = (await json('vpc --where name=inspection')).resources;
  const { matches } = await json(vpc.id);
  expect(matches).toHaveLength(1);
  expect(matches[0]).toMatchObject({
    resource: vpc,
    referredToBy: expect.arrayContaining([expect.objectContaining({ kind: 'subnet' })]),
  });
  expect(matches[0].details.map(({ kind }: { kind: string }) => kind)).toContain('vpc-attribute');
});

test('--json has a schema with a version in every view', async () => {
  for (const line of ['', 'vpc', 'inspection', '--kinds']) expect((await json(line)).schema).toBe('hopscope/show/1');
});

test('an empty store says so and offers the sample', async () => {
  const { code, stderr } = await hopscope('show', { cwd: scratch() });
  expect(code).toBe(2);
  expect(stderr).toMatch(/has no snapshots yet/);
  expect(stderr).toContain('--snapshot sample');
});

test('the newest snapshot is shown unless another is named', async () => {
  const store = storeOfTwo();
  const idOf = async (flags: string) => JSON.parse((await hopscope(`show --json --store ${store} ${flags}`)).stdout).snapshot;
  expect(await idOf('')).toMatch(/^20261117T/);
  expect(await idOf('--snapshot latest~1')).toMatch(/^20261116T/);
  expect(await idOf('--snapshot 20261116T')).toMatch(/^20261116T/);
  expect(await idOf('--snapshot sample~1')).toMatch(/^20261116T/);
  expect(await hopscope(`show --store ${store} --snapshot latest~2`)).toMatchObject({ code: 2, stdout: '' });
});

test('HOPSCOPE_STORE names the store, and --store goes before it', async () => {
  const store = storeOfTwo();
  expect((await hopscope('snapshots list', { env: { HOPSCOPE_STORE: store } })).stdout).toContain('20261117T');
  expect((await hopscope(`snapshots list --store ${scratch()}`, { env: { HOPSCOPE_STORE: store } })).stdout).toContain(
    'no snapshots yet',
  );
});

test('the default store does not take the sample for its own', async () => {
  const cwd = scratch();
  expect((await hopscope('snapshots list', { cwd })).stdout).toContain(`${join(cwd, 'snapshots')} has no snapshots yet`);
});

test('colours are for people who did not say no', async () => {
  const coloured = (around: object, flags = '') =>
    hopscope(`show vpc --snapshot sample ${flags}`, around).then(({ stdout }) => stdout.includes('\u001B['));
  expect(await coloured({ terminal: 120 })).toBe(true);
  expect(await coloured({})).toBe(false);
  expect(await coloured({ terminal: 120 }, '--no-color')).toBe(false);
  expect(await coloured({ terminal: 120, env: { NO_COLOR: '1' } })).toBe(false);
  expect(await coloured({ terminal: 120, env: { TERM: 'dumb' } })).toBe(false);
});

test('a store that is a file is a matter of configuration, and says what to do', async () => {
  const file = join(scratch(), 'store');
  writeFileSync(file, '');
  const { code, stderr } = await hopscope(`show --store ${file}`);
  expect(code).toBe(2);
  expect(stderr).toContain(file);
});
