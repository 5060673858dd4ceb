/** Runs one command line to its exit code. Whatever goes wrong is said on stderr: what, where, why and what to do next. */
import { Unclear } from '../reach/unclear.ts';
import { linesForTerminal } from '../report/escape.ts';
import type { Context } from './context.ts';
import { type Ending, exitCode } from './exit.ts';
import { Failure } from './failure.ts';
import { commandHelp, overallHelp } from './help.ts';
import { findCommand, parse } from './parse.ts';

export async function run(argv: readonly string[], context: Context): Promise<number> {
  try {
    return await dispatch(argv, context);
  } catch (error) {
    const { ending, lines } = context.interrupted.aborted
      ? { ending: 'interrupted' as const, lines: ['Interrupted: nothing of this command was kept.'] }
      : explain(error);
    context.stderr.write(`hopscope: ${linesForTerminal(lines.join('\n'))}\n`);
    if (context.env.HOPSCOPE_DEBUG && error instanceof Error) context.stderr.write(`${linesForTerminal(stackOf(error))}\n`);
    return exitCode(ending);
  }
}

async function dispatch(argv: readonly string[], context: Context): Promise<number> {
  const { entry, rest } = findCommand(argv.length > 0 ? argv : await firstCommand(context));
  if (!entry) {
    const { flags } = parse('', { flags: {}, args: [] }, rest);
    context.stdout.write(flags.version ? `${context.version}\n` : overallHelp(context.version));
    return exitCode('yes');
  }
  const { default: command } = await entry.load();
  const input = parse(entry.name, command, rest);
  if (input.flags.version) context.stdout.write(`${context.version}\n`);
  else if (input.flags.help) context.stdout.write(commandHelp(entry, command));
  else return command.run(context, input);
  return exitCode('yes');
}

/** Without a command: the explorer, where there is something to explore; else help. */
async function firstCommand(context: Context): Promise<string[]> {
  const { hasSnapshots } = await import('./stores.ts');
  return (await hasSnapshots(context)) ? ['explore'] : [];
}

/** Errors of other layers that a person can do something about; their messages say what. */
const configuration = new Set(['StoreFailed', 'StoreLocked', 'UnknownSnapshot', 'DamagedSnapshot']);

/** Node meets the limit wherever it loads something just then, and tells of it in several ways. */
const isOutOfFiles = (error: unknown): error is Error =>
  error instanceof Error && /EMFILE|too many open files/.test(error.message);

function explain(error: unknown): { ending: Ending; lines: string[] } {
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

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
