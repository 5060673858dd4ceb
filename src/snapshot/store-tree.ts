/**
 * A snapshot as a tree of text files that git can follow: `account/region/kind.jsonl`, a resource a line. The same snapshot always gives
 * the same bytes. Every file is replaced whole; a run that was killed is finished by the next.
 */
import { lstat } from 'node:fs/promises';
import { byCodeUnit, isRecord } from './canonical.ts';
import type { Manifest, Shard, Snapshot } from './snapshot.ts';
import { StoreFailed } from './store-errors.ts';
import { type Disk, Files } from './store-files.ts';

/** Says what the tree covers and which files are hopscope's. Only those are ever replaced or removed. */
const INDEX = 'tree.json';
const SCHEMA = 'hopscope/tree/1';
const INDEX_CAP = 64 << 20;
const TEXT_CAP = 1 << 30;
/** What may lie in a folder that becomes a tree. */
const WELCOME = /^(?:\.git|\.gitignore|\.gitattributes|README\.md)$/;
const SCRATCH = /^[0-9a-f]{16}$/;
const PATH = /^\d{12}\/[a-z][a-z0-9-]{0,63}\/[a-z][a-z0-9-]{0,63}(?:\.volatile)?\.jsonl$/;

/** The folder is not one that may be written to. Nothing was. */
export class TreeRefused extends Error {
  override readonly name = 'TreeRefused';
}

export interface TreeWritten {
  /** The whole path. */
  dir: string;
  written: number;
  unchanged: number;
  removed: number;
}

/** Writes the tree of a snapshot. Throws `TreeRefused`, `StoreFailed`, or `DamagedSnapshot` for a shard that cannot be read. */
export async function writeTree(
  snapshot: Snapshot,
  dir: string,
  { volatile = false, disk }: { volatile?: boolean; disk?: Disk } = {},
): Promise<TreeWritten> {
  const files = new Files(dir, disk);
  const shards = new Map(snapshot.manifest.shards.flatMap((shard) => pathsFor(shard, volatile).map((path) => [path, shard])));
  const paths = [...shards.keys()].sort(byCodeUnit);
  const known = await admitted(files, paths);
  await files.makeFolder('tmp');
  for (const name of await files.names('tmp')) await files.remove(`tmp/${name}`);
  const tree = { dir: files.dir, written: 0, unchanged: 0, removed: 0 };
  const put = async (path: string, bytes: Buffer): Promise<boolean> => {
    if ((await files.read(path, TEXT_CAP))?.equals(bytes)) return false;
    await files.put(path, bytes);
    return true;
  };
  // Before a file is there, the index owns it: else a run that is killed would leave files that the next must not touch.
  await put(INDEX, indexOf(snapshot.manifest, [...new Set([...known, ...paths])].sort(byCodeUnit)));
  for (const [path, shard] of shards) {
    await files.makeFolder(path.slice(0, path.lastIndexOf('/')));
    const { steady, moving } = snapshot.text(shard);
    if (await put(path, isVolatile(path) ? moving! : steady)) tree.written += 1;
    else tree.unchanged += 1;
  }
  for (const path of [...known].filter((each) => !shards.has(each))) tree.removed += await remove(files, path);
  await put(INDEX, indexOf(snapshot.manifest, paths));
  await files.removeFolder('tmp');
  for (const folder of new Set(['.', ...paths.map((path) => path.slice(0, path.lastIndexOf('/')))])) await files.sync(folder);
  return tree;
}

const isVolatile = (path: string): boolean => path.endsWith('.volatile.jsonl');

function pathsFor({ account, region, kind, volatile: moving }: Shard, volatile: boolean): string[] {
  const base = `${account}/${region}/${kind}`;
  const paths = [`${base}.jsonl`, ...(moving && volatile ? [`${base}.volatile.jsonl`] : [])];
  const wrong = paths.find((path) => !PATH.test(path));
  if (wrong) throw new TreeRefused(`${JSON.stringify(wrong)} is no name for a file of a tree.`);
  return paths;
}

/** Makes sure that all that would be written is new or hopscope's own, and gives the files that are. */
async function admitted(files: Files, paths: readonly string[]): Promise<Set<string>> {
  const index = await files.read(INDEX, INDEX_CAP);
  const known = new Set(index ? filesIn(index, files.at(INDEX)) : []);
  if (!index) {
    const strange = (await files.names('.')).find((name) => name !== 'tmp' && !WELCOME.test(name));
    if (strange)
      refuse(
        files.at('.'),
        `has no ${INDEX} and is not empty: there is ${JSON.stringify(strange)} in it`,
        'Name an empty folder',
      );
  }
  const all = [...known, ...paths];
  const folders = new Set(all.flatMap((path) => [path.slice(0, 12), path.slice(0, path.lastIndexOf('/'))]));
  for (const folder of ['tmp', ...folders]) {
    const found = await look(files.at(folder));
    if (found && !found.isDirectory()) refuse(files.at(folder), 'is not a folder', 'Move it away');
  }
  const strayed = (await files.names('tmp')).find((name) => !SCRATCH.test(name));
  if (strayed) refuse(files.at(`tmp/${strayed}`), 'was not written by hopscope', 'Move it away');
  for (const path of all) {
    const found = await look(files.at(path));
    if (found && !known.has(path)) refuse(files.at(path), 'was not written by hopscope', 'Move it away');
    if (found && !found.isFile()) refuse(files.at(path), 'is not a plain file', 'Move it away');
  }
  return known;
}

function refuse(path: string, what: string, advice: string): never {
  throw new TreeRefused(`${path} ${what}. Nothing was written. ${advice}, and export again.`);
}

/** What is at a path, without following a link: one could lead out of the tree. */
async function look(path: string): Promise<Awaited<ReturnType<typeof lstat>> | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StoreFailed('look at', path, error);
  }
}

function filesIn(index: Buffer, path: string): string[] {
  const read = (): unknown => {
    try {
      return JSON.parse(index.toString('utf8'));
    } catch {
      return undefined;
    }
  };
  const tree = read();
  const list: unknown[] = isRecord(tree) && tree.schema === SCHEMA && Array.isArray(tree.files) ? tree.files : [undefined];
  const sound = list.filter((each): each is string => typeof each === 'string' && PATH.test(each));
  if (sound.length !== list.length)
    refuse(path, `is not one that hopscope wrote`, 'Restore it (git can), or name an empty folder');
  return sound;
}

async function remove(files: Files, path: string): Promise<number> {
  const removed = await files.remove(path);
  await files.removeFolder(path.slice(0, path.lastIndexOf('/')));
  await files.removeFolder(path.slice(0, 12));
  return Number(removed);
}

/** Without times, ids and messages of that day: a tree only changes when what it holds does. */
function indexOf({ accounts, places, kinds, gaps }: Manifest, files: readonly string[]): Buffer {
  const index = {
    schema: SCHEMA,
    accounts: accounts.map(({ account, partition, alias }) => ({ account, partition, alias })),
    places: places.map(({ account, region }) => `${account}/${region}`),
    kinds,
    notSeen: gaps.map(({ message: _, ...gap }) => gap),
    files,
  };
  return Buffer.from(`${JSON.stringify(index, null, 1)}\n`);
}
