import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Gap, Resource, Snapshot } from '../../src/snapshot/snapshot.ts';
import { nodeDisk } from '../../src/snapshot/store-files.ts';
import { writeTree } from '../../src/snapshot/store-tree.ts';
import { key } from './rows.ts';
import { filesIn, scratch } from './stores.ts';

const A = '111122223333';
const vpc = (id: string, region = 'eu-west-1'): Resource => ({
  kind: 'vpc',
  account: A,
  region,
  id,
  data: { VpcId: id, Tags: [] },
});
const vpn = (routes: number): Resource => ({
  kind: 'vpn-connection',
  account: A,
  region: 'eu-west-1',
  id: 'vpn-1',
  data: { CustomerGatewayConfiguration: 'psk', VgwTelemetry: [{ OutsideIpAddress: '192.0.2.1', AcceptedRouteCount: routes }] },
});
const gap: Gap = {
  account: A,
  region: 'eu-west-1',
  kind: 'subnet',
  operation: 'DescribeSubnets',
  code: 'Denied',
  message: 'request 1',
};
const snapshot = (resources: Resource[], gaps: Gap[] = []): Snapshot =>
  memorySnapshot({
    resources,
    gaps,
    key,
    places: [
      { account: A, region: 'eu-west-1' },
      { account: A, region: 'us-east-1' },
    ],
  });

const contents = async (dir: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await filesIn(dir))
      .filter((path) => statSync(join(dir, path)).isFile())
      .map((path) => [path, readFileSync(join(dir, path), 'utf8')]),
  );
const folder = (): string => join(scratch(), 'tree');

test('each kind of a place is a file, a resource a line, what moves left out, secrets hashed', async () => {
  const dir = folder();
  expect(await writeTree(snapshot([vpc('vpc-2'), vpc('vpc-1'), vpn(3), vpc('vpc-3', 'us-east-1')], [gap]), dir)).toEqual({
    dir,
    written: 3,
    unchanged: 0,
    removed: 0,
  });
  const tree = await contents(dir);
  expect(Object.keys(tree)).toEqual([
    `${A}/eu-west-1/vpc.jsonl`,
    `${A}/eu-west-1/vpn-connection.jsonl`,
    `${A}/us-east-1/vpc.jsonl`,
    'tree.json',
  ]);
  expect(tree[`${A}/eu-west-1/vpc.jsonl`]).toBe(
    '{"data":{"Tags":[],"VpcId":"vpc-1"},"id":"vpc-1"}\n{"data":{"Tags":[],"VpcId":"vpc-2"},"id":"vpc-2"}\n',
  );
  expect(tree[`${A}/eu-west-1/vpn-connection.jsonl`]).toMatch(
    /^\{"data":\{"CustomerGatewayConfiguration":"redacted:[0-9a-f]{32}","VgwTelemetry":\[\{"OutsideIpAddress":"192.0.2.1"\}\]\},"id":"vpn-1"\}\n$/,
  );
  expect(JSON.parse(tree['tree.json']!)).toMatchObject({
    schema: 'hopscope/tree/1',
    places: [`${A}/eu-west-1`, `${A}/us-east-1`],
    notSeen: [{ kind: 'subnet', region: 'eu-west-1', code: 'Denied' }],
  });
});

test('only what changed is written, and what only moved changes nothing', async () => {
  const dir = folder();
  await writeTree(snapshot([vpc('vpc-1'), vpn(3)], [gap]), dir);
  const before = await contents(dir);
  const again = await writeTree(snapshot([vpn(4), vpc('vpc-1')], [{ ...gap, message: 'request 2' }]), dir);
  expect(again).toMatchObject({ written: 0, unchanged: 2, removed: 0 });
  expect(await contents(dir)).toEqual(before);
});

test('the tree of a snapshot does not depend on what was there before', async () => {
  const [fresh, used] = [folder(), folder()];
  await writeTree(snapshot([vpc('vpc-1'), vpc('vpc-9', 'us-east-1'), vpn(1)]), used, { volatile: true });
  const day = snapshot([vpc('vpc-2'), vpn(2)]);
  expect(await writeTree(day, used)).toMatchObject({ written: 1, unchanged: 1, removed: 2 });
  await writeTree(day, fresh);
  expect(await contents(used)).toEqual(await contents(fresh));
  expect(readdirSync(join(used, A))).toEqual(['eu-west-1']);
});

test('what moves goes to a file of its own when it is asked for', async () => {
  const dir = folder();
  await writeTree(snapshot([vpn(3)]), dir, { volatile: true });
  expect((await contents(dir))[`${A}/eu-west-1/vpn-connection.volatile.jsonl`]).toBe(
    '{"data":{"/VgwTelemetry/0/AcceptedRouteCount":3},"id":"vpn-1"}\n',
  );
});

