/** The cursor in a grid, from column to column. */
import { linesOf } from './layout.ts';
import { type Action, placedAt } from './moving.ts';
import { type Screen, type State, say, screenOf, step, withScreen } from './state.ts';

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

/** To the next place of a grid in which something stands, row after row; or to the one before. */
export const toStanding =
  (by: 1 | -1): Action =>
  (state, screen) => {
    const { across, count } = linesOf(state, screen);
    const from = screen.column ?? 0;
    for (let row = screen.cursor; row >= 0 && row < count; row += by) {
      const standing = across?.standing?.(row) ?? [];
      const left = row === screen.cursor ? standing.filter((at) => (at - from) * by > 0) : standing;
      const column = by > 0 ? left[0] : left.at(-1);
      if (column !== undefined) return step(columnAt(placedAt(state, row), column));
    }
    return step(say(state, `Nothing stands ${by > 0 ? 'after' : 'before'} this place.`, 'quiet'));
  };

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
