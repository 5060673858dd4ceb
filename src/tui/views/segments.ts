/** Who may talk to whom as a grid to walk through: rows open connections to columns. The titles of both stay where they are. */
import { truncate, widthOf } from '../../report/table.ts';
import type { Matrix } from '../desk/answers.ts';
import { type CellAsked, keyOf, type Question, type SegmentsAsked } from '../desk/questions.ts';
import { remembered } from '../remembered.ts';
import { filled, middle, type Row, rowsOfReport, span } from '../screen/row.ts';
import { fresh, type Screen, type State } from '../state/state.ts';
import { whereChips } from './exposure.ts';
import { acrossOf, FROM_TO, lastSeen, type Measures, measured, shownOf, standing } from './grid.ts';
import { answered, waiting } from './sheet-lines.ts';
import type { Lines, View } from './view.ts';

export const byVpc: SegmentsAsked = { by: 'vpc', where: [] };

export const segmentsIn = ({ segments: asked }: Screen): SegmentsAsked => asked ?? byVpc;

export const questionOf = (screen: Screen): Question => ({ ask: 'segments', segments: segmentsIn(screen) });

export const segments: View = {
  name: 'segments',
  about:
    'Who may talk to whom: a row opens connections to a column; h and l walk along it. Enter shows the ports and a path. / keeps rows by name.',
  filter: 'words',
  title: (_, screen) => `who may talk to whom by ${byText(segmentsIn(screen).by)}`,
  wants: (_, screen) => [questionOf(screen)],
  lines(state, screen, width): Lines {
    const answer = state.answers.get(keyOf(questionOf(screen)));
    const asked = segmentsIn(screen);
    if (!answer) return { ...waiting('Who may talk to whom is being worked out …'), header: () => [askedRow(asked, undefined)] };
    if (answer.is !== 'matrix')
      return { ...answered(state, screen, questionOf(screen)), header: () => [askedRow(asked, undefined)] };
    return gridLines(state, screen, answer, width);
  },
};

export const byText = (by: string): string => (by === 'vpc' ? 'VPC' : by);

function gridLines(state: State, screen: Screen, matrix: Matrix, width: number): Lines {
  const shown = shownOf(matrix, screen.filter);
  const measures = measured(matrix, shown, width);
  const { rows, columns } = shown;
  const column = columns[Math.min(screen.column ?? 0, columns.length - 1)];
  const [left, last] = [screen.left ?? 0, lastSeen(measures, screen.left ?? 0, width)];
  const said = (from: number, to: number, of: 'texts' | 'says') => {
    const at = standing(matrix).get(from * matrix.titles.length + to);
    return at === undefined ? undefined : matrix.words[matrix[of][at]!];
  };
  const thing = (at: number): number | undefined => {
    const named = matrix.things[rows[at]!];
    return named && state.tree?.find(named);
  };
  return {
    count: columns.length > 0 ? rows.length : 0,
    key: (at) => matrix.ids[rows[at]!] ?? '',
    find: (key) => {
      const at = rows.findIndex((one) => matrix.ids[one] === key);
      return at < 0 ? undefined : at;
    },
    node: thing,
    target: (at) =>
      column === undefined
        ? undefined
        : { screen: fresh('cell', { segments: segmentsIn(screen), cell: cellAsked(matrix, rows[at]!, column) }) },
    row(at) {
      const from = rows[at]!;
      const isHere = at === screen.cursor;
      const cells = columns.slice(left, last + 1).flatMap((to, index): Row => {
        const [text, means] = said(from, to, 'texts') ?? ['·', 'quiet' as const];
        const wide = measures.widths[left + index]!;
        const padded = text + ' '.repeat(Math.max(0, wide - widthOf(text)));
        return isHere && to === column ? [span(' '), span(`[${padded}]`, 'chip')] : [span('  '), span(padded, means)];
      });
      // The bracket stands in the gap of the next cell.
      return [...labelRow(matrix, from, measures, isHere), ...withoutGap(cells)];
    },
    header: (wide) => [
      askedRow(segmentsIn(screen), matrix),
      cellRow(matrix, rows[screen.cursor], column, said, wide),
      filled(titlesRow(matrix, columns, measures, column, left, last), wide - 1),
    ],
    footer: (wide) => footerRows(matrix, wide),
    across: acrossOf(matrix, shown, measures, width),
    empty: screen.filter
      ? `No segment is called ${screen.filter}, or it talks to nobody.`
      : 'There are no segments: nothing has an address.',
  };
}

