import { describe, expect, test } from 'vitest';
import { type MemoryContent, memorySnapshot, snapshotContent } from '../../src/snapshot/memory.ts';
import { KEY, scanOf } from '../collect/scan-of.ts';
import { randomContent } from './random.ts';
import { sampleContent } from './sample/index.ts';

/** Replays what a scan found, scans that over HTTP where the first scan looked, and expects the same, gaps and all. */
async function expectSame(content: MemoryContent): Promise<void> {
  const source = memorySnapshot({ ...content, key: KEY });
  const regions = [...new Set(source.manifest.places.map(({ region }) => region))].filter((region) => region !== 'global');
  const { snapshot } = await scanOf(source, { request: { regions, metrics: false } });
  expect(snapshotContent(snapshot)).toEqual(snapshotContent(source));
}

describe('a scan of a replay finds what was replayed', () => {
  test.each([1, 2] as const)('of the sample, day %i', (day) => expectSame(sampleContent(day)));

  test.each(Array.from({ length: 25 }, (_, index) => 1000 + index))('of an estate by chance, seed %i', (seed) =>
    expectSame(randomContent({ seed })),
  );

  test('of an estate whose lists have many pages', () =>
    expectSame(randomContent({ seed: 1, accounts: 1, regions: 1, vpcs: 3, interfaces: 3500, gaps: 0 })));
});
