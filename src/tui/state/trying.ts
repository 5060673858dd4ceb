/** What is tried on a path: a fix, a failure, another end beside it. Nothing but the question changes; nothing is sent to AWS. */
import type { Asked } from '../desk/questions.ts';
import { endOf } from '../model/ends.ts';
import { triesIn } from '../views/view.ts';
import { changed } from './ends.ts';
import { linesOf, nodeAt } from './layout.ts';
import type { Action } from './moving.ts';
import { go, lastPath, noEnds, type Screen, type State, type Step, say, screenOf, step, withScreen } from './state.ts';

/** The answer begins with what was tried and with the verdict, so the cursor goes there. */
const asTried = (state: State, screen: Screen, tried: Asked['tried']): Step =>
  step(withScreen(changed(state, { ...noEnds, ...screen.path, tried }), { cursor: 0, key: 'line 0', top: 0, filter: '' }));

/** After a number that of the sets; else the one under the cursor, or the only one. */
export const tryHere: Action = (state, screen, count) => {
  const lines = linesOf(state, screen);
  const all = triesIn(lines);
  const changes =
    count !== undefined ? all[count - 1] : (lines.tries?.(screen.cursor) ?? (all.length === 1 ? all[0] : undefined));
  if (!changes) return step(say(state, `Which of the ${all.length}? 1+ tries the first, or + on a line of it.`, 'warning'));
  return asTried(state, screen, [...(screen.path?.tried ?? []), { changes }]);
};

export const tryWithout: Action = (state, screen) => {
  const node = nodeAt(state, screen);
  if (node === undefined || !state.tree) return step(state);
  const gone = { kind: state.tree.kindOf(node), id: state.tree.field(node, 'id') };
  return asTried(state, screen, [...(screen.path?.tried ?? []), { gone }]);
};

export const undoTry: Action = (state, screen) => asTried(state, screen, (screen.path?.tried ?? []).slice(0, -1));

/** The path that is shown, or was shown last, beside the one of another end. */
export function besideOf(state: State, end: 'from' | 'to', other: string): Step {
  const path = lastPath(state);
  if (!path) return step(say(state, 'There is no path yet to compare with: a and b choose one.', 'warning'));
  if (path[end] === other) return step(say(state, 'That is the path itself: choose another end to compare it with.', 'warning'));
  const asked: Asked = { ...path, beside: { end, other } };
  if (screenOf(state).view !== 'path') return step(go(state, { view: 'path', path: asked, cursor: 0, top: 0, filter: '' }));
  return step(withScreen(changed(state, asked), { cursor: 0, key: 'line 0', top: 0, filter: '' }));
}

/** Of what is under the cursor; on a path that is compared already, the other one goes. */
export const beside =
  (end: 'from' | 'to'): Action =>
  (state, screen) => {
    if (screen.view === 'path' && screen.path?.beside?.end === end) {
      const { beside: _, ...alone } = screen.path;
      return step(changed(state, alone));
    }
    const node = nodeAt(state, screen);
    const other = node === undefined || !state.tree ? undefined : endOf(state.tree, node);
    return other === undefined ? step(state) : besideOf(state, end, other);
  };
