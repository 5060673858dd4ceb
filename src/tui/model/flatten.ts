/** Nodes that hold each other → flat arrays and long texts, siblings in order. */
import type { Resource } from '../../snapshot/snapshot.ts';
import { addressesOf } from './addressing.ts';
import type { Growing } from './growing.ts';
import { partsOf } from './texts.ts';
import { fields, hashOf, type TreeData } from './tree.ts';

export interface Grown {
  readonly tree: TreeData;
  /** The resource of each node that stands for one. */
  readonly resources: readonly (Resource | undefined)[];
}

const natural = new Intl.Collator('en', { numeric: true });

export function flatten(roots: readonly Growing[]): Grown {
  const nodes: Growing[] = [];
  const parents: number[] = [];
  const depths: number[] = [];
  const ends: number[] = [];
  const walk = (node: Growing, parent: number, depth: number): void => {
    const at = nodes.push(node) - 1;
    parents.push(parent);
    depths.push(depth);
    ends.push(0);
    // Half a million siblings are sorted by the collator only where their ranks are the same.
    if (node.children.length > 1) node.children.sort((a, b) => a.rank - b.rank || byName(a, b));
    for (const child of node.children) walk(child, at, depth + 1);
    ends[at] = nodes.length;
  };
  for (const root of roots) walk(root, -1, 0);
  return { tree: dataOf(nodes, parents, depths, ends), resources: nodes.map(({ resource }) => resource) };
}

const byName = (a: Growing, b: Growing): number => natural.compare(a.name || a.id, b.name || b.id) || (a.id < b.id ? -1 : 1);

function dataOf(
  nodes: readonly Growing[],
  parents: readonly number[],
  depths: readonly number[],
  ends: readonly number[],
): TreeData {
  const kinds = [...new Set(nodes.map(({ kind }) => kind))];
  const numbers = new Map(kinds.map((kind, at) => [kind, at]));
  const starts = new Uint32Array(nodes.length + 1);
  const texts: string[] = [];
  const lowers: string[] = [];
  let length = 0;
  for (const [at, node] of nodes.entries()) {
    const text = fields.map((field) => `${node[field]}\t`).join('');
    const small = text.toLowerCase();
    texts.push(text);
    // A few letters are longer when they are small; those stay as they are.
    lowers.push(small.length === text.length ? small : text);
    length += text.length;
    starts[at + 1] = length;
  }
  const ids = nodes.flatMap(({ id }, at) => (id ? [hashOf(id) + at] : []));
  return {
    size: nodes.length,
    parent: Int32Array.from(parents),
    end: Int32Array.from(ends),
    depth: Uint8Array.from(depths),
    kind: Uint16Array.from(nodes, ({ kind }) => numbers.get(kind)!),
    flags: Uint8Array.from(nodes, ({ flags }) => flags),
    kinds,
    text: partsOf(texts),
    lower: partsOf(lowers),
    starts,
    ids: Float64Array.from(ids).sort(),
    addresses: addressesOf(nodes.map(({ addresses }) => addresses)),
  };
}
