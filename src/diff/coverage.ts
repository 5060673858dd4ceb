/** What each of two snapshots could see, so that nothing is called gone, or new, where one of them could not look. */
import { isKind, type Kind, kindNamed, parentsOf } from '../kinds/index.ts';
import {
  type Gap,
  gapsFor,
  type Manifest,
  type Place,
  placeKey,
  type Resource,
  type Snapshot,
  samePlace,
} from '../snapshot/snapshot.ts';

/** The older snapshot, the newer one, or both. */
export type Side = 'before' | 'after' | 'both';

/** Something that could not be compared, because a side did not or could not look. */
export type NotCompared =
  | ({ why: 'not scanned'; side: Side } & Place)
  | { why: 'not asked'; side: Side; kind: string }
  /** A kind that this version does not know: a newer one wrote the snapshot. */
  | { why: 'not known'; side: Side; kind: string }
  | { why: 'not seen'; side: Side; gap: Gap };

type Sight = Pick<Manifest, 'places' | 'kinds' | 'gaps'>;

/** All that could not be compared, from what the two say of themselves. `chosen`: only what bears on these kinds. */
export function notCompared(before: Sight, after: Sight, chosen?: ReadonlySet<string>): NotCompared[] {
  const bears = bearingOn(chosen);
  const places = oneSided(before.places, after.places, placeKey).map(
    ([place, side]): NotCompared => ({ why: 'not scanned', side, ...place }),
  );
  const kinds = oneSided(before.kinds, after.kinds, (kind) => kind)
    .filter(([kind]) => isKind(kind) && bears(kind))
    .map(([kind, side]): NotCompared => ({ why: 'not asked', side, kind }));
  const unknown = [...new Set([...before.kinds, ...after.kinds])]
    .filter((kind) => !isKind(kind) && (!chosen || chosen.has(kind)))
    .map(
      (kind): NotCompared => ({ why: 'not known', side: sideOf(before.kinds.includes(kind), after.kinds.includes(kind)), kind }),
    );
  const both = ({ places, kinds }: Sight, gap: Gap): boolean =>
    kinds.includes(gap.kind) && places.some((place) => samePlace(place, gap));
  const looked = (gap: Gap): boolean => both(before, gap) && both(after, gap) && isKind(gap.kind) && bears(gap.kind);
  const old = new Map(before.gaps.filter(looked).map((gap) => [gapKey(gap), gap]));
  const now = new Map(after.gaps.filter(looked).map((gap) => [gapKey(gap), gap]));
  const gaps = [...new Map([...old, ...now])].map(
    ([key, gap]): NotCompared => ({ why: 'not seen', side: sideOf(old.has(key), now.has(key)), gap }),
  );
  return [...places, ...kinds, ...unknown, ...gaps];
}

/** Whether a kind is among the chosen, or one that they are asked for each resource of. */
function bearingOn(chosen: ReadonlySet<string> | undefined): (kind: string) => boolean {
  if (!chosen) return () => true;
  const all = new Set<string>();
  const add = (kind: string): void => {
    all.add(kind);
    if (isKind(kind)) for (const parent of parentsOf(kindNamed(kind))) add(parent);
  };
  chosen.forEach(add);
  return (kind) => all.has(kind);
}

const sideOf = (before: boolean, after: boolean): Side => (before && after ? 'both' : before ? 'before' : 'after');

/** What only one side has, with the side that lacks it. */
function oneSided<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): [T, Side][] {
  const [old, now] = [new Set(before.map(key)), new Set(after.map(key))];
  return [
    ...before.filter((item) => !now.has(key(item))).map((item): [T, Side] => [item, 'after']),
    ...after.filter((item) => !old.has(key(item))).map((item): [T, Side] => [item, 'before']),
  ];
}

/** The message is left out: it may name the call of that day. */
const gapKey = ({ account, region, kind, operation, code, parents }: Gap): string =>
  JSON.stringify([account, region, kind, operation, code, parents]);

/** Answers whether a snapshot could see a resource that it does not hold: only then is it known not to be there. */
export class Sights {
  readonly #snapshot: Snapshot;
  readonly #other: Snapshot;
  readonly #places: Set<string>;
  readonly #kinds: Set<string>;
  readonly #gaps = new Map<string, Gap[]>();

  /** `other` is the snapshot that holds the resources that will be asked about. */
  constructor(snapshot: Snapshot, other: Snapshot) {
    this.#snapshot = snapshot;
    this.#other = other;
    this.#places = new Set(snapshot.manifest.places.map(placeKey));
    this.#kinds = new Set(snapshot.manifest.kinds);
  }

  sees(row: Kind, resource: Omit<Resource, 'data'>): boolean {
    if (!this.#kinds.has(row.kind) || !this.#places.has(placeKey(resource))) return false;
    const gaps = this.#gapsFor(row.kind, resource);
    if (!gaps.length) return true;
    const own = gaps.filter((gap) => gap.kind === row.kind);
    if (own.some(({ parents }) => !parents || parents.includes(resource.parent ?? ''))) return false;
    return own.length === gaps.length || this.#knowsPoint(row, resource);
  }

  #gapsFor(kind: string, place: Place): Gap[] {
    const key = `${kind} ${placeKey(place)}`;
    const gaps = this.#gaps.get(key) ?? gapsFor(this.#snapshot.manifest, kind, place);
    this.#gaps.set(key, gaps);
    return gaps;
  }

  /**
   * Whether it is known if the question was asked whose answer the resource is: some resource that the question is asked for is there
   * too, or is known to be gone.
   */
  #knowsPoint(row: Kind, resource: Omit<Resource, 'data'>): boolean {
    const { over } = row.call;
    if (!over?.kind) return true;
    const { kind } = over;
    const parentRow = kindNamed(kind);
    const place = { account: resource.account, region: parentRow.scope === 'global' ? 'global' : resource.region };
    const asks = ({ data }: Resource): boolean => over.points(data, resource.region).some(({ key }) => key === resource.parent);
    if (this.#snapshot.resources(kind, place).some(asks)) return true;
    const parents = this.#other.resources(kind, place).filter(asks);
    return parents.length > 0 && parents.every((parent) => this.sees(parentRow, parent));
  }
}
