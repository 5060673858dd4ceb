import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hopscope } from './context.ts';

/** What a person has typed, and what Tab must and must not offer. */
const typed: [line: string, offered: string[], withheld: string[]][] = [
  ['hopscope ', ['demo', 'scan', 'show', 'snapshots', 'policy'], ['list', '--region']],
  ['hopscope s', ['scan', 'show', 'snapshots'], ['demo']],
  ['hopscope snapshots ', ['list', 'show', 'verify', 'prune'], ['scan']],
  ['hopscope scan --re', ['--region', '--resume'], ['--profile']],
  ['hopscope scan --kind transit-gateway-r', ['transit-gateway-route', 'transit-gateway-route-table'], ['vpc']],
  ['hopscope policy --format ', ['json', 'terraform', 'cloudformation'], ['vpc']],
  ['hopscope show vpc-e', ['vpc-endpoint'], ['subnet']],
  ['hopscope completion ', ['bash', 'zsh', 'fish'], ['scan']],
  ['hopscope snapshots prune --', ['--keep', '--older-than', '--dry-run'], ['--region']],
];

const folder = mkdtempSync(join(tmpdir(), 'hopscope-completion-'));
// Every command is loaded for them: like imports, before a test's time runs.
for (const shell of ['bash', 'zsh', 'fish']) writeFileSync(join(folder, shell), (await hopscope(`completion ${shell}`)).stdout);
afterAll(() => rmSync(folder, { recursive: true }));

const here = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;
const shellRun = (shell: string, script: string): string[] => {
  const { status, stdout, stderr } = spawnSync(shell, shell === 'zsh' ? ['-f', '-c', script] : ['-c', script], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter(Boolean);
};

/** What each shell offers after each line, asked of its own completion. */
const ask: Record<string, (...lines: string[]) => string[][]> = {
  bash: (...lines) =>
    lines.map((line) => {
      const words = line.split(' ');
      return bashOffers(
        words.map((word) => `'${word}'`),
        words.length - 1,
      );
    }),
  fish: (...lines) =>
    lines.map((line) =>
      shellRun('fish', `source ${folder}/fish; complete -C '${line}'`).map((each) => each.split('\t')[0] ?? ''),
    ),
  zsh(...lines) {
    // A terminal of its own, in which Tab is pressed as a person would; one for all lines, as it takes a while to begin.
    const script = `
      zmodload zsh/zpty
      zpty -b shell zsh -f
      zpty -w shell 'PS1= PS2= TERM=dumb; autoload -Uz compinit; compinit -u -D; source ${folder}/zsh'
      zpty -w shell 'zstyle ":completion:*" list-colors ""; LISTMAX=10000 COLUMNS=40 LINES=1000; unsetopt automenu zle_bracketed_paste'
      zpty -w shell 'report() { compadd() { if [[ $*[(I)-[OADs]] -gt 0 || " $* " == *" -O "* || " $* " == *" -D "* || " $* " == *" -A "* ]]; then builtin compadd "$@"; else local -a found; builtin compadd -O found "$@"; print -rl -- "offer:"$^found; builtin compadd "$@"; fi }; _main_complete; print -r -- "that is"" all" }'
      zpty -w shell 'zle -C report complete-word report; bindkey "^I" report; bindkey "^U" kill-whole-line; print ready'
      zpty -r shell out '*ready*'
      for line in ${lines.map((line) => `'${line}'`).join(' ')}; do
        zpty -n -w shell $'\\C-u'"$line"$'\\t'
        zpty -r shell out '*that is all*'
        print -r -- "$out"
        print -- 'next line'
      done
      zpty -d shell`;
    const said = shellRun('zsh', script).join('\n').split('next line').slice(0, lines.length);
    return said.map((each) => [...each.matchAll(/offer:([\w-]+)/g)].map(([, word]) => word ?? ''));
  },
};

function bashOffers(words: readonly string[], at: number): string[] {
  const script = `source ${folder}/bash; COMP_WORDS=(${words.join(' ')}) COMP_CWORD=${at}; _hopscope; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return shellRun('bash', script);
}

describe.each(Object.keys(ask).filter(here))('%s', (shell) => {
  let all: string[][] | undefined;
  test.each(typed.map((one, at) => [...one, at] as const))(
    'Tab after "%s" offers what belongs there',
    (_, offered, withheld, at) => {
      all ??= ask[shell]!(...typed.map(([line]) => line));
      for (const word of offered) expect(all[at]).toContain(word);
      for (const word of withheld) expect(all[at]).not.toContain(word);
    },
  );
});

test('bash is there to try it in', () => {
  expect(here('bash')).toBe(true);
});

test('bash completes --flag=value and skips the values of flags when it counts arguments', () => {
  expect(bashOffers(["'hopscope'", "'show'", "'--snapshot'", "'='", "'sam'"], 4)).toEqual(['sample', 'sample~1']);
  expect(ask.bash!('hopscope show --snapshot sample vp')[0]).toContain('vpc');
});
