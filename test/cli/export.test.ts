import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hopscope, scratch } from './context.ts';

const git = (dir: string, ...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync('git', ['-C', dir, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stdout;
};

test('two days of the sample make a history that git can tell', async () => {
  const dir = join(scratch(), 'tree');
  const first = await hopscope(`snapshots export --tree ${dir} sample~1`);
  expect(first).toMatchObject({ code: 4, stderr: '' });
  expect(first.stdout).toMatch(
    /^Snapshot 20261116T\S+ is in \S+\/tree: \d+ files written, 0 unchanged, 0 removed\. 3 things could not be seen/,
  );
  git(dir, 'init', '-q');
  git(dir, 'add', '-A');
  git(dir, 'commit', '-qm', 'Monday');
  const { tree } = JSON.parse((await hopscope(`snapshots export --tree ${dir} sample --json --allow-partial`)).stdout);
  expect(tree.unchanged).toBeGreaterThan(tree.written * 3);
  const touched = git(dir, 'status', '--porcelain', '-uall').split('\n').filter(Boolean);
  expect(touched).toHaveLength(tree.written + tree.removed);
  expect(git(dir, 'diff', '--', '*/route-table.jsonl')).toMatch(/^\+.*"DestinationIpv6CidrBlock":"::\/0","GatewayId":"igw-/m);
});

test('--snapshot chooses as everywhere, and the folder is relative to where one is', async () => {
  const cwd = scratch();
  expect(await hopscope('snapshots export --tree a/b --snapshot sample --allow-partial', { cwd })).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(join(cwd, 'a/b/tree.json'), 'utf8')).schema).toBe('hopscope/tree/1');
});

test('a folder that is somebody else’s is refused, with what to do', async () => {
  const { code, stderr } = await hopscope('snapshots export sample --tree .', { cwd: join(import.meta.dirname, '..', '..') });
  expect(code).toBe(2);
  expect(stderr).toMatch(/has no tree\.json and is not empty: .*Nothing was written\. Name an empty folder/);
});

test('without a folder it says so', async () => {
  expect(await hopscope('snapshots export sample')).toMatchObject({ code: 2, stderr: expect.stringContaining('--tree DIR') });
});
