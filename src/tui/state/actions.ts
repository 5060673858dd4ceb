/** What each action does to the state. Pure: what the world has to do about it is an effect. */
import type { Asked } from '../desk/questions.ts';
import { endOf } from '../model/ends.ts';
import { columnsShown } from '../views/table.ts';
import type { Target } from '../views/view.ts';
import type { ActionName } from './bindings/binding.ts';
import { sideways, toColumn } from './columns.ts';
import { empty, typed } from './editor.ts';
import { asking, changing, nextFamily, nextPort, nextProtocol } from './ends.ts';
import { layoutOf, linesOf, nodeAt } from './layout.ts';
import { type Action, fold, located, moved, onNode, paged, placedAt, toggled, unfold } from './moving.ts';
import type { Effect, Screen, State, Step } from './state.ts';
import { fresh, go, say, screenOf, step, withScreen } from './state.ts';
import { exported, groupedBy, reachOf, turnSurvey } from './surveys.ts';
import { errand, named, wholeText } from './taking.ts';

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

const onEnd = (ends: (end: string) => Partial<Asked>): Action =>
  onNode((state, node) => {
    const end = endOf(state.tree!, node);
    return end === undefined ? step(state) : asking(state, ends(end));
  });

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

const turnPath: Action = changing(({ from, to }) => ({ from: to, to: from }));

const writeText: Action = (state, screen) => step(state, { do: 'export', ...wholeText(state, screen) });

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
  segments: open('segments'),
  reaches: reachOf('from'),
  'reached by': reachOf('to'),
  'column left': sideways(-1),
  'column right': sideways(1),
  'first column': toColumn(0),
  'last column': toColumn(Number.POSITIVE_INFINITY),
  'next grouping': groupedBy(1),
  'grouping before': groupedBy(-1),
  kinds: open('kinds'),
  coverage: open('coverage'),
  snapshots: open('snapshots'),
  'from here': onEnd((from) => ({ from })),
  'to here': onEnd((to) => ({ to })),
  'from internet': onEnd((to) => ({ from: 'internet', to })),
  'turn round': (state, screen, count) => (screen.view === 'path' ? turnPath : turnSurvey)(state, screen, count),
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
  export: (state, screen) => exported(state, screen, undefined, writeText),
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
