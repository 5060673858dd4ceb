/** What of one tree is where in the next: so that a tree that grows keeps the cursor, what is unfolded and what is marked. */
import { isKind, kindNamed } from '../../kinds/index.ts';
import { canonicalJson } from '../../snapshot/canonical.ts';
import { splitVolatile } from '../../snapshot/shape.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import type { Grown } from './flatten.ts';
import { Tree, type TreeData } from './tree.ts';

/** Of nodes: as they were, changed, or not there before. */
export const Change = { none: 0, changed: 1, added: 2 } as const;

/** What each node is called in whichever tree it is in: those that share a name are told apart by their order. */
export function keysOf(data: TreeData): string[] {
  const tree = new Tree(data);
  const keys: string[] = [];
  const places: string[] = [];
  const seen = new Map<string, number>();
  for (let node = 0; node < data.size; node += 1) {
    const above = data.parent[node]!;
    const kind = tree.kindOf(node);
    const isPlace = kind === 'account' || kind === 'place';
    places[node] = (above < 0 ? '' : places[above]!) + (isPlace ? ` ${tree.field(node, 'id')}` : '');
    const own =
      tree.isResource(node) || isPlace
        ? `${kind} ${tree.field(node, 'id')}${places[node]}`
        : `${above < 0 ? '' : keys[above]}/${kind === 'fold' ? 'fold' : tree.title(node)}`;
    const times = seen.get(own) ?? 0;
    seen.set(own, times + 1);
    keys[node] = times === 0 ? own : `${own} #${times}`;
  }
  return keys;
}

/** For each node of the tree before where it is now; -1: nowhere. */
export function carried(before: readonly string[], now: readonly string[]): Int32Array {
  const at = new Map(now.map((key, node) => [key, node]));
  return Int32Array.from(before, (key) => at.get(key) ?? -1);
}

/** Where a node is now; where it is gone, what is nearest: its neighbour behind it, else before it, else what it was in. */
export function nearest({ parent, end, size }: TreeData, moved: Int32Array, node: number): number | undefined {
  for (let at = node; at >= 0; at = parent[at]!) {
    if (moved[at]! >= 0) return moved[at]!;
    const above = parent[at]!;
    const last = above < 0 ? size : end[above]!;
    for (let next = end[at]!; next < last; next = end[next]!) if (moved[next]! >= 0) return moved[next]!;
    let before: number | undefined;
    for (let one = above + 1; one < at; one = end[one]!) if (moved[one]! >= 0) before = moved[one]!;
    if (before !== undefined) return before;
  }
  return undefined;
}

/** What changed of the resources since another tree. Values that change by themselves are no change. */
export function changesOf(since: Grown, sinceKeys: readonly string[], now: Grown, keys: readonly string[]): Uint8Array {
  const before = new Map(sinceKeys.map((key, node) => [key, since.resources[node]]));
  return Uint8Array.from(now.resources, (resource, node) => {
    if (!resource) return Change.none;
    const was = before.get(keys[node]!);
    if (!was) return Change.added;
    return was === resource || steadyText(was) === steadyText(resource) ? Change.none : Change.changed;
  });
}

const steadyText = ({ kind, data }: Resource): string =>
  canonicalJson(isKind(kind) ? splitVolatile(kindNamed(kind), data).steady : data);
