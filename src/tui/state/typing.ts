/** What is typed into the line at the bottom: a command, or a filter. */
import { maskFor } from '../model/scope.ts';
import { runLine } from './commands.ts';
import { completions } from './completion.ts';
import { edit, insert, typed } from './editor.ts';
import type { Key } from './happening.ts';
import type { Entry, State, Step } from './state.ts';
import { screenOf, step, withScreen } from './state.ts';

export function typing(state: State, key: Key): Step {
  const entry = state.entry!;
  const done: State = { ...state, entry: undefined };
  if (key.name === 'ctrl-c' || key.name === 'escape')
    return step(entry.purpose === 'filter' ? withScreen(done, entry.before) : done);
  if (key.name === 'enter') return entry.purpose === 'filter' ? step(done) : runLine(done, entry.editor.text);
  if (key.name === 'tab' || key.name === 'backtab' || ((key.name === 'down' || key.name === 'up') && entry.purpose === 'command'))
    return step(choose(state, key.name));
  if (key.name === 'backspace' && entry.editor.text === '') return step(done);
  const edited = key.text && !/\p{Cc}/u.test(key.text) ? insert(entry.editor, key.text) : edit(entry.editor, key.name);
  return step(edited ? retyped(state, edited) : state);
}

/** Tab takes the only completion, or walks along them; the arrows bring back what was typed before. */
function choose(state: State, key: string): State {
  const entry = state.entry!;
  const typing = (text: string, completing?: Entry['completing']): State => ({
    ...state,
    entry: { ...entry, editor: typed(text), completing },
  });
  if (key === 'up' || key === 'down') {
    if (state.said.length === 0) return state;
    const at = state.said.indexOf(entry.editor.text);
    const next = key === 'up' ? (at < 0 ? state.said.length - 1 : Math.max(0, at - 1)) : Math.min(state.said.length - 1, at + 1);
    return typing(state.said[next]!);
  }
  const of = entry.completing?.of ?? entry.editor.text;
  const all = entry.purpose === 'command' ? completions(state, of) : [];
  if (all.length === 0) return state;
  if (all.length === 1) return typing(`${all[0]} `);
  const before = entry.completing?.choice ?? (key === 'tab' ? -1 : 0);
  const choice = (before + (key === 'tab' ? 1 : -1) + all.length) % all.length;
  return typing(all[choice]!, { of, choice });
}

/** A filter holds while it is typed, and the cursor goes to the first that it finds. */
export function retyped(state: State, editor: Entry['editor']): State {
  const next = { ...state, entry: { ...state.entry!, editor, completing: undefined } };
  if (state.entry!.purpose === 'command') return next;
  const screen = screenOf(state);
  const found = withScreen(next, { filter: editor.text, top: 0, atEnd: false });
  const mask = screen.view === 'tree' ? maskFor(found, editor.text) : undefined;
  if (!mask || mask[Number(screen.key)] === 1) return found;
  const first = mask.indexOf(1);
  return first < 0 ? found : withScreen(found, { key: String(first) });
}
