/** The whole program on one screen: AWS → shards → the store → a snapshot. */
import { collectInWorker } from './collect/client.ts';
import type { Progress, ScanNews, ScanRequest } from './collect/request.ts';
import { manifestOf } from './snapshot/manifest.ts';
import type { SealedShard } from './snapshot/shard.ts';
import type { Manifest, Shard, Snapshot } from './snapshot/snapshot.ts';
import type { Store } from './snapshot/store.ts';
import { type Again, partsDone, resourcesDone, takenOver } from './snapshot/taken-over.ts';

export interface ScanOrder {
  request: Omit<ScanRequest, 'key' | 'resume'>;
  store: Store;
  tool: Manifest['tool'];
  now: () => Date;
  /** A snapshot of the same store: only what it lacks is asked, and what is to be read again. The rest is taken over from it. */
  before?: { snapshot: Snapshot; again?: Again };
  progress(progress: Progress): void;
  /** What was read, as it comes: the same that is stored. */
  sealed?(shard: SealedShard): void;
  tell?(news: ScanNews): void;
  stopped: AbortSignal;
}

export interface Scanned {
  snapshot: Snapshot;
  /** Things that a person should hear. */
  warnings: string[];
}

/**
 * Scans and stores. Either the new snapshot is whole in the store when this resolves, or it rejects and the store is as it was.
 * Rejects with `CallFailure` when nothing can be scanned at all, with `StoreLocked` while another scan runs.
 */
export async function scan({ request, store, tool, now, before, stopped, ...events }: ScanOrder): Promise<Scanned> {
  const key = await store.key();
  const writer = await store.begin(now());
  try {
    const shards: Shard[] = [];
    const shard = async (sealed: SealedShard): Promise<void> => {
      shards.push(await writer.put(sealed));
      events.sealed?.(sealed);
    };
    const done = before ? partsDone(before.snapshot.manifest, before.again) : [];
    const resume = before && { done, resources: resourcesDone(before.snapshot, done) };
    const result = await collectInWorker({ ...request, key, resume }, { ...events, shard }, stopped);
    stopped.throwIfAborted();
    const draft = { takenAt: result.timing.startedAt, tool, shards, ...result };
    const manifest = manifestOf(before ? takenOver(before.snapshot.manifest, draft, done) : draft);
    await writer.commit(manifest);
    return { snapshot: await store.read(manifest.id), warnings: result.warnings };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
