import { describe, expect, it } from 'vitest';
import { Store } from '../../src/snapshot/store.ts';
import { StoreFailed } from '../../src/snapshot/store-errors.ts';
import type { Disk } from '../../src/snapshot/store-files.ts';
import { dyingDisk, failingDisk, quickDisk, watchedDisk } from './disks.ts';
import { place } from './rows.ts';
import { filesIn, save, scratch, time } from './stores.ts';

/** A process that no longer runs when the next one looks. */
const gone = { pid: 5_000_001, kill: () => true };
const next = {
  pid: 5_000_002,
  kill: () => {
    throw Object.assign(new Error(), { code: 'ESRCH' });
  },
};

/** All that a store is for, on a store that holds the snapshot of day 1. Resolves to the damage that it found. */
async function work(dir: string, disk: Disk): Promise<string[]> {
  const store = await Store.open(dir, { create: true, self: gone, disk });
  await store.key();
  await save(store, 2);
  (await store.read('latest')).resources('tunnel');
  await store.list();
  const problems = await store.verify();
  await store.prune({ keep: 1 }, time(4));
  return problems.filter((problem) => problem.severity === 'error').map((problem) => problem.message);
}

const firstDay = async (): Promise<Store> => {
  const store = await Store.open(`${scratch()}/store`, { create: true, self: gone, disk: quickDisk });
  await save(store, 1);
  return store;
};

/** The first day is there until the second is; both are whole; and a new scan and a prune find nothing in their way. */
async function isWhole(dir: string): Promise<void> {
  const store = await Store.open(dir, { self: next, disk: quickDisk });
  expect((await store.verify()).filter((problem) => problem.severity === 'error')).toEqual([]);
  const days = (await store.list()).map((it) => it.takenAt);
  expect([[1], [1, 2], [2]].map((some) => some.map((day) => time(day).toISOString()))).toContainEqual(days);
  await save(store, 9);
  await store.prune({ keep: Number.POSITIVE_INFINITY }, time(9));
  expect(await store.verify()).toEqual([]);
  expect((await store.read('latest')).resources('tunnel', place)).toHaveLength(1);
  expect((await filesIn(dir)).filter((path) => /^(tmp|lock)/.test(path))).toEqual([]);
}

const callsOf = async (): Promise<number> => {
  const { disk, calls } = failingDisk(0, 'none');
  await work((await firstDay()).dir, disk);
  return calls();
};

describe('a store whose disk fails', () => {
  it.each([
    ['ENOSPC', 1],
    ['EIO', 4],
  ])('with %s at any one call keeps what it had, and says where it failed', { timeout: 120_000 }, async (code, step) => {
    const calls = await callsOf();
    expect(calls).toBeGreaterThan(150);
    for (let n = 1; n <= calls; n += step) {
      const { dir } = await firstDay();
      const { disk, failed } = failingDisk(n, code);
      const heard = await work(dir, disk).catch((error: unknown) => error);
      if (heard instanceof StoreFailed) expect(heard, failed()).toMatchObject({ code, message: expect.stringContaining(dir) });
      // A scratch file that could not be removed is nothing to stop for: the next prune does it.
      else expect(heard, failed()).toEqual(failed().startsWith('unlink ') ? [] : [expect.stringContaining(code)]);
      await isWhole(dir);
    }
  });

  it.each([
    ['EROFS', 'the file system is read-only (EROFS). Choose another store with --store DIR'],
    ['EDQUOT', 'your disk quota is used up (EDQUOT). Free some space'],
    ['EACCES', 'permission is denied (EACCES). Run as the owner of the store'],
    ['EMFILE', 'too many files are open (EMFILE). Raise the limit'],
    ['EWHAT', 'EWHAT: made up (EWHAT). Check the disk'],
  ])('says what %s means and what to do', async (code, words) => {
    const { dir } = await firstDay();
    const disk = watchedDisk((what, _args, run) => {
      if (what === 'open') throw Object.assign(new Error(`${code}: made up`), { code });
      return run();
    });
    const store = await Store.open(dir, { self: next, disk });
    await expect(save(store, 2)).rejects.toThrow(words);
    await isWhole(dir);
  });

  it('notices that other bytes came back than were written', async () => {
    const { dir } = await firstDay();
    const disk = watchedDisk(async (what, args, run) => {
      const result = await run();
      return what === 'readFile' && String(args[0]).includes('tmp') ? Buffer.from('other') : result;
    });
    const store = await Store.open(dir, { self: next, disk });
    await expect(save(store, 2)).rejects.toMatchObject({ name: 'StoreFailed', code: 'EIO' });
    await isWhole(dir);
  });

  it('does without hard links where the file system has none', async () => {
    const disk = watchedDisk((what, _args, run) => {
      if (what === 'link') throw Object.assign(new Error(), { code: 'EPERM' });
      return run();
    });
    const store = await Store.open(`${scratch()}/store`, { create: true, self: process, disk });
    const { id } = await save(store, 1);
    await expect(save(store, 1)).rejects.toThrow(`already has a snapshot ${id}`);
    expect(await store.verify()).toEqual([]);
  });
});

describe('a process that is killed', () => {
  it('before any one call to the disk leaves every snapshot whole or absent', { timeout: 120_000 }, async () => {
    const calls = await callsOf();
    for (let n = 1; n <= calls; n += 1) {
      const { dir } = await firstDay();
      const { disk, died } = dyingDisk(n);
      expect(await Promise.race([work(dir, disk), died]), `call ${n}`).toBe('died');
      await isWhole(dir);
    }
  });
});

describe('a power cut', () => {
  it('finds bytes synced before they have a name, and names synced before a manifest relies on them', async () => {
    const log: string[] = [];
    const disk = watchedDisk(async (what, args, run) => {
      const result = await run();
      const [path, to] = args.map((arg) => String(arg));
      log.push([what, path, to].join(' '));
      return result;
    });
    const sync = watchedSyncs(disk, log);
    const store = await Store.open(`${scratch()}/store`, { create: true, self: process, disk: sync });
    await save(store, 1);
    const named = log.filter((line) => /^(rename|link) /.test(line));
    expect(named.length).toBeGreaterThanOrEqual(6);
    for (const line of named) {
      const [, scratchFile] = line.split(' ');
      expect(log.indexOf(`synced ${scratchFile}`), line).toBeGreaterThanOrEqual(0);
      expect(log.indexOf(`synced ${scratchFile}`), line).toBeLessThan(log.indexOf(line));
    }
    const manifest = log.findIndex((line) => line.startsWith('link') && line.includes('/manifests/'));
    for (const line of named.filter((it) => it.includes('/objects/'))) {
      const folder = line.split(' ')[2]!.replace(/\/[^/]*$/, '');
      const synced = log.lastIndexOf(`synced ${folder}`, manifest);
      expect(synced, line).toBeGreaterThan(log.indexOf(line));
    }
    expect(log.slice(manifest).some((line) => /^synced .*\/manifests$/.test(line))).toBe(true);
  });
});

/** Logs which path each sync was for. */
function watchedSyncs(disk: Disk, log: string[]): Disk {
  return {
    ...disk,
    open: async (...args) => {
      const handle = await disk.open(...args);
      const sync = async () => {
        await handle.sync();
        log.push(`synced ${String(args[0])}`);
      };
      return Object.assign(Object.create(handle) as typeof handle, { sync });
    },
  };
}
