/** Runs one command line to its exit code. Whatever goes wrong is said on stderr: what, where, why and what to do next. */
import { linesForTerminal } from '../report/escape.ts';
import type { Context } from './context.ts';
import { exitCode } from './exit.ts';
import { commandHelp, overallHelp } from './help.ts';
import { findCommand, parse } from './parse.ts';
import { explain } from './trouble.ts';

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
  const { entry, rest } = findCommand(argv);
  if (!entry) {
    const { flags } = parse('', { flags: {}, args: [] }, rest);
    if (!flags.version && !flags.help && (await canExplore(context, flags))) return dispatch(['explore', ...argv], context);
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

/** Without a command: the explorer, which where there is nothing yet says how to begin; to a program, help. */
async function canExplore(context: Context, flags: { store?: string; snapshot?: string }): Promise<boolean> {
  if (context.tty || flags.snapshot !== undefined) return true;
  const { hasSnapshots } = await import('./stores.ts');
  return hasSnapshots(context, flags);
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
