/** Long reports as one text: lines that stand by themselves, with what each is about and what it leads to. */
import type { Named } from '../model/tree.ts';
import type { Lead, Roll } from './answers.ts';

export interface RollLine {
  readonly text: string;
  readonly thing?: Named | undefined;
  readonly lead?: Lead | undefined;
}

/** An empty line between blocks. */
export const rollOf = (blocks: readonly (readonly RollLine[])[]): Roll => {
  const lines = blocks.flatMap((block, at) => (at > 0 ? [{ text: '' }, ...block] : [...block]));
  const each = (of: (line: RollLine) => object | undefined): string =>
    lines
      .map((line) => of(line))
      .map((one) => (one ? JSON.stringify(one) : ''))
      .join('\n');
  return {
    is: 'roll',
    text: standing(lines.map(({ text }) => text)).join('\n'),
    things: each(({ thing }) => thing),
    leads: each(({ lead }) => lead),
  };
};

const CODE = '\u001B[';

/** A code that lasts over the end of a line is said again at the beginning of the next. */
function standing(lines: readonly string[]): string[] {
  let open = '';
  return lines.map((line) => {
    const text = open + line;
    const last = line.lastIndexOf(CODE);
    if (last >= 0) {
      const [, number = ''] = /^(\d+)m/.exec(line.slice(last + CODE.length)) ?? [];
      open = number === '22' || number === '39' ? '' : `${CODE}${number}m`;
    }
    return text;
  });
}
