import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Store } from '../../src/snapshot/store.ts';
import { Files } from '../../src/snapshot/store-files.ts';
import { type Self, startOf, takeLock } from '../../src/snapshot/store-lock.ts';
import { quickDisk, watchedDisk } from './disks.ts';
import { filesIn, save, scratch, storeIn, time } from './stores.ts';

const error = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

/** A process for which no other one runs. */
const alone = (pid: number): Self => ({ pid, kill: () => error('ESRCH') });

async function lockedBy(holder: object): Promise<{ store: (self: Self) => Promise<Store>; dir: string }> {
  const { dir } = await storeIn(scratch());
  await writeFile(join(dir, 'lock'), typeof holder === 'string' ? holder : JSON.stringify(holder));
  return { dir, store: (self) => Store.open(dir, { self }) };
}

const holder = { pid: 5_000_001, host: hostname(), since: '2026-01-01T00:00:00.000Z', nonce: 'x' };

describe('a store that is being written to', () => {
  it('turns a second writer away, and says who, since when, and what to do', async () => {
    const store = await storeIn(scratch());
    const writer = await store.begin(time(1));
    const second = store.begin(time(2));
    await expect(second).rejects.toMatchObject({ name: 'StoreLocked', holder: { pid: process.pid, host: hostname() } });
    await expect(store.prune({ keep: 1 }, time(2))).rejects.toThrow(
      `process ${process.pid} on ${hostname()} has been writing to it since 2026-01-02T00:00:00.000Z. Wait for it to end, or stop it.`,
    );
    await expect(store.prune({ keep: 1 }, time(2), true)).rejects.toMatchObject({ name: 'StoreLocked' });
    await writer.abandon();
    await save(store, 2);
    expect((await filesIn(store.dir)).filter((path) => path.startsWith('lock'))).toEqual([]);
  });

  it('can be read', async () => {
    const store = await storeIn(scratch());
    await save(store, 1);
    const writer = await store.begin(time(2));
    expect((await store.read('latest')).resources('tunnel')).toHaveLength(2);
    expect(await store.verify()).toEqual([]);
    await writer.abandon();
  });
});

describe('the lock of a process that died', () => {
  it('is succeeded when its number is free', async () => {
    const { store, dir } = await lockedBy(holder);
    await save(await store(alone(5_000_002)), 1);
    expect((await filesIn(dir)).filter((path) => path.startsWith('lock'))).toEqual([]);
  });

  it('is succeeded when its number was given to another process', async () => {
    const { store } = await lockedBy({ ...holder, pid: process.pid, started: 'an-earlier-boot/7' });
    await save(await store(process), 1);
  });

  it('is respected when that cannot be told: on another machine', async () => {
    const { store, dir } = await lockedBy({ ...holder, host: 'elsewhere' });
    const begun = (await store(alone(5_000_002))).begin(time(1));
    await expect(begun).rejects.toThrow(
      `Whether it still runs cannot be seen from here: wait for it, or if it does not, delete ${dir}/lock.`,
    );
  });

  it('is respected when that cannot be told: a process of another user', async () => {
    const { store } = await lockedBy(holder);
    await expect((await store({ pid: 1, kill: () => error('EPERM') })).begin(time(1))).rejects.toThrow('process 5000001');
  });

  it.each(['', '{', '[]', '{"pid":"1"}'])('is respected when it reads %j', async (text) => {
    const { store, dir } = await lockedBy(text as unknown as object);
    await expect((await store(process)).begin(time(1))).rejects.toThrow(`The lock ${dir}/lock cannot be read.`);
  });

  it('is succeeded again when the successor died, and all of them go in the end', async () => {
    const { dir } = await lockedBy(holder);
    for (const pid of [5_000_002, 5_000_003]) {
      const writer = await (await Store.open(dir, { self: alone(pid) })).begin(time(1));
      expect(writer.has('x')).toBe(false);
    }
    expect((await filesIn(dir)).filter((path) => path.startsWith('lock'))).toHaveLength(3);
    await save(await Store.open(dir, { self: alone(5_000_004) }), 1);
    expect((await filesIn(dir)).filter((path) => path.startsWith('lock'))).toEqual([]);
  });

  it('is told from a living one by when the process started', () => {
    expect(startOf(process.pid)).toMatch(/^[0-9a-f-]{36}\/\d+$/);
    expect(startOf(process.pid)).toBe(startOf(process.pid));
    expect(startOf(5_000_001)).toBeUndefined();
  });
});

