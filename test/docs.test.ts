import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { reasonFor, reasons } from '../scripts/dependencies.ts';
import { blockNames, generated, regenerated } from '../scripts/docs.ts';
import { commands } from '../src/cli/commands.ts';
import { findCommand, parse } from '../src/cli/parse.ts';
import { hopscope } from './cli/context.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const readme = read('README.md');

test.each(Object.entries(await generated()))('%s is what `npm run docs` writes', (path, text) => {
  expect(read(path)).toBe(text);
});

test('every block that follows from data is in the README', () => {
  const found = [...readme.matchAll(/<!-- generated: (.+) -->/g)].map(([, name]) => name);
  expect(found.sort()).toEqual([...blockNames].sort());
});

test('a stale block is replaced between its marks, and nothing else is', () => {
  const text = 'before\n<!-- generated: exit codes -->\nstale\n<!-- end -->\nafter\n';
  const fresh = regenerated(text);
  expect(fresh).toMatch(/^before\n<!-- generated: exit codes -->\n\| code \| means \|\n(?:\|.*\|\n)+<!-- end -->\nafter\n$/);
  expect(regenerated(fresh)).toBe(fresh);
  expect(() => regenerated(text.replace('exit codes', 'nothing'))).toThrow('nobody writes the block "nothing"');
});

test('every package has a reason, and every reason a package', () => {
  const installed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(installed.length).toBeGreaterThan(0);
  expect(installed.filter((name) => !reasonFor(name))).toEqual([]);
  expect(Object.keys(reasons).filter((reason) => !installed.some((name) => reasonFor(name) === reason))).toEqual([]);
});

test('every command line in the README is one that hopscope takes', async () => {
  const lines = [...readme.matchAll(/^npx hopscope (?<line>[^#\n]+)/gm)].map(({ groups }) => groups?.line?.trim() ?? '');
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    const { entry, rest } = findCommand(line.split(/\s+/));
    expect(() => parse(entry!.name, command.get(entry!.name)!, rest)).not.toThrow();
  }
});

const command = new Map(await Promise.all(commands.map(async ({ name, load }) => [name, (await load()).default] as const)));

test('the examples of the README show what they say', async () => {
  expect((await hopscope('show leipzig --snapshot sample')).code).toBe(0);
});

test('every npm script that the documents name exists', () => {
  const named = [...`${readme}${read('SECURITY.md')}`.matchAll(/npm (?:run )?(?<name>test\b|(?<=run )[\w:]+)/g)].map(
    ({ groups }) => groups?.name ?? '',
  );
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
});

test('every schema that a command prints is documented', async () => {
  const documented = new Set([...read('docs/json.md').matchAll(/`(hopscope\/[a-z-]+\/\d+)`/g)].map(([, schema]) => schema));
  const sources = commands.map(({ name }) => read(`src/cli/commands/${name.replace(' ', '-')}.ts`));
  const printed = sources.flatMap((source) =>
    [...source.matchAll(/printJson\(stdout, '([a-z-]+)'/g)].map(([, name]) => `hopscope/${name}/1`),
  );
  expect(printed.length).toBeGreaterThanOrEqual(commands.length - 2);
  expect(printed.filter((schema) => !documented.has(schema))).toEqual([]);
});
