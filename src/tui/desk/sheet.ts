/** Text of reports as lines to walk along. */
import { type Style, style } from '../../report/style.ts';
import type { Named } from '../model/tree.ts';
import { rowsOfReport } from '../screen/row.ts';
import type { Line, Section, Sheet } from './questions.ts';

/** Reports drawn for a pane: colours are told as meanings, which the theme reads back. */
export const paneStyle = (width: number): Style => style(width, true);

/** Finds the thing of an id. */
export type LookUp = (id: string) => Named | undefined;

export const linesOf = (text: string): Line[] => rowsOfReport(text).map((row) => ({ row }));

export const sheet = (sections: readonly (Section | undefined)[]): Sheet => ({
  is: 'sheet',
  sections: sections.filter((one): one is Section => one !== undefined && one.lines.length > 0),
});

export const section = (title: string | undefined, lines: readonly Line[]): Section => ({
  ...(title !== undefined && { title }),
  lines,
});
