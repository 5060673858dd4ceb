/** The completion script for bash. */
import { globalFlags } from './command.ts';
import { type Completed, firstWords, type Offer, offer, quoted, secondWords } from './completion-words.ts';

export function bash(all: readonly Completed[]): string {
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
