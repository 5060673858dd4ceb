import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { kindNamed, refsOf, usualKinds } from '../../src/kinds/index.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { expectConsistent } from './consistent.ts';
import { findingIds } from './finding-ids.ts';
import { type Day, plantedMistakes, sampleContent, sampleParts } from './sample/index.ts';
import { writeSample } from './sample/write.ts';

const COMMITTED = fileURLToPath(new URL('../../snapshots/sample', import.meta.url));
const days: readonly Day[] = [1, 2];

/** What the sample names and does not hold: it belongs to others, or is no more. */
const OUTSIDE = [
  'vpc vpc-0b7d3f19a52ce8640', // the former contractor's
  'security-group sg-0f3a6b81c7d2e4950', // of a design agency whose peering was deleted
  'vpc-endpoint vpce-0d5e83b1f70c2a946', // the former contractor's, by which it asks for the scanners
];

/** What the sample does without, and why. */
const without: Readonly<Record<string, string>> = {
  'carrier-gateway': 'a Wavelength zone is for what runs in mobile networks',
  'local-gateway': 'an Outpost in a sorting centre is more than a parcel carrier has use for',
  'local-gateway-route': 'as its local gateway',
  'local-gateway-route-table': 'as its local gateway',
  'local-gateway-vpc-association': 'as its local gateway',
};

describe.each(days)('on day %i', (day) => {
  const { resources } = sampleContent(day);

  test('the estate is one that AWS could have described', () => expectConsistent(resources));

  test('every reference leads to a resource of the sample or to a known outsider', () => {
    const known = new Set(resources.map(({ kind, id }) => `${kind} ${id}`));
    const gone = sampleParts(day).workshop.before;
    const outside = new Set([...OUTSIDE, `vpc-peering-connection ${gone.id}`]);
    const named = resources.flatMap((resource) =>
      refsOf(kindNamed(resource.kind), resource).map(({ kind, id }) => `${kind} ${id}`),
    );
    expect(named.length).toBeGreaterThan(1000);
    expect(new Set(named.filter((ref) => !known.has(ref)))).toEqual(outside);
  });

  test('it holds about a thousand resources, of every kind that such a company has', () => {
    expect(resources.length).toBeGreaterThan(900);
    expect(resources.length).toBeLessThan(1500);
    const held = new Set(resources.map(({ kind }) => kind));
    const missing = usualKinds.map(({ kind }) => kind).filter((kind) => !held.has(kind));
    expect(missing.sort()).toEqual(Object.keys(without).sort());
  });

  test('every planted mistake names a finding of the catalogue and a resource that is there', () => {
    const ids = new Set(resources.map(({ id }) => id));
    const planted = plantedMistakes.filter((mistake) => mistake.day === day);
    expect(planted.length).toBeGreaterThanOrEqual(24);
    expect(planted.filter(({ id }) => !findingIds.has(id))).toEqual([]);
    expect(planted.filter(({ subject }) => !ids.has(subject))).toEqual([]);
  });
});

test('every finding that the sample is said to plant is planted', () => {
  expect(new Set(plantedMistakes.map(({ id }) => id))).toEqual(findingIds);
});

describe('from the first day to the second', () => {
  const [before, after] = days.map((day) => new Map(sampleContent(day).resources.map((it) => [keyOf(it), JSON.stringify(it)])));
  const changed = [...after!].filter(([key, text]) => before!.has(key) && before!.get(key) !== text).map(([key]) => key);

  test('some things come and some go', () => {
    const kindsOf = (keys: Iterable<string>) => [...new Set([...keys].map((key) => key.split(' ')[2]))].sort();
    expect(kindsOf([...after!.keys()].filter((key) => !before!.has(key)))).toEqual([
      'flow-log',
      'instance',
      'network-interface',
      'security-group-rule',
      'target-health',
    ]);
    expect(kindsOf([...before!.keys()].filter((key) => !after!.has(key)))).toEqual(['elastic-ip', 'network-interface']);
  });

  test('most things stay as they are', () => {
    expect(changed.length).toBeGreaterThanOrEqual(12);
    expect(changed.length).toBeLessThan(40);
  });

  test('doors open', () => {
    const isNew = ({ id, subject }: { id: string; subject: string }) =>
      !plantedMistakes.some((mistake) => mistake.day === 1 && mistake.id === id && mistake.subject === subject);
    const opened = plantedMistakes.filter((mistake) => mistake.day === 2 && isNew(mistake)).map(({ id }) => id);
    expect(opened).toEqual(
      expect.arrayContaining(['exposed-rdp', 'route-ipv6-private-via-igw', 'exposed-ipv6-only-path', 'nacl-unused']),
    );
  });
});

const keyOf = ({ account, region, kind, id }: Resource): string => `${account} ${region} ${kind} ${id}`;

describe('as committed', () => {
  let rebuilt: string;
  beforeAll(async () => {
    rebuilt = await mkdtemp(join(tmpdir(), 'hopscope-sample-'));
    await writeSample(rebuilt, process);
    return () => rm(rebuilt, { recursive: true, force: true });
  });

  test('it is what its builder yields; `npm run sample` writes it anew', async () => {
    const [committed, built] = [await filesOf(COMMITTED), await filesOf(rebuilt)];
    // Objects are named by the hash of what is in them; how they are packed may differ from one zstd to the next.
    expect([...committed.keys()]).toEqual([...built.keys()]);
    for (const [path, bytes] of built) if (!path.endsWith('.zst')) expect(committed.get(path)!.toString()).toBe(bytes.toString());
  });

  test('it is whole, and has two snapshots', async () => {
    const store = await Store.open(COMMITTED);
    expect(await store.verify()).toEqual([]);
    expect((await store.list()).map(({ takenAt }) => takenAt)).toEqual(days.map((day) => sampleContent(day).takenAt));
  });

  test('written twice it has the same bytes', async () => {
    const again = await mkdtemp(join(tmpdir(), 'hopscope-sample-'));
    onTestFinished(() => rm(again, { recursive: true, force: true }));
    await writeSample(again, process);
    expect(await filesOf(again)).toEqual(await filesOf(rebuilt));
  });

  test('it hides the secrets of the builder behind their hashes', async () => {
    const { vpn } = sampleParts(1).hub;
    expect(JSON.stringify(sampleContent(1).resources)).toContain(vpn.secret(0));
    const store = await Store.open(COMMITTED);
    for (const ref of ['latest', 'latest~1']) {
      const { manifest, resources } = await store.read(ref);
      const text = JSON.stringify([manifest, manifest.kinds.map((kind) => resources(kind))]);
      expect(text).toContain('"PreSharedKey":"redacted:');
      for (const secret of [vpn.secret(0), vpn.secret(1), 'PLANTED_', 'pre_shared_key']) expect(text).not.toContain(secret);
    }
  });

  test('it is small', async () => {
    const sizes = [...(await filesOf(COMMITTED)).values()].map((bytes) => bytes.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
  });
});

/** Every file of a folder by its path in it, sorted. */
async function filesOf(dir: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.sort().map(async (path) => [path.slice(dir.length), await readFile(path)] as const);
  return new Map(await Promise.all(files));
}
