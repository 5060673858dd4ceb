/** Disks that go wrong at a chosen call: every function of the store's seam, and every method of an open file, counts as one. */
import type { FileHandle } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import { type Disk, nodeDisk } from '../../src/snapshot/store-files.ts';

/** Runs around one call to the disk; may do something else than `run` it. `what` is e.g. `link` or `handle.sync`. */
type Around = (what: string, args: unknown[], run: () => unknown) => unknown;

/** A disk each of whose calls goes through `around`. */
export function watchedDisk(around: Around): Disk {
  const wrap =
    (what: string, call: (...args: never[]) => unknown, target: unknown) =>
    (...args: unknown[]) =>
      around(what, args, () => call.apply(target, args as never[]));
  const disk = Object.fromEntries(
    Object.entries(nodeDisk).map(([name, call]) => [name, wrap(name, call as never, undefined)]),
  ) as unknown as Disk;
  return {
    ...disk,
    open: async (...args) => {
      const handle = (await disk.open(...args)) as FileHandle;
      // A real sync takes milliseconds, and only a power cut would show that it was left out.
      const methods = { writeFile: handle.writeFile, close: handle.close, sync: async () => undefined };
      const wrapped = Object.entries(methods).map(([name, method]) => [name, wrap(`handle.${name}`, method, handle)]);
      return Object.fromEntries(wrapped) as unknown as FileHandle;
    },
  };
}

/** A disk that works, and does not wait for syncs. */
export const quickDisk: Disk = watchedDisk((_what, _args, run) => run());

export const systemError = (code: string): Error => Object.assign(new Error(`${code}: made up`), { code });

/** A disk whose `n`th call fails; a write fails half-way. `calls` is how many there were, `failed` which one it was. */
export function failingDisk(n: number, code: string): { disk: Disk; calls: () => number; failed: () => string } {
  let calls = 0;
  let failed = 'none';
  const disk = watchedDisk((what, args, run) => {
    calls += 1;
    if (calls !== n) return run();
    failed = `${what} ${String(args[0])}`;
    if (what.endsWith('Sync')) throw systemError(code);
    return (async () => {
      if (what === 'handle.close') await run();
      if (what === 'handle.writeFile') await halfOf(run, args);
      throw systemError(code);
    })();
  });
  return { disk, calls: () => calls, failed: () => failed };
}

function halfOf(run: () => unknown, args: unknown[]): unknown {
  const bytes = args[0] as Uint8Array;
  args[0] = bytes.subarray(0, bytes.length / 2);
  return run();
}

/** A disk that a process uses until it is killed before its `n`th call: nothing happens any more, and nobody hears of it. */
export function dyingDisk(n: number): { disk: Disk; calls: () => number; died: Promise<'died'> } {
  let calls = 0;
  let die: (value: 'died') => void = () => undefined;
  const died = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const open: FileHandle[] = [];
  onTestFinished(() => Promise.all(open.splice(0).map((handle) => handle.close().catch(() => undefined))).then(() => undefined));
  const disk = watchedDisk((what, _args, run) => {
    calls += 1;
    if (calls < n) {
      const result = run();
      if (what === 'open') (result as Promise<FileHandle>).then((handle) => open.push(handle));
      return result;
    }
    die('died');
    return new Promise(() => undefined);
  });
  return { disk, calls: () => calls, died };
}
