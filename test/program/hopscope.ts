/** Runs the built command line as its users do: a process of its own, an endpoint over HTTP, a store on disk. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { credentialsOf, type ReplayOptions, serve } from '../../src/replay/serve.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';

const program = fileURLToPath(new URL('../../bin/hopscope.js', import.meta.url));

export interface Ended {
  /** Exit code, or the signal that ended the process. */
  code: number | string;
  stdout: string;
  stderr: string;
}

/** A running program; `ended` settles when it is gone. */
export function start(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      PATH,
      HOME,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      ...env,
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal ?? '', stdout, stderr }));
  });
  return { child, ended };
}

export const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> => start(args, env).ended;

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hopscope-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An endpoint for the length of a test, and the environment that points an AWS tool at one account of it. */
export async function endpointFor(snapshot: Snapshot, options: ReplayOptions = {}) {
  const replay = await serve(snapshot, options);
  onTestFinished(() => replay.close());
  const { accessKeyId, secretAccessKey } = credentialsOf(snapshot.manifest.accounts[0]!.account);
  const env = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL: replay.url,
  };
  return { replay, env };
}

/** Every file below a folder, by its path from there. */
export async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path)] as const)));
}
