import { expect, test } from 'vitest';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import { scanOf } from './scan-of.ts';
import { BUSY, EMPTY, HUB, SPOKE, smallEstate } from './small-estate.ts';

const estate = smallEstate();

test('a scan of a replayed snapshot is that snapshot', async () => {
  const { snapshot, result } = await scanOf(estate);
  expect(result.gaps).toEqual([]);
  expect(snapshotContent(snapshot)).toEqual(snapshotContent(estate));
});
