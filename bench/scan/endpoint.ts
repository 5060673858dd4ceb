/** A process that serves the benchmark's account with the documented buckets and a latency, and tells on request what it saw. */
import { collect } from '../../src/collect/collect.ts';
import { ec2Query } from '../../src/replay/query.ts';
import { credentialsOf, serve } from '../../src/replay/serve.ts';
import { ACCOUNT, benchEstate, type Size } from './estate.ts';

const { size, latency } = JSON.parse(process.argv[2]!) as { size: Size; latency: number };
const snapshot = benchEstate(size);

/** Long pages are written once: this process shares a machine with those it measures, and AWS is not one thread. */
const written = new WeakMap<object, Map<string, string>>();
const write = ec2Query.write;
ec2Query.write = (asked, output, service, requestId) => {
  const { NextToken, ...rest } = output;
  const list = Object.values(rest).find((member): member is object[] => Array.isArray(member) && member.length >= 50);
  if (!list) return write(asked, output, service, requestId);
  const pages = written.get(list[0]!) ?? new Map<string, string>();
  written.set(list[0]!, pages);
  const { operation, input } = asked;
  const key = JSON.stringify([operation, input.Filters, list.length]);
  const body = pages.get(key) ?? write(asked, rest, service, requestId).body.toString();
  pages.set(key, body);
  const end = `</${operation}Response>`;
  const token = NextToken ? `<nextToken>${NextToken}</nextToken>` : '';
  return { status: 200, type: 'text/xml;charset=UTF-8', body: body.slice(0, -end.length) + token + end };
};

await warmUp();
let replay = await serve(snapshot, { latency, buckets: true });

async function warmUp(): Promise<void> {
  const { url, close } = await serve(snapshot);
  await collect(
    {
      identities: [{ credentials: credentialsOf(ACCOUNT) }],
      endpointUrl: url,
      share: 1,
      key: new Uint8Array(32),
      userAgent: [['hopscope', 'bench']],
    },
    { progress() {}, shard() {} },
    { now: () => new Date(), monotonic: () => performance.now() },
    new AbortController().signal,
  );
  await close();
}

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
