import { expect, test } from 'vitest';
import { command } from '../../src/cli/command.ts';
import { Failure } from '../../src/cli/failure.ts';
import { findCommand, parse } from '../../src/cli/parse.ts';
import { nearest } from '../../src/report/nearest.ts';

const scan = command({
  flags: {
    region: { value: 'REGION', many: true, about: '' },
    share: { value: 'PERCENT', number: { least: 1, most: 100 }, about: '' },
    format: { value: 'FORMAT', choices: ['json', 'terraform'], about: '' },
    resume: { value: 'ID', bare: 'latest', about: '' },
    plan: { about: '' },
  },
  args: [{ name: 'what', about: 'what to do', optional: true, choices: ['this', 'that'] }],
  examples: [],
  run: async () => 0,
});

const read = (line: string) => parse('scan', scan, line.split(' ').filter(Boolean));
const refusal = (line: string): string => {
  try {
    read(line);
  } catch (error) {
    if (error instanceof Failure && error.ending === 'usage') return [error.message, ...error.next].join(' ');
    throw error;
  }
  throw new Error(`${line} was taken`);
};

test('flags have the types that their rows say', () => {
  const { flags } = read('--region eu-west-1 --region=us-east-1 --share 20 --plan');
  expect(flags).toMatchObject({ region: ['eu-west-1', 'us-east-1'], share: 20, plan: true, format: undefined, json: false });
});

test('a flag that may stand alone has its value only when one follows', () => {
  expect(read('--resume').flags.resume).toBe('latest');
  expect(read('--resume --plan').flags).toMatchObject({ resume: 'latest', plan: true });
  expect(read('--resume 20261122T163105Z-3fa9c1').flags.resume).toBe('20261122T163105Z-3fa9c1');
});

test.each([
  ['--regoin eu-west-1', 'no flag --regoin. Did you mean --region?'],
  ['--region', '--region needs a value: --region REGION'],
  ['--region --plan', '--plan looks like a flag. To mean it as the value, write --region=--plan'],
  ['--plan=yes', '--plan is a switch'],
  ['--share 0', '--share is a whole number from 1 to 100, not "0"'],
  ['--share ten', 'not "ten"'],
  ['--share=', 'not ""'],
  ['--format yaml', '--format is one of json, terraform, not "yaml"'],
  ['--format terrafrom', 'Did you mean terraform?'],
  ['thaat', 'Did you mean that?'],
  ['this that', 'does not know what to do with "that"'],
])('%s is refused with what to do', (line, said) => {
  expect(refusal(line)).toContain(said);
});

test('flags of every command may stand before the command', () => {
  expect(findCommand(['--store', 'x', 'show', 'vpc'])).toMatchObject({ entry: { name: 'show' }, rest: ['--store', 'x', 'vpc'] });
});

test('a command of two words is found, and its group alone lists', () => {
  expect(findCommand(['snapshots', '--json', 'verify'])).toMatchObject({ entry: { name: 'snapshots verify' }, rest: ['--json'] });
  expect(findCommand(['snapshots'])).toMatchObject({ entry: { name: 'snapshots list' } });
});

test.each([
  ['shwo', 'show'],
  ['snapshot list', 'snapshots list'],
  ['poli', 'policy'],
])('%s is near to %s', (word, meant) => {
  expect(nearest(word, ['show', 'scan', 'policy', 'snapshots list'])).toBe(meant);
});

test('a word that is near to nothing has no suggestion', () => {
  expect(nearest('kubernetes', ['show', 'scan', 'policy'])).toBeUndefined();
});
