/** A store with one snapshot of a small world, for command lines. */
import { join } from 'node:path';
import { kindNamed } from '../../src/kinds/index.ts';
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { sealShard } from '../../src/snapshot/shard.ts';
import { Store } from '../../src/snapshot/store.ts';
import type { World } from '../reach/scenario.ts';
import { scratch } from './context.ts';

/** The folder of the store, gone when the test ends. */
export async function storeOf(world: World): Promise<string> {
  const store = await Store.open(join(scratch(), 'store'), { create: true, self: process });
  const { manifest, resources } = world.snapshot();
  const writer = await store.begin(new Date('2026-11-22T16:31:05Z'));
  const key = await store.key();
  const shards = [];
  for (const kind of new Set(world.resources.map((one) => one.kind))) {
    for (const place of manifest.places) {
      const found = resources(kind, place);
      if (found.length) shards.push(await writer.put(await sealShard(place, kindNamed(kind), found, key)));
    }
  }
  await writer.commit(manifestOf({ ...manifest, takenAt: '2026-11-22T16:31:05.000Z', shards }));
  return store.dir;
}
