/** The views that are a sheet of lines: a resource, a finding, a report. Every line that names a thing leads to it. */
import { inSentence, titleOf } from '../../report/words.ts';
import type { Answer, Line, Question, Sheet } from '../desk/questions.ts';
import { keyOf } from '../desk/questions.ts';
import type { Tree } from '../model/tree.ts';
import { remembered } from '../remembered.ts';
import { type Row, span, textOf } from '../screen/row.ts';
import { fresh, type Screen, type State, type ViewName } from '../state/state.ts';
import { severityMark } from './marks.ts';
import { type Lines, type Target, type View, wordsHold } from './view.ts';

/** What AWS calls a thing, in running text. */
const ids = /\barn:aws[\w-]*:[^\s,;"“”]+|\b[a-z][a-z-]*-[\da-f]{8,17}\b/g;

/** Where a line leads: where it says, else to the first thing that it names, other than what the sheet is about. */
function targetOf(tree: Tree | undefined, line: Line, about: number | undefined): Target | undefined {
  if (!tree) return undefined;
  if (line.to) {
    const node = tree.find(line.to);
    return node === undefined ? undefined : { node };
  }
  const text = textOf(line.row);
  for (const [id] of text.matchAll(ids)) {
    const node = tree.withId(id).find((one) => tree.isResource(one) && one !== about);
    if (node !== undefined) return { node };
  }
  // `instance “bastion”`: of those called so the one of the kind that is said, else the first.
  for (const [, before = '', name = ''] of text.matchAll(/([^“”·]*)“([^”]+)”/g)) {
    const called = namesakes(tree, name).filter((one) => tree.isResource(one) && one !== about);
    const node = called.find((one) => before.trimEnd().endsWith(inSentence(titleOf(tree.kindOf(one))))) ?? called[0];
    if (node !== undefined) return { node };
  }
  return undefined;
}

const namesakes = remembered((tree: Tree, name: string): number[] => tree.named(name), 16);

interface Placed {
  readonly row: Row;
  readonly line?: Line;
  readonly target?: Target;
}

export const placed = remembered((...sheets: (Sheet | readonly Placed[])[]): readonly Placed[] =>
  sheets.flatMap((one): Placed[] => {
    if (!('is' in one)) return [...one];
    return one.sections.flatMap(({ title, lines }): Placed[] => [
      ...(title ? [{ row: [] }, { row: [span(title, 'heading')] }] : []),
      ...lines.map((line): Placed => ({ row: line.row, line })),
    ]);
  }),
);

/** The lines as a list. `about`: what the sheet is about, to which its lines do not lead. */
export function sheetLines(tree: Tree | undefined, all: readonly Placed[], filter: string, about?: number): Lines {
  const shown = filter ? all.filter(({ row }) => wordsHold(filter, textOf(row))) : all;
  const at = (index: number): Target | undefined => {
    const one = shown[index];
    return one?.target ?? (one?.line && targetOf(tree, one.line, about));
  };
  return {
    count: shown.length,
    key: (index) => `line ${index}`,
    find: (key) => Number(key.slice(5)),
    row: (index) => shown[index]?.row ?? [],
    target: at,
    node: (index) => {
      const target = at(index);
      return target && 'node' in target ? target.node : undefined;
    },
    empty: filter ? `No line holds ${filter}.` : 'Nothing is to be said.',
  };
}

const waiting = (text: string): Lines => ({ count: 0, key: () => '', find: () => undefined, row: () => [], empty: text });

/** The lines of an answer; what it is waiting for, or why there is none, where there is no sheet. */
export function answered(
  state: State,
  screen: Screen,
  question: Question | undefined,
  before: readonly Placed[] = [],
  also?: Question,
): Lines {
  const answer: Answer | undefined = question && state.answers.get(keyOf(question));
  if (!answer) return before.length > 0 ? sheetLines(state.tree, before, screen.filter, screen.node) : waiting('Reading …');
  if (answer.is === 'failed') return waiting(answer.message);
  if (answer.is === 'json') return sheetLines(state.tree, jsonRows(answer.text), screen.filter, screen.node);
  if (answer.is !== 'sheet') return waiting('Reading …');
  const more = also && state.answers.get(keyOf(also));
  const [head, ...rest] = headed(answer);
  const extra = more?.is === 'sheet' && more.sections.length > 0 ? [titled(more)] : [];
  return sheetLines(state.tree, placed(head!, before, ...extra, ...rest), screen.filter, screen.node);
}

/** The sheet in two: its first section, and the others; so that what the screen itself knows stands between. */
const headed = remembered((whole: Sheet): [Sheet, Sheet] => [
  { is: 'sheet', sections: whole.sections.slice(0, 1) },
  { is: 'sheet', sections: whole.sections.slice(1) },
]);

const titled = remembered(
  (whole: Sheet): Sheet => ({
    is: 'sheet',
    sections: [{ title: 'Reached from the internet', lines: whole.sections.flatMap(({ lines }) => lines) }],
  }),
);

const jsonRows = remembered((text: string): readonly Placed[] =>
  text.split('\n').map((line): Placed => {
    const [, indent = '', key = '', value = line] = /^(\s*)("[^"]+": )?(.*)$/.exec(line) ?? [];
    const row = [span(indent), span(key, 'command'), span(value)];
    return { row, line: { row } };
  }),
);

/** The findings of a node as lines that lead to their proof. */
const findingsOf = remembered((findings: State['findings'], nodes: State['findingNodes'], node: number): readonly Placed[] => {
  const mine = findings.filter((one, at) => nodes[at] === node && !one.quiet);
  if (mine.length === 0) return [];
  return [
    { row: [] },
    { row: [span('Findings', 'heading')] },
    ...mine.map(
      ({ severity, title, message, fingerprint }): Placed => ({
        row: [
          ...severityMark(severity),
          span(` ${title}`, severity === 'info' ? 'plain' : severity),
          span(` · ${message}`, 'quiet'),
        ],
        target: { screen: fresh('finding', { fingerprint }) },
      }),
    ),
  ];
});

export function detailLines(state: State, screen: Screen, width: number): Lines {
  const { node } = screen;
  if (node === undefined || !state.tree) return waiting('Reading …');
  const findings = findingsOf(state.findings, state.findingNodes, node);
  if (!state.tree.isResource(node)) return sheetLines(state.tree, [...about(state, node), ...findings], screen.filter);
  const [own, exposed] = detailQuestions(state, node, width);
  return answered(state, screen, own, findings, exposed);
}

/** What the tree itself knows of an account, a Region, a group or a gap. */
function about({ tree }: State, node: number): Placed[] {
  const known = tree!;
  const names = { account: 'Account', place: 'Region', group: 'Group', fold: 'Folded away', gap: 'Could not be seen' } as const;
  const kind = known.kindOf(node) as keyof typeof names;
  const size = known.data.end[node]! - node - 1;
  return [
    { row: [span(`${names[kind]} `, 'quiet'), span(known.title(node), 'heading')] },
    ...(known.field(node, 'facts') ? [{ row: [span(known.field(node, 'facts'), 'quiet')] }] : []),
    {
      row: [
        span(
          kind === 'gap' ? 'Whether there are any is not known. Enter shows the cause and what to do.' : `${size} nodes below it`,
        ),
      ],
      ...(kind === 'gap' && { target: { screen: fresh('coverage') } }),
    },
  ];
}

function detailQuestions({ tree }: State, node: number, width: number): [Question, Question | undefined] {
  const kind = tree!.kindOf(node);
  const exposable = ['instance', 'network-interface', 'load-balancer', 'classic-load-balancer', 'nat-gateway'].includes(kind);
  const of = { kind, id: tree!.field(node, 'id'), ...tree!.placeOf(node) };
  return [{ ask: 'detail', node, width }, exposable ? { ask: 'exposed', of, width } : undefined];
}

export const detailWants = (state: State, node: number | undefined, width: number): readonly Question[] =>
  node !== undefined && state.tree?.isResource(node)
    ? detailQuestions(state, node, width).filter((one) => one !== undefined)
    : [];

const name = (state: State, node: number | undefined): string =>
  node === undefined || !state.tree ? '' : state.tree.title(node);

/** A view whose lines are the answer to one question. */
const ofQuestion = (
  view: ViewName,
  aboutIt: string,
  title: (state: State, screen: Screen) => string,
  ask: (screen: Screen, width: number) => Question | undefined,
): View => ({
  name: view,
  about: aboutIt,
  filter: 'words',
  title,
  lines: (state, screen, width) => answered(state, screen, ask(screen, width)),
  wants: (_, screen, width) => [ask(screen, width) ?? []].flat(),
});

export const detail: View = {
  name: 'detail',
  about:
    'One thing: what it is, its findings, the rules that hold for it, what it is connected with, and all that AWS says of it.',
  filter: 'words',
  title: (state, { node }) => name(state, node),
  lines: detailLines,
  wants: (state, { node }, width) => detailWants(state, node, width),
};

export const who = ofQuestion(
  'who',
  'Who uses a thing, what it uses, and what would break if it went.',
  (state, { node }) => `who uses ${name(state, node)}`,
  ({ node }, width) => (node === undefined ? undefined : { ask: 'who', node, width }),
);

export const json = ofQuestion(
  'json',
  'A thing in AWS’s own words.',
  (state, { node }) => `${name(state, node)} as JSON`,
  ({ node }) => (node === undefined ? undefined : { ask: 'json', node }),
);

export const compare = ofQuestion(
  'compare',
  'Two marked things, field by field.',
  (state, { nodes }) => `${name(state, nodes?.[0])} and ${name(state, nodes?.[1])}`,
  ({ nodes }, width) => nodes && { ask: 'compare', nodes, width },
);

export const finding = ofQuestion(
  'finding',
  'A finding with its proof: why it matters, the way of the packet, what decided, what mends it.',
  (_, { fingerprint }) => fingerprint?.split('|')[0] ?? '',
  ({ fingerprint }, width) => (fingerprint === undefined ? undefined : { ask: 'finding', fingerprint, width }),
);

export const exposure = ofQuestion(
  'exposure',
  'What the internet reaches, the worst first, and what reaches the internet.',
  () => 'exposure',
  (_, width) => ({ ask: 'exposure', width }),
);

export const coverage = ofQuestion(
  'coverage',
  'What could not be seen, why, what that leaves open and what to do; and where the scan looked.',
  () => 'coverage',
  (_, width) => ({ ask: 'coverage', width }),
);
