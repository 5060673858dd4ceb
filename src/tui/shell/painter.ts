/**
 * Rows of the screen as bytes for the terminal: of what is there already, only what differs. Drawing them through Ink's own layout costs
 * ten milliseconds and more at 200×50, because it takes every cell of every row apart for every frame; rows that are known cost none.
 */
import { stripVTControlCharacters } from 'node:util';
import { widthOf } from '../../report/table.ts';

/** How much was drawn: tests count it. */
export interface Drawn {
  frames: number;
  rows: number;
}

/** One frame is shown as one, where the terminal knows how; others ignore it. */
const TOGETHER = { begin: '\u001B[?2026h', end: '\u001B[?2026l' } as const;
const HOME = '\u001B[H';
const TO_THE_END = '\u001B[K';
const ESCAPE = '\u001B';
const PLAIN = '\u001B[0m';
const to = (row: number, column: number): string => `\u001B[${row + 1};${column + 1}H`;

export class Painter {
  readonly #write: (text: string) => void;
  readonly #drawn: Drawn;
  readonly #whole: boolean;
  #before: readonly string[] = [];

  /** `whole`: every row each time, for terminals that do not keep up with changes. */
  constructor(write: (text: string) => void, drawn: Drawn, whole = false) {
    this.#write = write;
    this.#drawn = drawn;
    this.#whole = whole;
  }

  /** Nothing of what was drawn is there any more: the size changed, or another program had the terminal. */
  forget(): void {
    this.#before = [];
  }

  /** Rows as wide as the screen, as many as it has. */
  paint(rows: readonly string[]): void {
    const before = this.#whole || this.#before.length !== rows.length ? undefined : this.#before;
    this.#before = rows;
    let out = '';
    for (const [at, row] of rows.entries()) {
      const was = before?.[at];
      if (was === row) continue;
      this.#drawn.rows += 1;
      out += was === undefined ? to(at, 0) + endless(row) : changeOf(was, row, at);
    }
    if (!out) return;
    this.#drawn.frames += 1;
    // A cursor that waits in the last row would scroll the screen if anything were written there.
    this.#write(TOGETHER.begin + out + HOME + TOGETHER.end);
  }
}

/** Spaces at the end need not be sent. */
const endless = (row: string): string => {
  const kept = row.trimEnd();
  return kept.length < row.length ? kept + TO_THE_END : row;
};

/** Signs that every terminal draws one column wide; only rows of these are changed in part. */
const isSteady = (text: string): boolean => /^[ -~]*$/.test(stripVTControlCharacters(text));

/** Whether the sign there may be one with the sign before it. */
const joins = (row: string, at: number): boolean => !/^[ -~]?$/.test(row.charAt(at)) && row[at] !== ESCAPE;

/** What makes one row of the other: what both begin with and end with stays. */
function changeOf(was: string, row: string, at: number): string {
  let same = 0;
  while (was.charCodeAt(same) === row.charCodeAt(same)) same += 1;
  const start = row.slice(0, isPlainAt(row, same) ? same : styleStart(row, same));
  if (!isSteady(start) || joins(was, start.length) || joins(row, start.length)) return to(at, 0) + endless(row);
  const here = to(at, widthOf(start));
  const end = commonEnd(was, row, start.length);
  const [from, wanted] = [was, row].map((one) => one.slice(start.length, one.length - end.length)) as [string, string];
  // What follows stays in its columns: both rows are as wide as the screen. Where a terminal may see that otherwise it is sent too.
  return here + (end && !joins(end, 0) && isSteady(from) && isSteady(wanted) ? wanted : endless(row.slice(start.length)));
}

/** What both end with, from where letters are plain. */
function commonEnd(was: string, row: string, start: number): string {
  const most = Math.min(was.length, row.length) - start;
  let common = 0;
  while (common < most && was.charCodeAt(was.length - 1 - common) === row.charCodeAt(row.length - 1 - common)) common += 1;
  const end = row.slice(row.length - common);
  if (isPlainAt(was, was.length - common) && isPlainAt(row, row.length - common)) return end;
  const reset = end.indexOf(PLAIN);
  return reset < 0 ? '' : end.slice(reset + PLAIN.length);
}

/** Whether no style holds there, and the place is not within a code. Styles do not nest: each ends before the next begins. */
function isPlainAt(row: string, at: number): boolean {
  const code = at > 0 ? row.lastIndexOf(ESCAPE, at - 1) : -1;
  return code < 0 || (row.startsWith(PLAIN, code) && code + PLAIN.length <= at);
}

/** Where the style begins that holds there. */
function styleStart(row: string, at: number): number {
  const code = row.lastIndexOf(ESCAPE, at - 1);
  return row.startsWith(PLAIN, code) ? row.lastIndexOf(ESCAPE, code - 1) : code;
}
