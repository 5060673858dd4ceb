/** F19: the same account gives the same bytes, in whatever order and surroundings it was read. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isKind, kindNamed } from '../../src/kinds/index.ts';
import { canonicalJson } from '../../src/snapshot/canonical.ts';
import { sha256 } from '../../src/snapshot/frame.ts';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import type { Place, Resource, Snapshot } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { scanOf } from '../collect/scan-of.ts';
import { Dice } from '../estate/dice.ts';
import { endpointFor, run, temporaryFolder } from '../program/hopscope.ts';
import { shuffled } from '../snapshot/rows.ts';
import { figure, size } from './sizes.ts';
import { ACCOUNT, cleanScan, each, estate, REGION, request } from './trouble.ts';

/** The same estate, whose lists AWS gives in another order, inside of resources too. */
function reordered(dice: Dice): Snapshot {
  const mixed = new Map<string, readonly Resource[]>();
  const resources = (kind: string, place?: Place): readonly Resource[] => {
    const name = `${kind} ${place?.account} ${place?.region}`;
    const ordered = (isKind(kind) && kindNamed(kind).ordered) || [];
    const known =
      mixed.get(name) ??
      (shuffled(
        estate
          .resources(kind, place)
          .map((resource) => ({ ...resource, data: shuffled(resource.data, () => dice.next(), ordered) })),
        () => dice.next(),
        ordered.map((path) => `data.${path}`),
      ) as Resource[]);
    mixed.set(name, known);
    return known;
  };
  return { ...estate, resources };
}

const digest = (snapshot: Snapshot): string => sha256(canonicalJson(snapshotContent(snapshot)));

test('order of lists, size of pages, calls at once and delays make no difference', async () => {
  const expected = digest((await cleanScan()).snapshot);
  const ids = ({ resources }: Snapshot) =>
    resources('network-interface', { account: ACCOUNT, region: REGION }).map(({ id }) => id);
  expect(ids(reordered(new Dice(1)))).not.toEqual(ids(estate));
  const seeds = Array.from({ length: size(24, 1_000) }, (_, seed) => seed);
  await each(seeds, 4, async (seed) => {
    const dice = new Dice(seed);
    const around = { pageSize: dice.pick([5, 6, 7, 13, 100, 1_000]), concurrency: dice.pick([1, 2, 3, 8, 64]) };
    const { snapshot } = await scanOf(reordered(dice), { request: { ...request, ...around }, latency: dice.pick([0, 0, 3]) });
    expect(digest(snapshot), `seed ${seed}, ${JSON.stringify(around)}`).toBe(expected);
  });
  figure(`F19: ${seeds.length} scans in shuffled orders, page sizes 5–1000, 1–64 calls at once: one digest`);
}, 3_600_000);

/** Other versions of Node to try, as paths in HOPSCOPE_NODES; without it there is only the one that runs this. */
const nodes = (process.env.HOPSCOPE_NODES ?? '').split(':').filter(Boolean);
const versions = nodes.map((node) => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim());

const surroundings = [
  { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
  { LC_ALL: 'sv_SE.UTF-8', TZ: 'America/St_Johns' },
  { LC_ALL: 'C', TZ: 'UTC' },
].map((env) => ({ ...env, LANG: env.LC_ALL }));

test(`the built program stores the same objects in three locales and time zones, on Node ${[process.version, ...versions].join(', ')}`, async () => {
  const { env } = await endpointFor(estate);
  const first = await temporaryFolder();
  await (await Store.open(first, { create: true, self: process })).key();
  const found: unknown[] = [];
  for (const node of [process.execPath, ...nodes]) {
    for (const around of surroundings) {
      const store = join(await temporaryFolder(), 'store');
      await mkdir(store, { mode: 0o700 });
      await cp(join(first, 'key'), join(store, 'key'));
      const scan = ['scan', '--share', '100', '--region', REGION, '--store', store];
      expect(await run(scan, { ...env, ...around }, node)).toMatchObject({ code: 0, stderr: '' });
      const { accounts, places, kinds, shards, gaps } = await (await Store.open(store)).manifest('latest');
      found.push({ accounts, places, kinds, shards, gaps });
    }
  }
  for (const each of found) expect(each).toEqual(found[0]);
  figure(
    `F19: ${found.length} scans of the built program in ${surroundings.length} locales and time zones, Node ${[process.version, ...versions].join(', ')}: one set of digests`,
  );
}, 600_000);
