import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { diffSnapshots } from '../../src/diff/diff.ts';
import { memorySnapshot, snapshotContent } from '../../src/snapshot/memory.ts';
import { Store } from '../../src/snapshot/store.ts';
import { format1 } from './format-1.ts';

const ID = '20261116T053000Z-';
const written = () => Store.open(fileURLToPath(new URL('./format-1', import.meta.url)));

test('a snapshot of format 1 is read as it was written', async () => {
  const store = await written();
  expect(await store.list()).toMatchObject([{ accounts: 1, regions: 1, resources: 5, gaps: 2 }]);
  const snapshot = await store.read('latest');
  expect(snapshot.manifest).toMatchObject({ format: 1, takenAt: format1.takenAt, timing: format1.timing, tool: format1.tool });
  expect(snapshot.manifest.id.startsWith(ID)).toBe(true);
  expect(snapshotContent(snapshot)).toEqual(snapshotContent(memorySnapshot(format1)));
  expect((await store.verify()).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a scan of today that finds the same is no different from one of format 1', async () => {
  const { differences, counts, notCompared } = diffSnapshots(await (await written()).read('latest'), memorySnapshot(format1));
  expect({ differences, same: counts.same }).toEqual({ differences: [], same: 5 });
  expect(new Set(notCompared.map(({ side }) => side))).toEqual(new Set(['both']));
});
