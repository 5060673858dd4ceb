/** How many findings of which severity each node has, with all that is below it. */
import { type Severity, severities } from '../../findings/rule.ts';
import { Flag, type Tree } from './tree.ts';

/** None. */
export const NONE = severities.length;

export interface Worst {
  /** Counts of a node and all below it: `counts[node * 5 + severity]`. */
  readonly counts: Uint32Array;
  /** The gravest of a node itself, as a place in `severities`; `NONE` where there is none. */
  readonly own: Uint8Array;
  /** Whether something below, or here, could not be seen. */
  readonly gaps: Uint8Array;
}

export interface About {
  readonly node: number | undefined;
  readonly severity: Severity;
}

/** `mask`: what could not be seen counts only where that lets it through. */
export function rolledUp({ data: { size, parent, flags } }: Tree, findings: Iterable<About>, mask?: Uint8Array): Worst {
  const counts = new Uint32Array(size * NONE);
  const own = new Uint8Array(size).fill(NONE);
  const gaps = new Uint8Array(size);
  // Up from what has something to tell: of half a million nodes few have.
  for (const { node, severity } of findings) {
    if (node === undefined) continue;
    const rank = severities.indexOf(severity);
    own[node] = Math.min(own[node]!, rank);
    for (let at = node; at >= 0; at = parent[at]!) counts[at * NONE + rank]! += 1;
  }
  for (let node = 0; node < size; node += 1)
    if (flags[node]! & Flag.gap && mask?.[node] !== 0)
      for (let at = node; at >= 0 && gaps[at] === 0; at = parent[at]!) gaps[at] = 1;
  return { counts, own, gaps };
}

/** `[severity, count]`, the gravest first; of what is worth a mark in a tree: not `info`. */
export function countsAt({ counts }: Worst, node: number): [Severity, number][] {
  return severities.slice(0, -1).flatMap((severity, at): [Severity, number][] => {
    const count = counts[node * NONE + at]!;
    return count > 0 ? [[severity, count]] : [];
  });
}
