/** Scans a replayed snapshot over HTTP, as a scan of AWS would, and gives back what was collected as a snapshot. */
import { expect } from 'vitest';
import { collect } from '../../src/collect/collect.ts';
import type { Progress, ScanRequest, ScanResult } from '../../src/collect/request.ts';
import { credentialsOf, type Fault, type Replay, type ReplayOptions, serve } from '../../src/replay/serve.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { openShard } from '../../src/snapshot/shard.ts';
import type { Resource, Snapshot } from '../../src/snapshot/snapshot.ts';

export const KEY = new Uint8Array(32).fill(1);

export interface Scanned {
  snapshot: Snapshot;
  result: ScanResult;
  replay: Pick<Replay, 'calls' | 'counts'>;
}

export interface Conditions extends ReplayOptions {
  faults?: readonly Fault[];
  /** What differs from a plain scan of every account. */
  request?: Partial<ScanRequest>;
  stopped?: AbortSignal;
  progress?(progress: Progress): void;
}

export async function scanOf(
  source: Snapshot,
  { request = {}, stopped, progress = () => {}, ...options }: Conditions = {},
): Promise<Scanned> {
  const replay = await serve(source, options);
  try {
    const resources: Resource[] = [];
    const result = await collect(
      { ...plainRequest(source, replay.url), ...request },
      { progress, shard: (shard) => void resources.push(...openShard(shard, shard.body, shard.volatile?.body)) },
      { now: () => new Date(), monotonic: () => performance.now() },
      stopped ?? new AbortController().signal,
    );
    const { accounts, places, kinds, gaps } = result;
    return { snapshot: memorySnapshot({ resources, accounts, places, kinds, gaps }), result, replay };
  } finally {
    await replay.close();
    // Whatever else a test is about: nothing but reads is ever asked.
    expect(replay.counts.mutations).toBe(0);
  }
}

export const plainRequest = (source: Snapshot, endpointUrl: string): ScanRequest => ({
  identities: source.manifest.accounts.map(({ account }) => ({ credentials: credentialsOf(account) })),
  endpointUrl,
  share: 1,
  key: KEY,
  metrics: true,
  userAgent: [['hopscope', 'test']],
});
