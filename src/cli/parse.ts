/** The command line, read by `node:util` and checked against the commands' data. */
import { parseArgs } from 'node:util';
import { didYouMean } from '../report/nearest.ts';
import { type Argument, type Command, type Entry, type Flag, globalFlags, type Input } from './command.ts';
import { commands, group } from './commands.ts';
import { misuse } from './failure.ts';

/** Which command is meant, and the words that are left for it. No command: `entry` is absent. */
export function findCommand(argv: readonly string[]): { entry?: Entry; rest: string[] } {
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionsOf(globalFlags),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.filter((token) => token.kind === 'positional');
  const [first, second] = words;
  if (!first) return { rest: [...argv] };
  const without = (...gone: (typeof words)[number][]): string[] =>
    argv.filter((_, at) => !gone.some((token) => token.index === at));
  const entry = commands.find(({ name }) => name === first.value);
  if (entry) return { entry, rest: without(first) };
  const members = group(first.value);
  const member = members.find(({ name }) => name === `${first.value} ${second?.value}`);
  if (member && second) return { entry: member, rest: without(first, second) };
  if (members.length && !second) {
    const list = members.find(({ name }) => name.endsWith(' list'));
    if (list) return { entry: list, rest: without(first) };
  }
  const wrong = tokens.find((token) => token.kind === 'option' && token.index < first.index && !(token.name in globalFlags));
  if (wrong?.kind === 'option') {
    const known = Object.keys(globalFlags).map((flag) => `--${flag}`);
    throw misuse(`There is no flag ${wrong.rawName} that can stand before a command.`, didYouMean(wrong.rawName, known));
  }
  const meant = members.length ? `${first.value} ${second?.value}` : first.value;
  throw misuse(`There is no command ${JSON.stringify(meant)}.`, [
    ...didYouMean(
      meant,
      commands.map(({ name }) => name),
      (name) => `hopscope ${name}`,
    ),
    'hopscope --help lists the commands.',
  ]);
}

/** Reads a command's flags and arguments. Throws a `Failure` that names the wrong word and the nearest right one. */
export function parse(
  name: string,
  command: Pick<Command, 'flags' | 'args'>,
  rest: readonly string[],
): Input<Record<string, Flag>> {
  const flags: Record<string, Flag> = { ...globalFlags, ...command.flags };
  const called = name ? `hopscope ${name}` : 'hopscope';
  const help = name ? `${called} --help explains the command.` : `${called} --help lists the commands.`;
  const { tokens } = parseArgs({
    args: fillBare(rest, flags),
    options: optionsOf(flags),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | number | boolean | string[] | undefined> = {};
  for (const [flag, { many, value }] of Object.entries(flags)) values[flag] = many ? [] : value ? undefined : false;
  const args: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') args.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = flags[token.name];
    if (!flag) {
      const known = Object.keys(flags).map((each) => `--${each}`);
      throw misuse(`${called} has no flag ${token.rawName}.`, [...didYouMean(token.rawName, known), help]);
    }
    if (!flag.value) {
      if (token.value !== undefined)
        throw misuse(`--${token.name} is a switch and takes no value (${JSON.stringify(token.value)}).`, help);
      values[token.name] = true;
      continue;
    }
    const value = checkedValue(token.name, flag, token.value, token.inlineValue === true, help);
    if (flag.many) (values[token.name] as string[]).push(String(value));
    else values[token.name] = value;
  }
  if (!values.help && !values.version) checkArguments(called, command.args, args, help);
  return { flags: values as unknown as Input<Record<string, Flag>>['flags'], args };
}

/** The flags as `node:util` wants them. */
const optionsOf = (flags: Record<string, Flag>): Record<string, { type: 'string' | 'boolean'; short?: string }> =>
  Object.fromEntries(
    Object.entries(flags).map(([name, { value, short }]) => [
      name,
      { type: value ? 'string' : 'boolean', ...(short && { short }) },
    ]),
  );

/** Gives flags that may stand without a value the one that they then have. */
const fillBare = (args: readonly string[], flags: Record<string, Flag>): string[] =>
  args.map((arg, at) => {
    const bare = arg.startsWith('--') ? flags[arg.slice(2)]?.bare : undefined;
    const next = args[at + 1];
    return bare !== undefined && (next === undefined || next.startsWith('-')) ? `${arg}=${bare}` : arg;
  });

function checkedValue(name: string, flag: Flag, value: string | undefined, inline: boolean, help: string): string | number {
  if (value === undefined) throw misuse(`--${name} needs a value: --${name} ${flag.value}.`, help);
  if (!inline && value.startsWith('-')) {
    throw misuse(`--${name} needs a value, and ${value} looks like a flag.`, [
      `To mean it as the value, write --${name}=${value}.`,
      help,
    ]);
  }
  if (flag.choices && !flag.choices.includes(value)) {
    throw misuse(`--${name} is one of ${flag.choices.join(', ')}, not ${JSON.stringify(value)}.`, [
      ...didYouMean(value, flag.choices),
      help,
    ]);
  }
  if (!flag.number) return value;
  const number = Number(value);
  const { least, most } = flag.number;
  if (!value.trim() || !Number.isInteger(number) || number < least || number > most) {
    throw misuse(`--${name} is a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`, help);
  }
  return number;
}

function checkArguments(called: string, known: readonly Argument[], args: readonly string[], help: string): void {
  const extra = args[known.length];
  if (extra !== undefined) throw misuse(`${called} does not know what to do with ${JSON.stringify(extra)}.`, help);
  for (const [at, { name, about, optional, choices }] of known.entries()) {
    const value = args[at];
    if (value === undefined && !optional) throw misuse(`${called} needs ${name}: ${about}.`, help);
    if (value !== undefined && choices && !choices.includes(value)) {
      throw misuse(`${name} is one of ${choices.join(', ')}, not ${JSON.stringify(value)}.`, [
        ...didYouMean(value, choices),
        help,
      ]);
    }
  }
}
