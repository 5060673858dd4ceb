/** The network as a tree: what is fine says nothing, what is not has a cause and counts, and what could not be seen is marked. */
import { inSentence, titleOf } from '../../report/words.ts';
import { Change } from '../model/carried.ts';
import { countsAt } from '../model/rollup.ts';
import { maskFor, rowsOf, worstSeen } from '../model/scope.ts';
import type { Tree } from '../model/tree.ts';
import { rowOf } from '../model/visible.ts';
import { filled, middle, type Row, rowWidth, type Span, span } from '../screen/row.ts';
import type { Screen, State } from '../state/state.ts';
import { countMarks } from './marks.ts';
import { type Lines, listOf, type View } from './view.ts';

export const tree: View = {
  name: 'tree',
  about: 'The network as a tree, with the findings of everything below counted at every node.',
  filter: 'terms',
  preview: true,
  title: () => 'tree',
  lines(state, screen): Lines {
    const { tree: known } = state;
    if (!known) return listOf([]);
    const rows = treeRows(state, screen);
    return {
      count: rows.length,
      key: (at) => String(rows[at]),
      find: (key) => (rows.length > 0 ? rowOf(rows, Number(key)) : undefined),
      row: (at, width) => nodeRow(state, known, rows[at]!, width, screen.filter.trim() !== ''),
      node: (at) => rows[at],
      empty: screen.filter ? `Nothing holds ${screen.filter}. Esc shows everything again.` : 'The snapshot is empty.',
    };
  },
};

export const treeRows = (state: State, screen: Screen): Int32Array =>
  rowsOf(state.tree!, state.open, maskFor(state, screen.filter), screen.filter.trim() !== '');

/** What a scan found changed, or new. */
const changeSigns = { [Change.none]: ' ', [Change.changed]: '~', [Change.added]: '+' } as const;

function nodeRow(state: State, known: Tree, node: number, width: number, isFiltered: boolean): Row {
  const { data } = known;
  const kind = known.kindOf(node);
  const isOpen = state.open[node] === 1 || isFiltered;
  const sign = known.isLeaf(node) ? ' ' : isOpen ? '▾' : '▸';
  const marked = state.marks.includes(node) ? '*' : changeSigns[(state.changes?.[node] ?? 0) as 0 | 1 | 2];
  const worst = worstSeen(state);
  const counts = worst ? countMarks(countsAt(worst, node)) : [];
  const gap: Row = worst?.gaps[node] && kind !== 'gap' ? [span('?', 'warning')] : [];
  const right: Row = [...gap, ...(gap.length > 0 && counts.length > 0 ? [span(' ')] : []), ...counts];
  const head: Span[] = [
    span(marked, marked === '~' || marked === '+' ? 'warning' : 'quiet'),
    span(`${'  '.repeat(data.depth[node]!)}${sign} `, 'quiet'),
    ...nameSpans(known, node, kind, Math.max(24, Math.floor(width * 0.5))),
  ];
  const cause = known.field(node, 'cause');
  const facts = known.field(node, 'facts');
  const told: Row = [
    ...head,
    ...(cause ? [span('  ⚠ ', 'warning'), span(cause, 'warning')] : []),
    ...(facts ? [span(`  ${facts}`, 'quiet')] : []),
    ...(known.isResource(node) && known.field(node, 'name') ? [span(`  ${known.field(node, 'id')}`, 'quiet')] : []),
    ...(kind === 'group' || kind === 'fold' ? [span(`  ${childCount(known, node)}`, 'quiet')] : []),
  ];
  if (right.length === 0) return filled(told, width);
  const room = width - rowWidth(right) - 1;
  return [...filled(told, Math.max(0, room)), span(' '), ...right];
}

/** Children, not all that is below. */
function childCount({ data }: Tree, node: number): number {
  let count = 0;
  for (let at = node + 1; at < data.end[node]!; at = data.end[at]!) count += 1;
  return count;
}

/** `most`: a longer name loses its middle, so that there is room for what else is to be said. */
function nameSpans(known: Tree, node: number, kind: string, most: number): Span[] {
  const [name, id] = [known.field(node, 'name'), known.field(node, 'id')];
  switch (kind) {
    case 'account':
    case 'place':
      return [span(name || id, 'heading')];
    case 'group':
    case 'fold':
      return [span(name)];
    case 'gap':
      return [span('✗ ', 'bad'), span(name, 'warning')];
    default:
      return [span(`${inSentence(titleOf(kind))} `, 'quiet'), span(middle(name || id, most))];
  }
}
