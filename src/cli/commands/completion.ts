/** `hopscope completion`: a script for the shell, written from the commands' data. */
import { command } from '../command.ts';
import { type Shell, shells } from '../completion.ts';
import { vocabulary } from '../completion-words.ts';
import { exitCode } from '../exit.ts';
import { printJson } from '../json.ts';

export default command({
  flags: {},
  args: [{ name: 'shell', about: 'The shell to complete in', choices: Object.keys(shells) }],
  examples: [
    { line: 'source <(hopscope completion bash)', about: 'For this session; put the line into ~/.bashrc for every one.' },
    { line: 'hopscope completion zsh > "${fpath[1]}/_hopscope"', about: 'For zsh.' },
    { line: 'hopscope completion fish > ~/.config/fish/completions/hopscope.fish', about: 'For fish.' },
  ],
  async run({ stdout }, { args, flags }) {
    const script = shells[args[0] as Shell](await vocabulary());
    if (flags.json) printJson(stdout, 'completion', { shell: args[0], script });
    else stdout.write(script);
    return exitCode('yes');
  },
});
