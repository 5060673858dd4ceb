/** What follows from every change: the cursor where its row is now, the window around it, and what has to be asked. */
import { keyOf } from '../desk/questions.ts';
import { detailWants } from '../views/detail.ts';
import { views } from '../views/index.ts';
import type { Lines } from '../views/view.ts';
import { columnSettled } from './columns.ts';
import { isBeingRead, layoutOf, linesOf, nodeAt, pageOf, sheetWidth } from './layout.ts';
import type { Effect, Screen, State, Step } from './state.ts';
import { screenOf, step, withScreen } from './state.ts';

/** The cursor where its row is now, the window around it, and questions for what is to be shown. */
export function settle(state: State): Step {
  const screen = screenOf(state);
  const lines = linesOf(state, screen);
  // It is where it was, most of the time; of half a million rows the one of that name is looked for only when it is not.
  const isThere = screen.cursor < lines.count && lines.key(screen.cursor) === screen.key;
  const cursor = Math.max(
    0,
    Math.min(lines.count - 1, screen.atEnd ? lines.count - 1 : isThere ? screen.cursor : placeOf(screen, lines)),
  );
  const page = pageOf(state, screen, lines);
  const furthest = Math.max(0, lines.count - page);
  // What is still being read has no rows yet; the window stays where it was moved to.
  const top = lines.count > 0 ? Math.max(0, Math.min(furthest, topFor(cursor, screen.top, page))) : screen.top;
  // While nothing is there yet the row that is wanted stays wanted; and while what comes first may not stay first.
  const isThereYet = lines.count > 0 && !(screen.isEntering && isBeingRead(state, screen));
  const key = isThereYet ? lines.key(cursor) : screen.key;
  const placed =
    cursor === screen.cursor && top === screen.top && key === screen.key
      ? state
      : withScreen(state, { cursor: isThereYet ? cursor : screen.cursor, top, ...(key !== undefined && { key }) });
  return asking(lines.across ? columnSettled(placed, screenOf(placed)) : placed);
}

/** Where the row of that name is now; a list that nobody has walked in begins where it says. */
const placeOf = ({ key, cursor }: Screen, lines: Lines): number => (key === undefined ? lines.begin : lines.find(key)) ?? cursor;

/** The window moves by as little as it takes; a cursor that jumped out of it gets something to see on both sides. */
function topFor(cursor: number, top: number, page: number): number {
  if (cursor === top - 1) return cursor;
  if (cursor === top + page) return top + 1;
  return cursor < top || cursor > top + page ? cursor - Math.floor(page / 3) : top;
}

function asking(state: State): Step {
  const screen = screenOf(state);
  // Before there is a tree nobody can answer, but for what a scan would do.
  if (!state.tree && screen.view !== 'scan') return step(state);
  const { left, right } = layoutOf(state, screen);
  const own = views[screen.view].wants?.(state, screen, sheetWidth(left)) ?? [];
  const node = right > 0 ? nodeAt(state, screen) : undefined;
  // The first is there at once; what follows waits until the cursor rests, so that walking past costs nothing.
  const resting = state.beside === undefined || state.resting === undefined ? node : state.resting;
  const beside = right > 0 ? detailWants(state, resting, sheetWidth(right)) : [];
  const wanted = [...own, ...beside].filter((question) => {
    const key = keyOf(question);
    return (!state.answers.has(key) || state.stale.has(key)) && !state.asked.has(key);
  });
  const isKnown = beside.every((question) => question.ask !== 'detail' || state.answers.has(keyOf(question)));
  const shown = right > 0 && isKnown ? resting : state.beside;
  const next: State =
    wanted.length === 0 && shown === state.beside && resting === state.resting
      ? state
      : { ...state, beside: shown, resting, asked: new Set([...state.asked, ...wanted.map(keyOf)]) };
  const rests: Effect[] = node !== undefined && node !== resting ? [{ do: 'rest' }] : [];
  return { state: next, effects: [...wanted.map((question): Effect => ({ do: 'ask', question })), ...rests] };
}
