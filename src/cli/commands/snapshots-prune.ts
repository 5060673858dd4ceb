/** `hopscope snapshots prune`. */
import { counted, digits } from '../../report/words.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson } from '../json.ts';
import { openStore } from '../stores.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export default command({
  about:
    'Removes snapshots, then objects that none of the others needs, and what interrupted scans left. The newest always stays.',
  flags: {
    keep: { value: 'COUNT', number: { least: 1, most: 1_000_000 }, about: 'Keep this many of the newest' },
    'older-than': { value: 'DAYS', number: { least: 1, most: 36_500 }, about: 'Remove what is older than this many days' },
    'dry-run': { about: 'Only say what would go' },
  },
  args: [],
  examples: [
    { line: 'hopscope snapshots prune --keep 30', about: 'Keep the thirty newest.' },
    { line: 'hopscope snapshots prune --older-than 90 --dry-run', about: 'See what three months would leave.' },
  ],
  async run(context, { flags }) {
    const { stdout, now } = context;
    const { keep, 'older-than': days, 'dry-run': dryRun } = flags;
    if ((keep === undefined) === (days === undefined)) {
      throw misuse('Say what to remove: --keep COUNT or --older-than DAYS, one of them.', '--dry-run shows what would go.');
    }
    const rule = keep === undefined ? { olderThan: new Date(now().getTime() - (days ?? 0) * DAY_MS) } : { keep };
    const store = await openStore(context, flags);
    const gone = await store.prune(rule, now(), dryRun);
    if (flags.json) printJson(stdout, 'snapshots-prune', { store: store.dir, dryRun, ...gone });
    else {
      const verb = dryRun ? 'Would remove' : 'Removed';
      stdout.write(
        `${verb} ${counted(gone.snapshots.length, 'snapshot')} and ${counted(gone.files, 'file')} (${digits(gone.bytes)} bytes).\n`,
      );
    }
    return exitCode('yes');
  },
});
