import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import { Store } from '../../src/snapshot/store.ts';
import { hopscope, sample, scratch } from './context.ts';

const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('hopscope-demo-'));

test('the demo shows the sample company, ends with 0 and leaves nothing behind', async () => {
  const before = leftovers();
  const { code, stdout, stderr } = await hopscope('demo');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Between networks');
  expect(stdout).toContain('Could not be seen');
  expect(stdout).toMatch(/\nNext\n( {2}hopscope show .*--snapshot sample.*\n){3,4}$/);
  expect(leftovers()).toEqual(before);
});

test('what the demo scans over HTTP is the sample, byte for byte', async () => {
  const folder = join(scratch(), 'demo');
  const { code, stdout } = await hopscope(`demo --store ${folder}`);
  expect(code).toBe(0);
  expect(stdout).toContain(`--store ${folder}`);
  const scanned = await (await Store.open(folder)).read('latest');
  const original = await (await Store.open(sample)).read('latest');
  expect(snapshotContent(scanned)).toEqual(snapshotContent(original));
  expect(scanned.manifest.shards).toEqual(original.manifest.shards);
});
