/** The whole program on one screen: AWS → shards → the store → a snapshot. */
import { collectInWorker } from './collect/client.ts';
import type { Progress, ScanRequest } from './collect/request.ts';
import { earlierThan, kindNamed, kinds } from './kinds/index.ts';
import { manifestOf } from './snapshot/manifest.ts';
import { gapsFor, type Manifest, type Place, type Shard, type Snapshot } from './snapshot/snapshot.ts';
import type { Store } from './snapshot/store.ts';

export interface ScanOrder {
  request: Omit<ScanRequest, 'key' | 'resume'>;
  store: Store;
  tool: Manifest['tool'];
  now: () => Date;
  /** A snapshot of the same store with gaps: only what it lacks is asked. */
  unfinished?: Snapshot;
  progress(progress: Progress): void;
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
export async function scan({ request, store, tool, now, unfinished, progress, stopped }: ScanOrder): Promise<Scanned> {
  const key = await store.key();
  const writer = await store.begin(now());
  try {
    const shards: Shard[] = [];
    const shard = async (sealed: Parameters<typeof writer.put>[0]): Promise<void> => {
      shards.push(await writer.put(sealed));
    };
    const resume = unfinished && knownFrom(unfinished);
    const result = await collectInWorker({ ...request, key, resume }, { progress, shard }, stopped);
    stopped.throwIfAborted();
    const draft = { takenAt: result.timing.startedAt, tool, shards, ...result };
    const manifest = manifestOf(unfinished ? joined(unfinished.manifest, draft) : draft);
    await writer.commit(manifest);
    return { snapshot: await store.read(manifest.id), warnings: result.warnings };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** What of a snapshot needs no second asking: kinds without a gap, with the resources that other kinds build on. */
function knownFrom(snapshot: Snapshot): ScanRequest['resume'] {
  const needed = new Set(['region', 'account-alias', ...kinds.flatMap(earlierThan)]);
  const done = doneIn(snapshot.manifest);
  return { done, resources: done.flatMap(({ kind, ...place }) => (needed.has(kind) ? snapshot.resources(kind, place) : [])) };
}

function doneIn(manifest: Manifest): (Place & { kind: string })[] {
  return manifest.places.flatMap(({ account, region }) =>
    manifest.kinds
      .filter((kind) => (kindNamed(kind).scope === 'global') === (region === 'global'))
      .filter((kind) => !gapsFor(manifest, kind, { account, region }).length)
      .map((kind) => ({ account, region, kind })),
  );
}

type Draft = Parameters<typeof manifestOf>[0];

/** The new findings, and from before what was already known and whatever belongs to accounts that were not signed in to again. */
function joined(before: Manifest, after: Draft): Draft {
  const again = new Set(after.accounts.map(({ account }) => account));
  const keyOf = ({ account, region, kind }: Place & { kind: string }): string => `${account} ${region} ${kind}`;
  const done = new Set(doneIn(before).map(keyOf));
  const elsewhere = ({ account }: { account: string }): boolean => !again.has(account);
  return {
    ...after,
    accounts: [...after.accounts, ...before.accounts.filter(elsewhere)],
    places: [...after.places, ...before.places.filter(elsewhere)],
    shards: [...after.shards, ...before.shards.filter((shard) => elsewhere(shard) || done.has(keyOf(shard)))],
    gaps: [...after.gaps, ...before.gaps.filter(elsewhere)],
  };
}
