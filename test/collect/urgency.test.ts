import { expect, test } from 'vitest';
import { urgencies } from '../../src/collect/urgency.ts';
import { earlierThan, usualKinds } from '../../src/kinds/index.ts';

const urgency = urgencies(usualKinds);
const of = (kind: string): number => urgency.get(kind) ?? 0;

test('whatever another kind waits for is urgent, and nothing else', () => {
  const waitedFor = new Set(usualKinds.flatMap(earlierThan));
  expect(new Set(urgency.keys())).toEqual(waitedFor);
  expect(Math.min(...urgency.values())).toBeGreaterThan(0);
});

test('VPCs come first among what a Region lists: the zones of each are asked from one budget for all Regions', () => {
  const regional = usualKinds.filter(({ scope, kind }) => scope !== 'global' && urgency.has(kind)).map(({ kind }) => kind);
  expect(regional.sort((a, b) => of(b) - of(a))[0]).toBe('vpc');
});

test('load balancers come before what fans out over roomier budgets, and a gateway before its tables', () => {
  expect(of('load-balancer')).toBeGreaterThan(of('subnet'));
  expect(of('transit-gateway')).toBeGreaterThan(of('transit-gateway-route-table'));
});
