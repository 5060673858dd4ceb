/** Rows of cells as text in columns, by the width that characters take on a screen. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { forTerminal } from './escape.ts';
import type { Meaning, Style } from './style.ts';

export interface Column {
  title: string;
  /** Numbers stand to the right, and are never cut. */
  align?: 'left' | 'right';
  /** Never cut: half an id is worth nothing. */
  whole?: true;
}

/** A cell is plain text, escaped here; or text with a meaning. */
export type Cell = string | { text: string; means: Meaning };

const GAP = '  ';
/** A column is not squeezed below this many characters; rather the last columns are left out, and that is said. */
const NARROWEST = 8;

export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** Lines of a table: titles, then rows. Cells that do not fit the screen end in `…`. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], style: Style, indent = ''): string[] {
  const texts = rows.map((row) => row.map((cell) => forTerminal(textOf(cell))));
  const natural = columns.map((column, at) => Math.max(widthOf(column.title), ...texts.map((row) => widthOf(row[at] ?? ''))));
  const least = columns.map(({ align, whole }, at) => (whole || align === 'right' ? (natural[at] ?? 0) : NARROWEST));
  const widths = squeeze(natural, least, style.width - indent.length);
  const line = (cells: readonly string[], draw: (text: string, at: number) => string): string => {
    const drawn = widths.map((width, at) => {
      const text = truncate(cells[at] ?? '', width);
      const fill = ' '.repeat(Math.max(0, width - widthOf(text)));
      return columns[at]?.align === 'right' ? fill + draw(text, at) : draw(text, at) + fill;
    });
    return (indent + drawn.join(GAP)).trimEnd();
  };
  const lines = [
    line(
      columns.map((column) => column.title),
      (text) => style.paint('quiet', text),
    ),
  ];
  for (const [index, row] of rows.entries()) {
    lines.push(
      line(texts[index] ?? [], (text, at) => {
        const cell = row[at];
        return typeof cell === 'object' ? style.paint(cell.means, text) : text;
      }),
    );
  }
  const left = columns.slice(widths.length).map((column) => column.title);
  if (left.length) lines.push(style.paint('quiet', `${indent}… and ${left.join(', ')}: use a wider screen, or --json`));
  return lines;
}

/** The width of each column that is shown: the widest one gives way first, and at last the last column. */
function squeeze(natural: readonly number[], least: readonly number[], room: number): number[] {
  const widths = [...natural];
  const total = (): number => widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
  while (total() > room) {
    const elastic = widths.map((width, at) => (width > (least[at] ?? 0) ? width : 0));
    const widest = elastic.indexOf(Math.max(...elastic));
    if (elastic[widest]) widths[widest] = (widths[widest] ?? 0) - 1;
    else if (widths.length > 1) widths.pop();
    else return [Math.max(1, room)];
  }
  return widths;
}

/** The columns that a text takes. Most texts are of signs that take one each, which is quick to see. */
export function widthOf(text: string): number {
  // Colours take no room.
  const bare = text.includes('\u001B') ? stripVTControlCharacters(text) : text;
  return /^[ -~“”’·→✓✗┄–…│]*$/.test(bare) ? bare.length : stringWidth(bare);
}

/** Made when it is first needed: the tables behind it are slow to load. */
let graphemes: Intl.Segmenter | undefined;

/** The text, cut to `width` columns of the screen; what was cut shows as `…`. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(text)) {
    const wide = widthOf(segment);
    if (used + wide > width - 1) break;
    kept += segment;
    used += wide;
  }
  return `${kept}…`;
}

/** Longer lines than this are hard to read, however wide the screen is. */
const READABLE = 100;

/** Words in lines that are short enough to read, for sentences. */
export function wrap(text: string, style: Style, indent = '', hanging = indent, widest = READABLE): string[] {
  const room = Math.min(style.width, widest);
  const lines: string[] = [];
  let line = indent;
  let width = indent.length;
  let empty = true;
  for (const word of text.split(' ')) {
    const wide = widthOf(word);
    if (!empty && width + 1 + wide > room) {
      lines.push(line);
      line = hanging + word;
      width = hanging.length + wide;
    } else {
      line += empty ? word : ` ${word}`;
      width += empty ? wide : wide + 1;
    }
    empty = false;
  }
  return [...lines, line];
}
