/** The words that a snapshot is made of. Plain data: everything here survives JSON and a message to another thread. */
import { kindNamed, parentsOf } from '../kinds/index.ts';

export const FORMAT = 1;

/** Where something is: an account and a Region, or `'global'` for what belongs to no Region. */
export interface Place {
  account: string;
  region: string;
}

/** One resource, in AWS's own words. `data` is the SDK's item after one trip through JSON, with secrets redacted. */
export interface Resource extends Place {
  kind: string;
  id: string;
  /** The key of the point of a fan-out whose answer it is, e.g. the id of the route table that holds a route. */
  parent?: string;
  // biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes; readers that need types use `resourcesOf(snapshot, row)`
  data: any;
}

/** Something that could not be read, and why. Not knowing is a value. */
export interface Gap extends Place {
  kind: string;
  operation: string;
  /** AWS's error code, or one of ours: `ThrottledOut`, `TimedOut`, `MalformedReply`, `PaginationLoop`, `TooManyPages`, `Interrupted`, … */
  code: string;
  message: string;
  /** The keys of the points of a fan-out that failed; absent: the whole kind in this place. */
  parents?: string[];
}

/** The resources of one kind in one place, as stored. Digests are the SHA-256 of the canonical, uncompressed bytes. */
export interface Shard extends Place {
  kind: string;
  count: number;
  digest: string;
  bytes: number;
  volatile?: { digest: string; bytes: number };
}

/** An account that was looked at, and as whom. */
export interface Account {
  account: string;
  partition: string;
  arn: string;
  alias?: string;
}

/** What a scan knows when it ends, and what the store writes last. */
export interface Manifest {
  format: number;
  id: string;
  /** ISO 8601, UTC, when the scan began. */
  takenAt: string;
  tool: { name: string; version: string };
  accounts: Account[];
  /** Every place that was looked at. A Region that is not listed was not scanned. */
  places: Place[];
  /** Every kind that was asked for in every place. */
  kinds: string[];
  /** Only what is not empty: a kind without a shard and without a gap is known to be empty. */
  shards: Shard[];
  gaps: Gap[];
  /** What was not read by this scan but taken over from an earlier snapshot; absent: it read everything itself. */
  earlier?: Earlier[];
  timing: Timing;
}

/** A part that is as an earlier scan read it: a whole place, or of it these kinds. */
export interface Earlier extends Place {
  /** Of the snapshot whose scan read it. */
  snapshot: string;
  takenAt: string;
  kinds?: string[];
}

export interface Timing {
  startedAt: string;
  finishedAt: string;
  calls: number;
  throttles: number;
}

/** A snapshot that can be read. Loaded shards are kept. */
export interface Snapshot {
  manifest: Manifest;
  /** The resources of a kind, sorted by account, Region and id; in one place, or everywhere. */
  resources(kind: string, place?: Place): readonly Resource[];
  /** The text of one of its shards, checked against its digests and not kept. Throws `DamagedSnapshot`. */
  text(shard: Shard): ShardText;
}

/** A shard as text: canonical JSON, one resource a line, sorted by id and parent. `moving` holds the volatile values. */
export interface ShardText {
  steady: Buffer;
  moving?: Buffer;
}

/** How the shards of a snapshot are read. Both throw `DamagedSnapshot` for what is not as it was written. */
export interface Reading {
  load(shard: Shard): readonly Resource[];
  text(shard: Shard): ShardText;
}

/** A snapshot whose shards are loaded when they are first asked for, and kept. */
export function snapshotOf(manifest: Manifest, { load, text }: Reading): Snapshot {
  const shards = Map.groupBy(manifest.shards, (shard) => shard.kind);
  const placed = new Map(manifest.shards.map((shard) => [partKey(shard.kind, shard), shard]));
  const loaded = new Map<Shard, readonly Resource[]>();
  const everywhere = new Map<string, readonly Resource[]>();
  const open = (shard: Shard | undefined): readonly Resource[] => {
    if (!shard) return [];
    const resources = loaded.get(shard) ?? load(shard);
    loaded.set(shard, resources);
    return resources;
  };
  const all = (kind: string): readonly Resource[] => {
    const resources = everywhere.get(kind) ?? (shards.get(kind) ?? []).flatMap(open);
    everywhere.set(kind, resources);
    return resources;
  };
  return { manifest, resources: (kind, place) => (place ? open(placed.get(partKey(kind, place))) : all(kind)), text };
}

/** Whether the scan was stopped before its end. What it had read whole is there, and the rest are gaps. */
export const wasInterrupted = ({ gaps }: Pick<Manifest, 'gaps'>): boolean => gaps.some((gap) => gap.code === 'Interrupted');

/** A place by name, for maps and sets. */
export const placeKey = ({ account, region }: Place): string => `${account} ${region}`;

/** A kind in a place by name. */
export const partKey = (kind: string, { account, region }: Place): string => `${kind} ${account} ${region}`;

export const samePlace = (a: Place, b: Place): boolean => a.account === b.account && a.region === b.region;

/** The gaps that leave a kind in a place unknown or incomplete: its own, and those of the kinds that it fans out over. */
export function gapsFor(manifest: Manifest, kind: string, place: Place): Gap[] {
  const row = kindNamed(kind);
  const at = row.scope === 'global' ? { account: place.account, region: 'global' } : place;
  const own = manifest.gaps.filter((gap) => gap.kind === kind && samePlace(gap, at));
  return [...own, ...parentsOf(row).flatMap((parent) => gapsFor(manifest, parent, place))];
}
