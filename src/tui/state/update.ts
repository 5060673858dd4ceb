/** One happening → the next state, and what is to be done about it. The only way in which anything changes. */
import { severities } from '../../findings/rule.ts';
import { type Answer, keyOf } from '../desk/questions.ts';
import { rolledUp } from '../model/rollup.ts';
import { maskFor } from '../model/scope.ts';
import { Tree } from '../model/tree.ts';
import { firstOpen, revealed } from '../model/visible.ts';
import { views } from '../views/index.ts';
import { detailWants } from '../views/sheets.ts';
import { actions, placedAt } from './actions.ts';
import { completions, runLine } from './commands.ts';
import { edit, insert, typed } from './editor.ts';
import { bindingOf } from './keys.ts';
import { layoutOf, linesOf, nodeAt, pageOf, sheetWidth, whereOf } from './layout.ts';
import type { Effect, Entry, Errand, Happening, Key, State, Step } from './state.ts';
import { fresh, say, screenOf, step, withScreen } from './state.ts';

/** Answers that are kept; the oldest go first. */
const MOST_ANSWERS = 200;

export function update(state: State, happening: Happening): Step {
  const { state: next, effects } = happened(state, happening);
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
  if (state.entry) return typing(state, key);
  const screen = screenOf(state);
  if (/^\d$/.test(key.name) && (state.count || key.name !== '0'))
    return step({ ...state, count: (state.count + key.name).slice(-7) });
  const count = state.count ? Number(state.count) : undefined;
  const calm: State = { ...state, count: '', message: undefined };
  const binding = bindingOf(screen.view, key.name);
  if (!binding)
    return step(
      key.name === 'escape' || state.count
        ? calm
        : say(calm, `${key.text ?? key.name} does nothing here. ? shows what does.`, 'quiet'),
    );
  const why = binding.disabled?.(whereOf(calm, screen));
  if (why) return step(binding.does === 'back' ? calm : say(calm, `Not here: ${why}.`, 'warning'));
  return actions[binding.does](calm, screen, count);
}

function typing(state: State, key: Key): Step {
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
function retyped(state: State, editor: Entry['editor']): State {
  const next = { ...state, entry: { ...state.entry!, editor, completing: undefined } };
  if (state.entry!.purpose === 'command') return next;
  const screen = screenOf(state);
  const found = withScreen(next, { filter: editor.text, top: 0 });
  const mask = screen.view === 'tree' ? maskFor(found, editor.text) : undefined;
  if (!mask || mask[Number(screen.key)] === 1) return found;
  const first = mask.indexOf(1);
  return first < 0 ? found : withScreen(found, { key: String(first) });
}

/** A click chooses the row; on the row that is chosen it opens. */
function clicked(state: State, x: number, y: number): Step {
  const screen = screenOf(state);
  const lines = linesOf(state, screen);
  const { body, left } = layoutOf(state, screen);
  const first = 1 + body - pageOf(state, screen, lines);
  const row = screen.top + y - first;
  if (state.entry || x >= left || y < first || y > body || row >= lines.count) return step(state);
  return row === screen.cursor ? actions.enter(state, screen, undefined) : step(placedAt(state, row));
}

function told(state: State, key: string, answer: Answer): Step {
  const answers = new Map(state.answers);
  answers.delete(key);
  answers.set(key, answer);
  for (const oldest of answers.keys()) {
    if (answers.size <= MOST_ANSWERS) break;
    answers.delete(oldest);
  }
  const asked = new Set(state.asked);
  asked.delete(key);
  const mine = state.errands.filter((one) => one.key === key);
  const next: State = { ...state, answers, asked, errands: state.errands.filter((one) => one.key !== key) };
  return mine.reduce<Step>((before, { then }) => runErrand(before, then, answer), step(next));
}

function runErrand({ state, effects }: Step, then: Errand['then'], answer: Answer): Step {
  const done = (...more: Effect[]): Step => ({ state: say(state, ''), effects: [...effects, ...more] });
  const cannot = (text: string): Step => ({ state: say(state, text, 'warning'), effects });
  if (answer.is === 'failed') return cannot(answer.message);
  if (answer.is === 'json') return done({ do: 'edit', text: answer.text, name: 'resource.json' });
  if (answer.is !== 'names') return done();
  if (then === 'copy id') return done({ do: 'copy', text: answer.id, what: answer.id });
  if (then === 'copy ARN')
    return answer.arn ? done({ do: 'copy', text: answer.arn, what: answer.arn }) : cannot('AWS gives this no ARN of its own.');
  return answer.url ? done({ do: 'open', url: answer.url }) : cannot('The console has no page for this alone.');
}

function heard(state: State, news: (Happening & { type: 'news' })['news']): Step {
  if (news.news === 'trouble') return step(say(state, news.message, 'bad'));
  if (news.news === 'tree') {
    const tree = new Tree(news.tree);
    // Numbers of nodes mean something else now: what was asked and marked by them is gone.
    const was = state.tree && nodeAt(state, screenOf(state));
    const wanted = state.wanted ?? (was !== undefined ? state.tree!.keyOf(was) : undefined);
    const node = wanted === undefined ? undefined : tree.atKey(wanted);
    const view = screenOf(state);
    const kept = view.node === undefined && view.nodes === undefined ? view : fresh('tree');
    const open = node === undefined ? firstOpen(tree) : revealed(tree, firstOpen(tree), [node]);
    return step({
      ...state,
      ...{
        tree,
        manifest: news.manifest,
        open,
        history: [{ ...kept, ...(node !== undefined && kept.view === 'tree' && { key: String(node) }) }],
        at: 0,
      },
      ...{
        answers: new Map(),
        asked: new Set(),
        errands: [],
        marks: [],
        findings: [],
        findingNodes: [],
        wanted: undefined,
        touched: node !== undefined,
      },
      ...{ audit: { done: 0, of: 0, notEvaluated: 0 }, worst: rolledUp(tree, []) },
    });
  }
  const { tree } = state;
  if (!tree) return step(state);
  const findings = [...state.findings, ...news.findings];
  const findingNodes = [...state.findingNodes, ...news.findings.map(({ subject }) => tree.find(subject))];
  const audit = { done: news.done, of: news.of, notEvaluated: state.audit.notEvaluated + news.notEvaluated };
  const loud = findings.flatMap(({ severity, quiet }, at) => (quiet ? [] : [{ severity, node: findingNodes[at] }]));
  const next: State = {
    ...state,
    findings,
    findingNodes,
    audit,
    ...(news.findings.length > 0 && { worst: rolledUp(tree, loud) }),
  };
  return step(news.done === news.of ? toWhatMatters(next) : next);
}

/** More than these are not unfolded by themselves. */
const MOST_REVEALED = 6;

/** The tree opens on what is worst, unless somebody has already gone elsewhere. */
function toWhatMatters(state: State): State {
  const screen = screenOf(state);
  if (state.touched || screen.view !== 'tree' || !state.tree) return state;
  const worst = state.findings
    .map(({ severity, quiet }, at) => ({ severity, quiet, node: state.findingNodes[at] }))
    .filter(({ severity, quiet, node }) => !quiet && node !== undefined && severities.indexOf(severity) <= 1)
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.node! - b.node!)
    .slice(0, MOST_REVEALED);
  const critical = worst.filter(({ severity }) => severity === worst[0]?.severity).map(({ node }) => node!);
  if (critical.length === 0) return state;
  return withScreen({ ...state, open: revealed(state.tree, state.open, critical) }, { key: String(critical[0]) });
}

