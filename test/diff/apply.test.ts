import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffSnapshots } from '../../src/diff/diff.ts';
import { kindNamed } from '../../src/kinds/index.ts';
import { byCodeUnit, canonicalJson } from '../../src/snapshot/canonical.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { arrange, splitVolatile } from '../../src/snapshot/shape.ts';
import type { Manifest, Resource, Snapshot } from '../../src/snapshot/snapshot.ts';
import { Dice } from '../estate/dice.ts';
import { randomContent } from '../estate/random.ts';
import { sampleContent } from '../estate/sample/index.ts';
import { json } from '../snapshot/arbitrary.ts';
import { apply } from './apply.ts';

const resourcesOf = (snapshot: Snapshot): Resource[] =>
  [...new Set(snapshot.manifest.shards.map(({ kind }) => kind))].flatMap((kind) => snapshot.resources(kind));

/** Resources as lines that are the same but for what moves and the order of sets. */
const lines = (resources: readonly Resource[]): string[] =>
  resources
    .map((resource) => {
      const row = kindNamed(resource.kind);
      return canonicalJson({ ...resource, data: arrange(row, splitVolatile(row, arrange(row, resource.data)).steady) });
    })
    .sort(byCodeUnit);

function expectWhole(before: Snapshot, after: Snapshot): void {
  const { differences, counts } = diffSnapshots(before, after);
  expect(lines(apply(differences, before))).toEqual(lines(resourcesOf(after)));
  expect(differences.filter(({ edits }) => edits?.length === 0)).toEqual([]);
  const [old, now] = [before, after].map((each) => resourcesOf(each).length);
  expect(counts.same + counts.changed + counts.gone + counts['not seen']).toBe(old);
  expect(counts.same + counts.changed + counts.new + counts['first seen']).toBe(now);
}

const few = fc.constantFrom('a', 'b', 'c');
const element = fc.oneof(
  json,
  fc.record({ DestinationCidrBlock: few, State: few, Other: json }, { requiredKeys: [] }),
  fc.record({ Key: few, Value: few, Values: fc.array(few), OutsideIpAddress: few, StatusMessage: few }, { requiredKeys: [] }),
);
const list = fc.array(element, { maxLength: 4 });
const data = fc.record(
  { Routes: list, Tags: list, VgwTelemetry: list, DhcpConfigurations: list, AvailableIpAddressCount: fc.nat(3), Other: json },
  { requiredKeys: [] },
);
const resource = fc.record(
  {
    account: fc.constantFrom('111122223333', '999999999999'),
    region: fc.constantFrom('eu-west-1', 'us-east-1'),
    kind: fc.constantFrom('route-table', 'vpn-connection', 'dhcp-options', 'subnet'),
    id: few,
    parent: few,
    data,
  },
  { requiredKeys: ['account', 'region', 'kind', 'id', 'data'] },
);

test('the differences make any snapshot into any other, up to what moves and the order of sets', () => {
  fc.assert(
    fc.property(
      fc.array(resource, { maxLength: 12 }),
      fc.array(resource, { maxLength: 12 }),
      fc.nat(12),
      (before, others, kept) => {
        expectWhole(memorySnapshot({ resources: before }), memorySnapshot({ resources: [...before.slice(0, kept), ...others] }));
      },
    ),
    { numRuns: 300 },
  );
});

test('a snapshot is not different from itself, in whatever order AWS answers', () => {
  fc.assert(
    fc.property(fc.array(resource, { maxLength: 12 }), (resources) => {
      const [before, after] = [resources, resources.toReversed()].map((all) => memorySnapshot({ resources: all }));
      expect(diffSnapshots(before!, after!).differences).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

/** What a day does to an estate: some things go, some change a member, some calls fail. */
function nextDay(seed: number, content: ReturnType<typeof randomContent>): Snapshot {
  const dice = new Dice(seed);
  const more = randomContent({ seed: seed + 1, vpcs: 1, interfaces: 4 });
  const resources = content.resources.flatMap((each) => {
    if (dice.chance(0.1)) return [];
    const names = Object.keys(each.data);
    if (!names.length || dice.chance(0.7)) return [each];
    const { [dice.pick(names)]: _, ...rest } = each.data;
    return [{ ...each, data: dice.chance(0.5) ? rest : { ...each.data, [dice.pick(names)]: dice.below(3) } }];
  });
  const places = dice.chance(0.3) ? content.places?.slice(1) : content.places;
  const gaps = dice.chance(0.5) ? [...(content.gaps ?? []), ...(more.gaps ?? [])] : [];
  return memorySnapshot({
    ...content,
    resources: [...resources, ...more.resources],
    places: [...(places ?? []), ...(more.places ?? [])],
    gaps,
  });
}

describe('on estates by chance', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('the differences make a day into the next (seed %i)', (seed) => {
    const content = randomContent({ seed, gaps: seed % 3 });
    const [before, after] = [memorySnapshot(content), nextDay(seed, content)];
    expectWhole(before, after);
    expectWhole(after, before);
    expectHonest(diffSnapshots(before, after).differences, after.manifest);
  });
});

/** Nothing is called gone in a place and of a kind that has a gap of its own, or that was not looked at. */
function expectHonest(differences: ReturnType<typeof diffSnapshots>['differences'], { gaps, places, kinds }: Manifest): void {
  const gone = differences.filter(({ change }) => change === 'gone');
  const blind = gone.filter(
    ({ account, region, kind, parent = '' }) =>
      !kinds.includes(kind) ||
      !places.some((place) => place.account === account && place.region === region) ||
      gaps.some(
        (gap) => gap.kind === kind && gap.account === account && gap.region === region && gap.parents?.includes(parent) !== false,
      ),
  );
  expect(blind).toEqual([]);
}

test('the differences make the first day of the sample into the second', () => {
  const key = new Uint8Array(32).fill(7);
  const [before, after] = ([1, 2] as const).map((day) => memorySnapshot({ ...sampleContent(day), key }));
  expectWhole(before!, after!);
  expectWhole(after!, before!);
});
