import { expect, test } from 'vitest';
import { office } from '../reach/worlds.ts';
import { hopscope } from './context.ts';
import { storeOf } from './world-store.ts';

test('a snapshot without analyses says so, and how to make one', async () => {
  const world = office();
  world.kinds.add('network-insights-path').add('network-insights-analysis');
  const store = await storeOf(world);
  const { code, stdout } = await hopscope(`crosscheck --store ${store}`);
  expect(code).toBe(0);
  expect(stdout).toContain('The snapshot holds no analysis of Reachability Analyzer');
  const json = JSON.parse((await hopscope(`crosscheck --store ${store} --json`)).stdout);
  expect(json).toMatchObject({
    schema: 'hopscope/crosscheck/1',
    counts: { agree: 0, disagree: 0, open: 0 },
    unfinished: 0,
    unseen: [],
    checks: [],
  });
});

test('where analyses were not asked for, that there are none is not known', async () => {
  const { code, stdout } = await hopscope(`crosscheck --store ${await storeOf(office())}`);
  expect(code).toBe(4);
  expect(stdout).toContain('Not everything was seen: network-insights-path, network-insights-analysis.');
});
