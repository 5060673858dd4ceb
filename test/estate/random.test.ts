import { describe, expect, test } from 'vitest';
import { usualKinds } from '../../src/kinds/index.ts';
import { expectAnswers, expectConsistent } from './consistent.ts';
import { Dice } from './dice.ts';
import { randomContent, randomEstate } from './random.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe('an estate by chance', () => {
  test('is the same for the same seed, and another for another', () => {
    const [once, again, other] = [5, 5, 6].map((seed) => JSON.stringify(randomContent({ seed })));
    expect(again === once).toBe(true);
    expect(other === once).toBe(false);
  });

  test.each(seeds)('is consistent (seed %i)', (seed) => {
    expectConsistent(randomContent({ seed, smooth: true, gaps: 0 }).resources);
  });

  test.each(seeds)('still answers what a scan asks when it is rough and full of holes (seed %i)', (seed) => {
    expectAnswers(randomContent({ seed, gaps: 4 }).resources);
  });

  test('has every kind, hostile texts, empty lists, subnets without IPv4 and gaps, sooner or later', () => {
    const contents = seeds.map((seed) => randomContent({ seed }));
    const resources = contents.flatMap((content) => content.resources);
    expect(new Set(resources.map(({ kind }) => kind))).toEqual(new Set(usualKinds.map((row) => row.kind)));
    const text = JSON.stringify(resources);
    for (const hostile of ['<script>', '=HYPERLINK(', '\u202E', '\u009b', '"Tags":[]', '"Ipv6Native":true'])
      expect(text).toContain(hostile);
    const gaps = seeds.flatMap((seed) => randomContent({ seed, gaps: 2 }).gaps ?? []);
    expect(new Set(gaps.map(({ parents }) => parents !== undefined))).toEqual(new Set([true, false]));
  });

  test('leaves unread no resource that it holds', () => {
    for (const seed of seeds) {
      const { resources, gaps } = randomContent({ seed, gaps: 4 });
      const whole = new Set(gaps!.filter((gap) => !gap.parents).map((gap) => `${gap.account} ${gap.region} ${gap.kind}`));
      expect(resources.filter(({ account, region, kind }) => whole.has(`${account} ${region} ${kind}`))).toEqual([]);
    }
  });

  test('has as many interfaces as are wanted, in as many places', () => {
    const { manifest } = randomEstate({ seed: 1, accounts: 2, regions: 3, vpcs: 2, interfaces: 3000, smooth: true, gaps: 0 });
    const shards = manifest.shards.filter((shard) => shard.kind === 'network-interface');
    expect(shards).toHaveLength(6);
    expect(shards.reduce((sum, shard) => sum + shard.count, 0)).toBeGreaterThanOrEqual(3000);
  });
});

test('dice fall evenly enough, and the same everywhere', () => {
  const dice = new Dice(42);
  const counts = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < 6000; n++) counts[dice.below(6)]!++;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
  expect([new Dice(1), new Dice(1)].map((each) => each.below(1_000_000))).toEqual([627073, 627073]);
});
