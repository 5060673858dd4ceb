/** Runs command lines in this process, with every effect caught. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Context } from '../../src/cli/context.ts';
import { run } from '../../src/cli/run.ts';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Surroundings
  extends Partial<Pick<Context, 'env' | 'cwd' | 'now' | 'ask' | 'lookUp' | 'interrupted' | 'sample'>> {
  /** Columns of the terminal that a person looks at; absent: output goes to a file. */
  terminal?: number;
  /** Hears what is written to stdout as it is. */
  heard?(text: string): void;
}

/** The command line as one string, words apart by spaces; or as a list where words hold spaces. */
export async function hopscope(line: string | readonly string[], around: Surroundings = {}): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Context['stdout'] => ({
    write: (text) => {
      written[name] += text;
      if (name === 'stdout') around.heard?.(text);
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
    lookUp: around.lookUp ?? (async (host) => Promise.reject(new Error(`DNS was not to be asked for ${host}`))),
    interrupted: around.interrupted ?? new AbortController().signal,
    self: process,
    version: '9.9.9',
    sample: around.sample ?? sample,
  });
  return { code, ...written };
}

export const sample = fileURLToPath(new URL('../../snapshots/sample', import.meta.url));

/** A folder for the length of a test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hopscope-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store that may be changed, with the two snapshots of the sample. */
export function storeOfTwo(): string {
  const folder = join(scratch(), 'store');
  cpSync(sample, folder, { recursive: true });
  return folder;
}
