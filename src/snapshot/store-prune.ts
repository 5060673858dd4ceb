/** Removes old snapshots and what nothing refers to. */
import { manifestPath } from './manifest-file.ts';
import { objectPath } from './shard.ts';
import type { Manifest } from './snapshot.ts';
import type { Files } from './store-files.ts';
import { deadLocks, refuseLocked, type Self, takeLock } from './store-lock.ts';
import { idsIn, manifestIn } from './store-manifests.ts';
import { digestsIn, objectFolders, objectsIn } from './store-objects.ts';

/** How many of the newest to keep (all with `Infinity`: only leftovers go), or since when. The newest one always stays. */
export type Keep = { keep: number } | { olderThan: Date };

export interface Pruned {
  /** The ids of the snapshots that go. */
  snapshots: string[];
  /** Objects that no remaining snapshot refers to, scratch files and dead locks. */
  files: number;
  /** What is freed on the disk, manifests included. */
  bytes: number;
}

/**
 * Prunes, or says what it would do. Throws `StoreLocked` while another process writes, and `DamagedSnapshot` if any manifest cannot
 * be read: nobody then knows which objects it needs. Interrupted at any moment, it leaves whole snapshots and leftovers.
 */
export async function prune(files: Files, keep: Keep, now: Date, self: Self, dryRun: boolean): Promise<Pruned> {
  checkKeep(keep);
  if (dryRun) {
    await refuseLocked(files, self);
    return (await planOf(files, keep)).pruned;
  }
  await files.makeFolder('tmp');
  const lock = await takeLock(files, now, self);
  try {
    const { pruned, paths } = await planOf(files, keep);
    for (const id of pruned.snapshots) await files.remove(manifestPath(id));
    await files.sync('.');
    if (pruned.snapshots.length > 0) await files.sync('manifests');
    for (const path of paths) await files.remove(path);
    for (const folder of await objectFolders(files)) await files.removeFolder(folder);
    return pruned;
  } finally {
    await lock.release();
  }
}

function checkKeep(keep: Keep): void {
  if ('olderThan' in keep) {
    if (Number.isNaN(keep.olderThan.getTime())) throw new RangeError('the age to prune by is not a time');
  } else if (keep.keep !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(keep.keep) && keep.keep >= 1)) {
    throw new RangeError(`cannot keep ${keep.keep} snapshots: say how many of the newest to keep, at least 1`);
  }
}

/** What goes: snapshots first, then the files that nothing needs without them. */
async function planOf(files: Files, keep: Keep): Promise<{ pruned: Pruned; paths: string[] }> {
  const ids = await idsIn(files);
  const manifests = await Promise.all(ids.map((id) => manifestIn(files, id)));
  const goes = (manifest: Manifest, index: number): boolean =>
    'keep' in keep
      ? index < manifests.length - keep.keep
      : index < manifests.length - 1 && Date.parse(manifest.takenAt) < keep.olderThan.getTime();
  const snapshots = manifests.filter(goes).map((manifest) => manifest.id);
  const needed = new Set(
    manifests.filter((manifest, index) => !goes(manifest, index)).flatMap((manifest) => [...digestsIn(manifest)]),
  );
  const { digests } = await objectsIn(files);
  const objects = [...digests].filter((digest) => !needed.has(digest)).map(objectPath);
  const leftovers = [...(await files.names('tmp')).map((name) => `tmp/${name}`), ...(await deadLocks(files))];
  const paths = [...objects, ...leftovers];
  const sizes = await Promise.all([...snapshots.map(manifestPath), ...paths].map((path) => files.info(path)));
  const bytes = sizes.reduce((sum, info) => sum + (info?.size ?? 0), 0);
  return { pruned: { snapshots, files: paths.length, bytes }, paths };
}