test('files and folders are for their owner only', async () => {
  const dir = folder();
  await writeTree(snapshot([vpc('vpc-1')]), dir);
  const mode = (path: string): number => statSync(join(dir, path)).mode & 0o777;
  expect(['.', A, `${A}/eu-west-1`].map(mode)).toEqual([0o700, 0o700, 0o700]);
  expect(['tree.json', `${A}/eu-west-1/vpc.jsonl`].map(mode)).toEqual([0o600, 0o600]);
});

describe('nothing is touched that an export did not write', () => {
  test.each<[what: string, prepare: (dir: string, elsewhere: string) => void, says: RegExp]>([
    [
      'a folder with something else in it',
      (dir) => writeFileSync(join(dir, 'thesis.txt'), ''),
      /has no tree\.json .*"thesis\.txt"/,
    ],
    [
      'an index that is not one',
      (dir) => writeFileSync(join(dir, 'tree.json'), '{}'),
      /tree\.json is not one that hopscope wrote/,
    ],
    [
      'an index that names files outside',
      (dir) =>
        writeFileSync(join(dir, 'tree.json'), JSON.stringify({ schema: 'hopscope/tree/1', files: ['../elsewhere/victim'] })),
      /is not one that hopscope wrote/,
    ],
    [
      'a file of that name from somebody else',
      (dir) => {
        writeFileSync(join(dir, 'tree.json'), JSON.stringify({ schema: 'hopscope/tree/1', files: [] }));
        mkdirSync(join(dir, A, 'eu-west-1'), { recursive: true });
        writeFileSync(join(dir, A, 'eu-west-1', 'vpc.jsonl'), 'mine');
      },
      /vpc\.jsonl was not written by hopscope/,
    ],
    [
      'a link that leads out',
      (dir, elsewhere) => {
        writeFileSync(join(dir, 'tree.json'), JSON.stringify({ schema: 'hopscope/tree/1', files: [] }));
        symlinkSync(elsewhere, join(dir, A));
      },
      /111122223333 is not a folder/,
    ],
    [
      'a scratch folder with other things',
      (dir) => {
        mkdirSync(join(dir, 'tmp'));
        writeFileSync(join(dir, 'tmp/notes'), '');
      },
      /tmp\/notes/,
    ],
  ])('%s is refused', async (_, prepare, says) => {
    const base = scratch();
    const [dir, elsewhere] = [join(base, 'tree'), join(base, 'elsewhere')];
    for (const each of [dir, elsewhere]) mkdirSync(each);
    writeFileSync(join(elsewhere, 'victim'), 'precious');
    prepare(dir, elsewhere);
    const before = await contents(base);
    await expect(writeTree(snapshot([vpc('vpc-1')]), dir)).rejects.toThrow(says);
    expect(await contents(base)).toEqual(before);
  });

  test('a fresh git repository is welcome, and other files in a tree stay', async () => {
    const dir = folder();
    mkdirSync(join(dir, '.git'), { recursive: true });
    writeFileSync(join(dir, 'README.md'), 'Our network');
    await writeTree(snapshot([vpc('vpc-1')]), dir);
    writeFileSync(join(dir, A, 'eu-west-1', 'notes.txt'), 'mine');
    await writeTree(snapshot([]), dir);
    expect(await filesIn(dir)).toEqual([`${A}/eu-west-1/notes.txt`, 'README.md', 'tree.json']);
  });

  test('nor is one of a kind whose name leads elsewhere', async () => {
    const odd = snapshot([vpc('vpc-1')]);
    odd.manifest.shards[0]!.region = '../../etc';
    await expect(writeTree(odd, folder())).rejects.toThrow(/is no name for a file of a tree/);
  });
});

test('killed or failing at any write, it leaves whole files, and the next run ends with the tree of a clean one', async () => {
  const days = [snapshot([vpc('vpc-1'), vpn(1)]), snapshot([vpc('vpc-2'), vpc('vpc-3', 'us-east-1')])];
  const clean = folder();
  await writeTree(days[1]!, clean);
  const wanted = await contents(clean);
  let failures = 0;
  for (let nth = 1; ; nth += 1) {
    const dir = folder();
    await writeTree(days[0]!, dir);
    const old = await contents(dir);
    let left = nth;
    const failing = async (...path: Parameters<typeof rename>): Promise<void> => {
      left -= 1;
      if (left === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return rename(...path);
    };
    const ended = await writeTree(days[1]!, dir, { disk: { ...nodeDisk, rename: failing } }).catch((error: Error) => error);
    if (!(ended instanceof Error)) break;
    failures += 1;
    expect(ended.message).toMatch(/the disk is full/);
    for (const [path, text] of Object.entries(await contents(dir)))
      if (path !== 'tree.json') expect([old[path], wanted[path]]).toContain(text);
    writeFileSync(join(dir, 'tmp', '0123456789abcdef'), 'half a fi');
    await writeTree(days[1]!, dir);
    expect(await contents(dir)).toEqual(wanted);
    rmSync(dir, { recursive: true });
  }
  expect(failures).toBeGreaterThanOrEqual(4);
});
