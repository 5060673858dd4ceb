/** Every kind as a table, by its row alone: columns, order, filter. Names and ids are there at once, the other cells as soon as they are read. */
import { isKind, kindNamed } from '../../kinds/index.ts';
import { truncate, widthOf } from '../../report/table.ts';
import { counted, inSentence, plural, titleOf } from '../../report/words.ts';
import type { Cells } from '../desk/answers.ts';
import type { Question } from '../desk/questions.ts';
import { keyOf } from '../desk/questions.ts';
import { maskFor } from '../model/scope.ts';
import type { Tree } from '../model/tree.ts';
import type { Mask } from '../model/visible.ts';
import { remembered } from '../remembered.ts';
import { middle, type Row, span } from '../screen/row.ts';
import type { Screen, State } from '../state/state.ts';
import type { Lines, View } from './view.ts';

const GAP = 2;
const NARROWEST = 10;
const READABLE = 16;
/** Widths are taken from this many rows; a longer cell further down is cut. */
const SAMPLE = 500;

export const nodesOf = remembered((tree: Tree, kind: string, mask: Mask | undefined): Int32Array => {
  const number = tree.data.kinds.indexOf(kind);
  const found: number[] = [];
  for (let node = 0; node < tree.size; node += 1)
    if (tree.data.kind[node] === number && (!mask || mask[node] === 1)) found.push(node);
  return Int32Array.from(found);
}, 8);

/** The rows of the cells that are shown, in their order. */
const shownRows = remembered((cells: Cells, order: Int32Array | undefined, mask: Mask | undefined): Int32Array => {
  const rows = order ?? Int32Array.from(cells.nodes.keys());
  return mask ? rows.filter((row) => mask[cells.nodes[row]!] === 1) : rows;
}, 8);

const widthsOf = remembered((cells: Cells): number[] => {
  const widths = cells.columns.map((title) => widthOf(title) + 2);
  const count = Math.min(SAMPLE, cells.nodes.length);
  for (let row = 0; row < count; row += 1)
    for (const [column, cell] of cells.text
      .slice(cells.starts[row], cells.starts[row + 1])
      .split('\t')
      .entries())
      if (column < widths.length) widths[column] = Math.max(widths[column]!, widthOf(cell));
  return widths;
}, 8);

/** As many columns as there is room for, of those in which something stands; the widest one narrowed first; the name and the id are always there. */
const fitted = remembered((cells: Cells, width: number): { column: number; wide: number }[] => {
  const natural = widthsOf(cells);
  const capped = (wide: number, column: number): number => Math.min(wide, column === 1 ? 26 : 40);
  const columns = natural
    .map((wide, column) => ({ column, wide: capped(wide, column) }))
    .filter(({ column }) => cells.filled[column]);
  const total = (): number => columns.reduce((sum, { wide }) => sum + wide + GAP, -GAP);
  while (total() > width && columns.length > 1) {
    // Half an id is worth nothing while there is anything else to narrow; and a few columns that can be read say more than many that cannot.
    const isKept = (column: number): boolean => columns.length > 3 && (column === 1 || cells.columns[column] === 'wrong');
    const elastic = columns.filter(({ column }) => !isKept(column));
    const widest = (elastic.length > 0 ? elastic : columns).reduce((a, b) => (b.wide > a.wide ? b : a));
    if (widest.wide > (columns.length > 3 ? READABLE : NARROWEST)) widest.wide -= 1;
    else columns.pop();
  }
  // What a column that found no place has left is for those that were narrowed before; the id first.
  for (const one of [...columns].sort((a, b) => Number(b.column === 1) - Number(a.column === 1)))
    one.wide += Math.max(0, Math.min(width - total(), capped(natural[one.column]!, one.column) - one.wide));
  return columns;
}, 8);

const questions = (screen: Screen): Question[] => [
  { ask: 'cells', kind: screen.kind ?? '' },
  ...(screen.sort ? [{ ask: 'order' as const, kind: screen.kind ?? '', ...screen.sort }] : []),
];

function answersOf({ answers }: State, screen: Screen): { cells?: Cells; order?: Int32Array } {
  const [cells, order] = questions(screen).map((question) => answers.get(keyOf(question)));
  return { ...(cells?.is === 'cells' && { cells }), ...(order?.is === 'order' && { order: order.rows }) };
}

