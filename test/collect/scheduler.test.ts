import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Scheduler } from '../../src/collect/scheduler.ts';

const DESCRIBE = { capacity: 100, refill: 20 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const scheduler = (share: number, concurrency = 1_000) =>
  new Scheduler({ share, concurrency, monotonic: () => performance.now() });

/** Starts `count` calls at once and notes the millisecond at which each is sent. */
function burst(on: Scheduler, count: number, task: (nth: number) => Promise<void> = async () => {}): number[] {
  const sent: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    void on.run('vpcs', DESCRIBE, 0, () => {
      sent.push(performance.now());
      return task(nth);
    });
  }
  return sent;
}

const within = (sent: number[], ms: number, since = 0) => sent.filter((at) => at >= since && at < since + ms).length;

test('a full bucket lets its burst go at once, less one in reserve, and then the refill rate', async () => {
  const start = performance.now();
  const sent = burst(scheduler(1), 160);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(within(sent, 1, start)).toBe(99);
  expect(within(sent, 1_000, start + 1)).toBeGreaterThanOrEqual(19);
  expect(within(sent, 1_000, start + 1)).toBeLessThanOrEqual(21);
});

test('half a share is half of the burst and half of the rate', async () => {
  const start = performance.now();
  const sent = burst(scheduler(0.5), 100);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(within(sent, 1, start)).toBe(49);
  expect(within(sent, 1_000, start + 1)).toBeLessThanOrEqual(10);
});

test('a throttle stops the budget, and the next calls come slower', async () => {
  const on = scheduler(1);
  burst(on, 99);
  await vi.advanceTimersByTimeAsync(0);
  on.throttled('vpcs');
  const start = performance.now();
  const sent = burst(on, 40);
  await vi.advanceTimersByTimeAsync(250);
  expect(sent).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(within(sent, 2_000, start)).toBeLessThanOrEqual(11);
  expect(on.throttles).toBe(1);
});

test('after throttles the rate grows back to the documented one', async () => {
  const on = scheduler(1);
  burst(on, 99);
  await vi.advanceTimersByTimeAsync(0);
  on.throttled('vpcs');
  const sent = burst(on, 400, async () => on.succeeded('vpcs'));
  await vi.advanceTimersByTimeAsync(10_000);
  const late = performance.now() - 1_000;
  expect(within(sent, 1_000, late)).toBeGreaterThanOrEqual(19);
});

test('a budget that AWS does not document begins at five calls and learns', async () => {
  const on = scheduler(0.5);
  const sent: number[] = [];
  for (let nth = 0; nth < 60; nth += 1) {
    void on.run('networkmanager', undefined, 0, async () => {
      sent.push(performance.now());
      on.succeeded('networkmanager');
    });
  }
  const start = performance.now();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toHaveLength(5);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sent).toHaveLength(60);
  expect(within(sent, 1_000, start + 2_000)).toBeGreaterThan(within(sent, 1_000, start + 1));
});

test('what is worth more goes first among those that wait', async () => {
  const on = scheduler(1);
  burst(on, 99);
  const order: string[] = [];
  const late = (name: string, worth: number) => void on.run('vpcs', DESCRIBE, worth, async () => void order.push(name));
  late('health', 0);
  late('listeners', 2);
  late('rules', 1);
  late('more listeners', 2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(order).toEqual(['listeners', 'more listeners', 'rules', 'health']);
});

test('no more calls are in flight than allowed, and every budget gets its turn', async () => {
  const on = scheduler(1, 4);
  let inFlight = 0;
  let most = 0;
  const done = new Map<string, number>();
  const call = (budget: string) =>
    on.run(budget, DESCRIBE, 0, async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setTimeout(resolve, 100));
      inFlight -= 1;
      done.set(budget, (done.get(budget) ?? 0) + 1);
    });
  const all = Promise.all(['a', 'b', 'c'].flatMap((budget) => Array.from({ length: 20 }, () => call(budget))));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(Math.min(...['a', 'b', 'c'].map((budget) => done.get(budget) ?? 0))).toBeGreaterThan(5);
  await vi.advanceTimersByTimeAsync(1_000);
  await all;
  expect(most).toBe(4);
});

test('a call that fails rejects only itself', async () => {
  const on = scheduler(1);
  const failed = on.run('vpcs', DESCRIBE, 0, () => Promise.reject(new Error('refused')));
  const fine = on.run('vpcs', DESCRIBE, 0, async () => 'answer');
  await expect(failed).rejects.toThrow('refused');
  await expect(fine).resolves.toBe('answer');
});

test('where not everything can be in flight, what most is waiting for goes first, and so does the longest queue', async () => {
  const on = scheduler(1, 1);
  const order: string[] = [];
  const call = (budget: string, worth: number, name: string) =>
    void on.run(budget, { capacity: 5, refill: 5 }, worth, async () => {
      order.push(name);
      await new Promise((resolve) => setTimeout(resolve, 10));
    });
  call('first', 0, 'in flight');
  call('plain', 0, 'leaf');
  for (let nth = 0; nth < 40; nth += 1) call('zones', 0, 'of a long queue');
  call('vpcs', 300, 'waited for');
  await vi.advanceTimersByTimeAsync(100);
  expect(order.slice(0, 3)).toEqual(['in flight', 'waited for', 'of a long queue']);
  expect(order).toContain('leaf');
});

test('a full bucket is not counted as filling again before the first call from it is known to have arrived', async () => {
  const start = performance.now();
  const sent = burst(scheduler(1), 200, () => new Promise((resolve) => setTimeout(resolve, 300)));
  await vi.advanceTimersByTimeAsync(1_300);
  expect(within(sent, 1, start)).toBe(99);
  expect(within(sent, 300, start)).toBe(99);
  expect(within(sent, 1_000, start + 300)).toBeGreaterThanOrEqual(19);
});

test('calls that nobody answers do not hold up the rest of their budget', async () => {
  const start = performance.now();
  const sent = burst(scheduler(1), 200, () => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(1_500);
  expect(within(sent, 500, start)).toBe(99);
  expect(within(sent, 1_000, start + 500)).toBeGreaterThanOrEqual(19);
});
