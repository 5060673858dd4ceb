/** The completion script for zsh. */
import { type Completed, firstWords, type Offer, quoted, secondWords } from './completion-words.ts';

export function zsh(all: readonly Completed[]): string {
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
