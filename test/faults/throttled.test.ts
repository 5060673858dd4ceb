/** F3: AWS says that it is asked too fast. What the scheduler does about it call by call is told in test/collect/scheduler.test.ts. */
import { expect, test } from 'vitest';
import { collect } from '../../src/collect/collect.ts';
import { type Fault, serve } from '../../src/replay/serve.ts';
import { plainRequest, scanOf } from '../collect/scan-of.ts';
import { Dice } from '../estate/dice.ts';
import { figure, size } from './sizes.ts';
import { cleanScan, estate, outcome, request } from './trouble.ts';

/** Which of the first calls are throttled, at this rate. */
function throttling(percent: number, seed: number): Fault[] {
  const dice = new Dice(seed);
  const nth = Array.from({ length: 5_000 }, (_, at) => at + 1).filter(() => dice.chance(percent / 100));
  return [{ match: { service: 'ec2', nth }, does: 'throttle' }];
}

const seeds = Array.from({ length: size(1, 20) }, (_, seed) => ({ seed }));

test.concurrent.each(seeds)('a scan of which thirty percent is throttled is complete (seed $seed)', async ({ seed }) => {
  const { snapshot: clean } = await cleanScan();
  const { snapshot, result } = await scanOf(estate, { request, faults: throttling(30, seed) });
  expect(result.gaps).toEqual([]);
  expect(outcome(clean, snapshot)).toBe('same');
  expect(result.timing.throttles).toBeGreaterThan(0);
});

test.concurrent.each(seeds)(
  'a scan of which ninety percent is throttled is complete or says what it lacks (seed $seed)',
  async ({ seed }) => {
    const { snapshot: clean } = await cleanScan();
    const deadlines = { throttled: 800 };
    const { snapshot, result } = await scanOf(estate, { request: { ...request, deadlines }, faults: throttling(90, seed) });
    figure(`F3: 90 % throttled, seed ${seed}: ${outcome(clean, snapshot)}, ${result.gaps.length} gaps`);
    expect(new Set(result.gaps.map(({ code }) => code)).difference(new Set(['ThrottledOut'])).size).toBe(0);
  },
);

/** Scans while everything is throttled for a time, and counts what is offered in each second of it. */
async function scanThrottledFor(seconds: number, throttled: number) {
  // All but the first question, without whose answer there would be no others.
  const replay = await serve(estate, { faults: [{ match: { service: 'ec2', from: 2 }, does: 'throttle' }] });
  const offered: number[] = [];
  let before = 0;
  const watch = setInterval(() => {
    offered.push(replay.counts.calls - before);
    before = replay.counts.calls;
    if (offered.length === seconds) replay.inject([]);
  }, 1_000);
  const scan = { ...plainRequest(estate, replay.url), ...request, deadlines: { throttled } };
  const effects = { now: () => new Date(), monotonic: () => performance.now() };
  try {
    const result = await collect(scan, { progress() {}, shard() {} }, effects, new AbortController().signal);
    return { result, offered: offered.slice(0, seconds) };
  } finally {
    clearInterval(watch);
    await replay.close();
  }
}

test.concurrent('when everything is throttled the load falls within five seconds, and the scan completes when AWS lets it', async () => {
  const { result, offered } = await scanThrottledFor(size(6, 60), 300_000);
  expect(result.gaps).toEqual([]);
  expect(Math.max(...offered)).toBeGreaterThan(30);
  expect(Math.max(...offered.slice(5))).toBeLessThan(Math.max(...offered) / 2);
  figure(`F3: calls in each second of 100 % throttling: ${offered.join(' ')}`);
});

test.concurrent('when everything is throttled for longer than a call is put off, each kind is a gap', async () => {
  const { result } = await scanThrottledFor(600, 2_000);
  expect(new Set(result.gaps.map(({ code }) => code))).toEqual(new Set(['ThrottledOut']));
});
