/** Estates for the explorer's benchmark, in memory and in a store. */
import { kindNamed, usualKinds } from '../../src/kinds/index.ts';
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { sealShard } from '../../src/snapshot/shard.ts';
import type { Shard, Snapshot } from '../../src/snapshot/snapshot.ts';
import type { Store } from '../../src/snapshot/store.ts';
import { estate } from '../reach/estate.ts';

/** Everything that was not drawn is known not to be there. */
export function estateOf(interfaces: number): Snapshot {
  const drawn = estate({ interfaces });
  return { ...drawn, manifest: { ...drawn.manifest, kinds: usualKinds.map(({ kind }) => kind) } };
}

export async function keep(store: Store, { manifest, resources }: Snapshot): Promise<void> {
  const writer = await store.begin(new Date(manifest.takenAt));
  const key = await store.key();
  const shards: Shard[] = [];
  for (const { kind, account, region } of manifest.shards) {
    const place = { account, region };
    shards.push(await writer.put(await sealShard(place, kindNamed(kind), [...resources(kind, place)], key)));
  }
  await writer.commit(manifestOf({ ...manifest, shards }));
}
