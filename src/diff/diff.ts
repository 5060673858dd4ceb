/** What is different between two snapshots, resource by resource. Shards that are the same are not opened, and none is kept. */
import { isKind, type Kind, kindNamed } from '../kinds/index.ts';
import { byCodeUnit } from '../snapshot/canonical.ts';
import { byKey } from '../snapshot/lines.ts';
import { byPlace } from '../snapshot/manifest.ts';
import type { Place, Shard, Snapshot } from '../snapshot/snapshot.ts';
import { type Edit, editsBetween } from './compare.ts';
import { type NotCompared, notCompared, Sights } from './coverage.ts';
import { Side } from './side.ts';

/** `new` and `gone` are certain; `first seen` and `not seen` are what the other snapshot could not look for. */
export type Change = 'new' | 'gone' | 'changed' | 'first seen' | 'not seen';

/** One resource that is not the same in both. */
export interface Difference extends Place {
  kind: string;
  id: string;
  parent?: string;
  change: Change;
  /** Its data in the older and in the newer snapshot, where it is there. */
  before?: unknown;
  after?: unknown;
  /** For `changed`: what makes one into the other. */
  edits?: Edit[];
  /** Which one of several with the same id and parent in the older snapshot (in the newer, for what is only there). Absent: the first. */
  nth?: number;
}

export type Counts = Record<Change | 'same', number>;

export interface Options {
  /** Compare volatile members too: counters, times of the last change. */
  volatile?: boolean;
  /** Default true. False where the hashes of secrets tell nothing, because they were made with different keys. */
  secrets?: boolean;
  /** Only these kinds. */
  kinds?: ReadonlySet<string>;
}

export interface Comparison {
  notCompared: NotCompared[];
  /** The differences by account, Region, kind and id. Can be gone through once; throws `DamagedSnapshot` on the way. */
  differences(): Generator<Difference, Counts>;
}

/** Compares two snapshots. Memory: two shards at a time. */
export function compareSnapshots(before: Snapshot, after: Snapshot, options: Options = {}): Comparison {
  return {
    notCompared: notCompared(before.manifest, after.manifest, options.kinds),
    differences: () => differences(before, after, options),
  };
}

/** As `compareSnapshots`, all at once. */
export function diffSnapshots(
  before: Snapshot,
  after: Snapshot,
  options: Options = {},
): { differences: Difference[]; counts: Counts; notCompared: NotCompared[] } {
  const comparison = compareSnapshots(before, after, options);
  const all: Difference[] = [];
  const steps = comparison.differences();
  let step = steps.next();
  for (; !step.done; step = steps.next()) all.push(step.value);
  return { differences: all, counts: step.value, notCompared: comparison.notCompared };
}

function* differences(before: Snapshot, after: Snapshot, options: Options): Generator<Difference, Counts> {
  const { volatile = false, secrets = true, kinds } = options;
  const sights = { before: new Sights(before, after), after: new Sights(after, before) };
  const counts: Counts = { new: 0, gone: 0, changed: 0, 'first seen': 0, 'not seen': 0, same: 0 };
  for (const [old, now] of pairs(before.manifest.shards, after.manifest.shards)) {
    const { kind } = (old ?? now)!;
    if (!isKind(kind) || (kinds && !kinds.has(kind))) continue;
    let rest = old?.count ?? 0;
    if (old && now && isSame(old, now, volatile)) {
      counts.same += rest;
      continue;
    }
    const row = kindNamed(kind);
    const sides = [new Side(before, old, volatile), new Side(after, now, volatile)] as const;
    for (const difference of inShards(row, ...sides, { volatile, secrets })) {
      if (difference.change === 'new' && !sights.before.sees(row, difference)) difference.change = 'first seen';
      if (difference.change === 'gone' && !sights.after.sees(row, difference)) difference.change = 'not seen';
      counts[difference.change] += 1;
      if ('before' in difference) rest -= 1;
      yield difference;
    }
    counts.same += rest;
  }
  return counts;
}

const isSame = (a: Shard, b: Shard, volatile: boolean): boolean =>
  a.digest === b.digest && (!volatile || a.volatile?.digest === b.volatile?.digest);

/** The shards of both side by side, in the order in which manifests list them. */
function* pairs(before: readonly Shard[], after: readonly Shard[]): Generator<[Shard | undefined, Shard | undefined]> {
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    const [old, now] = [before[i], after[j]];
    const order = !old ? 1 : !now ? -1 : byPlace(old, now) || byCodeUnit(old.kind, now.kind);
    yield [order <= 0 ? old : undefined, order >= 0 ? now : undefined];
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
}

/** Goes through two sorted shards of one kind and place at once. */
function* inShards(
  row: Kind,
  before: Side,
  after: Side,
  compared: { volatile: boolean; secrets: boolean },
): Generator<Difference> {
  for (;;) {
    before.passCommon(after);
    if (before.done && after.done) return;
    const order = before.done ? 1 : after.done ? -1 : byKey(before.line, after.line);
    const side = order <= 0 ? before : after;
    const { id, parent } = side.line;
    const { account, region, kind } = side.shard;
    const about = {
      account,
      region,
      kind,
      id,
      ...(parent !== undefined && { parent }),
      ...(side.nth > 0 && { nth: side.nth }),
    };
    if (order === 0) {
      const [was, is] = [before.data, after.data];
      const edits = editsBetween(row, was, is, compared.volatile, compared.secrets);
      if (edits.length) yield { ...about, change: 'changed', before: was, after: is, edits };
    } else if (order < 0) yield { ...about, change: 'gone', before: before.data };
    else yield { ...about, change: 'new', after: after.data };
    if (order <= 0) before.next();
    if (order >= 0) after.next();
  }
}
