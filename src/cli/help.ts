/** Help, from the commands' data. */
import { type Command, type Entry, type Flag, globalFlags } from './command.ts';
import { commands } from './commands.ts';
import { exitCodes } from './exit.ts';

const WIDTH = 100;

/** `hopscope --help`. */
export function overallHelp(version: string): string {
  return paragraphs(
    [`hopscope ${version}`, 'What your AWS network holds, Region by Region, read from the live accounts and kept as snapshots.'],
    ['Usage: hopscope COMMAND [FLAGS]'],
    ['Commands', ...pairs(commands.map(({ name, summary }) => [name, summary]))],
    ['Flags of every command', ...flagLines(globalFlags)],
    ['Exit codes', ...pairs(exitCodes.map(({ code, means }) => [String(code), means]))],
    [
      'Begin with',
      ...pairs([['hopscope demo', 'no AWS account needed']]),
      ...pairs([['hopscope help scan', 'for your own accounts']]),
    ],
  );
}

/** `hopscope COMMAND --help`. */
export function commandHelp({ name, summary }: Entry, command: Command): string {
  const usage = command.args.map((arg) => (arg.optional ? `[${arg.name}]` : arg.name));
  return paragraphs(
    [`hopscope ${name}: ${summary}`],
    command.about ? wrapped(command.about, '') : [],
    [`Usage: ${['hopscope', name, ...usage, '[FLAGS]'].join(' ')}`],
    command.args.length
      ? ['Arguments', ...pairs(command.args.map((arg) => [arg.name, withChoices(arg.about, arg.choices)]))]
      : [],
    Object.keys(command.flags).length ? ['Flags', ...flagLines(command.flags)] : [],
    ['Flags of every command', ...flagLines(globalFlags)],
    ['Examples', ...command.examples.flatMap(({ line, about }) => [`  ${line}`, `      ${about}`])],
  );
}

export const flagUsage = (name: string, flag: Flag): string => {
  const value = flag.value && (flag.bare ? ` [${flag.value}]` : ` ${flag.value}`);
  return `${flag.short ? `-${flag.short}, ` : ''}--${name}${value ?? ''}`;
};

const flagLines = (flags: Record<string, Flag>): string[] =>
  pairs(
    Object.entries(flags).map(([name, flag]) => [
      flagUsage(name, flag),
      withChoices(flag.about, flag.choices) + (flag.many ? ' (may be repeated)' : ''),
    ]),
  );

const withChoices = (about: string, choices?: readonly string[]): string => (choices ? `${about}: ${choices.join(', ')}` : about);

/** Two columns; the second is wrapped. */
function pairs(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.flatMap(([left, right]) => {
    const lines = wrapped(right, ' '.repeat(width + 2));
    return [`  ${left.padEnd(width)}${lines[0]?.trimStart() ?? ''}`, ...lines.slice(1)];
  });
}

function wrapped(text: string, indent: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    const longer = lines[last] ? `${lines[last]} ${word}` : word;
    if (indent.length + longer.length > WIDTH && lines[last]) lines.push(word);
    else lines[last] = longer;
  }
  return lines.map((line) => indent + line);
}

const paragraphs = (...blocks: readonly string[][]): string =>
  `${blocks
    .filter((block) => block.length)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
