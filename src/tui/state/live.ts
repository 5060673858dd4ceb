/** A scan from inside: its order, its trees as they grow, its end. Whatever grows, the cursor stays on its thing. */
import { counted, listed } from '../../report/words.ts';
import type { Manifest } from '../../snapshot/snapshot.ts';
import type { Answer } from '../desk/answers.ts';
import type { Growth, Scanning } from '../desk/news.ts';
import { ahead, type Question, type ScanOrder, slow, surveyed } from '../desk/questions.ts';
import { nearest } from '../model/carried.ts';
import { rolledUp } from '../model/rollup.ts';
import { Flag, Tree, type TreeData } from '../model/tree.ts';
import { firstOpen } from '../model/visible.ts';
import { linesOf } from './layout.ts';
import type { Screen, State, Step } from './state.ts';
import { fresh, go, say, screenOf, step, withScreen } from './state.ts';

/** One at a time. */
export function startScan(state: State, order: ScanOrder): Step {
  if (state.live) return step(say(state, 'A scan runs already: Ctrl-C abandons it.', 'warning'));
  const { tree, manifest, open, findings, findingNodes, worst, audit, marks } = state;
  const before = { tree, manifest, open, findings, findingNodes, worst, audit, marks } as NonNullable<State['live']>['before'];
  const live = {
    ...{ told: { is: 'running', readings: [] } as const, grown: 0, isStopping: false, isAsked: false, before },
    isAgain: order.again !== undefined,
  };
  return step({ ...state, live, ended: undefined, changes: undefined, message: undefined }, { do: 'scan', order });
}

/** Esc where the scan is shown: once is easily pressed. */
export const askToStop = (state: State): Step =>
  state.live?.isAsked
    ? stopScan(state)
    : step(
        say(
          { ...state, live: { ...state.live!, isAsked: true } },
          'Esc again abandons the scan; t shows the tree, and the scan goes on.',
          'warning',
        ),
      );

export function stopScan(state: State): Step {
  if (!state.live) return step(state);
  return step(say({ ...state, live: { ...state.live, isStopping: true } }, 'Abandoning the scan …', 'quiet'), {
    do: 'stop scan',
  });
}

/** What of the network is meant by a node, when it is to be read again: its place, or of that its kind. */
export function againAt(state: State, node: number): NonNullable<ScanOrder['again']> {
  const tree = state.tree!;
  const { account, region } = tree.placeOf(node);
  const kind = tree.kindOf(node);
  return {
    ...(account && { accounts: [account] }),
    ...(region && { regions: [region] }),
    ...(tree.isResource(node) && { kinds: [kind] }),
  };
}

export function told(state: State, scan: Scanning): Step {
  if (scan.is === 'running') return step(state.live ? { ...state, live: { ...state.live, told: scan } } : state);
  const { live } = state;
  const ended: State = { ...state, live: undefined, ended: scan };
  if (scan.is === 'done') {
    // Findings and everything worked out of them come anew.
    const judgedAnew: State = live?.grown
      ? {
          ...ended,
          ...{ findings: [], findingNodes: [], audit: { done: 0, of: 0, notEvaluated: 0 } },
          worst: rolledUp(state.tree!, []),
          answers: new Map([...state.answers].filter(([key]) => !isJudged(questionOf(key)))),
        }
      : ended;
    const shown = screenOf(state).view === 'scan' && live?.grown ? go(judgedAnew, fresh('tree')) : judgedAnew;
    const { text, lacks } = doneText(state, scan);
    return step(say(shown, text, lacks ? 'warning' : 'good'));
  }
  const back = live?.grown ? restored(ended, live.before) : ended;
  if (scan.is === 'abandoned') return step(say(back, 'The scan was abandoned; the store is as it was.', 'quiet'));
  const shown = screenOf(back).view === 'scan' ? back : go(back, fresh('scan'));
  // Whoever has mended what was wrong begins again with enter.
  return step(say(withScreen(shown, { key: 'go' }), scan.message, 'bad'));
}

function doneText(
  { live }: State,
  { snapshot, gaps, warnings }: Extract<Scanning, { is: 'done' }>,
): { text: string; lacks: boolean } {
  const { added = 0, changed: other = 0, gone = 0 } = live?.changed ?? {};
  const parts = [
    ...(added ? [`${counted(added, 'thing')} new`] : []),
    ...(other ? [`${other} changed`] : []),
    ...(gone ? [`${gone} gone`] : []),
  ];
  const what = parts.length > 0 ? `: ${listed(parts)}` : live?.isAgain && live.grown ? ': nothing is different' : '';
  // What was not seen before either is no news of what was read again.
  const lacking = live?.isAgain ? gaps - (live.before.manifest?.gaps.length ?? 0) : gaps;
  const calls = `${counted(lacking, live?.isAgain ? 'more call' : 'call')} could not be answered`;
  const lacks = lacking > 0 ? ` ${calls}: c shows which.` : '';
  const heard = warnings.length > 0 ? ` ${warnings.join('. ')}.` : '';
  const done = live?.isAgain ? 'Read again' : 'Scanned';
  return { text: `${live?.grown ? done : `${done}; s opens ${snapshot}`}${what}.${lacks}${heard}`, lacks: lacking > 0 };
}

