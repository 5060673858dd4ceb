import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import { Store } from '../../src/snapshot/store.ts';
import { office } from '../reach/worlds.ts';
import { hopscope, sample, scratch } from './context.ts';
import { storeOf } from './world-store.ts';

const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('hopscope-demo-'));

test('the demo ends with 0 and leaves nothing behind', async () => {
  const before = leftovers();
  const { code, stdout, stderr } = await hopscope('demo', { sample: await storeOf(office()) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/\nNext\n( {2}hopscope show .*--snapshot sample.*\n){2,4}$/);
  expect(leftovers()).toEqual(before);
});

test('the demo shows the sample company, and what it scans over HTTP is the sample, byte for byte', async () => {
  const folder = join(scratch(), 'demo');
  const { code, stdout } = await hopscope(`demo --store ${folder}`);
  expect(code).toBe(0);
  expect(stdout).toContain('Between networks');
  expect(stdout).toContain('Could not be seen');
  expect(stdout).toMatch(new RegExp(`\nNext\n( {2}hopscope show .*--store ${folder}.*\n){3,4}$`));
  const scanned = await (await Store.open(folder)).read('latest');
  const original = await (await Store.open(sample)).read('latest');
  expect(snapshotContent(scanned)).toEqual(snapshotContent(original));
  expect(scanned.manifest.shards).toEqual(original.manifest.shards);
});
