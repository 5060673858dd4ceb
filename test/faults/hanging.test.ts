/** F4: AWS does not answer, or a byte at a time. */
import { expect, onTestFinished, test } from 'vitest';
import { collect } from '../../src/collect/collect.ts';
import { kinds } from '../../src/kinds/index.ts';
import { credentialsOf, type Fault, serve } from '../../src/replay/serve.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { openShard } from '../../src/snapshot/shard.ts';
import { gapsFor, type Resource } from '../../src/snapshot/snapshot.ts';
import { plainRequest, scanOf } from '../collect/scan-of.ts';
import { figure, size, soaking, spread } from './sizes.ts';
import { ACCOUNT, cleanScan, each, estate, outcome, request } from './trouble.ts';

/** What one attempt may take; a call that hangs is tried twice. A soak runs for hours beside other work: no other call may need as long. */
const DEADLINE_MS = soaking ? 20_000 : 3_000;

/** Between the bytes of an answer that drips: the shortest JSON has a few, and must not be whole in time. */
const DRIP_MS = DEADLINE_MS / 4;

/** Scans while an operation hangs; notes how often it was asked, how long after the last time the first gap was known, and what was there by then. */
async function scanUnder(operation: string, does: Fault['does']) {
  const replay = await serve(estate, { faults: [{ match: { operation }, does, ms: DRIP_MS }] });
  onTestFinished(() => replay.close());
  const resources: Resource[] = [];
  let kindsByThen: string[] = [];
  let [asked, askedAt, gapAt] = [0, 0, 0];
  // Not from the scan's beginning: it comes late where others are awaited, or where many of it share a budget.
  const watch = setInterval(() => {
    const now = replay.calls.filter((call) => call.operation === operation).length;
    if (now > asked) [asked, askedAt] = [now, performance.now()];
  }, 10);
  onTestFinished(() => clearInterval(watch));
  const effects = { now: () => new Date(), monotonic: () => performance.now() };
  const { accounts, places, kinds, gaps } = await collect(
    { ...plainRequest(estate, replay.url), ...request, deadlines: { call: DEADLINE_MS } },
    {
      progress({ gaps }) {
        if (!gaps || gapAt) return;
        gapAt = performance.now();
        kindsByThen = resources.map(({ kind }) => kind);
      },
      shard: (shard) => void resources.push(...openShard(shard, shard.body, shard.volatile?.body)),
    },
    effects,
    new AbortController().signal,
  );
  // Where it is the last of all, no progress comes after it.
  gapAt ||= performance.now();
  return {
    snapshot: memorySnapshot({ resources, accounts, places, kinds, gaps }),
    asked,
    gapAfter: gapAt - askedAt,
    kindsByThen,
  };
}

test.each([
  ['never answers', 'hang'],
  ['answers a byte at a time', 'drip'],
] as const)(
  'an operation that %s is asked twice and given up within its deadline and a second; by then everything else is there',
  async (_what, does) => {
    const { snapshot: clean, calls } = await cleanScan();
    const awaited = new Set([
      'region',
      ...kinds.flatMap(({ call, onlyWith = [] }) => [call.over?.kind, call.split?.kind, ...onlyWith]),
    ]);
    const leaves = kinds.filter(({ kind }) => !awaited.has(kind) && clean.resources(kind).length);
    const hit = spread(leaves, size(4, 1_000), does === 'drip' ? 1 : 0);
    expect(calls.length).toBeGreaterThan(hit.length);
    let slowest = 0;
    await each(hit, soaking ? 8 : 4, async ({ kind, call: { operation } }) => {
      const { snapshot, asked, gapAfter, kindsByThen } = await scanUnder(operation, does);
      expect(asked, operation).toBe(2 * calls.filter((call) => call.operation === operation).length);
      expect(outcome(clean, snapshot)).toBe('incomplete');
      expect(snapshot.manifest.gaps, operation).toMatchObject([{ kind, code: 'TimedOut' }]);
      const others = clean.manifest.kinds.filter(
        (other) =>
          clean.resources(other).length &&
          snapshot.manifest.places.every((place) => !gapsFor(snapshot.manifest, other, place).length),
      );
      expect(
        others.filter((other) => !kindsByThen.includes(other)),
        operation,
      ).toEqual([]);
      slowest = Math.max(slowest, gapAfter);
    });
    expect(slowest).toBeLessThan(DEADLINE_MS + 1_000);
    figure(
      `F4: ${does} at ${hit.length} operations in turn: asked twice, given up ${Math.round(slowest)} ms after the second time at most, with attempts of ${DEADLINE_MS} ms`,
    );
  },
  3_600_000,
);

test.each(['hang', 'drip'] as const)(
  'signing in that does not end (%s) ends the scan before it begins, with what to do',
  async (does) => {
    const deadlines = { signIn: 1_000 };
    for (const operation of ['GetCallerIdentity', 'AssumeRole']) {
      const role = { arn: `arn:aws:iam::${ACCOUNT}:role/Audit`, sessionName: 'hopscope' };
      const identities = [{ credentials: credentialsOf(ACCOUNT), role }];
      const began = performance.now();
      const scan = scanOf(estate, { request: { ...request, identities, deadlines }, faults: [{ match: { operation }, does }] });
      await expect(scan).rejects.toThrow(/could not sign in with .* as arn.*: there was no answer within 1 s/);
      expect(performance.now() - began).toBeLessThan(3_000);
    }
  },
);

test('signing in again that does not end is a gap for all that was still to be read', async () => {
  const role = { arn: `arn:aws:iam::${ACCOUNT}:role/Audit`, sessionName: 'hopscope' };
  const { result } = await scanOf(estate, {
    request: { ...request, identities: [{ credentials: credentialsOf(ACCOUNT), role }], deadlines: { signIn: 5_000 } },
    faults: [
      { match: { service: 'ec2', from: 10 }, does: 'expired' },
      { match: { operation: 'AssumeRole', from: 2 }, does: 'hang' },
    ],
  });
  expect(new Set(result.gaps.map(({ code }) => code))).toEqual(new Set(['CredentialsExpired']));
  expect(result.gaps[0]!.message).toContain('there was no answer within 5 s');
}, 60_000);
