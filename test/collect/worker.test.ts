import { expect, test } from 'vitest';
import { collectInWorker } from '../../src/collect/client.ts';
import type { Progress } from '../../src/collect/request.ts';
import { serve } from '../../src/replay/serve.ts';
import { memorySnapshot, snapshotContent } from '../../src/snapshot/memory.ts';
import { openShard } from '../../src/snapshot/shard.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { plainRequest } from './scan-of.ts';
import { smallEstate } from './small-estate.ts';

const estate = smallEstate();

test('a scan in a thread of its own collects the same', async () => {
  const replay = await serve(estate);
  const resources: Resource[] = [];
  const progress: number[] = [];
  const result = await collectInWorker(
    plainRequest(estate, replay.url),
    {
      progress: ({ calls }) => void progress.push(calls.done),
      shard: (shard) => void resources.push(...openShard(shard, shard.body, shard.volatile?.body)),
    },
    new AbortController().signal,
  );
  await replay.close();
  const { accounts, places, kinds, gaps } = result;
  expect(snapshotContent(memorySnapshot({ resources, accounts, places, kinds, gaps }))).toEqual(snapshotContent(estate));
  expect(progress.at(-1)).toBe(result.timing.calls);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
});

test('what goes wrong in the thread arrives outside, with its code', async () => {
  const replay = await serve(estate);
  const request = { ...plainRequest(estate, replay.url), regions: ['eu-cental-1'] };
  const events = { progress() {}, shard() {} };
  await expect(collectInWorker(request, events, new AbortController().signal)).rejects.toMatchObject({ code: 'UnknownRegion' });
  await replay.close();
});

test('a store that cannot take a shard ends the scan with its error', async () => {
  const replay = await serve(estate);
  const events = { progress() {}, shard: () => Promise.reject(new Error('ENOSPC: no space left')) };
  await expect(collectInWorker(plainRequest(estate, replay.url), events, new AbortController().signal)).rejects.toThrow('ENOSPC');
  await replay.close();
});

test('stopping from outside keeps what was read and names the rest', async () => {
  const replay = await serve(estate, { latency: 150 });
  const stop = new AbortController();
  // As soon as something was read, and long before everything can have been.
  const progress = ({ calls }: Progress) => void (calls.done >= 3 && stop.abort());
  const { gaps } = await collectInWorker(plainRequest(estate, replay.url), { progress, shard() {} }, stop.signal);
  await replay.close();
  expect(gaps.length).toBeGreaterThan(0);
  expect(new Set(gaps.map(({ code }) => code))).toEqual(new Set(['Interrupted']));
});
