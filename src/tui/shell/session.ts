/** What outlasts a session: where the reader was, and how things look. */
import { runLine } from '../state/commands.ts';
import { fresh, type Screen, type Settings, type State, screenOf, started } from '../state/state.ts';
import { lineOf } from '../state/surveys.ts';

export interface Session {
  readonly settings: Settings;
  readonly view?: Screen['view'];
  /** The row of the tree under the cursor, by the key of its node. */
  readonly key?: string;
  readonly filter?: string;
  /** The command that shows the same again, of a view that a command asks for. */
  readonly line?: string;
}

/** The state that a session begins with. `isEmpty`: there is no snapshot yet. */
export function begun(size: State['size'], { settings, view, key, filter = '', line }: Session, isEmpty: boolean): State {
  if (isEmpty) return started(size, settings, { history: [fresh('scan', { key: 'sample' })], isEmpty });
  if (line !== undefined) return reopened(started(size, settings), line, filter);
  const known =
    view === 'overview' || view === 'findings' || view === 'kinds' || view === 'coverage' || view === 'exposure' ? view : 'tree';
  return started(size, settings, {
    history: [fresh(known, { filter })],
    ...(key !== undefined && known === 'tree' && { wanted: key }),
  });
}

/** What the next session begins with. */
export function sessionOf(state: State, before: Session): Session {
  const screen = screenOf(state);
  const node = state.tree && screen.view === 'tree' && screen.key !== undefined ? Number(screen.key) : undefined;
  const key = node === undefined ? before.key : state.tree!.keyOf(node);
  const line = lineOf(screen);
  return {
    settings: state.settings,
    view: screen.view,
    filter: screen.filter,
    ...(key !== undefined && { key }),
    ...(line !== undefined && { line }),
  };
}

/** As if the command had been typed; it is not among those that were. */
function reopened(state: State, line: string, filter: string): State {
  const { history, at } = runLine(state, line).state;
  return { ...state, history: [{ ...history[at]!, filter }] };
}
