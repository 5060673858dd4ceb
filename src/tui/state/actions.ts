/** What each action does to the state. Pure: what the world has to do about it is an effect. */
import type { Asked } from '../desk/questions.ts';
import { endOf } from '../model/ends.ts';
import { columnsShown } from '../views/table.ts';
import type { ActionName } from './bindings/binding.ts';
import { sideways, toColumn, toStanding } from './columns.ts';
import { empty, typed } from './editor.ts';
import { asking, changing, nextFamily, nextPort, nextProtocol, questionLine, turnPath } from './ends.ts';
import { enter } from './entering.ts';
import { choice, lookAgain, ofNode, open, toTree } from './going.ts';
import { layoutOf, linesOf, nodeAt } from './layout.ts';
import { askToStop } from './live.ts';
import { compareMarks, marked } from './marking.ts';
import { type Action, fold, hop, located, moved, onNode, paged, placedAt, toggled, unfold } from './moving.ts';
import type { Effect, State, Step } from './state.ts';
import { fresh, go, say, step, withScreen } from './state.ts';
import { exported, groupedBy, reachOf, turnSurvey } from './surveys.ts';
import { copyHere, errand, named, wholeText } from './taking.ts';
import { beside, tryHere, tryWithout, undoTry } from './trying.ts';

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

const back: Action = (state, screen) => {
  if (screen.filter) return step(withScreen(state, { filter: '' }));
  if (screen.view === 'scan' && state.live) return askToStop(state);
  return step(state.at > 0 ? { ...state, at: state.at - 1, message: undefined } : state);
};

const typing =
  (purpose: 'command' | 'filter'): Action =>
  (state, screen) =>
    step({
      ...state,
      message: undefined,
      entry: { purpose, editor: purpose === 'filter' && screen.filter ? typed(`${screen.filter} `) : empty, before: screen },
    });

export const setMouse = (state: State): Step => {
  const on = !state.settings.mouse;
  return step(
    say({ ...state, settings: { ...state.settings, mouse: on } }, on ? 'Mouse on; hold Shift to select text.' : 'Mouse off.'),
    { do: 'mouse', on },
  );
};

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
    screen.view === 'scope' || screen.view === 'scan'
      ? enter(state, screen, count)
      : onNode((now, node) => toggled(now, node))(state, screen, count),
  'toggle all': onNode((state, node) => toggled(state, node, true)),
  enter,
  back,
  older: (state) => step({ ...state, at: Math.max(0, state.at - 1) }),
  newer: (state) => step({ ...state, at: Math.min(state.history.length - 1, state.at + 1) }),
  tree: toTree,
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
  scan: (state, screen) =>
    screen.view === 'scan' && !screen.again
      ? step(placedAt(state, linesOf(state, screen).find('go') ?? 0))
      : step(go(state, fresh('scan', { key: 'go' }))),
  'read again': lookAgain,
  'from here': onEnd((from) => ({ from })),
  'to here': onEnd((to) => ({ to })),
  'from internet': onEnd((to) => ({ from: 'internet', to })),
  'turn round': (state, screen, count) => (screen.view === 'path' ? turnPath(state, screen) : turnSurvey(state, screen, count)),
  port: nextPort,
  protocol: nextProtocol,
  family: nextFamily,
  'one way': changing(({ forwardOnly }) => ({ forwardOnly: !forwardOnly })),
  'next hop': (state, screen, count) => (screen.view === 'segments' ? toStanding(1) : hop(1))(state, screen, count),
  'hop before': (state, screen, count) => (screen.view === 'segments' ? toStanding(-1) : hop(-1))(state, screen, count),
  try: tryHere,
  'try without': tryWithout,
  undo: undoTry,
  'beside from': beside('from'),
  'beside to': beside('to'),
  'edit question': (state, screen) =>
    step({
      ...state,
      message: undefined,
      entry: { purpose: 'command', editor: typed(questionLine(screen)), before: screen },
    }),
  close: changing(({ close }) => ({ close: !close })),
  detail: ofNode('detail'),
  'findings here': ofNode('findings'),
  who: ofNode('who'),
  json: ofNode('json'),
  locate: onNode((state, node) => step(located(state, node))),
  regions: choice('region'),
  accounts: choice('account'),
  mark: marked,
  compare: compareMarks,
  sort: sortBy(false),
  'sort back': sortBy(true),
  'copy id': copyHere,
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
