import { expect, test } from 'vitest';
import { compare, shrink } from './agree.ts';

test('the engine and the second opinion agree about every packet in random topologies', () => {
  const { asked, verdicts, disagreements } = compare(1, 400, 12, 1);
  const [found] = disagreements.map(shrink);
  expect(found && { ...found, topology: found.topology.resources.map((it) => `${it.kind} ${it.id}`) }).toBeUndefined();
  expect(asked).toBeGreaterThan(4000);
  expect(verdicts['reachable/reachable']).toBeGreaterThan(asked / 10);
});
