/** What of the tree is to be seen: all but the Regions and accounts that were put aside, and of that what a filter lets through. */

import { remembered } from '../remembered.ts';
import type { State } from '../state/state.ts';
import { type Filter, filtered, narrows, readFilter } from './filter.ts';
import type { Worst } from './rollup.ts';
import type { Tree } from './tree.ts';
import { both, type Mask, visible } from './visible.ts';

const scopeMask = remembered((tree: Tree, hidden: State['hidden']): Mask | undefined => {
  if (hidden.region.size === 0 && hidden.account.size === 0) return undefined;
  const mask = new Uint8Array(tree.size).fill(1);
  for (let node = 0; node < tree.size; node += 1) {
    const kind = tree.kindOf(node);
    const of = kind === 'place' ? 'region' : kind === 'account' ? kind : undefined;
    if (of && hidden[of].has(tree.field(node, 'id'))) mask.fill(0, node, tree.data.end[node]);
  }
  return mask;
});

/** The filter before: with each letter that is typed there is less to look at. */
let before: { tree: Tree; filter: Filter; worst: Worst | undefined; mask: Mask | undefined } | undefined;

const filterMask = remembered((tree: Tree, text: string, worst: Worst | undefined): Mask | undefined => {
  const filter = readFilter(text);
  const among = before?.tree === tree && before.worst === worst && narrows(before.filter, filter) ? before.mask : undefined;
  const mask = filtered(tree, filter, worst, among);
  before = { tree, filter, worst, mask };
  return mask;
});

/** Filters that ask for severities change with the findings; others do not. */
export function maskFor({ tree, hidden, worst }: Pick<State, 'tree' | 'hidden' | 'worst'>, filter: string): Mask | undefined {
  if (!tree) return undefined;
  const mask = filter.trim() ? filterMask(tree, filter.trim(), /\bsev:/.test(filter) ? worst : undefined) : undefined;
  return both(scopeMask(tree, hidden), mask);
}

export const rowsOf = remembered(
  (tree: Tree, open: Uint8Array, mask: Mask | undefined, unfold: boolean): Int32Array => visible(tree, open, mask, unfold),
);

export interface PlaceRow {
  readonly id: string;
  readonly title: string;
  /** How many nodes are below it, in all accounts. */
  readonly size: number;
}

/** The Regions or the accounts that there are, those with most in them first. */
export const placesIn = remembered((tree: Tree, of: 'region' | 'account'): PlaceRow[] => {
  const found = new Map<string, PlaceRow>();
  for (let node = 0; node < tree.size; node += 1) {
    if (tree.kindOf(node) !== (of === 'region' ? 'place' : of)) continue;
    const id = tree.field(node, 'id');
    found.set(id, { id, title: tree.title(node), size: tree.data.end[node]! - node - 1 + (found.get(id)?.size ?? 0) });
  }
  return [...found.values()].sort((a, b) => b.size - a.size);
});
