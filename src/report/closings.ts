/** Where a path could be closed, with the commands that do it, and what else each would cut off. */
import type { Closing } from '../reach/index.ts';
import { alsoLines } from './also.ts';
import { type Choices, changeLines, choiceHead } from './fixes.ts';
import type { Style } from './style.ts';
import { counted } from './words.ts';

export function closingChoices(closings: readonly Closing[], terraform: boolean, style: Style): Choices {
  if (!closings.length) return { head: [], each: [] };
  const more = closings.length - MOST_WAYS;
  const each = closings
    .slice(0, MOST_WAYS)
    .map(({ changes, alsoCuts }, at) => [
      ...(closings.length > 1 ? [`  ${at + 1}. ${counted(changes.length, 'change')}`] : []),
      ...changeLines(changes, terraform, style),
      ...alsoLines('cut off', alsoCuts, style),
    ]);
  const rest = more > 0 ? [[style.paint('quiet', `  … and ${counted(more, 'more place')} to do it: --json has them all`)]] : [];
  return { head: choiceHead('To close it', closings.length, style), each: [...each, ...rest] };
}

/** Those that cut off least come first; more of them are counted. */
const MOST_WAYS = 3;
