/**
 * What a large snapshot costs to write, read, verify and compare, beside a database and `git diff`, all in one run.
 * `npm run bench:snapshot [-- --resources N]`
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Day, Tally } from './snapshot/estate.ts';
import type { Done, Task } from './snapshot/steps.ts';

const { values } = parseArgs({ options: { resources: { type: 'string', default: '500000' } } });
const resources = Number(values.resources);
const folder = mkdtempSync(join(tmpdir(), 'hopscope-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

async function run(step: Task['step'], day: number, change: Day = { share: 0 }): Promise<Done> {
  const task: Task = { step, folder, resources, day, change };
  const child = fork(new URL('./snapshot/steps.ts', import.meta.url), [JSON.stringify(task)]);
  let done: Done | undefined;
  child.on('message', (message) => {
    done = message as Done;
  });
  const [code] = await once(child, 'exit');
  if (!done || code !== 0) throw new Error(`${step} ended with ${code}`);
  return done;
}

/** `git diff --no-index` of the two trees, its output thrown away. */
async function gitDiff(): Promise<Done> {
  const start = performance.now();
  const child = spawn('git', ['diff', '--no-index', '--no-color', 'tree-1', 'tree-2'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMb = 0;
  const watching = setInterval(() => {
    try {
      const [, kb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      peakMb = Math.max(peakMb, Number(kb ?? 0) / 1024);
    } catch {
      // It has just ended, or this is not Linux: then its memory is not told.
    }
  }, 20);
  const [code] = await once(child, 'exit');
  clearInterval(watching);
  if (code !== 0 && code !== 1) throw new Error(`git diff ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, peakMb };
}

const mb = (bytes = 0): string => `${(bytes / 1e6).toFixed(1)} MB`;
function line(name: string, own: Done, peers: Record<string, Done> = {}, note = ''): void {
  const cell = ({ seconds, peakMb }: Done): string => `${seconds.toFixed(3).padStart(8)} s ${peakMb.toFixed(0).padStart(5)} MB`;
  const beside = Object.entries(peers).map(
    ([peer, done]) => `${peer} ${cell(done)} = ${(done.seconds / own.seconds).toFixed(1)} ×`,
  );
  console.log([`${name.padEnd(24)}${cell(own)}`, ...beside, note].filter(Boolean).join('   '));
}

function expectSame(name: string, found: Tally | undefined, expected: Tally | undefined): void {
  const text = (tally: Tally | undefined): string => `${tally?.new} new, ${tally?.gone} gone, ${tally?.changed} changed`;
  if (text(found) !== text(expected)) throw new Error(`${name} found ${text(found)}, and there are ${text(expected)}`);
}

console.log(
  `${resources} resources, 10 accounts, 17 Regions, 4 kinds; time without making them up, peak memory of the whole process\n`,
);
const written = await run('write', 1);
const database = await run('sqliteWrite', 1);
const trees = await run('tree', 1);
line(
  'write',
  written,
  { sqlite: database },
  `${mb(written.bytes)} stored, sqlite ${mb(database.bytes)}, text ${mb(trees.bytes)}`,
);
line('verify', await run('verify', 1));
const reading = await run('read', 1);
line(
  'read',
  reading,
  { sqlite: await run('sqliteRead', 1) },
  `${((reading.bytes ?? 0) / 1e6 / reading.seconds).toFixed(0)} MB/s`,
);
line('export --tree', trees);
console.log();
const days: [name: string, change: Day][] = [
  ['diff, 0 %', { share: 0 }],
  ['diff, 0.1 %', { share: 0.001 }],
  ['diff, 1 %', { share: 0.01 }],
  ['diff, 1 % of the shards', { share: 0.01, whole: true }],
  ['diff, 100 %', { share: 1 }],
];
for (const [at, [name, change]] of days.entries()) {
  await run('write', at + 2, change);
  const own = await run('diff', at + 2, change);
  expectSame('the diff', own.count, own.expected);
  await run('tree', 2, change);
  await run('sqliteWrite', 2, change);
  const sqlite = await run('sqliteDiff', 2, change);
  expectSame('sqlite', sqlite.count, own.expected);
  const { count } = own;
  line(name, own, { sqlite, 'git diff': await gitDiff() }, `${count?.new} new, ${count?.gone} gone, ${count?.changed} changed`);
}