export const table: View = {
  name: 'table',
  about: 'All resources of one kind, with its columns.',
  filter: 'terms',
  preview: true,
  title: (state, { kind = '' }) => {
    const count = state.tree ? nodesOf(state.tree, kind, maskFor(state, '')).length : 0;
    return counted(count, inSentence(titleOf(kind)));
  },
  lines: tableLines,
  wants: (_, screen) => questions(screen),
};

function tableLines(state: State, screen: Screen): Lines {
  const { kind = '' } = screen;
  const { tree } = state;
  const none = { count: 0, key: () => '', find: () => undefined, row: () => [] };
  if (!tree) return { ...none, empty: 'Reading the snapshot …' };
  const mask = maskFor(state, screen.filter);
  const { cells, order } = answersOf(state, screen);
  const rows = cells && shownRows(cells, order, mask);
  const nodes = nodesOf(tree, kind, mask);
  const node = (at: number): number | undefined => (cells && rows ? cells.nodes[rows[at]!] : nodes[at]);
  return {
    count: rows?.length ?? nodes.length,
    key: (at) => String(node(at)),
    find: (key) => {
      const wanted = Number(key);
      const at = cells && rows ? rows.findIndex((row) => cells.nodes[row] === wanted) : nodes.indexOf(wanted);
      return at < 0 ? undefined : at;
    },
    node,
    row: (at, width) => {
      const mark = span(state.marks.includes(node(at)!) ? '*' : ' ', 'quiet');
      if (!cells || !rows) return [mark, span(tree.field(node(at)!, 'name') || tree.field(node(at)!, 'id'))];
      return [mark, ...cellsRow(cells, rows[at]!, width - 1)];
    },
    ...(cells && { header: (width: number) => [[span(' '), ...titleRow(cells, screen, width - 1)]] }),
    empty: emptyText(state, kind, screen.filter),
  };
}

/** None is not the same as not seen. */
function emptyText({ manifest }: State, kind: string, filter: string): string {
  const what = isKind(kind) ? plural(inSentence(kindNamed(kind).title)) : kind;
  if (filter) return `No ${what} hold ${filter}.`;
  if (manifest && !manifest.kinds.includes(kind)) return `The scan did not ask for ${what}.`;
  const gaps = manifest?.gaps.filter((gap) => gap.kind === kind) ?? [];
  return gaps.length > 0
    ? `No ${what} were seen, and in ${gaps.map(({ region }) => region).join(', ')} nobody could look: c says why.`
    : `There are no ${what}.`;
}

function cellsRow(cells: Cells, row: number, width: number): Row {
  const values = cells.text.slice(cells.starts[row], cells.starts[row + 1]).split('\t');
  return fitted(cells, width).flatMap(({ column, wide }, at) => {
    const value = values[column] ?? '';
    const text = column === 1 ? middle(value, wide) : truncate(value, wide);
    const fill = ' '.repeat(Math.max(0, wide - widthOf(text)));
    return [
      ...(at > 0 ? [span(' '.repeat(GAP))] : []),
      span(
        cells.numeric[column] ? fill + text : text + fill,
        column === 1 ? 'quiet' : cells.columns[column] === 'wrong' ? 'warning' : 'plain',
      ),
    ];
  });
}

function titleRow(cells: Cells, { sort }: Screen, width: number): Row {
  return fitted(cells, width).flatMap(({ column, wide }, at) => {
    const arrow = sort?.column === column ? (sort.down ? '↓' : '↑') : '';
    const text = truncate(`${cells.columns[column]}${arrow}`, wide);
    const fill = ' '.repeat(Math.max(0, wide - widthOf(text)));
    return [
      ...(at > 0 ? [span(' '.repeat(GAP))] : []),
      span(cells.numeric[column] ? fill + text : text + fill, sort?.column === column ? 'key' : 'heading'),
    ];
  });
}

/** The columns of a table that are on the screen, for choosing one to sort by. */
export const columnsShown = (state: State, screen: Screen, width: number): number[] => {
  const { cells } = answersOf(state, screen);
  return cells ? fitted(cells, width).map(({ column }) => column) : [];
};

/** A table's cells and rows as they are shown, for an export; nothing while they are being read. */
export function tableNow(state: State, screen: Screen): { cells: Cells; rows: Int32Array } | undefined {
  const { cells, order } = answersOf(state, screen);
  return cells && { cells, rows: shownRows(cells, order, maskFor(state, screen.filter)) };
}
