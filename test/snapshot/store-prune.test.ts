import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/snapshot/store.ts';
import { filesIn, fill, save, scratch, storeIn, time } from './stores.ts';

async function days(...taken: number[]): Promise<Store> {
  const store = await storeIn(scratch());
  for (const day of taken) await save(store, day);
  return store;
}

const takenIn = async (store: Store): Promise<string[]> => (await store.list()).map((it) => it.takenAt);
const on = (...some: number[]): string[] => some.map((day) => time(day).toISOString());
const sizeOf = async (store: Store): Promise<number> => {
  const sizes = await Promise.all((await filesIn(store.dir)).map(async (path) => (await stat(join(store.dir, path))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
};

describe('prune', () => {
  it('keeps the newest, and says what it removed and freed', async () => {
    const store = await days(1, 2, 3, 4);
    const ids = (await store.list()).map((it) => it.id);
    const [before, files] = [await sizeOf(store), await filesIn(store.dir)];
    const pruned = await store.prune({ keep: 2 }, time(9));
    expect(pruned.snapshots).toEqual(ids.slice(0, 2));
    expect(await takenIn(store)).toEqual(on(3, 4));
    expect(pruned.bytes).toBe(before - (await sizeOf(store)));
    expect(pruned.files).toBe(files.length - (await filesIn(store.dir)).length - 2);
    expect(await store.verify()).toEqual([]);
  });

  it('removes what is older, but never the newest', async () => {
    const store = await days(1, 2, 3);
    await store.prune({ olderThan: time(2) }, time(9));
    expect(await takenIn(store)).toEqual(on(2, 3));
    await store.prune({ olderThan: time(99) }, time(9));
    expect(await takenIn(store)).toEqual(on(3));
  });

  it('says in a dry run what it would do, and does nothing', async () => {
    const store = await days(1, 2, 3);
    const before = await filesIn(store.dir);
    const planned = await store.prune({ keep: 1 }, time(9), true);
    expect(await filesIn(store.dir)).toEqual(before);
    expect(await store.prune({ keep: 1 }, time(9))).toEqual(planned);
  });

  it('never removes what a remaining snapshot needs', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
        fc.nat(6),
        async (taken, keep) => {
          const store = await storeIn(scratch());
          for (const day of taken) await save(store, day);
          await store.prune({ keep: keep + 1 }, time(99));
          expect(await takenIn(store)).toEqual(on(...taken.toSorted((a, b) => a - b).slice(-keep - 1)));
          expect(await store.verify()).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('reclaims what an interrupted scan left', async () => {
    const store = await days(1);
    const writer = await store.begin(time(2));
    await fill(writer, 2);
    await writer.abandon();
    await writeFile(join(store.dir, 'tmp', 'half'), 'x'.repeat(1000));
    const pruned = await store.prune({ keep: Number.POSITIVE_INFINITY }, time(9));
    expect(pruned).toMatchObject({ snapshots: [], files: 4 });
    expect(pruned.bytes).toBeGreaterThan(1000);
    expect(await store.verify()).toEqual([]);
  });

  it('refuses while a manifest cannot be read, and removes nothing', async () => {
    const store = await days(1, 2, 3);
    const id = await store.resolve('latest~2');
    const file = join(store.dir, 'manifests', `${id}.json`);
    await writeFile(file, 'garbage');
    const before = await filesIn(store.dir);
    for (const dryRun of [true, false]) await expect(store.prune({ keep: 1 }, time(9), dryRun)).rejects.toThrow(file);
    expect(await filesIn(store.dir)).toEqual(before);
    await save(store, 4);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses to keep %d snapshots', async (keep) => {
    const store = await days(1);
    await expect(store.prune({ keep }, time(9))).rejects.toThrow('at least 1');
    await expect(store.prune({ olderThan: new Date(Number.NaN) }, time(9))).rejects.toThrow('is not a time');
  });

  it('has nothing to do in a store that is not there', async () => {
    const store = await storeIn(scratch());
    expect(await store.prune({ keep: 1 }, time(9), true)).toEqual({ snapshots: [], files: 0, bytes: 0 });
  });
});
