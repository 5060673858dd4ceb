/** The cursor in the list, and what of the tree is unfolded. */
import { revealed, turned } from '../model/visible.ts';
import { linesOf, nodeAt, pageOf } from './layout.ts';
import type { Screen, State, Step } from './state.ts';
import { fresh, go, screenOf, step, withScreen } from './state.ts';

export type Action = (state: State, screen: Screen, count: number | undefined) => Step;

export const moved = (state: State, by: number): Step => {
  const screen = screenOf(state);
  return step(placedAt(state, screen.cursor + by));
};

/** The cursor in that row, or as near to it as there is one. */
export function placedAt(state: State, wanted: number): State {
  const screen = screenOf(state);
  const lines = linesOf(state, screen);
  // What is still being read has no rows yet; the one that is wanted is gone to when it has.
  const last = lines.count > 0 ? lines.count - 1 : Number.MAX_SAFE_INTEGER;
  const cursor = Math.max(0, Math.min(last, wanted));
  const atEnd = lines.grows === true && wanted === Number.POSITIVE_INFINITY;
  return withScreen(state, { cursor, atEnd, key: lines.count > 0 ? lines.key(cursor) : undefined });
}

export const paged = (state: State, parts: number): Step => {
  const screen = screenOf(state);
  const page = pageOf(state, screen, linesOf(state, screen));
  const by = Math.trunc(page * parts);
  return step(placedAt(withScreen(state, { top: Math.max(0, screen.top + by) }), screen.cursor + by));
};

export const onNode =
  (act: (state: State, node: number) => Step): Action =>
  (state, screen) => {
    const node = nodeAt(state, screen);
    return node === undefined || !state.tree ? step(state) : act(state, node);
  };

export function toggled(state: State, node: number, whole = false): Step {
  if (state.tree!.isLeaf(node)) return step(state);
  return step({ ...state, open: turned(state.tree!, state.open, node, !state.open[node], whole) });
}

export const unfold = onNode((state, node) => {
  if (state.tree!.isLeaf(node)) return step(state);
  return state.open[node] ? moved(state, 1) : toggled(state, node);
});

export const fold = onNode((state, node) => {
  if (state.open[node] && !state.tree!.isLeaf(node)) return toggled(state, node);
  const above = state.tree!.parentOf(node);
  return above < 0 ? step(state) : step(cursorOn(state, above));
});

/** The cursor on a node of the tree that is on the screen. */
function cursorOn(state: State, node: number): State {
  const lines = linesOf(state, screenOf(state));
  return placedAt(state, lines.find(String(node)) ?? 0);
}

/** The tree, with everything above a node unfolded, and the cursor on it. */
export function located(state: State, node: number): State {
  const unfolded = { ...state, open: revealed(state.tree!, state.open, [node]) };
  return cursorOn(go(unfolded, fresh('tree', { key: String(node) })), node);
}

/** To the next line, down or up, that leads elsewhere than the line that it is on; there is none beyond the last. */
export const hop =
  (by: 1 | -1): Action =>
  (state, screen) => {
    const lines = linesOf(state, screen);
    const at = (row: number): string | undefined => {
      const target = lines.target?.(row);
      return target && JSON.stringify(target);
    };
    const from = at(screen.cursor);
    for (let row = screen.cursor + by, last = from; row >= 0 && row < lines.count; row += by) {
      const here = at(row);
      if (here !== undefined && here !== last) return step(placedAt(state, firstOf(at, row, here)));
      last = here;
    }
    return step(state);
  };

/** Lines that belong together lead to the same: the first of them is the one that is read first. */
function firstOf(at: (row: number) => string | undefined, row: number, here: string): number {
  let first = row;
  while (first > 0 && at(first - 1) === here) first -= 1;
  return first;
}
