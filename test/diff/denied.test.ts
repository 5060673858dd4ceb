import { expect, test } from 'vitest';
import { diffSnapshots } from '../../src/diff/diff.ts';
import { type Kind, kindNamed, kinds, parentsOf } from '../../src/kinds/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Gap, Place } from '../../src/snapshot/snapshot.ts';
import { ACCOUNT, oneOfEvery, REGION } from '../collect/every-kind.ts';
import { sampleContent } from '../estate/sample/index.ts';

const key = new Uint8Array(32).fill(7);
const company = { ...sampleContent(1), gaps: [], key };
const everything = {
  resources: oneOfEvery(),
  places: [REGION, 'global'].map((region) => ({ account: ACCOUNT, region })),
  kinds: kinds.map(({ kind }) => kind),
  gaps: [],
  key,
};
const ownedByCompany = new Set(company.resources.map(({ kind }) => kind));

/** Whether the answer to `row` cannot be had without that to `denied`. */
const hangsOn = (row: Kind, denied: string): boolean =>
  row.kind === denied || parentsOf(row).some((parent) => hangsOn(kindNamed(parent), denied));

/** The same scan with one call denied everywhere: its kind and all that is asked for each of that kind are missing. */
function without(denied: Kind, content: typeof company | typeof everything) {
  const places = (content.places ?? []).filter(({ region }) => (denied.scope === 'global') === (region === 'global'));
  const gap = ({ account, region }: Place): Gap => {
    return { account, region, kind: denied.kind, operation: denied.call.operation, code: 'AccessDenied', message: 'No.' };
  };
  const resources = content.resources.filter(({ kind }) => !hangsOn(kindNamed(kind), denied.kind));
  return memorySnapshot({ ...content, resources, gaps: places.map(gap) });
}

test.each(kinds.map((row) => [row.call.operation, row] as const))('a denied %s makes nothing look gone or new', (_, row) => {
  // What the company has none of, the account with one of everything has.
  const content = ownedByCompany.has(row.kind) ? company : everything;
  const [whole, half] = [memorySnapshot(content), without(row, content)];
  const lost = content.resources.length - half.manifest.shards.reduce((sum, { count }) => sum + count, 0);
  expect(lost).toBeGreaterThan(0);
  const [gone, came] = [diffSnapshots(whole, half), diffSnapshots(half, whole)];
  expect(gone.counts).toMatchObject({ new: 0, gone: 0, changed: 0, 'first seen': 0, 'not seen': lost });
  expect(came.counts).toMatchObject({ new: 0, gone: 0, changed: 0, 'first seen': lost, 'not seen': 0 });
  expect(gone.notCompared.every(({ why, side }) => why === 'not seen' && side === 'after')).toBe(true);
});
