/** Starts moto, an emulator of AWS that somebody else wrote, in a virtual environment of its own, for the tests of this folder. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    moto: string;
  }
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const environment = here('../../.venv');
const requirements = here('./requirements.txt');
/** Written last, so that an installation that was cut off is done again. */
const installed = `${environment}/hopscope-requirements.txt`;

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(
      `${command} ${args.join(' ')} failed: ${error?.message ?? stderr}\nThese tests need Python ≥ 3.11 with venv.`,
    );
}

function install(): void {
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  run('python3', '-m', 'venv', '--clear', environment);
  run(`${environment}/bin/pip`, 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements);
  writeFileSync(installed, wanted);
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  install();
  const port = await freePort();
  const server = spawn(`${environment}/bin/moto_server`, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  server.stderr.on('data', (chunk) => {
    log = (log + chunk).slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(`${url}/moto-api/seed?a=42`, { method: 'POST' }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) break;
    if (server.exitCode !== null || tries > 150) throw new Error(`moto did not start on ${url}:\n${log}`);
    await sleep(200);
  }
  project.provide('moto', url);
  return async () => {
    server.kill();
    await ended;
  };
}
