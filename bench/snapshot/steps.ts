/** The steps of the snapshot benchmark. Each runs in a process of its own, so that its memory is its own. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { compareSnapshots } from '../../src/diff/diff.ts';
import { kindNamed, kinds } from '../../src/kinds/index.ts';
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { resourcesIn } from '../../src/snapshot/reading.ts';
import { sealShard } from '../../src/snapshot/shard.ts';
import type { Shard } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { writeTree } from '../../src/snapshot/store-tree.ts';
import { type Content, contents, type Day, type Tally } from './estate.ts';

export interface Task {
  step: keyof typeof steps;
  folder: string;
  resources: number;
  /** 1 is the day before. */
  day: number;
  change: Day;
}

export interface Done {
  /** Of what is measured, without making up the resources. */
  seconds: number;
  peakMb: number;
  bytes?: number;
  count?: Tally;
  expected?: Tally;
}

/** Adds up only the time of what it is given, and looks at the memory when that has ended. */
class Stopwatch {
  seconds = 0;
  peakMb = 0;
  async time<T>(run: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const value = await run();
    this.seconds += (performance.now() - start) / 1000;
    this.peakMb = process.resourceUsage().maxRSS / 1024;
    return value;
  }
}

type Step = (task: Task, watch: Stopwatch) => Promise<Omit<Done, 'seconds' | 'peakMb'>>;

const storeOf = (folder: string): Promise<Store> => Store.open(join(folder, 'store'), { create: true, self: process });
const takenAt = (day: number): string => new Date(Date.UTC(2026, 10, day)).toISOString();

async function write({ folder, resources, day, change }: Task, watch: Stopwatch) {
  const store = await storeOf(folder);
  const key = await store.key();
  const writer = await store.begin(new Date(takenAt(day)));
  const shards: Shard[] = [];
  const expected: Tally = { new: 0, gone: 0, changed: 0 };
  const put = async (content: Content): Promise<void> => {
    shards.push(await writer.put(await sealShard(content, kindNamed(content.kind), content.resources, key)));
  };
  for (const content of contents(resources, change, expected)) await watch.time(() => put(content));
  const places = [...new Map(shards.map(({ account, region }) => [account + region, { account, region }])).values()];
  const accounts = [...new Set(places.map(({ account }) => account))].map((account) => ({ account, partition: 'aws', arn: '' }));
  const timing = { startedAt: takenAt(day), finishedAt: takenAt(day), calls: 0, throttles: 0 };
  const tool = { name: 'hopscope', version: '0' };
  const draft = { takenAt: takenAt(day), tool, accounts, places, kinds: kinds.map(({ kind }) => kind), shards, gaps: [], timing };
  await watch.time(() => writer.commit(manifestOf(draft)));
  const stored = shards.map(
    ({ digest }) => statSync(join(folder, 'store/objects', digest.slice(0, 2), `${digest}.ndjson.zst`)).size,
  );
  return { bytes: stored.reduce((sum, size) => sum + size, 0), expected };
}

async function verify({ folder }: Task, watch: Stopwatch) {
  const store = await storeOf(folder);
  const problems = await watch.time(() => store.verify('latest'));
  if (problems.length) throw new Error(problems[0]?.message);
  return {};
}

/** Every resource is an object once, and none is kept. */
async function read({ folder }: Task, watch: Stopwatch) {
  const store = await storeOf(folder);
  let bytes = 0;
  await watch.time(async () => {
    const snapshot = await store.read('latest');
    for (const shard of snapshot.manifest.shards) {
      const { steady, moving } = snapshot.text(shard);
      if (resourcesIn(shard, steady, moving).length !== shard.count) throw new Error('resources are missing');
      bytes += shard.bytes;
    }
  });
  return { bytes };
}

async function diff({ folder, resources, change }: Task, watch: Stopwatch) {
  const store = await storeOf(folder);
  const before = await store.read((await store.list())[0]!.id);
  const after = await store.read('latest');
  const count = await watch.time(() => {
    const steps = compareSnapshots(before, after).differences();
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  });
  const expected: Tally = { new: 0, gone: 0, changed: 0 };
  for (const _ of contents(resources, change, expected));
  return { count, expected };
}

async function tree({ folder, day }: Task, watch: Stopwatch) {
  const store = await storeOf(folder);
  const snapshot = day === 1 ? await store.read((await store.list())[0]!.id) : await store.read('latest');
  rmSync(join(folder, `tree-${day}`), { recursive: true, force: true });
  await watch.time(() => writeTree(snapshot, join(folder, `tree-${day}`)));
  return { bytes: snapshot.manifest.shards.reduce((sum, shard) => sum + shard.bytes, 0) };
}

async function sqliteWrite({ folder, resources, day, change }: Task, watch: Stopwatch) {
  const file = join(folder, `day-${day}.sqlite`);
  rmSync(file, { force: true });
  const database = new DatabaseSync(file);
  database.exec(
    'CREATE TABLE resource (account TEXT, region TEXT, kind TEXT, id TEXT, data TEXT, PRIMARY KEY (account, region, kind, id)); BEGIN',
  );
  const insert = database.prepare('INSERT INTO resource VALUES (?, ?, ?, ?, ?)');
  for (const { resources: all } of contents(resources, change)) {
    await watch.time(() => {
      for (const { account, region, kind, id, data } of all) insert.run(account, region, kind, id, JSON.stringify(data));
    });
  }
  await watch.time(() => database.exec('COMMIT'));
  database.close();
  return { bytes: statSync(file).size };
}

async function sqliteRead({ folder, day }: Task, watch: Stopwatch) {
  const database = new DatabaseSync(join(folder, `day-${day}.sqlite`));
  await watch.time(() => {
    for (const row of database.prepare('SELECT * FROM resource').iterate()) JSON.parse(String(row.data));
  });
  return {};
}

async function sqliteDiff({ folder }: Task, watch: Stopwatch) {
  const database = new DatabaseSync(join(folder, 'day-1.sqlite'));
  database.prepare('ATTACH ? AS now').run(join(folder, 'day-2.sqlite'));
  const using = 'USING (account, region, kind, id)';
  const count = await watch.time((): Tally => {
    const tally: Tally = { new: 0, gone: 0, changed: 0 };
    const left = database.prepare(
      `SELECT a.data AS was, b.data AS now FROM main.resource a LEFT JOIN now.resource b ${using} WHERE b.data IS NULL OR a.data <> b.data`,
    );
    for (const { now } of left.iterate()) tally[now === null ? 'gone' : 'changed'] += 1;
    const right = database.prepare(`SELECT b.data FROM now.resource b LEFT JOIN main.resource a ${using} WHERE a.data IS NULL`);
    for (const _ of right.iterate()) tally.new += 1;
    return tally;
  });
  return { count };
}

const steps = { write, verify, read, diff, tree, sqliteWrite, sqliteRead, sqliteDiff } satisfies Record<string, Step>;

if (process.send) {
  const task = JSON.parse(process.argv[2]!) as Task;
  const watch = new Stopwatch();
  const done = await steps[task.step](task, watch);
  process.send?.({ ...done, seconds: watch.seconds, peakMb: watch.peakMb } satisfies Done);
  process.disconnect?.();
}
