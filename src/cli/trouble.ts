/** Whatever went wrong, in words: what, where, why and what to do next. */
import { Unclear } from '../reach/ends/unclear.ts';
import type { Ending } from './exit.ts';
import { Failure } from './failure.ts';

/** Errors of other layers that a person can do something about; their messages say what. */
const configuration = new Set(['StoreFailed', 'StoreLocked', 'UnknownSnapshot', 'DamagedSnapshot']);

/** Node meets the limit wherever it loads something just then, and tells of it in several ways. */
const isOutOfFiles = (error: unknown): error is Error =>
  error instanceof Error && /EMFILE|too many open files/.test(error.message);

export function explain(error: unknown): { ending: Ending; lines: string[] } {
  if (error instanceof Failure) return { ending: error.ending, lines: [error.message, ...error.next] };
  if (error instanceof Unclear) return { ending: 'usage', lines: [error.message, ...error.next] };
  if (error instanceof Error && configuration.has(error.name)) return { ending: 'usage', lines: [error.message] };
  if (isOutOfFiles(error))
    return {
      ending: 'usage',
      lines: [`Too many files are open: ${error.message.replace(/\.$/, '')}.`, 'Raise the limit with `ulimit -n` and try again.'],
    };
  const message = error instanceof Error ? error.message : String(error);
  return {
    ending: 'internal',
    lines: [
      `internal error: ${message}`,
      'This is a fault of hopscope. HOPSCOPE_DEBUG=1 shows where; please report it with that.',
    ],
  };
}
