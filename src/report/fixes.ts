/** The smallest sets of changes that would open a path, with the commands that make them. */
import type { Opening, Written } from '../reach/index.ts';
import { alsoLines } from './also.ts';
import { forTerminal, linesForTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted } from './words.ts';

export function fixLines(fixes: readonly Opening[], terraform: boolean, style: Style): string[] {
  if (!fixes.length)
    return wrap('No set of changes that hopscope knows of, tried on a copy of the snapshot, would open it.', style);
  const choice = fixes.length > 1 ? 'any one of these' : 'this';
  return [
    ...wrap(style.paint('heading', `Would open it: ${choice}, tried on a copy of the snapshot`), style, '', '  '),
    ...fixes.flatMap(({ changes, whole, uncertain, alsoOpens }, at) => [
      ...(fixes.length > 1 ? [`  ${at + 1}. ${counted(changes.length, 'change')}`] : []),
      ...changeLines(changes, terraform, style),
      ...(uncertain ? wrap('Nothing known would then be in the way; more of the way cannot be seen.', style, '    ') : []),
      ...(whole === false
        ? wrap('This opens the part that is shown; the other parts of what was asked need the like.', style, '    ')
        : []),
      ...(alsoOpens ? alsoLines('open', alsoOpens, style) : []),
    ]),
  ];
}

/** Commands are never broken: they are there to be copied. */
export const changeLines = (changes: readonly Written[], terraform: boolean, style: Style): string[] =>
  changes.flatMap(({ text, command, terraform: block }) => [
    ...wrap(`→ ${forTerminal(text)}`, style, '    ', '      '),
    ...linesForTerminal(terraform ? block : command)
      .split('\n')
      .map((line) => `        ${style.paint('command', line)}`),
  ]);
