/** The completion script for fish. */
import { type Completed, firstWords, type Offer, quoted, secondWords } from './completion-words.ts';

export function fish(all: readonly Completed[]): string {
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
