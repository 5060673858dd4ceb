/** Completion scripts for shells, written from the commands' data; nothing of hopscope runs while completing. */
import { kinds } from '../kinds/index.ts';
import { type Completes, type Flag, globalFlags } from './command.ts';
import { commands } from './commands.ts';

/** What may stand in a place: these words, or folders. */
type Offer = readonly string[] | 'directories';

interface Completed {
  /** `['snapshots', 'list']` */
  words: string[];
  summary: string;
  flags: { name: string; short?: string; about: string; takes?: Offer; optional: boolean; many: boolean }[];
  /** What each argument may be, in order. */
  args: Offer[];
}

const offers: Record<Completes, () => Offer> = {
  kind: () => kinds.map((row) => row.kind),
  snapshot: () => ['latest', 'latest~1', 'sample', 'sample~1'],
  directory: () => 'directories',
  command: () => [...new Set(commands.map((entry) => entry.name.split(' ')[0] ?? ''))],
};

const offer = ({ choices, completes }: { choices?: readonly string[]; completes?: Completes }): Offer =>
  choices ?? (completes ? offers[completes]() : []);

/** Every command with its flags and arguments: loads them all. */
export async function vocabulary(): Promise<Completed[]> {
  return Promise.all(
    commands.map(async (entry) => {
      const { default: command } = await entry.load();
      const flags: Record<string, Flag> = { ...command.flags, ...globalFlags };
      return {
        words: entry.name.split(' '),
        summary: entry.summary,
        flags: Object.entries(flags).map(([name, flag]) => ({
          name,
          short: flag.short,
          about: flag.about,
          takes: flag.value ? offer(flag) : undefined,
          optional: flag.bare !== undefined,
          many: flag.many === true,
        })),
        args: command.args.map(offer),
      };
    }),
  );
}

export type Shell = keyof typeof shells;

export const shells = { bash, zsh, fish };

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const firstWords = (all: readonly Completed[]): string[] => [...new Set(all.map(({ words }) => words[0] ?? ''))];
const secondWords = (all: readonly Completed[], first: string): Completed[] =>
  all.filter(({ words }) => words.length > 1 && words[0] === first);

function bash(all: readonly Completed[]): string {
  const valued = [...new Set(all.flatMap(({ flags }) => flags.filter(({ takes }) => takes).map(({ name }) => `--${name}`)))];
  const groups = firstWords(all).filter((word) => secondWords(all, word).length);
  const reply = (words: Offer): string =>
    words === 'directories' ? 'offered=directories' : `offered=${quoted(words.join(' '))}`;
  const lines = [
    '# hopscope completion for bash',
    '_hopscope() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= position=0 skip= offered= word at',
    '  [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD - 2]}',
    '  if [[ $current == = ]]; then previous=${COMP_WORDS[COMP_CWORD - 1]} current=; fi',
    '  for ((at = 1; at < COMP_CWORD; at++)); do',
    '    word=${COMP_WORDS[at]}',
    '    if [[ $word == = ]]; then skip=1; continue; fi',
    '    if [[ $skip && $word != -* ]]; then skip=; continue; fi',
    '    skip=',
    '    case $word in',
    `      ${valued.join('|')}) skip=1 ;;`,
    '      -*) ;;',
    '      *)',
    '        case $command in',
    "          '') command=$word ;;",
    ...(groups.length ? [`          ${groups.join('|')}) command="$command $word" ;;`] : []),
    '          *) ((position++)) ;;',
    '        esac ;;',
    '    esac',
    '  done',
    '  case "$command $previous" in',
    ...all.flatMap(({ words, flags }) =>
      flags.flatMap(({ name, takes }) => (takes ? [`    ${quoted(`${words.join(' ')} --${name}`)}) ${reply(takes)} ;;`] : [])),
    ),
    ...Object.entries(globalFlags).flatMap(([name, flag]) =>
      'value' in flag ? [`    ' --${name}') ${reply(offer(flag))} ;;`] : [],
    ),
    '    *)',
    '      case "$command" in',
    ...all.flatMap(({ words, flags, args }) => [
      `        ${quoted(words.join(' '))})`,
      `          if [[ $current == -* ]]; then ${reply(flags.map(({ name }) => `--${name}`))}`,
      ...args.map((words, at) => `          elif ((position == ${at})); then ${reply(words)}`),
      '          fi ;;',
    ]),
    ...groups.map((word) => `        ${word}) ${reply(secondWords(all, word).map(({ words }) => words[1] ?? ''))} ;;`),
    `        '') if [[ $current == -* ]]; then ${reply(Object.keys(globalFlags).map((name) => `--${name}`))}; else ${reply(firstWords(all))}; fi ;;`,
    '      esac ;;',
    '  esac',
    '  if [[ $offered == directories ]]; then mapfile -t COMPREPLY < <(compgen -d -- "$current")',
    '  else mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$current")',
    '  fi',
    '}',
    'complete -F _hopscope hopscope',
  ];
  return `${lines.join('\n')}\n`;
}

