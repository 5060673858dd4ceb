/** Runs command lines in this process, with every effect caught. */
import type { Context } from '../../src/cli/context.ts';
import { run } from '../../src/cli/run.ts';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Surroundings extends Partial<Pick<Context, 'env' | 'cwd' | 'now' | 'ask' | 'interrupted' | 'sample'>> {
  /** Columns of the terminal that a person looks at; absent: output goes to a file. */
  terminal?: number;
}

/** The command line as one string, words apart by spaces; or as a list where words hold spaces. */
export async function hopscope(line: string | readonly string[], around: Surroundings = {}): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Context['stdout'] => ({
    write: (text) => {
      written[name] += text;
    },
    terminal: around.terminal !== undefined,
    columns: around.terminal ?? Number.POSITIVE_INFINITY,
  });
  let ticks = 0;
  const code = await run(typeof line === 'string' ? line.split(' ').filter(Boolean) : line, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: around.env ?? {},
    cwd: around.cwd ?? '/nowhere',
    now: around.now ?? (() => new Date('2026-11-22T16:31:05.000Z')),
    monotonic: () => (ticks += 1),
    ask: around.ask ?? (async (question) => Promise.reject(new Error(`nobody was to be asked: ${question}`))),
    interrupted: around.interrupted ?? new AbortController().signal,
    self: process,
    version: '9.9.9',
    sample: around.sample ?? '/nowhere/sample',
  });
  return { code, ...written };
}
