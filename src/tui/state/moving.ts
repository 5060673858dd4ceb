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
  const cursor = Math.max(0, Math.min(lines.count - 1, wanted));
  return withScreen(state, { cursor, key: lines.count > 0 ? lines.key(cursor) : undefined });
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
