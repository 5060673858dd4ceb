import { expect, test } from 'vitest';
import { CallLog } from '../../src/replay/call-log.ts';

test('the log keeps the latest calls and counts all of them', () => {
  const log = new CallLog();
  const facts = { account: '111122223333', region: 'eu-central-1', service: 'ec2' };
  for (let at = 0; at < 45_000; at += 1) log.add({ ...facts, operation: `Describe${at}` });
  expect(log.counts.calls).toBe(45_000);
  expect(log.calls.length).toBeGreaterThanOrEqual(10_000);
  expect(log.calls.length).toBeLessThan(20_000);
  expect(log.calls.at(-1)?.operation).toBe('Describe44999');
});
