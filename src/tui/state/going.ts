/** To another view: anew, or where the reader was in it when it was last seen. */
import { linesOf, nodeAt } from './layout.ts';
import { againAt } from './live.ts';
import { type Action, placedAt } from './moving.ts';
import { fresh, go, type Screen, type State, say, screenOf, step } from './state.ts';

export const open =
  (view: Screen['view'], rest: Partial<Screen> = {}): Action =>
  (state) =>
    step(isAlike(screenOf(state), view, rest) ? state : go(state, fresh(view, { ...placeIn(state, view, rest), ...rest })));

const isAlike = (screen: Screen, view: Screen['view'], { of }: Partial<Screen>): boolean =>
  screen.view === view && screen.node === undefined && screen.of === of;

/** Where the reader was when the view was last seen: back in it the cursor is there again. */
function placeIn({ history, at }: State, view: Screen['view'], rest: Partial<Screen>): Partial<Screen> {
  const last = history.slice(0, at + 1).findLast((screen) => isAlike(screen, view, rest));
  return placeOf(last);
}

const placeOf = (last: Screen | undefined): Partial<Screen> =>
  last ? { cursor: last.cursor, top: last.top, ...(last.key !== undefined && { key: last.key }) } : {};

export const ofNode =
  (view: Screen['view']): Action =>
  (state, screen) =>
    step(go(state, fresh(view, { node: nodeAt(state, screen)! })));

/** To where the reader was in it. */
export const toTree: Action = (state, screen) => {
  if (screen.view === 'tree') return step(state);
  const last = state.history.slice(0, state.at + 1).findLast(({ view }) => view === 'tree');
  return step(go(state, fresh('tree', placeOf(last))));
};

/** While a scan is prepared, where and who it is to be; else what is to be seen. */
export const choice =
  (of: 'region' | 'account'): Action =>
  (state, screen, count) =>
    screen.view === 'scan'
      ? step(placedAt(state, Math.max(0, linesOf(state, screen).find(of === 'region' ? 'regions' : 'profiles') ?? 0)))
      : open('scope', { of })(state, screen, count);

/** Of a table or a line of the kinds that kind everywhere; else the place, or of that the kind, of what is under the cursor. */
export const lookAgain: Action = (state, screen) => {
  const kind = screen.view === 'table' ? screen.kind : screen.view === 'kinds' ? screen.key : undefined;
  const node = nodeAt(state, screen);
  const again = kind === undefined ? node !== undefined && againAt(state, node) : { kinds: [kind] };
  return step(
    again
      ? go(state, fresh('scan', { again, key: 'go' }))
      : say(state, 'Nothing that could be read again is under the cursor.', 'warning'),
  );
};
