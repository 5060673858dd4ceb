/** Who may talk to whom: as a grid; as a list where the grid is wider than the screen; for programs and for spreadsheets. */
import type { Network, Segment, Segments } from '../reach/index.ts';
import { passingJson, pathJson } from './box-json.ts';
import { csvText } from './csv.ts';
import { forTerminal } from './escape.ts';
import { at, type Grid, gridOf, legendOf, lotOf, marks, segmentsHead } from './grid.ts';
import type { Style } from './style.ts';
import { table, truncate, widthOf, wrap } from './table.ts';
import { servicesText } from './traffic-text.ts';
import { unseenLines } from './unseen.ts';

export function segmentsText(network: Network, segments: Segments, list: boolean, style: Style): string {
  const grid = gridOf(network, segments);
  const lines = list ? [] : gridLines(grid, style);
  const fits = !list && lines.every((line) => widthOf(line) <= style.width);
  const blocks = [
    headline(grid, segments, style),
    ...(fits ? [lines, legendLines(grid, style)] : [listLines(grid, list ? undefined : style)(style)]),
    unseenLines(segments.unseen, 'More there may talk to each other.', style),
  ];
  return `${blocks
    .filter((block) => block.length)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

const headline = (grid: Grid, segments: Segments, style: Style): string[] =>
  wrap(style.paint('heading', forTerminal(segmentsHead(grid, segments))), style);

/** Names are cut to this in rows. */
const NAME = 28;

function gridLines(grid: Grid, style: Style): string[] {
  const { called } = grid;
  const texts = called.map((_, from) => called.map((_, to) => at(grid, from, to).text));
  const widths = called.map((_, to) => Math.max(String(to + 1).length, ...texts.map((row) => widthOf(row[to]!))));
  const labels = called.map(
    (name, index) => `${String(index + 1).padStart(String(called.length).length)} ${truncate(forTerminal(name), NAME)}`,
  );
  const room = Math.max(...labels.map(widthOf));
  const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
  const heads = called.map((_, to) => pad(String(to + 1), widths[to]!)).join('  ');
  return [
    style.paint('quiet', `  ${pad('from \\ to', room)}  ${heads}`.trimEnd()),
    ...texts.map((row, from) => {
      const cells = row.map(
        (text, to) => style.paint(marks[at(grid, from, to).mark][1], text) + ' '.repeat(widths[to]! - widthOf(text)),
      );
      return `  ${pad(labels[from]!, room)}  ${cells.join('  ')}`.trimEnd();
    }),
  ];
}

const legendLines = (grid: Grid, style: Style): string[] => wrap(style.paint('quiet', legendOf(grid)), style, '  ');

/** Rows of who opens what to whom; `narrow`: why it is a list is said. */
function listLines(grid: Grid, narrow: Style | undefined): (style: Style) => string[] {
  const { called } = grid;
  return (style) => {
    const rows = called.flatMap((from, a) =>
      called.flatMap((to, b) => {
        const { mark, text, cell } = at(grid, a, b);
        const lot = lotOf(mark);
        if (!lot) return [];
        return [[from, { text: text.split(' ')[0]!, means: marks[mark][1] }, to, servicesText(cell![lot])]];
      }),
    );
    return [
      ...table([{ title: 'from' }, { title: '', whole: true }, { title: 'to' }, { title: 'ports' }], rows, style, '  '),
      ...(narrow ? [style.paint('quiet', '  A list: the grid is wider than the screen')] : []),
    ];
  };
}

const segmentJson = ({ id, kind, name, interfaces }: Segment): object => ({ id, kind, name, interfaces: interfaces.length });

export const segmentsJson = ({ by, segments, cells, unseen }: Segments): object => ({
  by: typeof by === 'object' ? `tag:${by.tag}` : by,
  segments: segments.map(segmentJson),
  cells: cells.map((cell) => ({
    from: cell.from.id,
    to: cell.to.id,
    twoWay:
      cell.passes.length > 0 && cells.some(({ from, to, passes }) => from === cell.to && to === cell.from && passes.length > 0),
    pairs: cell.pairs,
    ...passingJson(cell),
    path: pathJson(cell.path()),
  })),
  unseen: unseen.map(({ operation, place, why }) => ({ operation, ...place, why })),
});

export const segmentsCsv = ({ segments, cells }: Segments): string =>
  csvText(
    ['from', 'from name', 'to', 'to name', 'direction', 'ports', 'arrives without reply', 'unknown', 'pairs of interfaces'],
    segments.flatMap((from) =>
      segments.flatMap((to) => {
        const cell = cells.find((one) => one.from === from && one.to === to);
        if (!cell) return [];
        const back = cells.some((one) => one.from === to && one.to === from && one.passes.length > 0);
        const direction = cell.passes.length === 0 ? 'none' : back ? 'two-way' : 'one-way';
        const texts = [cell.passes, cell.arrives, cell.doubtful].map((traffic) =>
          traffic.length > 0 ? servicesText(traffic) : '',
        );
        return [[from.id, from.name, to.id, to.name, direction, ...texts, cell.pairs]];
      }),
    ),
  );
