/** What of the tree is to be seen: all but the Regions and accounts that were put aside, and of that what a filter lets through. */
import { remembered } from '../remembered.ts';
import type { State } from '../state/state.ts';
import { type Filter, filtered, narrows, readFilter } from './filter.ts';
import { rolledUp, type Worst } from './rollup.ts';
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

/** What a filter lets through. One that asks for severities changes with the findings; others do not. */
export const termMask = ({ tree, worst }: Pick<State, 'tree' | 'worst'>, filter: string): Mask | undefined =>
  tree && filter.trim() ? filterMask(tree, filter.trim(), /\bsev:/.test(filter) ? worst : undefined) : undefined;

export const maskFor = (state: Pick<State, 'tree' | 'hidden' | 'worst'>, filter: string): Mask | undefined =>
  state.tree && both(scopeMask(state.tree, state.hidden), termMask(state, filter));

/** How many Regions and accounts were put aside. */
export const asideCount = ({ hidden: { region, account } }: Pick<State, 'hidden'>): number => region.size + account.size;

/** Whether a place was not put aside. */
export const isSeen =
  ({ region, account }: State['hidden']) =>
  (place: { readonly account: string; readonly region: string }): boolean =>
    !region.has(place.region) && !account.has(place.account);

const findingsIn = remembered((findings: State['findings'], hidden: State['hidden']): State['findings'] =>
  asideCount({ hidden }) === 0 ? findings : findings.filter(({ subject }) => isSeen(hidden)(subject)),
);

/** The findings of what is to be seen. */
export const findingsSeen = ({ findings, hidden }: Pick<State, 'findings' | 'hidden'>): State['findings'] =>
  findingsIn(findings, hidden);

const worstIn = remembered(
  (tree: Tree, findings: State['findings'], nodes: State['findingNodes'], hidden: State['hidden']): Worst => {
    const left = new Set(findingsIn(findings, hidden));
    const loud = findings.flatMap((one, at) =>
      one.quiet || !left.has(one) ? [] : [{ severity: one.severity, node: nodes[at] }],
    );
    return rolledUp(tree, loud, scopeMask(tree, hidden));
  },
);

/** What each node has below it, of what is to be seen. */
export const worstSeen = (state: State): Worst | undefined =>
  asideCount(state) === 0 || !state.tree || !state.worst
    ? state.worst
    : worstIn(state.tree, state.findings, state.findingNodes, state.hidden);

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
