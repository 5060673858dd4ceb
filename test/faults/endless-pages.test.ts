/** F5: lists that run in a circle, and lists that are very long. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { collect } from '../../src/collect/collect.ts';
import { kinds } from '../../src/kinds/index.ts';
import { type Fault, serve } from '../../src/replay/serve.ts';
import { openShard } from '../../src/snapshot/shard.ts';
import { plainRequest, scanOf } from '../collect/scan-of.ts';
import { endless } from './endless.ts';
import { figure, size, spread } from './sizes.ts';
import { cleanScan, each, estate, outcome, request } from './trouble.ts';

const loops: [what: string, does: Fault['does'], calls: number][] = [
  ['the same token again', 'same-token', 2],
  ['two tokens in turn', 'token-loop', 3],
];

test.each(loops)(
  'a list that gives %s is a gap after one page too many, and nothing is there twice',
  async (_what, does, most) => {
    const { snapshot: clean, calls } = await cleanScan();
    const paged = kinds.filter(({ call }) => call.pageSize && calls.some(({ operation }) => operation === call.operation));
    // An operation's name can be that of two services, and a fault hits both.
    const single = paged.filter(({ call }) => kinds.filter((row) => row.call.operation === call.operation).length === 1);
    const hit = spread(single, size(8, 1_000), most);
    await each(hit, 4, async ({ kind, call: { operation, over, split } }) => {
      const { snapshot, replay } = await scanOf(estate, { request, faults: [{ match: { operation }, does }] });
      expect(outcome(clean, snapshot), operation).toBe('incomplete');
      expect(snapshot.manifest.gaps, operation).toMatchObject([{ kind, code: 'PaginationLoop' }]);
      const asked = replay.calls.filter((call) => call.operation === operation).length;
      if (!over && !split) expect(asked, operation).toBe(most);
    });
    figure(`F5: ${does} at ${hit.length} operations: one page too many, no duplicates`);
  },
  3_600_000,
);

/** Bytes in use after everything that can be forgotten is forgotten. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Asks for the subnets alone, of which there are as many pages as wanted, as fast as it can. */
async function scanOfPages(page: (nth: number) => string, pages?: number) {
  const replay = await serve(estate);
  onTestFinished(() => replay.close());
  const server = await endless(replay.url, 'DescribeSubnets', page, pages);
  const ids: string[] = [];
  let most = 0;
  const before = memory();
  const result = await collect(
    { ...plainRequest(estate, server.url), ...request, kinds: ['subnet'], share: 10_000 },
    {
      progress: ({ calls }) => {
        if (calls.done % 500 === 0) most = Math.max(most, memory() - before);
      },
      shard: (shard) =>
        void (shard.kind === 'subnet' && ids.push(...openShard(shard, shard.body, shard.volatile?.body).map(({ id }) => id))),
    },
    { now: () => new Date(), monotonic: () => performance.now() },
    new AbortController().signal,
  );
  return { result, ids, asked: server.asked(), grown: most / 2 ** 20 };
}

const PAGES = size(1_000, 10_000);

test(`a list of ${PAGES} pages is read to its end, each resource once`, async () => {
  const subnets = (nth: number) =>
    `<subnetSet>${[1, 2, 3].map((n) => `<item><subnetId>subnet-${nth}-${n}</subnetId></item>`).join('')}</subnetSet>`;
  const { result, ids } = await scanOfPages(subnets, PAGES);
  expect(result.gaps).toEqual([]);
  expect(ids.length).toBe(3 * PAGES);
  expect(new Set(ids).size).toBe(3 * PAGES);
}, 3_600_000);

test(`${PAGES} pages with nothing in them cost no memory`, async () => {
  const { result, asked, grown } = await scanOfPages(() => '<subnetSet/>', PAGES);
  expect(result.gaps).toEqual([]);
  expect(asked).toBe(PAGES);
  expect(grown).toBeLessThan(24);
  figure(`F5: ${PAGES} empty pages: ${grown.toFixed(1)} MB more at most`);
}, 3_600_000);
