/** `hopscope help`: the same as `--help`. */
import { didYouMean } from '../../report/nearest.ts';
import { command } from '../command.ts';
import { commands, group } from '../commands.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { commandHelp, overallHelp } from '../help.ts';

export default command({
  flags: {},
  args: [
    { name: 'command', about: 'The command to explain; without one, all are listed', optional: true, completes: 'command' },
    { name: 'subcommand', about: 'Its second word, where it has two', optional: true },
  ],
  examples: [
    { line: 'hopscope help', about: 'Every command in a line.' },
    { line: 'hopscope help scan', about: 'The flags of a scan.' },
  ],
  async run({ stdout, version }, { args }) {
    const name = args.join(' ');
    const meant = name ? commands.filter((entry) => entry.name === name || group(name).includes(entry)) : [];
    if (name && !meant.length) {
      const names = commands.map((entry) => entry.name);
      throw misuse(`There is no command ${JSON.stringify(name)}.`, [
        ...didYouMean(name, names),
        'hopscope --help lists the commands.',
      ]);
    }
    const texts = await Promise.all(meant.map(async (entry) => commandHelp(entry, (await entry.load()).default)));
    stdout.write(texts.length ? texts.join(`\n${'─'.repeat(40)}\n\n`) : overallHelp(version));
    return exitCode('yes');
  },
});
