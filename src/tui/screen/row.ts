/** What a row of the screen is made of: pieces of text with a meaning. How a meaning looks is the theme's to say. */
import { truncate, widthOf } from '../../report/table.ts';

/** What a piece of text means to its reader. */
export type Token =
  | 'plain'
  | 'heading'
  | 'quiet'
  | 'good'
  | 'warning'
  | 'bad'
  | 'command'
  | 'critical'
  | 'high'
  | 'medium'
  | 'low'
  | 'info'
  | 'key'
  | 'bar'
  | 'chip';

export interface Span {
  readonly text: string;
  readonly means?: Token;
}

export type Row = readonly Span[];

export const span = (text: string, means: Token = 'plain'): Span => ({ text, means });

export const textOf = (row: Row): string => row.map(({ text }) => text).join('');

export const rowWidth = (row: Row): number => row.reduce((sum, { text }) => sum + widthOf(text), 0);

/** The row cut or filled to exactly `width` columns. What was cut shows as `…`. */
export function filled(row: Row, width: number): Row {
  let room = width;
  const kept: Span[] = [];
  for (const [at, piece] of row.entries()) {
    const wide = widthOf(piece.text);
    const isLast = !row.slice(at + 1).some(({ text }) => text);
    if (wide < room || (wide === room && isLast)) {
      kept.push(piece);
      room -= wide;
      continue;
    }
    const cut = room > 0 ? truncate(isLast ? piece.text : `${piece.text} …`, room) : '';
    kept.push({ ...piece, text: cut });
    room -= widthOf(cut);
    break;
  }
  return room > 0 ? [...kept, { text: ' '.repeat(room) }] : kept;
}

/** The row in as many lines as it takes, broken between words. */
export function wrapped(row: Row, width: number, hanging = '    '): Row[] {
  const lines: Span[][] = [[]];
  let room = width;
  for (const { text, means = 'plain' } of row)
    for (const word of text.split(/(?<= )(?! )/)) {
      if (widthOf(word.trimEnd()) > room && room < width) {
        const last = lines.at(-1)!.pop()!;
        lines.at(-1)!.push({ ...last, text: last.text.trimEnd() });
        lines.push([span(hanging)]);
        room = width - hanging.length;
      }
      lines.at(-1)!.push(span(word, means));
      room -= widthOf(word);
    }
  return lines;
}

/** The middle of what is too long is left out: of an id both ends tell. */
export function middle(text: string, width: number): string {
  if (widthOf(text) <= width || width < 5) return truncate(text, width);
  const back = Math.floor((width - 1) / 2);
  const signs = [...text];
  return `${upTo(signs, width - 1 - back).join('')}…${upTo(signs.toReversed(), back).toReversed().join('')}`;
}

/** As many signs as there is room for. */
function upTo(signs: readonly string[], width: number): string[] {
  let room = width;
  const end = signs.findIndex((sign) => {
    room -= widthOf(sign);
    return room < 0;
  });
  return signs.slice(0, end < 0 ? undefined : end);
}

const bySgr: Record<string, Token> = { 1: 'heading', 2: 'quiet', 31: 'bad', 32: 'good', 33: 'warning', 36: 'command' };

/** A line of a report, which tells meanings as Select Graphic Rendition codes, as a row. A code lasts over the end of a line. */
export function rowOfReport(line: string, before: Token = 'plain'): { row: Row; after: Token } {
  let means = before;
  const row: Span[] = [];
  for (const [at, part] of line.split('\u001B[').entries()) {
    const [, code, text = ''] = at > 0 ? (/^(\d+)m(.*)$/s.exec(part) ?? []) : [undefined, undefined, part];
    if (code !== undefined) means = bySgr[code] ?? 'plain';
    if (text) row.push({ text, means });
  }
  return { row, after: means };
}

export function rowsOfReport(text: string): Row[] {
  let means: Token = 'plain';
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const { row, after } = rowOfReport(line, means);
      means = after;
      return row;
    });
}