describe('several processes that want one lock', () => {
  it('never have it at once, though they die with it and step aside at any moment', async () => {
    const dir = scratch();
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const pause = async () => {
      for (let turns = random() < 0.04 ? 300 : random() * 3; turns > 1; turns -= 1) await new Promise(setImmediate);
    };
    const disk = watchedDisk((_what, _args, run) => pause().then(run));
    await new Files(dir, quickDisk).makeFolder('tmp');
    const alive = new Set<number>();
    const holders = new Set<number>();
    let [taken, died] = [0, 0];
    const live = async (pid: number): Promise<void> => {
      alive.add(pid);
      const self = { pid, kill: (other: number) => alive.has(other) || error('ESRCH') };
      const lock = await takeLock(new Files(dir, disk), time(1), self).catch((reason) => {
        if (reason.name !== 'StoreLocked') throw reason;
      });
      if (lock) {
        taken += 1;
        holders.add(pid);
        expect([...holders]).toEqual([pid]);
        for (let n = 0; n < 4; n += 1) await pause();
        holders.delete(pid);
        if (random() < 0.5) died += 1;
        else await lock.release();
      }
      alive.delete(pid);
    };
    const lane = async (first: number): Promise<void> => {
      for (let n = 0; n < 250; n += 1) await live(6_000_000 + first * 1000 + n);
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(lane));
    expect(taken).toBeGreaterThan(40);
    expect(died).toBeGreaterThan(10);
  });

  it('are real ones: of six that find a dead lock, exactly one writes', { timeout: 60_000 }, async () => {
    const store = await storeIn(scratch());
    for (let round = 0; round < 5; round += 1) {
      await writeFile(join(store.dir, 'lock'), JSON.stringify({ ...holder, nonce: round }));
      const takers = Array.from({ length: 6 }, () => taker(store.dir));
      await Promise.all(takers.map((it) => it.said('ready')));
      for (const it of takers) it.child.stdin!.write('go\n');
      const results = await Promise.all(takers.map((it) => it.said(/took it|StoreLocked/)));
      expect(results.filter((it) => it.includes('took it'))).toHaveLength(1);
      for (const it of takers) it.child.stdin!.write('end\n');
      await Promise.all(takers.map((it) => it.ended));
      expect((await filesIn(store.dir)).filter((path) => path === 'lock')).toEqual([]);
    }
    await save(store, 1);
    await store.prune({ keep: 1 }, time(2));
    expect((await filesIn(store.dir)).filter((path) => path.startsWith('lock'))).toEqual([]);
  });
});

function taker(dir: string): { child: ChildProcess; said: (what: string | RegExp) => Promise<string>; ended: Promise<unknown> } {
  const child = spawn(process.execPath, [new URL('./takes-lock.ts', import.meta.url).pathname, dir]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const collect = (text: Buffer) => {
    output += text.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = once(child, 'exit');
  const said = async (what: string | RegExp): Promise<string> => {
    while (!output.match(what)) {
      if (child.exitCode !== null) throw new Error(`ended without saying ${what}: ${output}`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
    return output;
  };
  return { child, said, ended };
}

it('the scratch files of a lost race are gone', async () => {
  const store = await storeIn(scratch());
  const writer = await store.begin(time(1));
  await expect(store.begin(time(1))).rejects.toThrow('in use');
  expect((await filesIn(store.dir)).filter((path) => path.startsWith('tmp'))).toEqual([]);
  expect(JSON.parse(await readFile(join(store.dir, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  await writer.abandon();
});
