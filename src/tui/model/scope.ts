/** What of the tree is to be seen: all but the Regions and accounts that were put aside, and of that what a filter lets through. */

import { remembered } from '../remembered.ts';
import type { State } from '../state/state.ts';
import { filtered, readFilter } from './filter.ts';
import type { Worst } from './rollup.ts';
import type { Tree } from './tree.ts';
import { both, type Mask, visible } from './visible.ts';

const scopeMask = remembered((tree: Tree, hidden: State['hidden']): Mask | undefined => {
  if (hidden.region.size === 0 && hidden.account.size === 0) return undefined;
  const mask = new Uint8Array(tree.size).fill(1);
  for (let node = 0; node < tree.size; node += 1) {
    const kind = tree.kindOf(node);
    if ((kind === 'region' || kind === 'account') && hidden[kind].has(tree.field(node, 'id')))
      mask.fill(0, node, tree.data.end[node]);
  }
  return mask;
});

const filterMask = remembered((tree: Tree, filter: string, worst: Worst | undefined): Mask | undefined =>
  filtered(tree, readFilter(filter), worst),
);

/** Filters that ask for severities change with the findings; others do not. */
export function maskFor({ tree, hidden, worst }: Pick<State, 'tree' | 'hidden' | 'worst'>, filter: string): Mask | undefined {
  if (!tree) return undefined;
  const mask = filter.trim() ? filterMask(tree, filter.trim(), /\bsev:/.test(filter) ? worst : undefined) : undefined;
  return both(scopeMask(tree, hidden), mask);
}

export const rowsOf = remembered(
  (tree: Tree, open: Uint8Array, mask: Mask | undefined, unfold: boolean): Int32Array => visible(tree, open, mask, unfold),
);
