/** `hopscope snapshots list`. */
import { type Cell, table } from '../../report/table.ts';
import { digits, moment } from '../../report/words.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { openStore } from '../stores.ts';

export default command({
  flags: {},
  args: [],
  examples: [
    { line: 'hopscope snapshots list', about: 'The snapshots of ./snapshots, oldest first.' },
    { line: 'hopscope snapshots list --store /srv/audits --json', about: 'Those of another store, for a program.' },
  ],
  async run(context, { flags }) {
    const { stdout } = context;
    const store = await openStore(context, flags);
    const snapshots = await store.list();
    if (flags.json) {
      printJson(stdout, 'snapshots-list', { store: store.dir, snapshots });
      return exitCode('yes');
    }
    const style = styleFor(stdout, context, flags);
    const columns = [
      { title: 'id' },
      { title: 'taken' },
      ...['accounts', 'Regions', 'resources', 'gaps'].map((title) => ({ title, align: 'right' as const })),
    ];
    const rows = snapshots.map(({ id, takenAt, accounts, regions, resources, gaps, interrupted, damaged }): Cell[] => {
      if (damaged) return [id, { text: 'damaged: see `hopscope snapshots verify`', means: 'bad' }];
      const unseen: Cell = gaps ? { text: digits(gaps) + (interrupted ? ', unfinished' : ''), means: 'warning' } : '0';
      return [id, moment(takenAt), ...[accounts, regions, resources].map(digits), unseen];
    });
    const lines = rows.length
      ? table(columns, rows, style)
      : [`${store.dir} has no snapshots yet. Take one with \`hopscope scan\`.`];
    stdout.write(`${lines.join('\n')}\n`);
    return exitCode('yes');
  },
});
