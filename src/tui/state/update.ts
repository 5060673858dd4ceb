/** One happening → the next state, and what is to be done about it. The only way in which anything changes. */
import { actions } from './actions.ts';
import { told } from './answers.ts';
import { columnAt } from './columns.ts';
import { insert } from './editor.ts';
import type { Happening, Key } from './happening.ts';
import { bindingOf } from './keys.ts';
import { isBeingRead, layoutOf, linesOf, nodeAt, pageOf, whereOf } from './layout.ts';
import { stopScan } from './live.ts';
import { placedAt } from './moving.ts';
import { heard } from './news.ts';
import { settle } from './settle.ts';
import type { State, Step } from './state.ts';
import { say, screenOf, step, withScreen } from './state.ts';
import { retyped, typing } from './typing.ts';

export function update(state: State, happening: Happening): Step {
  // Escape and a letter right after it look like the letter with Alt held, which means something only where text is typed.
  const letter = happening.type === 'key' && !state.entry ? /^alt-(.)$/.exec(happening.key.name)?.[1] : undefined;
  if (letter !== undefined) {
    const first = update(state, { type: 'key', key: { name: 'escape' } });
    const then = update(first.state, { type: 'key', key: { name: letter, text: letter } });
    return { state: then.state, effects: [...first.effects, ...then.effects] };
  }
  const { state: next, effects } = happened(state, happening);
  const settled = settle(next);
  const opened = entering(settled.state);
  return { state: opened.state, effects: [...effects, ...settled.effects, ...opened.effects] };
}

/** Enter that was pressed before there was anything to open is pressed again when there is. */
function entering(state: State): Step {
  const screen = screenOf(state);
  if (!screen.isEntering || isBeingRead(state, screen)) return step(state);
  const calm = withScreen({ ...state, message: undefined }, { isEntering: false });
  const { state: next, effects } = actions.enter(calm, screenOf(calm), undefined);
  const settled = settle(next);
  return { state: settled.state, effects: [...effects, ...settled.effects] };
}

function happened(state: State, happening: Happening): Step {
  switch (happening.type) {
    case 'key':
      return pressed({ ...state, touched: true }, happening.key);
    case 'paste':
      return step(
        state.entry
          ? retyped(state, insert(state.entry.editor, happening.text))
          : say(state, 'Nothing is being typed: / filters, : takes a command. What was pasted was dropped.', 'quiet'),
      );
    case 'wheel':
      return step(placedAt(state, screenOf(state).cursor + happening.by));
    case 'click':
      return clicked({ ...state, touched: true }, happening.x, happening.y);
    case 'size':
      return step({ ...state, size: { columns: happening.columns, rows: happening.rows } });
    case 'rested':
      return step({ ...state, resting: nodeAt(state, screenOf(state)) });
    case 'told':
      return step(say(state, happening.text, happening.means));
    case 'answer':
      return told(state, happening.key, happening.answer);
    case 'news':
      return heard(state, happening.news);
  }
}

function pressed(state: State, key: Key): Step {
  if (key.name === 'ctrl-c' && state.live && !state.live.isStopping) return stopScan(state);
  // Of the program itself, whatever is typed; and all that there is where nothing can be seen.
  if (key.name === 'ctrl-z') return step(state, { do: 'suspend' });
  const screen = screenOf(state);
  if (layoutOf(state, screen).isTooSmall)
    return step(state, ...(key.name === 'q' || key.name === 'ctrl-c' ? [{ do: 'quit' } as const] : []));
  if (state.entry) return typing(state, key);
  if (/^\d$/.test(key.name) && (state.count || key.name !== '0'))
    return step({ ...state, count: (state.count + key.name).slice(-7) });
  const count = state.count ? Number(state.count) : undefined;
  const waited = screen.isEntering ? withScreen(state, { isEntering: false }) : state;
  const calm: State = { ...waited, count: '', message: undefined };
  const binding = bindingOf(screen.view, key.name);
  if (!binding)
    return step(
      key.name === 'escape' || state.count
        ? calm
        : say(calm, `${key.text ?? key.name} does nothing here. ? shows what does.`, 'quiet'),
    );
  const why = binding.disabled?.(whereOf(calm, screen));
  if (why) return step(binding.does === 'back' ? calm : say(calm, `Not here: ${why}.`, 'warning'));
  return actions[binding.does](calm, screenOf(calm), count);
}

/** A click chooses the row; on the row that is chosen it opens. */
function clicked(state: State, x: number, y: number): Step {
  const screen = screenOf(state);
  const lines = linesOf(state, screen);
  const { body, left } = layoutOf(state, screen);
  const first = 1 + body - pageOf(state, screen, lines);
  const row = screen.top + y - first;
  if (state.entry || x >= left || y < first || y > body || row >= lines.count) return step(state);
  const column = lines.across?.at(x, screen.left ?? 0);
  const isChosen = row === screen.cursor && (column === undefined || column === screen.column);
  if (isChosen) return actions.enter(state, screen, undefined);
  const placed = placedAt(state, row);
  return step(column === undefined ? placed : columnAt(placed, column));
}
