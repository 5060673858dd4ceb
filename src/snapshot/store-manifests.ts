/** The manifests of a store: which there are, which one a person means, and what each says in a line. */
import { byCodeUnit } from './canonical.ts';
import { DamagedSnapshot } from './damage.ts';
import { MANIFEST_CAP, manifestPath, readManifest, SNAPSHOT_ID } from './manifest-file.ts';
import { type Manifest, wasInterrupted } from './snapshot.ts';
import { UnknownSnapshot } from './store-errors.ts';
import type { Files } from './store-files.ts';

/** A snapshot in a list. */
export interface ManifestSummary {
  id: string;
  /** ISO 8601, UTC. Empty when `damaged`. */
  takenAt: string;
  tool: string;
  accounts: number;
  /** How many Regions were looked at. */
  regions: number;
  kinds: number;
  resources: number;
  gaps: number;
  /** The scan was stopped before its end; `--resume` finishes it. */
  interrupted: boolean;
  /** Canonical bytes, before packing. */
  bytes: number;
  /** The manifest cannot be read; every other member but `id` is empty. */
  damaged?: DamagedSnapshot;
}

/** The ids of all snapshots, oldest first. */
export async function idsIn(files: Files): Promise<string[]> {
  const names = (await files.names('manifests')).filter((name) => name.endsWith('.json'));
  const ids = names.map((name) => name.slice(0, -'.json'.length)).filter((id) => SNAPSHOT_ID.test(id));
  const bySecond = Map.groupBy(ids, (id) => id.slice(0, id.indexOf('-')));
  const ordered = [...bySecond.values()].map((same) => (same.length === 1 ? same : byMoment(files, same)));
  return (await Promise.all(ordered)).flat();
}

/** Ids tell the second; of snapshots of one second, the manifests know which came first. */
async function byMoment(files: Files, ids: string[]): Promise<string[]> {
  const moments = await Promise.all(ids.map(async (id) => ({ id, takenAt: (await summaryOf(files, id)).takenAt })));
  return moments.sort((a, b) => byCodeUnit(a.takenAt, b.takenAt) || byCodeUnit(a.id, b.id)).map(({ id }) => id);
}

/** Throws `DamagedSnapshot`, with the whole path, for a manifest that is missing or not what was written. */
export async function manifestIn(files: Files, id: string): Promise<Manifest> {
  const path = manifestPath(id);
  const bytes = await files.read(path, MANIFEST_CAP);
  if (!bytes)
    throw new DamagedSnapshot(files.at(path), 'is missing', 'Was the snapshot pruned a moment ago? List what there is.');
  return readManifest(id, bytes, files.at(path));
}

/** The id that `ref` means: an id, the beginning of exactly one, `latest`, or `latest~N`. Throws `UnknownSnapshot`. */
export async function resolveRef(files: Files, ref: string): Promise<string> {
  const ids = await idsIn(files);
  const unknown = (why: string): never => {
    throw new UnknownSnapshot(ref, `${why} in the store ${files.dir}. ${newest(ids)}`);
  };
  const back = /^latest(?:~(\d{1,6}))?$/.exec(ref);
  if (back) return ids.at(-1 - Number(back[1] ?? 0)) ?? unknown(`There is no snapshot ${ref}`);
  const meant = ref === '' ? [] : ids.filter((id) => id.startsWith(ref));
  if (meant.length > 1) unknown(`${meant.length} snapshots begin with ${JSON.stringify(ref)}`);
  return meant[0] ?? unknown(`There is no snapshot ${JSON.stringify(ref)}`);
}

function newest(ids: readonly string[]): string {
  if (ids.length === 0) return 'It is empty: take a snapshot with `hopscope scan`, or use `--snapshot sample`.';
  return `The newest are: ${ids.slice(-5).reverse().join(', ')}.`;
}

/** What a list of snapshots shows of one; of a damaged one why it cannot be read. */
export async function summaryOf(files: Files, id: string): Promise<ManifestSummary> {
  try {
    const { takenAt, tool, accounts, places, kinds, shards, gaps } = await manifestIn(files, id);
    return {
      id,
      takenAt,
      tool: `${tool.name} ${tool.version}`,
      accounts: accounts.length,
      regions: new Set(places.map(({ region }) => region).filter((region) => region !== 'global')).size,
      kinds: kinds.length,
      resources: shards.reduce((sum, shard) => sum + shard.count, 0),
      gaps: gaps.length,
      interrupted: wasInterrupted({ gaps }),
      bytes: shards.reduce((sum, shard) => sum + shard.bytes + (shard.volatile?.bytes ?? 0), 0),
    };
  } catch (error) {
    if (!(error instanceof DamagedSnapshot)) throw error;
    const nothing = {
      takenAt: '',
      tool: '',
      accounts: 0,
      regions: 0,
      kinds: 0,
      resources: 0,
      gaps: 0,
      interrupted: false,
      bytes: 0,
    };
    return { id, ...nothing, damaged: error };
  }
}
