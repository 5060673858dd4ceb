/** Reads a store again, all of it, and says what is not as it was written. */
import { canonicalJson } from './canonical.ts';
import { DamagedSnapshot } from './damage.ts';
import { objectPath } from './shard.ts';
import type { Manifest, Shard } from './snapshot.ts';
import { StoreFailed } from './store-errors.ts';
import type { Files } from './store-files.ts';
import { readKey } from './store-key.ts';
import { deadLocks } from './store-lock.ts';
import { idsIn, manifestIn } from './store-manifests.ts';
import { digestsIn, loadShardLater, objectsIn } from './store-objects.ts';

export interface Problem {
  /** `info`: takes space, and harms nothing. */
  severity: 'error' | 'info';
  /** The whole path of the file. */
  file: string;
  /** What, and what to do. */
  message: string;
  /** The snapshots that it affects. */
  snapshots: string[];
}

/** What is wrong with the snapshot `id`, or with the whole store: manifests, objects, key, and what nothing refers to. */
export async function verify(files: Files, id?: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  const manifests: Manifest[] = [];
  for (const each of id ? [id] : await idsIn(files)) {
    const manifest = await check(problems, [each], () => manifestIn(files, each));
    if (manifest) manifests.push(manifest);
  }
  for (const { shard, snapshots } of distinct(manifests)) await check(problems, snapshots, () => loadShardLater(files, shard));
  if (id) return problems;
  await check(problems, [], () => readKey(files));
  // Which objects a manifest that cannot be read refers to, nobody knows.
  const sure = problems.every((problem) => !problem.file.startsWith(files.at('manifests')));
  return [...problems, ...(await leftovers(files, sure ? manifests : undefined))];
}

async function check<T>(problems: Problem[], snapshots: string[], read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DamagedSnapshot) report(problems, error.file, error.message, snapshots);
    else if (error instanceof StoreFailed) report(problems, error.path, error.message, snapshots);
    else throw error;
    return undefined;
  }
}

/** Once for each file, however many shards and snapshots it is part of. */
function report(problems: Problem[], file: string, message: string, snapshots: string[]): void {
  const known = problems.find((problem) => problem.file === file);
  if (known) known.snapshots = [...new Set([...known.snapshots, ...snapshots])].sort();
  else problems.push({ severity: 'error', file, message, snapshots: [...snapshots] });
}

/** Snapshots share most of their shards; each is read once. */
function distinct(manifests: readonly Manifest[]): { shard: Shard; snapshots: string[] }[] {
  const shards = new Map<string, { shard: Shard; snapshots: string[] }>();
  for (const { id, shards: all } of manifests) {
    for (const shard of all) {
      const key = canonicalJson(shard);
      const entry = shards.get(key) ?? { shard, snapshots: [] };
      entry.snapshots.push(id);
      shards.set(key, entry);
    }
  }
  return [...shards.values()];
}

async function leftovers(files: Files, manifests: readonly Manifest[] | undefined): Promise<Problem[]> {
  const { digests, strays } = await objectsIn(files);
  const needed = new Set((manifests ?? []).flatMap((manifest) => [...digestsIn(manifest)]));
  const unneeded = manifests ? [...digests].filter((digest) => !needed.has(digest)) : [];
  const info = (path: string, what: string): Problem => {
    const file = files.at(path);
    return { severity: 'info', file, message: `${file} ${what}`, snapshots: [] };
  };
  const scratch = (await files.names('tmp')).map((name) => `tmp/${name}`);
  const reclaim = '`hopscope snapshots prune` reclaims it.';
  return [
    ...unneeded.map((digest) => info(objectPath(digest), `belongs to no snapshot. ${reclaim}`)),
    ...[...scratch, ...(await deadLocks(files))].map((path) => info(path, `was left by an interrupted run. ${reclaim}`)),
    ...strays.map((path) => info(path, 'is not a file of a store. Move it away.')),
  ];
}
