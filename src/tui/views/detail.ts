/** One thing: what the screen itself knows of it, and what is answered about it. */
import type { Question } from '../desk/questions.ts';
import { remembered } from '../remembered.ts';
import { span } from '../screen/row.ts';
import { fresh, type Screen, type State } from '../state/state.ts';
import { severityMark } from './marks.ts';
import { answered, type Placed, sheetLines, waiting } from './sheet-lines.ts';
import type { Lines, View } from './view.ts';

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

export const name = (state: State, node: number | undefined): string =>
  node === undefined || !state.tree ? '' : state.tree.title(node);

export const detail: View = {
  name: 'detail',
  about:
    'One thing: what it is, its findings, the rules that hold for it, what it is connected with, and all that AWS says of it.',
  filter: 'words',
  title: (state, { node }) => name(state, node),
  lines: detailLines,
  wants: (state, { node }, width) => detailWants(state, node, width),
};
