/** What is asked of exposure, segments and reach, and the keys and commands that change it. */
import type { FileFormat, Question, ReachAsked } from '../desk/questions.ts';
import { endOf } from '../model/ends.ts';
import { exposureIn } from '../views/exposure.ts';
import { segmentsIn } from '../views/segments.ts';
import { linesOf } from './layout.ts';
import { type Action, onNode } from './moving.ts';
import { fresh, go, type Screen, type State, type Step, say, step, withScreen } from './state.ts';
import { errand } from './taking.ts';
import { quoted, wordsOf } from './words.ts';

/** The other way round: what the internet reaches and what reaches it; who opens to whom. */
export const turnSurvey: Action = (state, screen) => {
  if (screen.view === 'exposure') {
    const asked = exposureIn(screen);
    return step(anew(state, { exposure: { ...asked, way: asked.way === 'in' ? 'out' : 'in' } }));
  }
  if (screen.view === 'reach' && screen.reach) {
    const { way } = screen.reach;
    return step(anew(state, { reach: { ...screen.reach, way: way === 'from' ? 'to' : 'from' } }));
  }
  if (screen.view === 'cell' && screen.cell) {
    const { from, to } = screen.cell;
    return step(anew(state, { cell: { from: to, to: from } }));
  }
  // The place on the other side of the grid: what the row is there, the column is here.
  const { key, columnKey } = screen;
  return key === undefined || columnKey === undefined ? step(state) : step(withScreen(state, { key: columnKey, columnKey: key }));
};

const anew = (state: State, change: Partial<Screen>): State =>
  withScreen(state, { ...change, cursor: 0, top: 0, key: undefined, column: 0, columnKey: undefined, left: 0 });

const segmentKinds = ['account', 'vpc', 'subnet', 'group'] as const;
/** In the order in which people go closer. */
const reachKinds = ['account', 'region', 'vpc', 'subnet', 'kind'] as const satisfies readonly ReachAsked['by'][];

/** Segments by the next thing that they are made by, or what is reached grouped by it. `by`: 1 forward, -1 back. */
export const groupedBy =
  (by: 1 | -1): Action =>
  (state, screen) => {
    const next = <T>(all: readonly T[], now: T): T => all[(all.indexOf(now) + by + all.length) % all.length]!;
    if (screen.view === 'reach')
      return step(screen.reach ? anew(state, { reach: { ...screen.reach, by: next(reachKinds, screen.reach.by) } }) : state);
    const asked = segmentsIn(screen);
    const tags = asked.by.startsWith('tag:') ? [asked.by] : [];
    return step(anew(state, { segments: { ...asked, by: next<string>([...segmentKinds, ...tags], asked.by) } }));
  };

/** All that the thing under the cursor reaches, or all that reaches it. */
export const reachOf = (way: ReachAsked['way']): Action =>
  onNode((state, node) => {
    const end = endOf(state.tree!, node);
    return end === undefined ? step(state) : step(go(state, fresh('reach', { reach: { way, end, by: 'vpc', where: [] } })));
  });

/** Words with `=` are conditions; the others are left. */
function conditionsOf(words: readonly string[]): { where: string[]; rest: string[] } {
  return { where: words.filter((one) => one.includes('=')), rest: words.filter((one) => !one.includes('=')) };
}

/** `[in|out] [KEY=VALUE…] [WORDS]` */
export function runExposure(state: State, text: string): Step {
  const { where, rest } = conditionsOf(wordsOf(text));
  const [first] = rest;
  const way = first === 'out' ? 'out' : 'in';
  const words = first === 'in' || first === 'out' ? rest.slice(1) : rest;
  return step(go(state, fresh('exposure', { exposure: { way, where }, filter: words.join(' ') })));
}

/** `[BY] [KEY=VALUE…]` */
export function runSegments(state: State, text: string): Step {
  const { where, rest } = conditionsOf(wordsOf(text));
  const [by = 'vpc', ...words] = rest.filter((one) => one !== '--by' && one !== 'by');
  return step(go(state, fresh('segments', { segments: { by, where }, filter: words.join(' ') })));
}

/** `[to] NAME [by=WHAT] [KEY=VALUE…]` */
export function runReach(state: State, text: string): Step {
  const [first = '', ...others] = wordsOf(text);
  const isTo = first === '--to' || first === 'to';
  const [end = '', ...words] = isTo ? others : [first, ...others];
  if (!end) return step(say(state, 'Of what? :reach NAME, or :reach to NAME', 'warning'));
  const { where, rest } = conditionsOf(words);
  const said = where.find((one) => one.startsWith('by='))?.slice(3) ?? 'vpc';
  const by = reachKinds.find((one) => one === said);
  if (!by) return step(say(state, `Nothing is grouped by ${said}: by=${reachKinds.join(', by=')}.`, 'warning'));
  const asked: ReachAsked = { way: isTo ? 'to' : 'from', end, by, where: where.filter((one) => !one.startsWith('by=')) };
  return step(go(state, fresh('reach', { reach: asked, filter: rest.join(' ') })));
}

/** The command that shows the same again. */
export function lineOf({ view, exposure, segments, reach }: Screen): string | undefined {
  const line = (...words: readonly string[]): string => words.map(quoted).join(' ');
  if (view === 'exposure' && exposure) return line('exposure', exposure.way, ...exposure.where);
  if (view === 'segments') return segments ? line('segments', segments.by, ...segments.where) : 'segments';
  if (view === 'reach' && reach)
    return line('reach', ...(reach.way === 'to' ? ['to'] : []), reach.end, `by=${reach.by}`, ...reach.where);
  return undefined;
}

/** The file that the command would write, of the views that are a command's answer. */
export function fileQuestion(screen: Screen, as: FileFormat): Question | undefined {
  if (screen.view === 'exposure') return { ask: 'exposure file', exposure: exposureIn(screen), as };
  if (screen.view === 'segments') return { ask: 'segments file', segments: segmentsIn(screen), as };
  return screen.view === 'reach' && screen.reach ? { ask: 'reach file', reach: screen.reach, as } : undefined;
}

/** `name`: what was asked for; its ending says which format, and one that is neither is the text of the screen. */
export function exported(state: State, screen: Screen, name: string | undefined, otherwise: Action): Step {
  const as = name === undefined || /\.csv$/i.test(name) ? 'csv' : /\.json$/i.test(name) ? 'json' : undefined;
  const question = as && fileQuestion(screen, as);
  if (!question) return otherwise(state, screen, undefined);
  if (linesOf(state, screen).count === 0) return step(say(state, 'There is nothing to write yet.', 'warning'));
  return errand(question, 'export', 'Writing …', name)(state, screen, undefined);
}
