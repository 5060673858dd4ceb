/** Writes the sample as a store: the same bytes every time. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kindNamed } from '../../../src/kinds/index.ts';
import { sha256 } from '../../../src/snapshot/frame.ts';
import { manifestOf } from '../../../src/snapshot/manifest.ts';
import { sealShard } from '../../../src/snapshot/shard.ts';
import type { Shard } from '../../../src/snapshot/snapshot.ts';
import { type Self, Store } from '../../../src/snapshot/store.ts';
import { type Day, sampleContent } from './index.ts';

/** The key of the sample is no secret, and neither are the secrets that it hides: both were made up. */
const SAMPLE_KEY = sha256('the public key of the sample estate of hopscope');

/** Writes both days into a folder, which must be empty. Answers the ids of the snapshots. */
export async function writeSample(dir: string, self: Self): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'key'), `${SAMPLE_KEY} ${sha256(SAMPLE_KEY).slice(0, 16)}\n`, { mode: 0o600, flag: 'wx' });
  const store = await Store.open(dir, { create: true, self });
  return [await writeDay(store, 1), await writeDay(store, 2)];
}

async function writeDay(store: Store, day: Day): Promise<string> {
  const { resources, ...found } = sampleContent(day);
  const writer = await store.begin(new Date(found.takenAt));
  const key = await store.key();
  const shards: Shard[] = [];
  const inOnePlace = Map.groupBy(resources, ({ account, region, kind }) => `${account} ${region} ${kind}`);
  for (const group of inOnePlace.values()) {
    const { account, region, kind } = group[0]!;
    shards.push(await writer.put(await sealShard({ account, region }, kindNamed(kind), group, key)));
  }
  const manifest = manifestOf({ ...found, shards });
  await writer.commit(manifest);
  return manifest.id;
}
