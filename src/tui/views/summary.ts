/** An account, a Region, a group or a gap: what is in it, the worst of its findings, and whether all of it could be seen. */
import { counted, digits, inSentence, plural, titleOf } from '../../report/words.ts';
import { listRank } from '../model/placing.ts';
import { countsAt } from '../model/rollup.ts';
import { worstSeen } from '../model/scope.ts';
import { structural, type Tree } from '../model/tree.ts';
import { remembered } from '../remembered.ts';
import { type Row, span } from '../screen/row.ts';
import { fresh, type State } from '../state/state.ts';
import { countMarks } from './marks.ts';
import type { Placed } from './sheet-lines.ts';
import { gravest, gravestRow, gravestTarget } from './worst.ts';

const names = { account: 'Account', place: 'Region', group: 'Group', fold: 'Folded away', gap: 'Could not be seen' } as const;

/** So many kinds, and so many findings, are named; the rest is counted. */
const MOST = 12;
const WORST = 6;

/** How many of each kind are below a node, those first that people look for. */
const kindsBelow = remembered((tree: Tree, node: number): [kind: string, count: number][] => {
  const counts = new Uint32Array(tree.data.kinds.length);
  for (let at = node + 1; at < tree.data.end[node]!; at += 1) counts[tree.data.kind[at]!]! += 1;
  return tree.data.kinds
    .map((kind, at): [string, number] => [kind, counts[at]!])
    .filter(([kind, count]) => count > 0 && !(structural as readonly string[]).includes(kind))
    .sort(([a], [b]) => listRank(a) - listRank(b));
});

/** The findings below a node that are worth a mark. */
const loudBelow = remembered(
  (findings: State['findings'], nodes: State['findingNodes'], from: number, end: number): State['findings'] =>
    findings.filter(
      (one, at) => !one.quiet && one.severity !== 'info' && nodes[at] !== undefined && nodes[at] >= from && nodes[at] < end,
    ),
);

const heading = (text: string, ...more: Row): Placed[] => [{ row: [] }, { row: [span(text, 'heading'), ...more] }];

export function summary(state: State, node: number): Placed[] {
  const tree = state.tree!;
  const kind = tree.kindOf(node) as keyof typeof names;
  const facts = tree.field(node, 'facts');
  const isWide = kind === 'place' && tree.field(node, 'id') === 'global';
  const head: Placed[] = [
    { row: [span(isWide ? '' : `${names[kind]} `, 'quiet'), span(tree.title(node), 'heading')] },
    ...(facts ? [{ row: [span(facts, 'quiet')] }] : []),
  ];
  if (kind === 'gap') {
    const why = 'Whether there are any is not known. Enter shows the cause and what to do.';
    return [...head, { row: [span(why)], target: { screen: fresh('coverage') } }];
  }
  return [...head, ...unseen(state, node), ...findingsBelow(state, node), ...within(tree, node, kind)];
}

function unseen(state: State, node: number): Placed[] {
  if (!worstSeen(state)?.gaps[node]) return [];
  return [
    {
      row: [span('✗ ', 'bad'), span('Not everything below it could be seen.', 'warning')],
      target: { screen: fresh('coverage') },
    },
  ];
}

function findingsBelow(state: State, node: number): Placed[] {
  const { tree, findings, findingNodes } = state;
  const worst = worstSeen(state);
  const counts = worst ? countsAt(worst, node) : [];
  if (counts.length === 0) return [];
  const below = loudBelow(findings, findingNodes, node, tree!.data.end[node]!);
  return [
    ...heading('Findings below it  ', ...countMarks(counts)),
    ...gravest(below, WORST).rows.map((one): Placed => ({ row: gravestRow(one, false), target: gravestTarget(one) })),
    { row: [span('F lists them all.', 'quiet')], target: { screen: fresh('findings', { node }) } },
  ];
}

function within(tree: Tree, node: number, kind: keyof typeof names): Placed[] {
  const all = kindsBelow(tree, node);
  if (all.length === 0) return [{ row: [span('Nothing is in it.', 'quiet')] }];
  // A table is of an account or of a Region; of a group the tree itself is the list.
  const by = kind === 'account' ? 'account' : kind === 'place' ? 'region' : undefined;
  const { account, region } = tree.placeOf(node);
  const filter = [by && `account:${account}`, by === 'region' && `region:${region}`].filter(Boolean).join(' ');
  const more = all.slice(MOST).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...heading('In it'),
    ...all.slice(0, MOST).map(
      ([name, count]): Placed => ({
        row: [
          span(digits(count).padStart(7)),
          span(`  ${count === 1 ? inSentence(titleOf(name)) : plural(inSentence(titleOf(name)))}`),
        ],
        ...(by && { target: { screen: fresh('table', { kind: name, filter }) } }),
      }),
    ),
    ...(more > 0
      ? [{ row: [span(`${digits(more).padStart(7)}  of ${counted(all.length - MOST, 'other kind')}`, 'quiet')] }]
      : []),
  ];
}
