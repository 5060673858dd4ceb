/** What a scan needs of the world, in a thread that no person sits at. */
import type { Context } from '../context.ts';
import { misuse } from '../failure.ts';

const nowhere: Context['stdout'] = { write() {}, terminal: false, columns: Number.POSITIVE_INFINITY };

export const contextHere = ({ cwd, version, sample }: Pick<Context, 'cwd' | 'version' | 'sample'>): Context => ({
  stdout: nowhere,
  stderr: nowhere,
  env: process.env,
  cwd,
  now: () => new Date(),
  monotonic: () => performance.now(),
  ask: (question) => {
    throw misuse(
      `${question} is asked at a terminal, which the explorer fills.`,
      'Leave it, and run `hopscope scan` with the same words.',
    );
  },
  lookUp: (host) => {
    throw misuse(`${host} is not looked up while scanning.`);
  },
  interrupted: new AbortController().signal,
  self: process,
  version,
  sample,
});
