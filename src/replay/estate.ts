/** A snapshot as whoever answers a request looks at it: rows by operation, resources by place and by the point that was asked. */
import { type Kind, kindNamed, kinds, type Point } from '../kinds/index.ts';
import { canonicalJson } from '../snapshot/canonical.ts';
import { type Gap, type Place, partKey, placeKey, type Resource, type Snapshot } from '../snapshot/snapshot.ts';

/** A point of a fan-out, and whether a scan asks it (not where another account owns the parent). */
export interface KnownPoint extends Point {
  asked: boolean;
}

const filterMembers = new Set(['Filters', 'Filter']);

/** The members of a point's input that tell it from others: filters only when there is nothing else. */
function tellingMembers(input: Record<string, unknown>): string[] {
  const names = Object.keys(input).filter((name) => input[name] !== undefined);
  const telling = names.filter((name) => !filterMembers.has(name));
  return (telling.length > 0 ? telling : names).sort();
}

const valuesOf = (names: readonly string[], input: Record<string, unknown>): string =>
  canonicalJson(names.map((name) => input[name]));

/** The points of a fan-out by what they ask, so that a request finds its own without looking at every parent. */
export class Points {
  readonly #groups = new Map<string, { names: string[]; points: Map<string, KnownPoint[]> }>();
  readonly #values = new Map<string, Set<unknown>>();

  /** How many elements the list of a point has, where several points are asked at once. */
  elements = 1;

  constructor(points: Iterable<KnownPoint>) {
    for (const point of points) {
      this.elements = Object.values(point.input).find((value) => Array.isArray(value))?.length ?? this.elements;
      const names = tellingMembers(point.input);
      const group = this.#groups.get(names.join()) ?? { names, points: new Map() };
      this.#groups.set(names.join(), group);
      const values = valuesOf(names, point.input);
      const same = group.points.get(values);
      if (same) same.push(point);
      else group.points.set(values, [point]);
      for (const name of names) this.#values.set(name, (this.#values.get(name) ?? new Set()).add(point.input[name]));
    }
  }

  /** The points that a request asks; of several that differ in their filters alone, the one with the request's own. */
  find(input: Record<string, unknown>): KnownPoint[] {
    const groups = [...this.#groups.values()].sort((a, b) => b.names.length - a.names.length);
    for (const { names, points } of groups) {
      const found = names.every((name) => input[name] !== undefined) ? points.get(valuesOf(names, input)) : undefined;
      if (!found) continue;
      const filters = canonicalJson(input.Filters ?? input.Filter ?? []);
      const exact = found.filter((point) => canonicalJson(point.input.Filters ?? point.input.Filter ?? []) === filters);
      return exact.length > 0 ? exact : found;
    }
    return [];
  }

  /** The first member of a request by which it asks for something that no point asks. */
  stranger(input: Record<string, unknown>): string | undefined {
    const names = [...this.#values.keys()];
    return names.find((name) => typeof input[name] === 'string' && !this.#values.get(name)!.has(input[name]));
  }
}

export class Estate {
  readonly snapshot: Snapshot;
  readonly #rows = Map.groupBy(kinds, (row) => `${row.call.service} ${row.call.operation}`);
  readonly #accounts: ReadonlySet<string>;
  readonly #places: ReadonlySet<string>;
  readonly #kinds: ReadonlySet<string>;
  readonly #gaps: ReadonlyMap<string, Gap[]>;
  readonly #points = new Map<string, Points>();
  readonly #byId = new Map<string, Map<string, Resource>>();
  readonly #children = new Map<string, Map<string | undefined, Resource[]>>();

  constructor(snapshot: Snapshot) {
    const { places, accounts, gaps } = snapshot.manifest;
    this.snapshot = snapshot;
    this.#kinds = new Set(snapshot.manifest.kinds);
    this.#accounts = new Set([...accounts, ...places].map((one) => one.account));
    this.#places = new Set(places.map(placeKey));
    this.#gaps = Map.groupBy(gaps, (gap) => partKey(gap.kind, gap));
  }

  /** The rows that an operation of a service answers. */
  rows(service: string, operation: string): readonly Kind[] {
    return this.#rows.get(`${service} ${operation}`) ?? [];
  }

  hasAccount(account: string): boolean {
    return this.#accounts.has(account);
  }

  /** Whether the scan looked for this kind here. */
  holds(row: Kind, account: string, region: string): boolean {
    if (!this.#kinds.has(row.kind)) return false;
    return row.scope === 'global' ? this.#accounts.has(account) : this.#places.has(placeKey({ account, region }));
  }

  gaps(row: Kind, place: Place): readonly Gap[] {
    return this.#gaps.get(partKey(row.kind, place)) ?? [];
  }

  resources(row: Kind, place: Place): readonly Resource[] {
    return this.snapshot.resources(row.kind, place);
  }

  /** Resources that no fan-out yields, by id. */
  byId(row: Kind, place: Place): ReadonlyMap<string, Resource> {
    const key = partKey(row.kind, place);
    const byId = this.#byId.get(key) ?? new Map(this.resources(row, place).map((resource) => [resource.id, resource]));
    this.#byId.set(key, byId);
    return byId;
  }

  /** What one point of a fan-out answered. */
  children(row: Kind, place: Place, parent: string): readonly Resource[] {
    const key = partKey(row.kind, place);
    const byParent = this.#children.get(key) ?? Map.groupBy(this.resources(row, place), (resource) => resource.parent);
    this.#children.set(key, byParent);
    return byParent.get(parent) ?? [];
  }

  /** The points that a row fans out to in a place. */
  points(row: Kind, place: Place): Points {
    const key = partKey(row.kind, place);
    const points = this.#points.get(key) ?? new Points(this.#allPoints(row, place));
    this.#points.set(key, points);
    return points;
  }

  *#allPoints(row: Kind, place: Place): Iterable<KnownPoint> {
    const over = row.call.over!;
    if (!over.kind) {
      for (const point of over.points({}, place.region)) yield { ...point, asked: true };
      return;
    }
    const parent = kindNamed(over.kind);
    for (const resource of this.#parents(parent, place)) {
      const owner = over.shared ? undefined : parent.owner?.(resource.data);
      const asked = (owner ?? place.account) === place.account;
      for (const point of over.points(resource.data, place.region)) yield { ...point, asked };
    }
  }

  #parents(parent: Kind, place: Place): readonly Resource[] {
    if (parent.scope === 'global') return this.resources(parent, { account: place.account, region: 'global' });
    if (place.region !== 'global') return this.resources(parent, place);
    return this.snapshot.resources(parent.kind).filter((resource) => resource.account === place.account);
  }
}

/** Where a row's resources are kept, for a request in this Region. */
export const placeOf = (row: Kind, account: string, region: string): Place => ({
  account,
  region: row.scope === 'global' ? 'global' : region,
});