/** What was there before, with the reader where he was, as far as that was there. */
function restored(state: State, before: NonNullable<State['live']>['before']): State {
  const screen = screenOf(state);
  const was = state.tree && screen.view === 'tree' && screen.key !== undefined ? state.tree.keyOf(Number(screen.key)) : undefined;
  const node = was === undefined ? undefined : before.tree?.atKey(was);
  const isApart = screen.node === undefined && screen.nodes === undefined && screen.view !== 'table';
  const kept = isApart ? screen : fresh('tree');
  const { key: _, ...rest } = kept;
  return {
    ...state,
    ...before,
    ...(before.tree ? {} : { tree: undefined, manifest: undefined }),
    history: [{ ...rest, ...(node !== undefined && { key: String(node) }) }],
    at: 0,
    ...{ answers: aheadOnly(state.answers), asked: new Set(), stale: new Set(), errands: [], changes: undefined },
    ...{ beside: undefined, resting: undefined },
  } as State;
}

const aheadOnly = (answers: State['answers']): State['answers'] =>
  new Map([...answers].filter(([key]) => ahead.has(questionOf(key).ask)));

/** Whether it is answered of a whole snapshot only. */
const isJudged = ({ ask }: Question): boolean => slow.has(ask) || surveyed.has(ask);

const questionOf = (key: string): Question => JSON.parse(key) as Question;

/** The next tree of a scan that runs. */
export function grown(state: State, data: TreeData, manifest: Manifest, growth: Growth): Step {
  // Another snapshot was opened meanwhile, or the scan was abandoned.
  if (!state.live || state.live.grown !== growth.number - 1) return step(state);
  const tree = new Tree(data);
  const { moved, changes } = growth;
  // The tree that was shown when it began may still be on its way.
  const was = state.tree?.size === moved.length ? state.tree.data : undefined;
  const now = (node: number): number | undefined =>
    was && moved[node] !== undefined && moved[node]! >= 0 ? moved[node] : undefined;
  const near = (node: number): number | undefined => (was && node < was.size ? nearest(was, moved, node) : undefined);
  const open = firstOpen(tree);
  // What the reader folded or unfolded stays so; the rest is as it begins, which a Region may do otherwise once something is in it.
  for (let node = 0; was && node < moved.length; node += 1) {
    const at = moved[node]!;
    if (at >= 0 && state.open[node] !== (was.flags[node]! & Flag.startsOpen ? 1 : 0)) open[at] = state.open[node]!;
  }
  const findingNodes = state.findingNodes.map((node) => (node === undefined ? undefined : now(node)));
  const loud = state.findings.flatMap(({ severity, quiet }, at) => (quiet ? [] : [{ severity, node: findingNodes[at] }]));
  const { answers, stale } = carriedAnswers(state.answers, now);
  const screen = screenOf(state);
  const next = {
    ...state,
    ...{ tree, manifest, open, findingNodes, changes, answers, stale, isEmpty: false },
    ...{ asked: new Set<string>(), errands: [], worst: rolledUp(tree, loud) },
    history: state.history.map((one) => carriedScreen(one, now, near)),
    marks: state.marks.flatMap((node) => now(node) ?? []),
    beside: state.beside === undefined ? undefined : now(state.beside),
    resting: state.resting === undefined ? undefined : now(state.resting),
    live: { ...state.live, grown: growth.number, changed: growth.told },
  } as State;
  return step(inPlace(next, screen));
}

/** The row under the cursor stays where it is on the screen, whatever came in above it. */
function inPlace(state: State, before: Screen): State {
  const screen = screenOf(state);
  const row = screen.key === undefined ? undefined : linesOf(state, screen).find(screen.key);
  return row === undefined ? state : withScreen(state, { cursor: row, top: Math.max(0, before.top + row - before.cursor) });
}

/** Keys of rows that are numbers of nodes. */
const byNode: ReadonlySet<Screen['view']> = new Set(['tree', 'table']);

function carriedScreen(
  screen: Screen,
  now: (node: number) => number | undefined,
  near: (node: number) => number | undefined,
): Screen {
  const nodes = screen.nodes?.map(now);
  const isGone = (screen.node !== undefined && now(screen.node) === undefined) || nodes?.includes(undefined);
  if (isGone) {
    const node = near(screen.node ?? screen.nodes![0]);
    return fresh('tree', node === undefined ? {} : { key: String(node) });
  }
  const key = byNode.has(screen.view) && screen.key !== undefined ? near(Number(screen.key)) : undefined;
  return {
    ...screen,
    ...(screen.node !== undefined && { node: now(screen.node)! }),
    ...(nodes && { nodes: nodes as [number, number] }),
    ...(key !== undefined && { key: String(key) }),
  };
}

/** What is asked of numbers alone, or holds them, is asked anew; the rest stays until it is. */
const dropped: ReadonlySet<Question['ask']> = new Set(['cells', 'order', 'names', 'json', 'compare']);

function carriedAnswers(
  answers: State['answers'],
  now: (node: number) => number | undefined,
): { answers: Map<string, Answer>; stale: Set<string> } {
  const kept = new Map<string, Answer>();
  const stale = new Set<string>();
  for (const [key, answer] of answers) {
    const question = questionOf(key);
    if (dropped.has(question.ask)) continue;
    const node = 'node' in question ? now(question.node) : undefined;
    if ('node' in question && node === undefined) continue;
    const next = node === undefined ? key : JSON.stringify({ ...question, node });
    kept.set(next, answer);
    if (!isJudged(question) && !ahead.has(question.ask)) stale.add(next);
  }
  return { answers: kept, stale };
}
