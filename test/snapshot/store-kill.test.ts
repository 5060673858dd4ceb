import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { Store } from '../../src/snapshot/store.ts';
import { filesIn, scratch, time } from './stores.ts';

const KILLS = 100;
const SCRIPT = new URL('./writes-snapshots.ts', import.meta.url).pathname;

/** Starts a process that writes snapshots, kills it `delay` milliseconds after it is ready, and resolves to the ids that it called safe. */
async function writeAndKill(dir: string, first: number, delay: number, env: NodeJS.ProcessEnv): Promise<string[]> {
  const child = spawn(process.execPath, [SCRIPT, dir, '500', String(first)], { env });
  const exit = once(child, 'exit');
  let output = '';
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delay));
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
  });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  const [, signal] = await exit;
  expect({ signal, errors }).toEqual({ signal: 'SIGKILL', errors: '' });
  // The last line may be cut; whoever only heard half an id cannot ask for it.
  return output.split('\n').slice(1, -1);
}

it(`a process that is killed at ${KILLS} random moments loses no snapshot that it called safe, and leaves none in halves`, {
  timeout: 120_000,
}, async () => {
  const dir = `${scratch()}/store`;
  // The first one ends by itself, and leaves compiled code for the hundred others.
  const env = { ...process.env, NODE_COMPILE_CACHE: scratch() };
  expect(spawnSync(process.execPath, [SCRIPT, `${scratch()}/store`, '1'], { env }).status).toBe(0);
  const safe: string[] = [];
  let seed = 20_261_122;
  for (let kill = 0; kill < KILLS; kill += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    safe.push(...(await writeAndKill(dir, kill * 1000, (seed / 2_147_483_647) * 150, env)));
  }
  const store = await Store.open(dir, { self: process });
  const list = await store.list();
  expect(list.filter((it) => it.damaged)).toEqual([]);
  expect(safe.length).toBeGreaterThan(KILLS / 2);
  expect(new Set(list.map((it) => it.id))).toEqual(new Set([...safe, ...list.map((it) => it.id)]));
  // A snapshot may be there whose safety was never announced, but at most one for each kill.
  expect(list.length - safe.length).toBeLessThanOrEqual(KILLS);
  for (const { id, takenAt } of list) {
    const found = (await store.read(id)).resources('tunnel');
    expect(found.map((it) => it.data.Count)).toEqual(Array(4).fill((Date.parse(takenAt) - time(0).getTime()) / 1000));
  }
  const problems = await store.verify();
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  expect(problems.length).toBeGreaterThan(0);
  const pruned = await store.prune({ keep: Number.POSITIVE_INFINITY }, time(9));
  expect(pruned).toEqual({ snapshots: [], files: problems.length, bytes: expect.any(Number) });
  expect(await store.verify()).toEqual([]);
  expect((await filesIn(dir)).filter((path) => /^(lock|tmp)/.test(path))).toEqual([]);
});
