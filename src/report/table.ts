/** Rows of cells as text in columns, by the width that characters take on a screen. */
import stringWidth from 'string-width';
import { forTerminal } from './escape.ts';
import type { Meaning, Style } from './style.ts';

export interface Column {
  title: string;
  /** Numbers stand to the right. */
  align?: 'left' | 'right';
}

/** A cell is plain text, escaped here; or text with a meaning. */
export type Cell = string | { text: string; means: Meaning };

const GAP = '  ';
/** A column is not squeezed below this many characters; rather the last columns are left out, and that is said. */
const NARROWEST = 8;

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** Lines of a table: titles, then rows. Cells that do not fit the screen end in `…`. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], style: Style, indent = ''): string[] {
  const texts = rows.map((row) => row.map((cell) => forTerminal(textOf(cell))));
  const natural = columns.map((column, at) =>
    Math.max(stringWidth(column.title), ...texts.map((row) => stringWidth(row[at] ?? ''))),
  );
  const widths = squeeze(natural, style.width - indent.length);
  const line = (cells: readonly string[], draw: (text: string, at: number) => string): string => {
    const drawn = widths.map((width, at) => {
      const text = truncate(cells[at] ?? '', width);
      const fill = ' '.repeat(Math.max(0, width - stringWidth(text)));
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

/** The width of each column that is shown: the widest ones give way first. */
function squeeze(natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  const total = (): number => widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
  while (total() > room) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) > NARROWEST)
      widths[widest] = Math.max(NARROWEST, (widths[widest] ?? 0) - (total() - room), second(widths));
    else if (widths.length > 1) widths.pop();
    else break;
  }
  return widths;
}

/** The width just below the widest: squeezing goes down to it, then on together with it. */
function second(widths: readonly number[]): number {
  const sorted = [...widths].sort((a, b) => b - a);
  const widest = sorted[0] ?? 0;
  const next = sorted.find((width) => width < widest) ?? 0;
  return sorted.filter((width) => width === widest).length > 1 ? widest - 1 : next;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text, cut to `width` columns of the screen; what was cut shows as `…`. */
export function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const wide = stringWidth(segment);
    if (used + wide > width - 1) break;
    kept += segment;
    used += wide;
  }
  return `${kept}…`;
}

/** Words in lines no longer than the screen, for sentences. */
export function wrap(text: string, style: Style, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && indent.length + stringWidth(line) + 1 + stringWidth(word) > style.width) {
      lines.push(indent + line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, indent + line];
}
