/** Which nodes are on the screen's list: what is unfolded, of what a filter and the chosen Regions leave. */
import { Flag, type Tree } from './tree.ts';

/** Which nodes are unfolded, a byte each. */
export type Open = Uint8Array;

/** Which nodes may be seen: `1` because of what they are, `2` because of what is below them. Absent: all. */
export type Mask = Uint8Array;

export const firstOpen = ({ data }: Tree): Open => data.flags.map((flags) => (flags & Flag.startsOpen ? 1 : 0));

/** The nodes in the order of the tree. With a mask, everything above what it lets through is unfolded, unless `narrow` is false. */
export function visible({ data: { size, end } }: Tree, open: Open, mask?: Mask, unfold = false): Int32Array {
  const rows = new Int32Array(size);
  let count = 0;
  for (let node = 0; node < size; ) {
    if (mask && mask[node] === 0) {
      node = end[node]!;
      continue;
    }
    rows[count] = node;
    count += 1;
    node = open[node] || (unfold && mask?.[node] === 2) ? node + 1 : end[node]!;
  }
  return rows.slice(0, count);
}

/** The mask of the nodes that are `1`, with what is above them as `2`; in the same array. */
export function withAncestors({ data: { size, parent } }: Tree, nodes: Uint8Array): Mask {
  // Parents come before their children, so that one walk from the end reaches everything above.
  for (let node = size - 1; node > 0; node -= 1) {
    const above = parent[node]!;
    if (nodes[node] !== 0 && above >= 0 && nodes[above] === 0) nodes[above] = 2;
  }
  return nodes;
}

/** What both let through. */
export function both(a: Mask | undefined, b: Mask | undefined): Mask | undefined {
  if (!a || !b) return a ?? b;
  return a.map((value, node) => (value && b[node] ? Math.max(value, b[node]!) : 0));
}

/** Where a node is in the list, which is sorted; else the last row before it, which is what it is folded into. */
export function rowOf(rows: Int32Array, node: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (rows[mid]! <= node) low = mid + 1;
    else high = mid;
  }
  return Math.max(0, low - 1);
}

/** With `node` unfolded or folded; `whole`: and everything below it. */
export function turned({ data: { end } }: Tree, open: Open, node: number, on: boolean, whole = false): Open {
  const next = open.slice();
  next.fill(on ? 1 : 0, node, whole ? end[node] : node + 1);
  return next;
}

/** With everything above these nodes unfolded. */
export function revealed(tree: Tree, open: Open, nodes: Iterable<number>): Open {
  const next = open.slice();
  for (const node of nodes) for (let at = tree.parentOf(node); at >= 0; at = tree.parentOf(at)) next[at] = 1;
  return next;
}
