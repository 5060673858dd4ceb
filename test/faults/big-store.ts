/** A store of hundreds of objects, as a scan of several accounts leaves it. */
import { kindNamed } from '../../src/kinds/index.ts';
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { sealShard } from '../../src/snapshot/shard.ts';
import type { Shard } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { KEY } from '../collect/scan-of.ts';
import { randomEstate } from '../estate/random.ts';
import { quickDisk } from '../snapshot/disks.ts';

export async function bigStore(dir: string): Promise<Store> {
  const estate = randomEstate({ seed: 8, accounts: 2, regions: 6, vpcs: 2, interfaces: 200, gaps: 0, smooth: true });
  const { manifest } = estate;
  const store = await Store.open(dir, { create: true, self: process, disk: quickDisk });
  await store.key();
  const writer = await store.begin(new Date(manifest.takenAt));
  const shards: Shard[] = [];
  for (const { kind, account, region } of manifest.shards) {
    const place = { account, region };
    shards.push(await writer.put(await sealShard(place, kindNamed(kind), estate.resources(kind, place), KEY)));
  }
  await writer.commit(manifestOf({ ...manifest, shards }));
  return store;
}
