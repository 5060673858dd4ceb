/** The cursor in a grid, from column to column. */
import { linesOf } from './layout.ts';
import type { Action } from './moving.ts';
import { type Screen, type State, screenOf, step, withScreen } from './state.ts';

/** In that column, or as near to it as there is one. */
export function columnAt(state: State, wanted: number): State {
  const { across } = linesOf(state, screenOf(state));
  if (!across || across.count === 0) return state;
  const column = Math.max(0, Math.min(across.count - 1, wanted));
  return withScreen(state, { column, columnKey: across.key(column) });
}

export const sideways =
  (by: number): Action =>
  (state, screen, count = 1) =>
    step(columnAt(state, (screen.column ?? 0) + by * count));

export const toColumn =
  (wanted: number): Action =>
  (state) =>
    step(columnAt(state, wanted));

/** The column where it is now, and the window around it. */
export function columnSettled(state: State, screen: Screen): State {
  const { across } = linesOf(state, screen);
  if (!across || across.count === 0) return state;
  const found = screen.columnKey === undefined ? undefined : across.find(screen.columnKey);
  const column = Math.max(0, Math.min(across.count - 1, found ?? screen.column ?? 0));
  const left = across.left(column, screen.left ?? 0);
  const columnKey = across.key(column);
  return column === screen.column && left === screen.left && columnKey === screen.columnKey
    ? state
    : withScreen(state, { column, left, columnKey });
}
