/** `hopscope snapshots export`. */
import { resolve } from 'node:path';
import { forTerminal } from '../../report/escape.ts';
import { counted, digits } from '../../report/words.ts';
import { writeTree } from '../../snapshot/store-tree.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { Failure, misuse } from '../failure.ts';
import { printJson } from '../json.ts';
import { chooseSnapshot } from '../stores.ts';

export default command({
  about:
    'Writes ACCOUNT/REGION/KIND.jsonl, a resource a line, sorted, and the same bytes for the same network: commit the folder after ' +
    'every scan, and `git log -p` tells its history. tree.json says what was covered and what could not be seen. What changes by itself ' +
    'is left out. Only files that an export wrote are replaced or removed. Ends with 4 when something could not be seen.',
  flags: {
    tree: {
      value: 'DIR',
      about: 'The folder to write to: empty, a fresh git repository, or an earlier tree',
      completes: 'directory',
    },
    volatile: { about: 'Also write what changes by itself, to KIND.volatile.jsonl' },
    'allow-partial': { about: 'End with 0 even when something could not be seen' },
  },
  args: [{ name: 'snapshot', about: 'Which snapshot, as for --snapshot', optional: true, completes: 'snapshot' }],
  examples: [
    { line: 'hopscope snapshots export --tree network', about: 'The newest snapshot; then commit the folder.' },
    { line: 'hopscope snapshots export --tree sample-tree sample~1', about: 'The sample company, the day before.' },
  ],
  async run(context, { args: [named], flags }) {
    const { stdout, cwd } = context;
    if (flags.tree === undefined) {
      throw misuse('Say where to: --tree DIR.', 'For example: hopscope snapshots export --tree network');
    }
    const { store, id } = await chooseSnapshot(context, { ...flags, ...(named && { snapshot: named }) });
    const snapshot = await store.read(id);
    const dir = resolve(cwd, flags.tree);
    const tree = await writeTree(snapshot, dir, { volatile: flags.volatile }).catch((error: unknown) => {
      throw error instanceof Error && error.name === 'TreeRefused'
        ? new Failure('usage', error.message, [], { cause: error })
        : error;
    });
    const { gaps } = snapshot.manifest;
    if (flags.json) printJson(stdout, 'snapshots-export', { snapshot: id, tree, notSeen: gaps.length });
    else {
      const files = `${counted(tree.written, 'file')} written, ${digits(tree.unchanged)} unchanged, ${digits(tree.removed)} removed`;
      const unseen = gaps.length ? ` ${counted(gaps.length, 'thing')} could not be seen: tree.json lists them.` : '';
      stdout.write(`Snapshot ${id} is in ${forTerminal(tree.dir)}: ${files}.${unseen}\n`);
    }
    return exitCode(gaps.length && !flags['allow-partial'] ? 'unknown' : 'yes');
  },
});
