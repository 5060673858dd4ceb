/** What bulk cannot tell it says, as tracing does: a way that gets lost is in doubt, not shut. */
import { describe, expect, test } from 'vitest';
import { PATH } from '../../../src/findings/exposure.ts';
import { buildNetwork } from '../../../src/reach/index.ts';
import { hybrid, office, peered, transit, twoOffices } from '../worlds.ts';
import { compareWhole } from './whole.ts';

const worlds = { office, twoOffices, peered, transit, hybrid };

describe.each(Object.entries(worlds))('in the world %s', (name, world) => {
  test.each(PATH)('without %s bulk doubts what tracing doubts', (kind) => {
    expect(compareWhole(buildNetwork(world().denied(kind).snapshot()), name).disagreements).toEqual([]);
  });
});

test('a route table that nobody saw leaves what comes in and what goes out in doubt', () => {
  expect(compareWhole(buildNetwork(office().denied('route-table').snapshot()), 'office').doubts).toBeGreaterThan(5);
});
