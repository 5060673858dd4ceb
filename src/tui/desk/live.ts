/** A scan that runs, as a snapshot of what there is so far: what was read, what stands from before, and for the rest that nobody knows yet. */
import type { ScanNews } from '../../collect/request.ts';
import { kindNamed } from '../../kinds/index.ts';
import { manifestOf } from '../../snapshot/manifest.ts';
import { openShard, type SealedShard, unpackShard } from '../../snapshot/shard.ts';
import {
  type Gap,
  type Manifest,
  type Place,
  placeKey,
  type Resource,
  type Shard,
  type ShardText,
  type Snapshot,
  snapshotOf,
} from '../../snapshot/snapshot.ts';
import { type Again, keyOfPart, type Part, partsDone } from '../../snapshot/taken-over.ts';
import { PENDING, type Reading } from '../model/reading.ts';

type Begun = Extract<ScanNews, { is: 'begun' }>;

/** Kinds that are told by name of a place that is still being read. */
const MOST_NAMED = 200;

export class Live {
  readonly #before: Snapshot | undefined;
  readonly #again: Again | undefined;
  readonly #done: ReadonlySet<string>;
  readonly #was: ReadonlyMap<string, Shard>;
  readonly #sealed = new Map<string, SealedShard>();
  readonly #opened = new Map<SealedShard, readonly Resource[]>();
  readonly #read = new Set<string>();
  readonly #gaps: Gap[] = [];
  readonly #takenAt: string;
  #begun: Begun | undefined;

  /** `before`: what is there until it is read again. `again`: only this is; without it everything, of the accounts that are signed in to. */
  constructor(takenAt: Date, before: Snapshot | undefined, again: Again | undefined) {
    this.#takenAt = takenAt.toISOString();
    this.#before = before;
    this.#again = again;
    this.#was = new Map(before?.manifest.shards.map((shard) => [keyOfPart(shard), shard]));
    this.#done = new Set(before && again ? partsDone(before.manifest, again).map(keyOfPart) : []);
  }

  get hasBegun(): boolean {
    return this.#begun !== undefined;
  }

  hear(news: ScanNews): void {
    if (news.is === 'begun') this.#begun = news;
    else if (news.is === 'gap') this.#gaps.push(news.gap);
    else this.#read.add(keyOfPart(news));
  }

  sealed(shard: SealedShard): void {
    this.#sealed.set(keyOfPart(shard), shard);
    this.#read.add(keyOfPart(shard));
  }

  /** How far each place is, in the order of the scan. */
  readings(): Reading[] {
    const failed = Map.groupBy(this.#gaps, placeKey);
    return (this.#begun?.places ?? []).map((place) => {
      const asked = this.#askedIn(place).filter((kind) => !this.#done.has(keyOfPart({ ...place, kind })));
      const waiting = asked.filter((kind) => !this.#read.has(keyOfPart({ ...place, kind })));
      return {
        ...place,
        read: asked.length - waiting.length,
        all: asked.length,
        gaps: failed.get(placeKey(place))?.length ?? 0,
        waiting: waiting.slice(0, MOST_NAMED),
      };
    });
  }

  #askedIn({ region }: Place): string[] {
    return (this.#begun?.kinds ?? []).filter((kind) => (kindNamed(kind).scope === 'global') === (region === 'global'));
  }

  /** All that is known now. */
  snapshot(): Snapshot {
    const { accounts, places, kinds } = this.#begun ?? { accounts: [], places: [], kinds: [] };
    const before = this.#before?.manifest;
    const isAsked = this.#asked();
    const isKept = (part: Part): boolean => {
      const key = keyOfPart(part);
      if (!isAsked(part)) return this.#again !== undefined;
      return this.#done.has(key) || !this.#read.has(key);
    };
    const signedIn = new Set(accounts.map(({ account }) => account));
    const looked = new Set(places.map(placeKey));
    const others = this.#again && before;
    const manifest = manifestOf({
      takenAt: this.#takenAt,
      tool: { name: 'hopscope', version: '' },
      accounts: [
        ...accounts.map((one) => before?.accounts.find(({ account }) => account === one.account) ?? one),
        ...(others ? others.accounts.filter(({ account }) => !signedIn.has(account)) : []),
      ],
      places: [...places, ...(others ? others.places.filter((place) => !looked.has(placeKey(place))) : [])],
      kinds: [...new Set([...kinds, ...(others ? others.kinds : [])])],
      shards: [
        ...[...this.#sealed.values()].map(namedOf),
        ...(before?.shards ?? []).filter((part) => isKept(part) && !this.#sealed.has(keyOfPart(part))),
      ],
      gaps: [...this.#gaps, ...(before?.gaps ?? []).filter(isKept), ...this.#pending(before)],
      timing: { startedAt: this.#takenAt, finishedAt: this.#takenAt, calls: 0, throttles: 0 },
    });
    return this.of({ ...manifest, id: 'being read' });
  }

  /** The snapshot of a manifest whose shards came by here. */
  of(manifest: Manifest): Snapshot {
    return snapshotOf(manifest, { load: (shard) => this.#load(shard), text: (shard) => this.#text(shard) });
  }

  #asked(): (part: Part) => boolean {
    const places = new Set((this.#begun?.places ?? []).map(placeKey));
    const kinds = new Set(this.#begun?.kinds);
    return (part) => kinds.has(part.kind) && places.has(placeKey(part));
  }

  /** What is neither read yet nor there from before. */
  #pending(before: Manifest | undefined): Gap[] {
    const known = new Set(before?.places.map(placeKey));
    const kinds = new Set(before?.kinds);
    return (this.#begun?.places ?? []).flatMap((place) =>
      this.#askedIn(place)
        .filter((kind) => !this.#read.has(keyOfPart({ ...place, kind })) && !(known.has(placeKey(place)) && kinds.has(kind)))
        .map(
          (kind): Gap => ({
            ...{ account: place.account, region: place.region, kind, operation: kindNamed(kind).call.operation, code: PENDING },
            message: 'the scan has not come to this yet',
          }),
        ),
    );
  }

  #load(shard: Shard): readonly Resource[] {
    const sealed = this.#sealed.get(keyOfPart(shard));
    const { kind, account, region } = shard;
    const was = this.#was.get(keyOfPart(shard));
    // What is as it was is the same objects: nothing is parsed again, and nothing compared.
    if (!sealed || (was && isSame(was, sealed))) return this.#before?.resources(kind, { account, region }) ?? [];
    const opened = this.#opened.get(sealed) ?? openShard(sealed, sealed.body, sealed.volatile?.body);
    this.#opened.set(sealed, opened);
    return opened;
  }

  #text(shard: Shard): ShardText {
    const sealed = this.#sealed.get(keyOfPart(shard));
    if (sealed) return unpackShard(sealed, sealed.body, sealed.volatile?.body);
    if (!this.#before) throw new Error(`${keyOfPart(shard)} was never read`);
    return this.#before.text(shard);
  }
}

/** A shard as a manifest names it, without what is in it. */
const namedOf = ({ account, region, kind, count, digest, bytes, volatile }: SealedShard): Shard => ({
  ...{ account, region, kind, count, digest, bytes },
  ...(volatile && { volatile: { digest: volatile.digest, bytes: volatile.bytes } }),
});

const isSame = (one: Shard, other: Shard): boolean =>
  one.digest === other.digest && one.volatile?.digest === other.volatile?.digest;
