/** The edge of the process: its arguments, streams and signals. Everything else gets them as a `Context`. */
import { fileURLToPath } from 'node:url';
import type { Output } from './context.ts';
import { exitCode } from './exit.ts';
import { Failure } from './failure.ts';
import { run } from './run.ts';

const interrupted = new AbortController();

/** From the first time that a command asks whether it was interrupted; one that never does is simply ended by the signal. */
function listen(): AbortSignal {
  if (!process.listenerCount('SIGINT')) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // The first asks the command to end in good order; a second does not wait for it.
        if (interrupted.signal.aborted) process.exit(exitCode('interrupted'));
        interrupted.abort();
      });
    }
  }
  return interrupted.signal;
}

/** `lost` hears that something could not be written. */
function output(stream: NodeJS.WriteStream, lost: (error: Error) => void): Output {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false;
    // The reader has seen enough (`hopscope show | head`): nobody is left to tell.
    if (error.code !== 'EPIPE') lost(error);
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
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // While it asks, the terminal is in raw mode and Ctrl-C is a key, not a signal.
  lines.once('SIGINT', () => interrupted.abort());
  try {
    return await lines.question(`${question} `, { signal: listen() });
  } finally {
    lines.close();
  }
}

async function lookUp(host: string): Promise<string[]> {
  const { lookup } = await import('node:dns/promises');
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** Runs the command line of this process to its exit code. `root`: the folder of the package. */
export async function runProcess(version: string, root: URL): Promise<number> {
  // Node and the SDK print warnings of their own on stderr, in the middle of what a person reads there.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (process.env.HOPSCOPE_DEBUG) process.stderr.write(`${warning.stack}\n`);
  });
  let lost: Error | undefined;
  // Where messages go, there is no other place to say that they did not arrive.
  const stderr = output(process.stderr, () => undefined);
  const code = await run(process.argv.slice(2), {
    stdout: output(process.stdout, (error) => {
      lost = error;
    }),
    stderr,
    ...(process.stdin.isTTY && process.stdout.isTTY && { tty: async () => (await import('./tty.ts')).tty }),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    monotonic: () => performance.now(),
    ask,
    lookUp,
    get interrupted() {
      return listen();
    },
    self: process,
    version,
    sample: fileURLToPath(new URL('snapshots/sample', root)),
  });
  // The last write's failure is told a moment after it.
  await new Promise((resolve) => setImmediate(resolve));
  if (!lost) return code;
  stderr.write(
    `hopscope: The output could not be written in full: ${lost.message}. Nothing else failed; write it somewhere else.\n`,
  );
  return exitCode('usage');
}
