/** A process that serves the benchmark's account with the documented buckets and a latency, and tells on request what it saw. */
import { serve } from '../../src/replay/serve.ts';
import { benchEstate, type Size } from './estate.ts';

const { size, latency } = JSON.parse(process.argv[2]!) as { size: Size; latency: number };
const snapshot = benchEstate(size);
let replay = await serve(snapshot, { latency, buckets: true });

/** What one run asked: answered calls by Region and action, and how often it was told to slow down. */
export interface Seen {
  answered: Record<string, number>;
  throttles: number;
}

process.on('message', async () => {
  const answered: Record<string, number> = {};
  for (const { service, region, operation, status } of replay.calls) {
    if (status !== 200) continue;
    const bucket = `${region} ${service} ${operation}`;
    answered[bucket] = (answered[bucket] ?? 0) + 1;
  }
  const seen: Seen = { answered, throttles: replay.counts.throttles };
  await replay.close();
  replay = await serve(snapshot, { latency, buckets: true });
  process.send!({ seen, url: replay.url });
});
process.send!({ url: replay.url });
