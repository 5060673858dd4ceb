import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { buildNetwork, type SegmentedBy, type Segments } from '../../src/reach/index.ts';
import { segmentsIn } from '../../src/reach/segments.ts';
import { isUnwalked } from '../../src/reach/walk/alternatives.ts';
import { servicesText } from '../../src/report/traffic-text.ts';
import { Store } from '../../src/snapshot/store.ts';
import type { World } from './scenario.ts';
import { hybrid, office, peered, twoOffices } from './worlds.ts';

const segments = (world: World, by: SegmentedBy): Segments => segmentsIn(buildNetwork(world.snapshot()), by);
const lines = ({ cells }: Segments): string[] =>
  cells
    .flatMap(({ from, to, passes, pairs }) =>
      passes.length > 0 ? [`${from.id} → ${to.id} ${servicesText(passes)} ${pairs}`] : [],
    )
    .sort();

test('two VPCs that nothing joins do not talk, and peered ones do as far as routes and groups say', () => {
  expect(lines(segments(twoOffices(), 'vpc')).filter((line) => line.includes('vpc-b'))).toEqual([]);
  const joined = lines(segments(peered(), 'vpc'));
  expect(joined).toContain('vpc-a → vpc-b all traffic 3');
  expect(joined.some((line) => line.startsWith('vpc-b → vpc-a'))).toBe(true);
});

test('the internet and networks outside are segments too', () => {
  const found = lines(segments(hybrid(), 'account'));
  expect(found).toContain('internet → 111111111111 tcp 443 1');
  expect(found).toContain('111111111111 → on-premises all traffic 2');
  expect(found).toContain('on-premises → 111111111111 all traffic 2');
});

test('subnets tell one way from the other', () => {
  const found = lines(segments(office(), 'subnet'));
  expect(found).toContain('subnet-private → subnet-other tcp 5432 2');
  expect(found.filter((line) => line.startsWith('subnet-other → subnet-private'))).toEqual([
    'subnet-other → subnet-private all traffic 2',
  ]);
  expect(found.filter((line) => line.startsWith('subnet-public → subnet-other'))).toEqual([]);
});

test('an interface with two groups is in two segments', () => {
  const world = office().change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-db' }] });
  const { segments: all } = segments(world, 'group');
  const of = (id: string): string[] => all.find((one) => one.id === id)?.interfaces.map((one) => one.id) ?? [];
  expect([of('sg-app'), of('sg-db')]).toEqual([
    ['eni-app', 'eni-app2'],
    ['eni-app', 'eni-db'],
  ]);
});

test('a tag of the subnet counts for who has none, and who has no tag at all is a segment', () => {
  const tagged = (Value: string) => [{ Key: 'tier', Value }];
  const world = office()
    .change('subnet', 'subnet-private', { Tags: tagged('inner') })
    .change('network-interface', 'eni-app2', { TagSet: tagged('own') });
  const { segments: all } = segments(world, { tag: 'tier' });
  expect(all.map(({ id, interfaces }) => `${id}: ${interfaces.map((one) => one.id).join(' ')}`)).toEqual([
    'inner: eni-app',
    'own: eni-app2',
    ': eni-db eni-nat-a eni-web',
    'internet: ',
    'on-premises: ',
  ]);
});

test('what nobody knows stands in the cell as such', () => {
  const { cells } = segments(office().denied('route-table'), 'account');
  expect(cells.some(({ doubtful }) => doubtful.length > 0)).toBe(true);
});

test('of the sample nothing is left open for being too much to walk', async () => {
  const store = await Store.open(fileURLToPath(new URL('../../snapshots/sample', import.meta.url)));
  const { cells } = segmentsIn(buildNetwork(await store.read('latest')), 'vpc');
  const doubtful = cells.filter((cell) => cell.doubtful.length > 0);
  expect(doubtful.length).toBeGreaterThan(10);
  expect(doubtful.filter(({ path }) => isUnwalked(path())).map(({ from, to }) => `${from.id} → ${to.id}`)).toEqual([]);
});

test('how far it is, is told step by step up to the last one', () => {
  const told: [number, number][] = [];
  segmentsIn(buildNetwork(hybrid().snapshot()), 'vpc', {}, undefined, (done, all) => told.push([done, all]));
  expect(told.map(([done]) => done)).toEqual(told.map((_, at) => at + 1));
  const [done, all] = told.at(-1)!;
  expect(done).toBe(all);
});