const cellAsked = (matrix: Matrix, from: number, to: number): CellAsked => ({ from: matrix.ids[from]!, to: matrix.ids[to]! });

/** After a bracket the gap is one sign narrower. */
function withoutGap(cells: Row): Row {
  const at = cells.findIndex(({ text }) => text.startsWith('['));
  return at >= 0 && cells[at + 1]?.text === '  ' ? cells.with(at + 1, span(' ')) : cells;
}

function labelRow(matrix: Matrix, at: number, { label }: Measures, isHere: boolean): Row {
  const number = String(at + 1).padStart(String(matrix.titles.length).length);
  const text = `${number} ${middle(matrix.titles[at]!, label - number.length - 1)}`;
  return [span(text + ' '.repeat(Math.max(0, label - widthOf(text))), isHere ? 'heading' : 'plain')];
}

function titlesRow(
  matrix: Matrix,
  columns: readonly number[],
  { label, widths }: Measures,
  here: number | undefined,
  left: number,
  last: number,
): Row {
  const more = `${left > 0 ? '‹' : ' '}`;
  return [
    span(`${FROM_TO}${' '.repeat(Math.max(0, label - widthOf(FROM_TO)))}`, 'quiet'),
    span(` ${more}`, 'key'),
    ...columns.slice(left, last + 1).flatMap((at, index): Row => {
      const wide = widths[left + index]!;
      const text = truncate(`${at + 1} ${matrix.titles[at]}`, wide);
      const padded = (wide < String(at + 1).length + 3 ? String(at + 1) : text).padEnd(0);
      return [
        ...(index > 0 ? [span('  ')] : []),
        span(padded + ' '.repeat(Math.max(0, wide - widthOf(padded))), at === here ? 'key' : 'quiet'),
      ];
    }),
    span(last < columns.length - 1 ? ' ›' : '', 'key'),
  ];
}

function askedRow({ by, where }: SegmentsAsked, matrix: Matrix | undefined): Row {
  return [
    span('  '),
    span('n', 'key'),
    span(` by ${byText(by)}`),
    ...whereChips(where),
    ...(matrix ? [span('  '), span(matrix.head, 'heading')] : []),
  ];
}

/** The place under the cursor in words. */
function cellRow(
  matrix: Matrix,
  from: number | undefined,
  to: number | undefined,
  said: (from: number, to: number, of: 'texts' | 'says') => Matrix['words'][number] | undefined,
  width: number,
): Row {
  if (from === undefined || to === undefined) return [];
  const [words, means] = said(from, to, 'says') ?? ['nothing passes', 'quiet' as const];
  const [text = '·'] = said(from, to, 'texts') ?? [];
  // What passes is told, however long the names are.
  const [a, b] = [from, to].map((at) => middle(matrix.titles[at]!, Math.max(12, Math.floor(width / 4))));
  return [
    span('  '),
    span(from === to ? `within ${a}` : `${a} → ${b}`, 'heading'),
    span(`  ${text.split(' ')[0]} ${from === to ? inner(words) : words}`, means),
  ];
}

/** Among its own things there is no other side. */
const inner = (words: string): string =>
  words.replace('both may open connections to each other', 'they may open connections to each other');

const footerRows = remembered((matrix: Matrix, width: number): readonly Row[] => [
  [],
  ...wrapped(matrix.legend, width).map((text): Row => [span(`  ${text}`, 'quiet')]),
  ...(matrix.unseen.length > 0 ? [[], ...rowsOfReport(matrix.unseen.join('\n')).map((row): Row => [span('  '), ...row])] : []),
]);

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const part of text.split(' · ')) {
    const next = lines.at(-1) ? `${lines.at(-1)} · ${part}` : part;
    if (widthOf(next) > width - 4 && lines.at(-1)) lines.push(part);
    else lines[lines.length - 1] = next;
  }
  return lines;
}
