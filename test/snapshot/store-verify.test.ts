import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DamagedSnapshot } from '../../src/snapshot/damage.ts';
import { objectPath } from '../../src/snapshot/shard.ts';
import type { Store } from '../../src/snapshot/store.ts';
import { place } from './rows.ts';
import { filesIn, fill, save, scratch, spoilt, storeIn, time } from './stores.ts';

/** A store with a key and three snapshots that share an object. */
async function small(): Promise<Store> {
  const store = await storeIn(scratch());
  await store.key();
  for (const day of [1, 2, 4]) await save(store, day);
  return store;
}

describe('verify', () => {
  it('finds nothing in a store that is as it was written', async () => {
    const store = await small();
    expect(await store.verify()).toEqual([]);
    expect(await store.verify('latest~1')).toEqual([]);
  });

  it('finds every flipped bit, in every file', { timeout: 60_000 }, async () => {
    const store = await small();
    let seed = 7;
    let flips = 0;
    for (const file of await filesIn(store.dir)) {
      const { length } = await readFile(join(store.dir, file));
      for (let at = 0; at < length; at += length > 300 ? 7 : 1) {
        seed = (seed * 48_271) % 2_147_483_647;
        const flip = (bytes: Buffer) => bytes.with(at, bytes[at]! ^ (1 << (seed % 8))) as Buffer;
        await spoilt(join(store.dir, file), flip, async () => {
          const errors = (await store.verify()).filter(({ severity }) => severity === 'error');
          expect(
            errors.map((error) => error.file),
            `byte ${at} of ${length}`,
          ).toEqual([join(store.dir, file)]);
        });
        flips += 1;
      }
    }
    expect(flips).toBeGreaterThan(1000);
  });

  it('finds every file that was cut, emptied, lengthened or swapped for another', { timeout: 60_000 }, async () => {
    const store = await small();
    const changes: ((bytes: Buffer) => Buffer)[] = [
      (bytes) => bytes.subarray(0, -1),
      (bytes) => bytes.subarray(1),
      (bytes) => bytes.subarray(0, bytes.length / 2),
      () => Buffer.alloc(0),
      (bytes) => Buffer.concat([bytes, Buffer.from('\n')]),
      (bytes) => Buffer.alloc(bytes.length),
    ];
    for (const file of await filesIn(store.dir)) {
      for (const change of changes) {
        await spoilt(join(store.dir, file), change, async () => {
          expect((await store.verify())[0], file).toMatchObject({ severity: 'error', file: join(store.dir, file) });
        });
      }
    }
    const [one, other] = (await filesIn(store.dir)).filter((file) => file.startsWith('objects/'));
    await rename(join(store.dir, one!), join(store.dir, other!));
    expect(await store.verify()).toHaveLength(2);
  });

  it('names the file, the snapshots that need it, and what to do', async () => {
    const store = await small();
    const { shards, id } = await store.manifest('latest~1');
    const file = join(store.dir, objectPath(shards.find((shard) => shard.region === 'us-east-1')!.digest));
    await rm(file);
    const [problem, ...more] = await store.verify();
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', file, snapshots: [id] });
    expect(problem!.message).toMatch(
      /is missing\. It holds the resources of the kind tunnel in account 111122223333, us-east-1\. Restore/,
    );
    expect(await store.verify('latest')).toEqual([]);
    expect(await store.verify(id)).toHaveLength(1);
  });

  it('names every snapshot that shares a damaged object', async () => {
    const store = await small();
    const ids = (await store.list()).map((it) => it.id);
    const shared = (await store.manifest('latest')).shards.find((shard) => shard.region === place.region)!;
    await writeFile(join(store.dir, objectPath(shared.digest)), 'x');
    const [problem, ...more] = await store.verify();
    expect(more).toEqual([]);
    expect(problem!.snapshots).toEqual(ids);
  });

  it('tells leftovers and strange files from damage', async () => {
    const store = await small();
    const writer = await store.begin(time(9));
    await fill(writer, 9);
    await writer.abandon();
    for (const name of ['tmp/scratch', 'objects/ab.txt', `lock-${'0'.repeat(32)}`]) await writeFile(join(store.dir, name), 'x');
    const messages = (await store.verify()).map(({ severity, message }) => `${severity} ${message.slice(store.dir.length + 1)}`);
    expect(messages.filter((it) => it.startsWith('info objects/') && it.includes('belongs to no snapshot'))).toHaveLength(3);
    expect(messages.filter((it) => it.includes('was left by an interrupted run'))).toHaveLength(2);
    expect(messages.filter((it) => it.includes('objects/ab.txt is not a file of a store'))).toHaveLength(1);
    expect(messages.every((it) => it.startsWith('info '))).toBe(true);
  });
});

describe('a damaged snapshot', () => {
  it('is never read silently: its resources throw, those of the others come', async () => {
    const store = await small();
    const { shards } = await store.manifest('latest');
    const file = join(store.dir, objectPath(shards.find((shard) => shard.region === 'us-east-1')!.digest));
    await spoilt(
      file,
      (bytes) => bytes.with(20, bytes[20]! ^ 1) as Buffer,
      async () => {
        const snapshot = await store.read('latest');
        expect(() => snapshot.resources('tunnel')).toThrow(DamagedSnapshot);
        expect(() => snapshot.resources('tunnel')).toThrow(`${file} does not have the bytes that were written`);
        expect(snapshot.resources('tunnel', place)).toHaveLength(1);
        expect((await store.read('latest~1')).resources('tunnel')).toHaveLength(2);
      },
    );
  });

  it('that is the newest is not passed over for an older one', async () => {
    const store = await small();
    const id = await store.resolve('latest');
    await writeFile(join(store.dir, 'manifests', `${id}.json`), '{}');
    await expect(store.read('latest')).rejects.toThrow(DamagedSnapshot);
    expect((await store.list()).at(-1)).toMatchObject({ id, damaged: expect.any(DamagedSnapshot) });
    expect((await store.list())[0]!.damaged).toBeUndefined();
  });

  it('whose manifest is a folder is refused', async () => {
    const store = await small();
    const id = await store.resolve('latest');
    const path = join(store.dir, 'manifests', `${id}.json`);
    await rm(path);
    await mkdir(path);
    await expect(store.read('latest')).rejects.toThrow(`${path} is not a file`);
  });
});
