/** Text of reports as lines to walk along. */
import { type Step, Unclear } from '../../reach/index.ts';
import { linesForTerminal } from '../../report/escape.ts';
import { rungLines, rungs } from '../../report/ladder.ts';
import { type Style, style } from '../../report/style.ts';
import { wrap } from '../../report/table.ts';
import type { Named } from '../model/tree.ts';
import { rowsOfReport } from '../screen/row.ts';
import type { Line, Section, Sheet } from './answers.ts';

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

/** A ladder of which every rung leads to what stands in it. */
export const ladderSection = (steps: readonly Step[], style: Style): Line[] =>
  rungs(steps).flatMap((rung) => {
    const { kind, id, account, region } = rung.steps[0]!.at;
    return rungLines(rung, style, false).flatMap((text) =>
      linesOf(text).map((line) => ({ ...line, to: { kind, id, account, region } })),
    );
  });

/** A question that means nothing, or not one thing, is answered with what is wrong and what would be right. */
export function orUnclear<A>(width: number, answer: (style: Style) => A): A | Sheet {
  const style = paneStyle(width);
  try {
    return answer(style);
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    const [first = '', ...rest] = [error.message, ...error.next].map(linesForTerminal);
    const said = [style.paint('warning', first), ...rest].flatMap((text) => wrap(text, style, '', '  '));
    return sheet([section(undefined, linesOf(said.join('\n')))]);
  }
}
