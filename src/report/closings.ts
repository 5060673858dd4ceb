/** Where a path could be closed, with the commands that do it, and what else each would cut off. */
import type { Closing } from '../reach/index.ts';
import { alsoLines } from './also.ts';
import { changeLines } from './fixes.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted } from './words.ts';

export function closingLines(closings: readonly Closing[], terraform: boolean, style: Style): string[] {
  if (!closings.length) return [];
  const more = closings.length - MOST_WAYS;
  const choice = closings.length > 1 ? 'any one of these' : 'this';
  return [
    ...wrap(style.paint('heading', `To close it: ${choice}, tried on a copy of the snapshot`), style, '', '  '),
    ...closings
      .slice(0, MOST_WAYS)
      .flatMap(({ changes, alsoCuts }, at) => [
        ...(closings.length > 1 ? [`  ${at + 1}. ${counted(changes.length, 'change')}`] : []),
        ...changeLines(changes, terraform, style),
        ...alsoLines('cut off', alsoCuts, style),
      ]),
    ...(more > 0 ? [style.paint('quiet', `  … and ${counted(more, 'more place')} to do it: --json has them all`)] : []),
  ];
}

/** Those that cut off least come first; more of them are counted. */
const MOST_WAYS = 3;
