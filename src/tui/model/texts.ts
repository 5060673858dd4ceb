/**
 * The texts of many nodes as a few long strings: one search through a long one is quicker than a search in each of many, and none is so long
 * that a key would wait while it arrives from another thread.
 */

/** As a power of two: how many nodes share a string. */
const BITS = 13;

export interface Texts {
  /** The texts of 8,192 nodes each, one after the other. */
  readonly parts: readonly string[];
  /** Where the text of each node begins, as if all were one string; after the last where it ends. */
  readonly starts: Uint32Array;
}

/** Texts of nodes in order, as strings that many share. */
export function partsOf(texts: readonly string[]): string[] {
  const parts: string[] = [];
  for (let from = 0; from < texts.length; from += 1 << BITS) parts.push(texts.slice(from, from + (1 << BITS)).join(''));
  return parts;
}

export function textOf({ parts, starts }: Texts, node: number): string {
  const part = node >> BITS;
  const base = starts[part << BITS]!;
  return parts[part]!.slice(starts[node]! - base, starts[node + 1]! - base);
}

/**
 * Tells each node in whose text it stands, once. An empty one stands in each. Texts end with a tab, which `wanted` has at its own end at
 * most: so it never stands across two. Whoever answers `enough` is told no more.
 */
export function search({ parts, starts }: Texts, wanted: string, hit: (node: number) => unknown): void {
  for (const [part, text] of parts.entries()) {
    let node = part << BITS;
    const base = starts[node]!;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, starts[node + 1]! - base)) {
      while (starts[node + 1]! - base <= at) node += 1;
      if (hit(node) === 'enough') return;
      if (starts[node + 1]! - base >= text.length) break;
    }
  }
}
