/** What something reaches, and what reaches it, class by class is what a survey of every pair says. `run.ts` asks about as many as wanted. */
import { expect, test } from 'vitest';
import { buildNetwork } from '../../../src/reach/index.ts';
import { snapshotFor } from '../../oracle/agree.ts';
import { dice } from '../../oracle/random.ts';
import { topology } from '../../oracle/topologies.ts';
import { hybrid, office, peered, transit } from '../worlds.ts';
import { compareContacts } from './contacted.ts';

test.each([false, true])('in topologies of every component, strictly or not (%s)', (strict) => {
  const found = Array.from({ length: 30 }, (_, at) => at + 1).map((seed) => {
    const network = buildNetwork(snapshotFor(topology(seed)));
    const one = dice(seed).pick([...network.interfaces.keys()]);
    return compareContacts(network, strict ? [one] : [one, 'internet'], `seed ${seed}`, { strict });
  });
  expect(found.flatMap((one) => one.disagreements)).toEqual([]);
  expect(found.reduce((sum, one) => sum + one.landed, 0)).toBeGreaterThan(400);
});

test.each(Object.entries({ office, peered, transit, hybrid }))('in the world %s, also of what nobody saw', (name, world) => {
  const all = world().denied('route-table').snapshot();
  for (const snapshot of [world().snapshot(), all])
    expect(compareContacts(buildNetwork(snapshot), ['eni-app', 'eni-web'], name).disagreements).toEqual([]);
});
