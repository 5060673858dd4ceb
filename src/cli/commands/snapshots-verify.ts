/** `hopscope snapshots verify`. */
import { forTerminal, linesForTerminal } from '../../report/escape.ts';
import { counted } from '../../report/words.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { chooseSnapshot, openStore } from '../stores.ts';

export default command({
  about:
    'Reads every object of the store, or of one snapshot, and compares it with its digest. Ends with 3 when something is damaged.',
  flags: {},
  args: [{ name: 'snapshot', about: 'Only this snapshot, as for --snapshot', optional: true, completes: 'snapshot' }],
  examples: [
    { line: 'hopscope snapshots verify', about: 'The whole store.' },
    { line: 'hopscope snapshots verify sample', about: 'The newest sample.' },
  ],
  async run(context, { args: [named], flags }) {
    const { stdout } = context;
    const wanted = named ?? flags.snapshot;
    const one = wanted === undefined ? undefined : await chooseSnapshot(context, { ...flags, snapshot: wanted });
    const store = one?.store ?? (await openStore(context, flags));
    const problems = await store.verify(one?.id);
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (flags.json) printJson(stdout, 'snapshots-verify', { store: store.dir, problems });
    else {
      const { paint } = styleFor(stdout, context, flags);
      const what = one ? `snapshot ${one.id}` : counted((await store.list()).length, 'snapshot');
      const lines = [
        ...problems.map(
          ({ severity, message }) => `${severity === 'error' ? paint('bad', '✗') : '·'} ${linesForTerminal(message)}`,
        ),
        errors.length
          ? `${counted(errors.length, 'problem')} in ${forTerminal(store.dir)}.`
          : `${paint('good', '✓')} Every byte of ${what} is as it was written.`,
      ];
      stdout.write(`${lines.join('\n')}\n`);
    }
    return exitCode(errors.length ? 'no' : 'yes');
  },
});
