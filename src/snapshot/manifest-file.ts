/** A manifest as a file: indented JSON beside its own hash. A reader believes none of it until all of it has been checked. */
import { canonicalJson, isRecord } from './canonical.ts';
import { DamagedSnapshot } from './damage.ts';
import { sha256 } from './frame.ts';
import { type Account, type Earlier, FORMAT, type Gap, type Manifest, type Place, type Shard, type Timing } from './snapshot.ts';

export const SNAPSHOT_ID = /^\d{8}T\d{6}Z-[0-9a-f]{6}$/;

/** Larger than the manifest of a thousand accounts. */
export const MANIFEST_CAP = 256 << 20;

/** Where a manifest lies in a store, relative to it. Throws for what is not an id, so that no path leads out of the store. */
export function manifestPath(id: string): string {
  if (!SNAPSHOT_ID.test(id)) throw new Error(`${JSON.stringify(id)} is not the id of a snapshot`);
  return `manifests/${id}.json`;
}

/** The bytes of a manifest. Throws for one that could not be read again. */
export function writeManifest(manifest: Manifest): Buffer {
  manifestShape(manifest, 'manifest');
  refuseTwins(manifest);
  return Buffer.from(textOf(manifest));
}

const textOf = (manifest: unknown): string => {
  const canonical = canonicalJson(manifest);
  return `${JSON.stringify({ sha256: sha256(canonical), manifest: JSON.parse(canonical) }, null, 1)}\n`;
};

/** The manifest of that id in the bytes of a file. Throws `DamagedSnapshot` for anything but what `writeManifest` wrote. */
export function readManifest(id: string, bytes: Buffer, file = manifestPath(id)): Manifest {
  try {
    const written: unknown = JSON.parse(bytes.toString('utf8'));
    const manifest = isRecord(written) ? written.manifest : undefined;
    refuseNewer(manifest, file);
    if (textOf(manifest) !== bytes.toString('utf8')) throw new Error('does not have the bytes that were written');
    manifestShape(manifest, 'manifest');
    refuseTwins(manifest as Manifest);
    if ((manifest as Manifest).id !== id) throw new Error(`is the manifest of ${(manifest as Manifest).id}`);
    return manifest as Manifest;
  } catch (error) {
    if (error instanceof DamagedSnapshot) throw error;
    const advice =
      'Restore it from a backup; if there is none, delete this file, and the snapshot is gone but the others are not.';
    throw new DamagedSnapshot(file, (error as Error).message, advice, { cause: error });
  }
}

function refuseNewer(manifest: unknown, file: string): void {
  const format = isRecord(manifest) ? manifest.format : undefined;
  if (!Number.isSafeInteger(format) || (format as number) <= FORMAT) return;
  throw new DamagedSnapshot(
    file,
    `has format ${format}, and this hopscope knows formats up to ${FORMAT}`,
    'Update hopscope to read it.',
  );
}

function refuseTwins({ shards }: Manifest): void {
  const seen = new Set<string>();
  for (const { account, region, kind } of shards) {
    const key = `${kind} in ${account}, ${region}`;
    if (seen.has(key)) throw new Error(`names ${key} twice`);
    seen.add(key);
  }
}

/** Throws an `Error` that says at which member a value is not what it should be. */
type Check = (value: unknown, at: string) => void;

const must = (holds: boolean, at: string, what: string): void => {
  if (!holds) throw new Error(`has no valid manifest: ${at} is not ${what}`);
};

const text =
  (pattern = /^/, what = 'text'): Check =>
  (value, at) =>
    must(typeof value === 'string' && pattern.test(value), at, what);

const whole: Check = (value, at) => must(Number.isSafeInteger(value) && (value as number) >= 0, at, 'a whole number');

const listOf =
  (check: Check): Check =>
  (value, at) => {
    must(Array.isArray(value), at, 'a list');
    (value as unknown[]).forEach((element, index) => {
      check(element, `${at}[${index}]`);
    });
  };

const optional =
  (check: Check): Check =>
  (value, at) => {
    if (value !== undefined) check(value, at);
  };

/** All members of `T` and no others: the compiler misses one that is not checked, the check one that is not known. */
const shape =
  <T>(members: { [Name in keyof Required<T>]: Check }): Check =>
  (value, at) => {
    if (!isRecord(value)) throw new Error(`has no valid manifest: ${at} is not an object`);
    for (const name of Object.keys(value)) must(Object.hasOwn(members, name), `${at}.${name}`, 'a member of this format');
    for (const [name, check] of Object.entries<Check>(members))
      check(Object.hasOwn(value, name) ? value[name] : undefined, `${at}.${name}`);
  };

const digest = text(/^[0-9a-f]{64}$/, 'a SHA-256 in hex');
const time = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, 'a time in UTC');
const account = text(/^\d{12}$/, 'the id of an account');
const name = text(/^[a-z][a-z0-9-]{0,63}$/, 'a name in lower case');
const place = { account, region: name };

const manifestShape = shape<Manifest>({
  format: (value, at) => must(value === FORMAT, at, String(FORMAT)),
  id: text(SNAPSHOT_ID, 'an id like 20261122T163105Z-3fa9c1'),
  takenAt: time,
  tool: shape<Manifest['tool']>({ name: text(), version: text() }),
  accounts: listOf(shape<Account>({ account, partition: name, arn: text(), alias: optional(text()) })),
  places: listOf(shape<Place>(place)),
  kinds: listOf(name),
  shards: listOf(
    shape<Shard>({
      ...place,
      kind: name,
      count: whole,
      digest,
      bytes: whole,
      volatile: optional(shape<NonNullable<Shard['volatile']>>({ digest, bytes: whole })),
    }),
  ),
  gaps: listOf(
    shape<Gap>({ ...place, kind: name, operation: text(), code: text(), message: text(), parents: optional(listOf(text())) }),
  ),
  earlier: optional(
    listOf(
      shape<Earlier>({
        ...place,
        snapshot: text(SNAPSHOT_ID, 'an id like 20261122T163105Z-3fa9c1'),
        takenAt: time,
        kinds: optional(listOf(name)),
      }),
    ),
  ),
  timing: shape<Timing>({ startedAt: time, finishedAt: time, calls: whole, throttles: whole }),
});
