/** The edge of the process: its arguments, streams, signals and exit code. Everything else gets them as a `Context`. */
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import type { Context, Output } from './context.ts';
import { exitCode } from './exit.ts';
import { Failure } from './failure.ts';
import { run } from './run.ts';

/** Run from source, this file lies two folders deep; built, one. */
const root = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../', import.meta.url);

const interrupted = new AbortController();

function output(stream: NodeJS.WriteStream): Output {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has seen enough (`hopscope show | head`): nobody is left to tell.
    if (error.code !== 'EPIPE') throw error;
    open = false;
  });
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
    terminal: stream.isTTY === true,
    get columns() {
      return stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;
    },
  };
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Failure('usage', `Nobody is there to answer: ${question}`, 'Run it in a terminal.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // While it asks, the terminal is in raw mode and Ctrl-C is a key, not a signal.
  lines.once('SIGINT', () => interrupted.abort());
  try {
    return await lines.question(`${question} `, { signal: interrupted.signal });
  } finally {
    lines.close();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first asks the command to end in good order; a second does not wait for it.
    if (interrupted.signal.aborted) process.exit(exitCode('interrupted'));
    interrupted.abort();
  });
}

// Node and the SDK print warnings of their own on stderr, in the middle of what a person reads there.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (process.env.HOPSCOPE_DEBUG) process.stderr.write(`${warning.stack}\n`);
});

const context: Context = {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  monotonic: () => performance.now(),
  ask,
  interrupted: interrupted.signal,
  self: process,
  version: manifest.version,
  sample: fileURLToPath(new URL('snapshots/sample', root)),
};

process.exitCode = await run(process.argv.slice(2), context);
