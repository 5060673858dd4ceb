/** Keeps what was imported as a snapshot of a store, as a scan's. */
import { manifestOf } from '../snapshot/manifest.ts';
import { sealShard } from '../snapshot/shard.ts';
import type { Manifest, Shard, Snapshot } from '../snapshot/snapshot.ts';
import type { Store } from '../snapshot/store.ts';
import type { Imported } from './import.ts';

/** Rejects, and leaves the store as it was, when the snapshot cannot be stored whole. `takenAt`: ISO 8601 in UTC. */
export async function keep(
  imported: Imported,
  store: Store,
  { takenAt, tool, now }: { takenAt: string; tool: Manifest['tool']; now: Date },
): Promise<Snapshot> {
  const key = await store.key();
  const writer = await store.begin(now);
  try {
    const shards: Shard[] = [];
    for (const { place, row, resources } of imported.found) {
      shards.push(await writer.put(await sealShard(place, row, resources, key)));
    }
    const { accounts, places, kinds, gaps } = imported;
    const timing = { startedAt: takenAt, finishedAt: takenAt, calls: 0, throttles: 0 };
    const manifest = manifestOf({ takenAt, tool, accounts, places, kinds, shards, gaps, timing });
    await writer.commit(manifest);
    return await store.read(manifest.id);
  } finally {
    await writer.abandon();
  }
}
