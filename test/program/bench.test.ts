import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './hopscope.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const coldStart = (folder: string, ...args: readonly string[]): Promise<{ code: unknown; said: string; told: string }> =>
  new Promise((done) =>
    execFile(process.execPath, [join(folder, 'bench/cold-start.ts'), ...args], (error, told, said) =>
      done({ code: error?.code ?? 0, said, told }),
    ),
  );

test('how long a person waits is not measured where nothing is built, and that is said', async () => {
  const folder = await temporaryFolder();
  for (const path of ['bench/cold-start.ts', 'bin/hopscope.js', 'package.json']) await cp(join(root, path), join(folder, path));
  const { code, said, told } = await coldStart(folder);
  expect({ code, told }).toEqual({ code: 2, told: '' });
  expect(said).toMatch(/^\S+hopscope\.js is not there: npm run bench:why builds it first\.\n$/);
});

test('a number of runs that is none is said to be that', async () => {
  expect(await coldStart(root, '--runs', 'many')).toEqual({ code: 2, said: '--runs many is not a number of runs.\n', told: '' });
});
