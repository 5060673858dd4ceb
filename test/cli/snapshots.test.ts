import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hopscope, storeOfTwo } from './context.ts';

const json = async (line: string) => JSON.parse((await hopscope(`${line} --json`)).stdout);

/** Flips a bit in the middle of some object. */
function damage(store: string): string {
  const folder = readdirSync(join(store, 'objects'))[0] ?? '';
  const path = join(store, 'objects', folder, readdirSync(join(store, 'objects', folder))[0] ?? '');
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
  return path;
}

test('list shows every snapshot, oldest first', async () => {
  const store = storeOfTwo();
  const { stdout } = await hopscope(`snapshots list --store ${store}`);
  expect(stdout.split('\n').map((line) => line.slice(0, 8))).toEqual(['id      ', '20261116', '20261117', '']);
  const { schema, snapshots } = await json(`snapshots list --store ${store}`);
  expect(schema).toBe('hopscope/snapshots-list/1');
  expect(snapshots).toMatchObject([
    { accounts: 2, regions: 3 },
    { accounts: 2, regions: 3 },
  ]);
});

test('list marks a manifest that cannot be read, and still shows the others', async () => {
  const store = storeOfTwo();
  const [name] = readdirSync(join(store, 'manifests'));
  writeFileSync(join(store, 'manifests', name ?? ''), '{');
  const { code, stdout } = await hopscope(`snapshots list --store ${store}`);
  expect(code).toBe(0);
  expect(stdout).toMatch(/20261116\S+ +damaged/);
  expect(stdout).toMatch(/20261117\S+ +17 Nov 2026/);
});

test('show says what a snapshot covers, and which call each kind comes from', async () => {
  const { code, stdout } = await hopscope('snapshots show sample');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^subnet +Subnet +\d+ +ec2:DescribeSubnets$/m);
  expect(stdout).toMatch(/^core-network +Core network +1\+ +networkmanager:ListCoreNetworks$/m);
  expect((await json('snapshots show sample')).manifest.id).toMatch(/^20261117T/);
});

test('verify finds nothing in a store that nobody touched', async () => {
  const store = storeOfTwo();
  expect(await hopscope(`snapshots verify --store ${store}`)).toEqual({
    code: 0,
    stdout: '✓ Every byte of 2 snapshots is as it was written.\n',
    stderr: '',
  });
  expect((await hopscope('snapshots verify sample~1')).code).toBe(0);
});

test('verify names a damaged file and ends with 3', async () => {
  const store = storeOfTwo();
  const path = damage(store);
  const { code, stdout } = await hopscope(`snapshots verify --store ${store}`);
  expect(code).toBe(3);
  expect(stdout).toContain(path);
  expect((await json(`snapshots verify --store ${store}`)).problems).toMatchObject([{ severity: 'error', file: path }]);
});

test('a damaged object is never shown as data', async () => {
  const store = storeOfTwo();
  for (const folder of readdirSync(join(store, 'objects'))) {
    for (const name of readdirSync(join(store, 'objects', folder))) writeFileSync(join(store, 'objects', folder, name), 'x');
  }
  const { code, stdout, stderr } = await hopscope(`show vpc --store ${store}`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('hopscope snapshots verify');
});

test('prune keeps the newest, and says beforehand what would go', async () => {
  const store = storeOfTwo();
  const dry = await hopscope(`snapshots prune --keep 1 --dry-run --store ${store}`);
  expect(dry.stdout).toMatch(/^Would remove 1 snapshot and \d+ files/);
  expect((await json(`snapshots list --store ${store}`)).snapshots).toHaveLength(2);
  expect((await hopscope(`snapshots prune --keep 1 --store ${store}`)).stdout).toBe(
    dry.stdout.replace('Would remove', 'Removed'),
  );
  expect((await json(`snapshots list --store ${store}`)).snapshots).toMatchObject([{ id: expect.stringMatching(/^20261117T/) }]);
  expect((await hopscope(`snapshots verify --store ${store}`)).code).toBe(0);
});

test('prune by age counts from now, and the newest stays', async () => {
  const store = storeOfTwo();
  const now = () => new Date('2027-12-01T00:00:00Z');
  const { stdout } = await hopscope(`snapshots prune --older-than 30 --json --store ${store}`, { now });
  expect(JSON.parse(stdout).snapshots).toEqual([expect.stringMatching(/^20261116T/)]);
});

test.each(['', '--keep 1 --older-than 2', '--keep 0', '--keep many'])('prune %s is refused', async (flags) => {
  const store = storeOfTwo();
  expect(await hopscope(`snapshots prune ${flags} --store ${store}`)).toMatchObject({ code: 2, stdout: '' });
  expect((await json(`snapshots list --store ${store}`)).snapshots).toHaveLength(2);
});
