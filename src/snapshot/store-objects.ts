/** The objects of a store: reading those of a shard, and knowing which there are. */
import { DamagedSnapshot } from './damage.ts';
import { CAPS } from './lines.ts';
import { objectPath, openShard, unpackShard } from './shard.ts';
import type { Manifest, Reading, Resource, Shard } from './snapshot.ts';
import type { Files } from './store-files.ts';

const OBJECT = /^([0-9a-f]{64})\.ndjson\.zst$/;

/** A packed object is hardly ever larger than its text. */
export const OBJECT_CAP = CAPS.shardBytes + (1 << 20);

/** The folders that objects lie in. */
export const objectFolders = async (files: Files): Promise<string[]> => (await inObjects(files)).filter(isFolder);

const inObjects = async (files: Files): Promise<string[]> => (await files.names('objects')).map((name) => `objects/${name}`);
const isFolder = (path: string): boolean => /^objects\/[0-9a-f]{2}$/.test(path);

/** The digests of all objects, and what else lies in their folders. */
export async function objectsIn(files: Files): Promise<{ digests: Set<string>; strays: string[] }> {
  const digests = new Set<string>();
  const all = await inObjects(files);
  const strays = all.filter((path) => !isFolder(path));
  for (const folder of all.filter(isFolder)) {
    for (const name of await files.names(folder)) {
      const path = `${folder}/${name}`;
      const digest = OBJECT.exec(name)?.[1];
      if (digest && objectPath(digest) === path) digests.add(digest);
      else strays.push(path);
    }
  }
  return { digests, strays };
}

/** The objects that a shard is made of. */
export const digestsOf = (shard: Shard): string[] => [shard.digest, ...(shard.volatile ? [shard.volatile.digest] : [])];

/** All objects that a snapshot needs. */
export const digestsIn = (manifest: Manifest): Set<string> => new Set(manifest.shards.flatMap(digestsOf));

/** How shards are read and checked. Throws `DamagedSnapshot`, with the whole path, for an object that is missing or not what was written. */
export function readingOf(files: Files): Reading {
  const read = (digest: string) => files.readNow(objectPath(digest), OBJECT_CAP);
  const by =
    <T>(open: Opener<T>) =>
    (shard: Shard): T =>
      opened(files, shard, open, read(shard.digest), shard.volatile && read(shard.volatile.digest));
  return { load: by(openShard), text: by(unpackShard) };
}

/** The resources of a shard, for whoever can wait for the disk. Throws as `readingOf` does. */
export async function loadShardLater(files: Files, shard: Shard): Promise<Resource[]> {
  const read = (digest: string) => files.read(objectPath(digest), OBJECT_CAP);
  return opened(files, shard, openShard, await read(shard.digest), shard.volatile && (await read(shard.volatile.digest)));
}

type Opener<T> = (shard: Shard, body: Uint8Array, volatileBody?: Uint8Array) => T;

function opened<T>(files: Files, shard: Shard, open: Opener<T>, body: Buffer | undefined, volatileBody?: Buffer): T {
  const missing = !body ? shard.digest : shard.volatile && !volatileBody ? shard.volatile.digest : undefined;
  if (missing) throw damaged(files.at(objectPath(missing)), 'is missing', shard);
  try {
    return open(shard, body!, volatileBody);
  } catch (error) {
    if (!(error instanceof DamagedSnapshot)) throw error;
    throw damaged(files.at(error.file), error.what, shard, error);
  }
}

const damaged = (path: string, what: string, { account, region, kind }: Shard, cause?: unknown): DamagedSnapshot =>
  new DamagedSnapshot(
    path,
    what,
    `It holds the resources of the kind ${kind} in account ${account}, ${region}. Restore it from a backup; the next scan writes it anew if AWS still answers the same. \`hopscope snapshots verify\` shows what else is affected.`,
    { cause },
  );
