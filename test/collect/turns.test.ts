import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Turns } from '../../src/collect/turns.ts';
import { scanOf } from './scan-of.ts';
import { smallEstate } from './small-estate.ts';

const LONG = 1024 * 1024;

test('a short answer does not wait', () => {
  expect(new Turns().take(1_000, 0)).toBeUndefined();
});

test('long answers that are there together are read one in each turn of the event loop', async () => {
  const turns = new Turns();
  const read: string[] = [];
  for (const name of ['a', 'b', 'c']) void turns.take(LONG, 0)?.then(() => read.push(name));
  const seen: number[] = [];
  while (read.length < 3) {
    await nextTurn();
    seen.push(read.length);
  }
  expect(seen).toEqual([1, 2, 3]);
});

test('the answer that most waits for is read first, and of equals the latest', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const arrives = (name: string, worth: number) => turns.take(LONG, worth)?.then(() => void order.push(name));
  await Promise.all([
    arrives('first list', 0),
    arrives('second list', 0),
    arrives('transit gateways', 20),
    arrives('VPCs', 300),
    arrives('third list', 0),
  ]);
  expect(order).toEqual(['VPCs', 'transit gateways', 'third list', 'second list', 'first list']);
});

test('whoever comes when the line has been empty is read too', async () => {
  const turns = new Turns();
  await turns.take(LONG, 0);
  await expect(turns.take(LONG, 0)).resolves.toBeUndefined();
});

test('every answer of a scan asks for its turn, with the seconds of calls that wait for it', async () => {
  const take = vi.spyOn(Turns.prototype, 'take');
  onTestFinished(() => take.mockRestore());
  const { replay } = await scanOf(smallEstate(), {});
  const answers = replay.calls.filter(({ service }) => service !== 'sts').length;
  expect(take).toHaveBeenCalledTimes(answers);
  const worths = take.mock.calls.map(([, worth]) => worth);
  expect(Math.min(...worths)).toBe(0);
  expect(Math.max(...worths)).toBeGreaterThan(100);
});
