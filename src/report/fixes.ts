/** The smallest sets of changes that would open a path, with the commands that make them. */
import type { Fix } from '../reach/index.ts';
import { forTerminal, linesForTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted } from './words.ts';

/** Commands are never broken: they are there to be copied. */
export function fixLines(fixes: readonly Fix[], terraform: boolean, style: Style): string[] {
  if (!fixes.length)
    return wrap('No set of changes that hopscope knows of, tried on a copy of the snapshot, would open it.', style);
  const choice = fixes.length > 1 ? 'any one of these' : 'this';
  return [
    ...wrap(style.paint('heading', `Would open it: ${choice}, tried on a copy of the snapshot`), style, '', '  '),
    ...fixes.flatMap(({ changes }, at) => [
      ...(fixes.length > 1 ? [`  ${at + 1}. ${counted(changes.length, 'change')}`] : []),
      ...changes.flatMap(({ text, command, terraform: block }) => [
        ...wrap(`→ ${forTerminal(text)}`, style, '    ', '      '),
        ...linesForTerminal(terraform ? block : command)
          .split('\n')
          .map((line) => `        ${style.paint('command', line)}`),
      ]),
    ]),
  ];
}
