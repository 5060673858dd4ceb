import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '../../src/collect/turns.ts';

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
