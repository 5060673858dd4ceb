import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import { Store } from '../../src/snapshot/store.ts';
import { smallEstate } from '../collect/small-estate.ts';
import { endpointFor, run, start, temporaryFolder } from './hopscope.ts';

const KILLS = 25;

test('a scan that is killed at any moment leaves every older snapshot readable, and its own absent or whole', async () => {
  const folder = await temporaryFolder();
  const { env } = await endpointFor(smallEstate(), { latency: 5 });
  const scan = ['scan', '--store', folder, '--share', '100'];
  const began = performance.now();
  expect((await run(scan, env)).code).toBe(0);
  const whole = performance.now() - began;
  const store = await Store.open(folder);
  const expected = JSON.stringify(snapshotContent(await store.read('latest')));
  let seen = new Set((await store.list()).map(({ id }) => id));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { child, ended } = start(scan, env);
    // Spread over the whole run, a little beyond its end.
    await sleep((whole * 1.1 * (kill + 0.5)) / KILLS);
    child.kill('SIGKILL');
    const { code } = await ended;
    const now = new Set((await store.list()).map(({ id }) => id));
    expect([...seen].filter((id) => !now.has(id))).toEqual([]);
    if (code === 0) expect(now.size).toBe(seen.size + 1);
    for (const id of now) if (!seen.has(id)) expect(JSON.stringify(snapshotContent(await store.read(id)))).toBe(expected);
    seen = now;
  }
  const lost = (await store.verify()).filter(({ severity }) => severity !== 'info');
  expect(lost).toEqual([]);
  expect((await run(scan, env)).code).toBe(0);
}, 180_000);