function zsh(all: readonly Completed[]): string {
  const action = (words: Offer): string => (words === 'directories' ? '_files -/' : words.length ? `(${words.join(' ')})` : ' ');
  const text = (about: string): string => about.replace(/[[\]:\\]/g, '\\$&');
  const specs = ({ flags, args }: Completed): string[] => [
    ...flags.map(({ name, about, takes, optional, many }) => {
      const value = takes ? `${optional ? '::' : ':'}value:${action(takes)}` : '';
      return quoted(`${many ? '*' : ''}--${name}${takes && !optional ? '=' : ''}[${text(about)}]${value}`);
    }),
    ...args.map((words, at) => quoted(`${at + 1}::argument:${action(words)}`)),
  ];
  const arguments_ = (command: Completed, indent: string): string =>
    `_arguments -s ${specs(command)
      .map((spec) => `\\\n${indent}  ${spec}`)
      .join(' ')}`;
  const lines = [
    '#compdef hopscope',
    '_hopscope() {',
    '  local line state',
    "  _arguments -C '1: :->command' '*:: :->rest'",
    '  case $state in',
    '    command)',
    '      local -a commands=(',
    ...firstWords(all).map((word) => {
      const whole = all.find(({ words }) => words.length === 1 && words[0] === word);
      const summary =
        whole?.summary ??
        `${secondWords(all, word)
          .map(({ words }) => words[1])
          .join(', ')}`;
      return `        ${quoted(`${word}:${text(summary)}`)}`;
    }),
    '      )',
    '      _describe command commands ;;',
    '    rest)',
    '      case $line[1] in',
    ...firstWords(all).flatMap((word) => {
      const members = secondWords(all, word);
      const whole = all.find(({ words }) => words.length === 1 && words[0] === word);
      if (whole) return [`        ${word}) ${arguments_(whole, '          ')} ;;`];
      return [
        `        ${word})`,
        '          if ((CURRENT == 2)); then',
        `            local -a subcommands=(${members.map(({ words, summary }) => quoted(`${words[1]}:${text(summary)}`)).join(' ')})`,
        '            _describe subcommand subcommands',
        '          else',
        '            case $words[2] in',
        ...members.map(
          (member) =>
            `              ${member.words[1]}) shift words; ((CURRENT--)); ${arguments_(member, '                ')} ;;`,
        ),
        '            esac',
        '          fi ;;',
      ];
    }),
    '      esac ;;',
    '  esac',
    '}',
    'if [[ ${funcstack[1]} == _hopscope ]]; then _hopscope "$@"; else compdef _hopscope hopscope; fi',
  ];
  return `${lines.join('\n')}\n`;
}

function fish(all: readonly Completed[]): string {
  const firsts = firstWords(all);
  const words = (offered: Offer): string =>
    offered === 'directories' ? quoted('(__fish_complete_directories)') : quoted(offered.join(' '));
  const when = ({ words: [first, second] }: Completed): string =>
    quoted(`__fish_seen_subcommand_from ${first}${second ? `; and __fish_seen_subcommand_from ${second}` : ''}`);
  const lines = [
    '# hopscope completion for fish',
    'complete -c hopscope -f',
    ...firsts.map((word) => {
      const summary = all.find(({ words: [first, second] }) => first === word && !second)?.summary ?? 'list, show, verify, prune';
      return `complete -c hopscope -n __fish_use_subcommand -a ${quoted(word)} -d ${quoted(summary)}`;
    }),
    ...firsts.flatMap((word) => {
      const members = secondWords(all, word);
      const names = members.map((member) => member.words[1]).join(' ');
      const condition = quoted(`__fish_seen_subcommand_from ${word}; and not __fish_seen_subcommand_from ${names}`);
      return members.map(
        (member) => `complete -c hopscope -n ${condition} -a ${quoted(member.words[1] ?? '')} -d ${quoted(member.summary)}`,
      );
    }),
    ...all.flatMap((member) => [
      ...member.args
        .filter((offered) => offered.length)
        .map((offered) => `complete -c hopscope -n ${when(member)} -a ${words(offered)}`),
      ...member.flags.map(({ name, short, about, takes, optional }) => {
        const value = takes ? `${optional ? '' : ' -x'}${takes.length ? ` -a ${words(takes)}` : ''}` : '';
        return `complete -c hopscope -n ${when(member)} -l ${name}${short ? ` -s ${short}` : ''}${value} -d ${quoted(about)}`;
      }),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
