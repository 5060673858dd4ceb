import { expect, test } from 'vitest';
import { singleFlight } from '../../src/collect/sign-in.ts';

const MINUTE = 60_000;

/** A provider whose credentials live for `life` ms, on a clock that the test turns. */
function provider(life: number) {
  const state = { now: 0, asked: 0 };
  const flight = singleFlight(
    async () => {
      state.asked += 1;
      await Promise.resolve();
      return { accessKeyId: `key-${state.asked}`, secretAccessKey: 's', expiration: new Date(state.now + life) };
    },
    () => new Date(state.now),
  );
  return { state, ...flight };
}

test('five hundred calls that want credentials at once are one sign-in', async () => {
  const { state, credentials } = provider(60 * MINUTE);
  const all = await Promise.all(Array.from({ length: 500 }, () => credentials()));
  expect(state.asked).toBe(1);
  expect(new Set(all.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['key-1']));
});

test('credentials are renewed before they expire', async () => {
  const { state, credentials } = provider(60 * MINUTE);
  await credentials();
  state.now = 54 * MINUTE;
  expect((await credentials()).accessKeyId).toBe('key-1');
  state.now = 56 * MINUTE;
  expect((await credentials()).accessKeyId).toBe('key-2');
});

test('a provider that only has nearly expired credentials is asked once a minute', async () => {
  const { state, credentials } = provider(2 * MINUTE);
  for (let second = 0; second < 120; second += 1) {
    state.now = second * 1_000;
    await credentials();
  }
  expect(state.asked).toBeLessThanOrEqual(3);
});

test('calls that were refused together renew once, and those sent before that renewal do not renew again', async () => {
  const { state, credentials, renew } = provider(60 * MINUTE);
  await credentials();
  state.now = 1_000;
  const sentAt = new Date(state.now);
  state.now = 2_000;
  await Promise.all(Array.from({ length: 500 }, () => renew(sentAt)));
  await renew(sentAt);
  expect(state.asked).toBe(2);
  expect((await credentials()).accessKeyId).toBe('key-2');
});

test('a renewal that fails is told to everyone who waited for it', async () => {
  const { renew } = singleFlight(
    async () => Promise.reject(new Error('the SSO session has ended')),
    () => new Date(0),
  );
  const all = await Promise.allSettled([renew(new Date(0)), renew(new Date(0))]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
