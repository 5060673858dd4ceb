/** What each action does to the state. Pure: what the world has to do about it is an effect. */
import type { Asked } from '../desk/questions.ts';
import { endOf } from '../model/ends.ts';
import { columnsShown } from '../views/table.ts';
import type { Target } from '../views/view.ts';
import type { ActionName } from './bindings/binding.ts';
import { sideways, toColumn, toStanding } from './columns.ts';
import { empty, typed } from './editor.ts';
import { asking, changing, nextFamily, nextPort, nextProtocol, questionLine, turnPath } from './ends.ts';
import { isBeingRead, layoutOf, linesOf, nodeAt } from './layout.ts';
import { againAt, askToStop, startScan } from './live.ts';
import { type Action, fold, hop, located, moved, onNode, paged, placedAt, toggled, unfold } from './moving.ts';
import type { Effect, Screen, State, Step } from './state.ts';
import { fresh, go, say, screenOf, step, withScreen } from './state.ts';
import { exported, groupedBy, reachOf, turnSurvey } from './surveys.ts';
import { errand, named, wholeText } from './taking.ts';
import { beside, tryHere, tryWithout, undoTry } from './trying.ts';

const open =
  (view: Screen['view'], rest: Partial<Screen> = {}): Action =>
  (state) =>
    step(isAlike(screenOf(state), view, rest) ? state : go(state, fresh(view, { ...placeIn(state, view, rest), ...rest })));

const isAlike = (screen: Screen, view: Screen['view'], { of }: Partial<Screen>): boolean =>
  screen.view === view && screen.node === undefined && screen.of === of;

/** Where the reader was when the view was last seen: back in it the cursor is there again. */
function placeIn({ history, at }: State, view: Screen['view'], rest: Partial<Screen>): Partial<Screen> {
  const last = history.slice(0, at + 1).findLast((screen) => isAlike(screen, view, rest));
  return last ? { cursor: last.cursor, top: last.top, ...(last.key !== undefined && { key: last.key }) } : {};
}

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
  if ('choose' in target) return step(choosing(state, target));
  if ('order' in target) return startScan(state, target.order);
  if ('sample' in target) return step(say(state, 'Opening the sample company …', 'quiet'), { do: 'sample' });
  if ('type' in target)
    return step({ ...state, entry: { purpose: 'command', editor: typed(target.type), before: screenOf(state) } });
  return step(go(state, fresh('detail', { node: target.node })));
}

/** With another one chosen, or without it; without a name nobody and nothing is. */
function choosing(state: State, { choose, name }: Extract<Target, { choose: unknown }>): State {
  const list = choose === 'profile' ? 'profiles' : 'regions';
  const before = state.chosen[list];
  const next = name === undefined ? [] : before.includes(name) ? before.filter((one) => one !== name) : [...before, name];
  return { ...state, chosen: { ...state.chosen, [list]: next } };
}

function putAside(state: State, id: string): State {
  const kind = screenOf(state).of === 'account' ? 'account' : 'region';
  const set = new Set(state.hidden[kind]);
  if (!set.delete(id)) set.add(id);
  return { ...state, hidden: { ...state.hidden, [kind]: set } };
}

const enter: Action = (state, screen) => {
  const lines = linesOf(state, screen);
  const target = lines.count > 0 ? lines.target?.(screen.cursor) : undefined;
  if (target) return follow(state, target);
  if (isBeingRead(state, screen))
    return step(say(withScreen(state, { isEntering: true }), 'It is being read, and opens when it is there.', 'quiet'));
  if (lines.count === 0)
    return step(say(state, state.tree ? 'Nothing is here to open.' : 'Nothing is here to open yet.', 'quiet'));
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

/** To where the reader was in it. */
const toTree: Action = (state, screen) => {
  if (screen.view === 'tree') return step(state);
  const last = state.history.slice(0, state.at + 1).findLast(({ view }) => view === 'tree');
  return step(
    go(
      state,
      fresh('tree', last ? { cursor: last.cursor, top: last.top, ...(last.key !== undefined && { key: last.key }) } : {}),
    ),
  );
};

/** While a scan is prepared, where and who it is to be; else what is to be seen. */
const choice =
  (of: 'region' | 'account'): Action =>
  (state, screen, count) =>
    screen.view === 'scan'
      ? step(placedAt(state, Math.max(0, linesOf(state, screen).find(of === 'region' ? 'regions' : 'profiles') ?? 0)))
      : open('scope', { of })(state, screen, count);

/** Of a table or a line of the kinds that kind everywhere; else the place, or of that the kind, of what is under the cursor. */
const lookAgain: Action = (state, screen) => {
  const kind = screen.view === 'table' ? screen.kind : screen.view === 'kinds' ? screen.key : undefined;
  const node = nodeAt(state, screen);
  const again = kind === undefined ? node !== undefined && againAt(state, node) : { kinds: [kind] };
  return step(
    again
      ? go(state, fresh('scan', { again, key: 'go' }))
      : say(state, 'Nothing that could be read again is under the cursor.', 'warning'),
  );
};

/** Of a command all of it, however little of it the screen has room for. */
const copyHere: Action = (state, screen, count) => {
  const lines = linesOf(state, screen);
  const command = lines.count > 0 ? lines.command?.(screen.cursor) : undefined;
  return command === undefined
    ? named('copy id')(state, screen, count)
    : step(state, { do: 'copy', text: command, what: 'the command' });
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
