/** What each action does to the state. Pure: what the world has to do about it is an effect. */

import { forCsv } from '../../report/escape.ts';
import { type Asked, keyOf, type Question } from '../desk/questions.ts';
import { endOf } from '../model/ends.ts';
import { revealed, turned } from '../model/visible.ts';
import { textOf } from '../screen/row.ts';
import { columnsShown, tableNow } from '../views/table.ts';
import type { Target } from '../views/view.ts';
import { empty, typed } from './editor.ts';
import { asking, changing, nextFamily, nextPort, nextProtocol } from './ends.ts';
import type { ActionName } from './keys.ts';
import { layoutOf, linesOf, nodeAt, pageOf } from './layout.ts';
import type { Effect, Errand, Screen, State, Step } from './state.ts';
import { fresh, go, say, screenOf, step, withScreen } from './state.ts';

type Action = (state: State, screen: Screen, count: number | undefined) => Step;

const moved = (state: State, by: number): Step => {
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

const paged = (state: State, parts: number): Step => {
  const screen = screenOf(state);
  const page = pageOf(state, screen, linesOf(state, screen));
  const by = Math.trunc(page * parts);
  return step(placedAt(withScreen(state, { top: Math.max(0, screen.top + by) }), screen.cursor + by));
};

const open =
  (view: Screen['view'], rest: Partial<Screen> = {}): Action =>
  (state) =>
    step(screenOf(state).view === view && rest.node === undefined ? state : go(state, fresh(view, rest)));

const ofNode =
  (view: Screen['view']): Action =>
  (state, screen) =>
    step(go(state, fresh(view, { node: nodeAt(state, screen)! })));

/** Where a row leads. */
export function follow(state: State, target: Target): Step {
  if ('screen' in target) return step(go(state, target.screen));
  if ('snapshot' in target)
    return step(say(state, `Opening ${target.snapshot} …`, 'quiet'), { do: 'snapshot', id: target.snapshot });
  if ('toggle' in target) return step(putAside(state, target.toggle));
  return step(go(state, fresh('detail', { node: target.node })));
}

function putAside(state: State, id: string): State {
  const kind = screenOf(state).of === 'account' ? 'account' : 'region';
  const set = new Set(state.hidden[kind]);
  if (!set.delete(id)) set.add(id);
  return { ...state, hidden: { ...state.hidden, [kind]: set } };
}

const enter: Action = (state, screen) => {
  const lines = linesOf(state, screen);
  if (lines.count === 0) return step(state);
  const target = lines.target?.(screen.cursor);
  if (target) return follow(state, target);
  const node = screen.view === 'tree' || screen.view === 'table' ? lines.node?.(screen.cursor) : undefined;
  if (node === undefined) return step(say(state, 'Nothing is named in this line.', 'quiet'));
  return screen.view === 'tree' && !state.tree!.isResource(node) && !state.tree!.isLeaf(node)
    ? toggled(state, node)
    : step(go(state, fresh('detail', { node })));
};

function toggled(state: State, node: number, whole = false): Step {
  if (state.tree!.isLeaf(node)) return step(state);
  return step({ ...state, open: turned(state.tree!, state.open, node, !state.open[node], whole) });
}

const onNode =
  (act: (state: State, node: number) => Step): Action =>
  (state, screen) => {
    const node = nodeAt(state, screen);
    return node === undefined || !state.tree ? step(state) : act(state, node);
  };

const onEnd = (ends: (end: string) => Partial<Asked>): Action =>
  onNode((state, node) => {
    const end = endOf(state.tree!, node);
    return end === undefined ? step(state) : asking(state, ends(end));
  });

const unfold = onNode((state, node) => {
  if (state.tree!.isLeaf(node)) return step(state);
  return state.open[node] ? moved(state, 1) : toggled(state, node);
});

const fold = onNode((state, node) => {
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

const errand =
  (question: Question, then: Errand['then'], said: string): Action =>
  (state) => {
    const key = keyOf(question);
    const next = say({ ...state, errands: [...state.errands, { key, then }] }, said, 'quiet');
    const known = state.answers.get(key);
    return known ? { state: next, effects: [{ do: 'ask', question }] } : step(next, { do: 'ask', question });
  };

const named =
  (then: Errand['then']): Action =>
  (state, screen, count) =>
    errand({ ask: 'names', node: nodeAt(state, screen)! }, then, '…')(state, screen, count);

const sortBy =
  (turn: boolean): Action =>
  (state, screen) => {
    const columns = columnsShown(state, screen, layoutOf(state, screen).left);
    if (columns.length === 0) return step(say(state, 'The table is still being read.', 'quiet'));
    const { sort } = screen;
    if (turn) return step(withScreen(state, { sort: { column: sort?.column ?? columns[0]!, down: !(sort?.down ?? false) } }));
    const next = columns[(columns.indexOf(sort?.column ?? -1) + 1) % columns.length]!;
    return step(withScreen(state, { sort: { column: next, down: sort?.down ?? false } }));
  };

const NAME: Partial<Record<Screen['view'], string>> = { table: 'csv' };

/** Everything that the view holds as text: not only what fits the screen. */
export function wholeText(state: State, screen: Screen): { text: string; name: string } {
  const base = `hopscope-${[screen.view, screen.kind].filter(Boolean).join('-')}`;
  const now = screen.view === 'table' ? tableNow(state, screen) : undefined;
  if (now) {
    const { cells, rows } = now;
    const line = (values: readonly string[]): string => `${values.map(forCsv).join(',')}\r\n`;
    const body = [...rows].map((row) =>
      line(
        cells.text
          .slice(cells.starts[row], cells.starts[row + 1])
          .split('\t')
          .slice(0, cells.columns.length),
      ),
    );
    return { text: line(cells.columns) + body.join(''), name: `${base}.${NAME.table}` };
  }
  const lines = linesOf(state, screen);
  const { left } = layoutOf(state, screen);
  const text = Array.from({ length: lines.count }, (_, at) => textOf(lines.row(at, left)).trimEnd()).join('\n');
  return { text: `${text}\n`, name: `${base}.txt` };
}

const marked = onNode((state, node) => {
  const marks = state.marks.includes(node) ? state.marks.filter((one) => one !== node) : [...state.marks, node].slice(-2);
  return step(
    say(
      { ...state, marks },
      marks.length === 2
        ? 'Two are marked: = compares them.'
        : marks.length === 1
          ? 'Marked. A second one can be compared with it.'
          : 'No marks.',
      'quiet',
    ),
  );
});

export const compareMarks = (state: State): Step => {
  const [one, other] = state.marks as [number, number];
  if (state.tree!.kindOf(one) !== state.tree!.kindOf(other))
    return step(say(state, 'Only two of one kind can be compared.', 'warning'));
  return step(go(state, fresh('compare', { nodes: [one, other] })));
};

const back: Action = (state, screen) => {
  if (screen.filter) return step(withScreen(state, { filter: '' }));
  return step(state.at > 0 ? { ...state, at: state.at - 1, message: undefined } : state);
};

const typing =
  (purpose: 'command' | 'filter'): Action =>
  (state, screen) =>
    step({
      ...state,
      message: undefined,
      entry: { purpose, editor: purpose === 'filter' ? typed(screen.filter) : empty, before: screen },
    });

export const setMouse = (state: State): Step => {
  const on = !state.settings.mouse;
  return step(
    say({ ...state, settings: { ...state.settings, mouse: on } }, on ? 'Mouse on; hold Shift to select text.' : 'Mouse off.'),
    { do: 'mouse', on },
  );
};

const effect =
  (one: Effect): Action =>
  (state) =>
    step(state, one);

export const actions: Readonly<Record<ActionName, Action>> = {
  down: (state, _, count = 1) => moved(state, count),
  up: (state, _, count = 1) => moved(state, -count),
  top: (state, _, count = 1) => step(placedAt(state, count - 1)),
  bottom: (state, _, count) => step(placedAt(state, count === undefined ? Number.POSITIVE_INFINITY : count - 1)),
  'half down': (state) => paged(state, 0.5),
  'half up': (state) => paged(state, -0.5),
  'page down': (state) => paged(state, 1),
  'page up': (state) => paged(state, -1),
  unfold,
  fold,
  toggle: (state, screen, count) =>
    screen.view === 'scope' ? enter(state, screen, count) : onNode((now, node) => toggled(now, node))(state, screen, count),
  'toggle all': onNode((state, node) => toggled(state, node, true)),
  enter,
  back,
  older: (state) => step({ ...state, at: Math.max(0, state.at - 1) }),
  newer: (state) => step({ ...state, at: Math.min(state.history.length - 1, state.at + 1) }),
  tree: open('tree'),
  overview: open('overview'),
  findings: open('findings'),
  exposure: open('exposure'),
  kinds: open('kinds'),
  coverage: open('coverage'),
  snapshots: open('snapshots'),
  'from here': onEnd((from) => ({ from })),
  'to here': onEnd((to) => ({ to })),
  'from internet': onEnd((to) => ({ from: 'internet', to })),
  'turn round': changing(({ from, to }) => ({ from: to, to: from })),
  port: nextPort,
  protocol: nextProtocol,
  family: nextFamily,
  'one way': changing(({ forwardOnly }) => ({ forwardOnly: !forwardOnly })),
  close: changing(({ close }) => ({ close: !close })),
  detail: ofNode('detail'),
  'findings here': ofNode('findings'),
  who: ofNode('who'),
  json: ofNode('json'),
  locate: onNode((state, node) => step(located(state, node))),
  regions: open('scope', { of: 'region' }),
  accounts: open('scope', { of: 'account' }),
  mark: marked,
  compare: compareMarks,
  sort: sortBy(false),
  'sort back': sortBy(true),
  'copy id': named('copy id'),
  'copy ARN': named('copy ARN'),
  open: named('open'),
  export: (state, screen) => step(state, { do: 'export', ...wholeText(state, screen) }),
  page: (state, screen) => step(state, { do: 'page', text: wholeText(state, screen).text }),
  edit: (state, screen, count) => errand({ ask: 'json', node: nodeAt(state, screen)! }, 'edit', '…')(state, screen, count),
  command: typing('command'),
  filter: typing('filter'),
  help: (state, screen) => {
    const node = nodeAt(state, screen);
    return step(
      screen.view === 'help' ? state : go(state, fresh('help', { of: screen.view, ...(node !== undefined && { node }) })),
    );
  },
  mouse: setMouse,
  redraw: effect({ do: 'redraw' }),
  suspend: effect({ do: 'suspend' }),
  quit: effect({ do: 'quit' }),
};
