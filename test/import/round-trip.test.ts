import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import { type Gap, gapsFor, type Snapshot } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { hopscope, sample, scratch } from '../cli/context.ts';
import { KEY } from '../collect/scan-of.ts';
import { randomEstate } from '../estate/random.ts';
import { writeAnswers } from './written.ts';

/** A folder of answers through the command line into a store of its own. */
async function imported(dir: string): Promise<{ code: number; stderr: string; snapshot: Snapshot }> {
  const store = join(scratch(), 'store');
  const { code, stderr } = await hopscope(['import', dir, '--store', store]);
  expect(stderr).not.toContain('was not imported');
  return { code, stderr, snapshot: await (await Store.open(store)).read('latest') };
}

/** Where something is unknown; why is another question for a scan than for an import. */
const where = ({ account, region, kind, operation, parents }: Gap): object => ({ account, region, kind, operation, parents });

/** All that a snapshot says, but for why it has gaps. */
const content = (snapshot: Snapshot): object => {
  const { gaps, ...rest } = snapshotContent(snapshot);
  return { ...rest, gaps: gaps.map(where) };
};

const day = async (ref: string): Promise<Snapshot> => (await Store.open(sample)).read(ref);

describe('what the AWS CLI prints is, imported, what a scan finds', () => {
  test.each(['latest~1', 'latest'])('of the sample, %s', async (ref) => {
    const [source, dir] = [await day(ref), scratch()];
    expect((await writeAnswers(source, dir)).size).toBeGreaterThan(100);
    const { code, snapshot } = await imported(dir);
    expect(content(snapshot)).toEqual(content(source));
    expect(code).toBe(4);
    expect(new Set(snapshot.manifest.gaps.map((gap) => gap.code))).toEqual(new Set(['NotImported']));
  });

  test.each([1, 2, 3, 4])('of an estate by chance, seed %i', async (seed) => {
    const [source, dir] = [randomEstate({ seed, gaps: 0, key: KEY }), scratch()];
    await writeAnswers(source, dir);
    const { code, snapshot } = await imported(dir);
    expect(content(snapshot)).toEqual(content(source));
    expect(code).toBe(0);
  });
});

describe('a file that is taken away is a gap, and nothing else changes', () => {
  const account = '471830295516';
  test.each([
    ['eu-central-1', 'describe-nat-gateways', 'nat-gateway'],
    ['eu-central-1', 'describe-transit-gateway-route-tables', 'transit-gateway-route-table'],
    ['global', 'list-account-aliases', 'account-alias'],
  ])('%s/%s', async (region, operation, kind) => {
    const [source, dir] = [await day('latest'), scratch()];
    await writeAnswers(source, dir);
    const whole = (await imported(dir)).snapshot;
    rmSync(join(dir, account, region, `${operation}.json`));
    const store = join(scratch(), 'store');
    await hopscope(['import', dir, '--store', store]);
    const { manifest, resources } = await (await Store.open(store)).read('latest');
    const added = manifest.gaps.filter((gap) => !whole.manifest.gaps.some((old) => JSON.stringify(old) === JSON.stringify(gap)));
    expect(added).toMatchObject([
      { account, region, kind, code: 'NotImported', message: `${operation}.json was not in the folder` },
    ]);
    expect(added.length).toBe(manifest.gaps.length - whole.manifest.gaps.length);
    const unknown = (name: string): boolean => gapsFor(manifest, name, { account, region }).length > 0;
    const place = { account, region };
    for (const name of manifest.kinds) expect(resources(name, place)).toEqual(unknown(name) ? [] : whole.resources(name, place));
  });

  test('of one VPC, only what is asked about it', async () => {
    const [source, dir] = [await day('latest'), scratch()];
    const files = [...(await writeAnswers(source, dir)).keys()].filter((path) => path.includes('describe-vpc-attribute.'));
    const [first = '', second = ''] = files.filter((path) => path.startsWith(`${account}/eu-central-1/`));
    for (const path of [first, second]) rmSync(join(dir, path));
    const { snapshot } = await imported(dir);
    const gap = snapshot.manifest.gaps.find(({ kind }) => kind === 'vpc-attribute');
    expect(gap?.parents?.map((key) => key.replace('/', '+'))).toEqual([first, second].map((path) => path.split('.')[1]).sort());
    expect(snapshot.resources('vpc-attribute').length).toBe(source.resources('vpc-attribute').length - 2);
  });
});
