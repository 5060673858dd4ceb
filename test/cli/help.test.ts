import { expect, test } from 'vitest';
import { globalFlags } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';
import { exitCodes } from '../../src/cli/exit.ts';
import { parse } from '../../src/cli/parse.ts';
import { hopscope } from './context.ts';

const names = commands.map(({ name }) => name);

test('there are commands to explain', () => {
  expect(names).toContain('scan');
});

test('--help lists every command and every exit code', async () => {
  const { code, stdout } = await hopscope('--help');
  expect(code).toBe(0);
  for (const { name, summary } of commands) expect(stdout).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 30)}`, 'm'));
  for (const each of exitCodes) expect(stdout).toMatch(new RegExp(`^  ${each.code} `, 'm'));
});

test('no arguments ask for help, and --version for the version', async () => {
  expect(await hopscope('')).toEqual(await hopscope('--help'));
  expect(await hopscope('--version')).toEqual({ code: 0, stdout: '9.9.9\n', stderr: '' });
});

test.each(names)('%s explains itself with its flags and at least one example', async (name) => {
  const { default: command } = await commands.find((entry) => entry.name === name)!.load();
  const { code, stdout, stderr } = await hopscope(`${name} --help`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const flag of [...Object.keys(command.flags), ...Object.keys(globalFlags)]) expect(stdout).toContain(`--${flag}`);
  expect(command.examples.length).toBeGreaterThan(0);
  expect(await hopscope(`help ${name}`)).toMatchObject({ code: 0, stdout });
});

test.each(names)('the examples of %s are command lines that it takes', async (name) => {
  const { default: command } = await commands.find((entry) => entry.name === name)!.load();
  const own = command.examples.flatMap(({ line }) => {
    const words = /^(?:source <\()?hopscope (?<words>[^>)|]+)/.exec(line)?.groups?.words;
    return words ? [words.replaceAll("'", '').trim()] : [];
  });
  expect(own.length).toBeGreaterThan(0);
  for (const words of own) {
    expect(words.startsWith(name)).toBe(true);
    expect(() => parse(name, command, words.slice(name.length).split(' ').filter(Boolean))).not.toThrow();
  }
});

test('no line of help is wider than a hundred columns', async () => {
  const texts = await Promise.all(['--help', ...names.map((name) => `${name} --help`)].map((line) => hopscope(line)));
  const lines = texts.flatMap(({ stdout }) => stdout.split('\n'));
  expect(lines.filter((line) => line.length > 100 && !line.startsWith('  hopscope '))).toEqual([]);
});

test.each([
  ['shwo', 'Did you mean hopscope show?'],
  ['snapshots lits', 'Did you mean hopscope snapshots list?'],
  ['help shwo', 'Did you mean show?'],
  ['--sotre x', 'Did you mean --store?'],
  ['scan --regoin x', 'Did you mean --region?'],
])('hopscope %s is refused with a suggestion', async (line, said) => {
  const { code, stdout, stderr } = await hopscope(line);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(said);
});
