/** Snapshots that were never on a disk: for tests, for the sample's builder, for replaying what was made up. */
import { type Kind, kindNamed } from '../kinds/index.ts';
import { byCodeUnit } from './canonical.ts';
import { sha256 } from './frame.ts';
import { linesOf } from './line-writer.ts';
import { byPlace, manifestOf } from './manifest.ts';
import { resourcesIn } from './reading.ts';
import {
  type Account,
  type Gap,
  type Manifest,
  type Place,
  type Resource,
  type Shard,
  type ShardText,
  type Snapshot,
  samePlace,
  snapshotOf,
  type Timing,
} from './snapshot.ts';

export interface MemoryContent {
  resources: readonly Resource[];
  gaps?: readonly Gap[];
  /** Default: where the resources and gaps are. */
  places?: readonly Place[];
  /** Default: those of the places, in partition `aws`, as root. */
  accounts?: readonly Account[];
  /** Default: those of the resources and gaps. */
  kinds?: readonly string[];
  takenAt?: string;
  /** Default: from `takenAt` and the content, as a scan's. */
  id?: string;
  tool?: Manifest['tool'];
  timing?: Timing;
  /** Redacts with this key. Without one, secrets are kept, for whoever seals the resources later. */
  key?: Uint8Array;
  /** Where rows come from. Default: the catalogue. */
  rows?: (kind: string) => Kind;
}

/** A snapshot of plain resources, shaped and sorted as a scan would store them. */
export function memorySnapshot(content: MemoryContent): Snapshot {
  const { resources, gaps = [], rows = kindNamed, takenAt = '2026-01-01T00:00:00.000Z' } = content;
  const loaded = new Map<Shard, { resources: Resource[]; text: ShardText }>();
  for (const group of Map.groupBy(resources, ({ account, region, kind }) => JSON.stringify([account, region, kind])).values()) {
    const { account, region, kind } = group[0]!;
    const { steady, moving } = linesOf(rows(kind), group, content.key);
    const shard = {
      account,
      region,
      kind,
      count: group.length,
      ...digestOf(steady),
      ...(moving && { volatile: digestOf(moving) }),
    };
    loaded.set(shard, { resources: resourcesIn(shard, steady, moving), text: { steady, moving } });
  }
  const places = content.places ?? distinctPlaces([...resources, ...gaps]);
  const manifest = manifestOf({
    takenAt,
    tool: content.tool ?? { name: 'hopscope', version: '0.0.0' },
    accounts: [...(content.accounts ?? [...new Set(places.map((place) => place.account))].map(rootOf))],
    places: [...places],
    kinds: [...(content.kinds ?? new Set([...resources, ...gaps].map((it) => it.kind)))],
    shards: [...loaded.keys()],
    gaps: [...gaps],
    timing: content.timing ?? { startedAt: takenAt, finishedAt: takenAt, calls: 0, throttles: 0 },
  });
  return snapshotOf(
    { ...manifest, id: content.id ?? manifest.id },
    {
      load: (shard) => loaded.get(shard)?.resources ?? [],
      text: (shard) => loaded.get(shard)?.text ?? { steady: Buffer.alloc(0) },
    },
  );
}

const digestOf = (bytes: Uint8Array): { digest: string; bytes: number } => ({ digest: sha256(bytes), bytes: bytes.length });

const rootOf = (account: string): Account => ({ account, partition: 'aws', arn: `arn:aws:iam::${account}:root` });

const distinctPlaces = (all: readonly Place[]): Place[] =>
  all
    .map(({ account, region }) => ({ account, region }))
    .sort(byPlace)
    .filter((place, index, sorted) => index === 0 || !samePlace(place, sorted[index - 1]!));

/** All that a snapshot says but for its id, its time and the tool. Equal for two snapshots if and only if they say the same. */
export function snapshotContent(snapshot: Snapshot): Pick<Manifest, 'accounts' | 'places' | 'kinds' | 'gaps'> & {
  resources: Record<string, readonly Resource[]>;
} {
  const { takenAt, tool, timing } = snapshot.manifest;
  const { accounts, places, kinds, gaps, shards } = manifestOf({ ...snapshot.manifest, takenAt, tool, timing });
  const stored = [...new Set(shards.map((shard) => shard.kind))].sort(byCodeUnit);
  return { accounts, places, kinds, gaps, resources: Object.fromEntries(stored.map((kind) => [kind, snapshot.resources(kind)])) };
}