/** The cursor where its row is now, the window around it, and questions for what is to be shown. */
function settle(state: State): Step {
  const screen = screenOf(state);
  const lines = linesOf(state, screen);
  const found = screen.key === undefined ? undefined : lines.find(screen.key);
  const cursor = Math.max(0, Math.min(lines.count - 1, found ?? screen.cursor));
  const page = pageOf(state, screen, lines);
  const furthest = Math.max(0, lines.count - page);
  const top = Math.max(0, Math.min(furthest, topFor(cursor, screen.top, page)));
  // While nothing is there yet the row that is wanted stays wanted.
  const key = lines.count > 0 ? lines.key(cursor) : screen.key;
  const placed =
    cursor === screen.cursor && top === screen.top && key === screen.key
      ? state
      : withScreen(state, { cursor: lines.count > 0 ? cursor : screen.cursor, top, ...(key !== undefined && { key }) });
  return asking(placed);
}

/** The window moves by as little as it takes; a cursor that jumped out of it gets something to see on both sides. */
function topFor(cursor: number, top: number, page: number): number {
  if (cursor === top - 1) return cursor;
  if (cursor === top + page) return top + 1;
  return cursor < top || cursor > top + page ? cursor - Math.floor(page / 3) : top;
}

function asking(state: State): Step {
  if (!state.tree) return step(state);
  const screen = screenOf(state);
  const { left, right } = layoutOf(state, screen);
  const own = views[screen.view].wants?.(state, screen, sheetWidth(left)) ?? [];
  const node = right > 0 ? nodeAt(state, screen) : undefined;
  // The first is there at once; what follows waits until the cursor rests, so that walking past costs nothing.
  const resting = state.beside === undefined || state.resting === undefined ? node : state.resting;
  const beside = right > 0 ? detailWants(state, resting, sheetWidth(right)) : [];
  const wanted = [...own, ...beside].filter(
    (question) => !state.answers.has(keyOf(question)) && !state.asked.has(keyOf(question)),
  );
  const isKnown = beside.every((question) => question.ask !== 'detail' || state.answers.has(keyOf(question)));
  const shown = right > 0 && isKnown ? resting : state.beside;
  const next: State =
    wanted.length === 0 && shown === state.beside && resting === state.resting
      ? state
      : { ...state, beside: shown, resting, asked: new Set([...state.asked, ...wanted.map(keyOf)]) };
  const rests: Effect[] = node !== undefined && node !== resting ? [{ do: 'rest' }] : [];
  return { state: next, effects: [...wanted.map((question): Effect => ({ do: 'ask', question })), ...rests] };
}
