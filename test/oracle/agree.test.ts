import { expect, test } from 'vitest';
import { compare, shrink } from './agree.ts';
import { thin } from './components.ts';

test('the engine and the second opinion agree about every packet in random topologies, and every component is crossed', () => {
  const { asked, verdicts, disagreements, cover } = compare(1, 1200, 15, 1);
  const [found] = disagreements.map(shrink);
  expect(found && { ...found, topology: found.topology.resources.map((it) => `${it.kind} ${it.id}`) }).toBeUndefined();
  expect(asked).toBeGreaterThan(15_000);
  expect(verdicts['reachable/reachable']).toBeGreaterThan(asked / 10);
  expect(thin(cover, 1)).toEqual([]);
}, 300_000);
