/** `hopscope snapshots show`. */
import { actionOf, kindNamed } from '../../kinds/index.ts';
import { earlierLines } from '../../report/earlier.ts';
import { forTerminal } from '../../report/escape.ts';
import { gapSection } from '../../report/gaps.ts';
import { type Cell, table } from '../../report/table.ts';
import { counted, digits, moment, titleOf } from '../../report/words.ts';
import { gapsFor, type Manifest } from '../../snapshot/snapshot.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { chooseSnapshot } from '../stores.ts';

export default command({
  about: 'The manifest of a snapshot in words. No shard is read; `snapshots verify` reads them all.',
  flags: {},
  args: [{ name: 'snapshot', about: 'Which snapshot, as for --snapshot', optional: true, completes: 'snapshot' }],
  examples: [
    { line: 'hopscope snapshots show', about: 'The newest one.' },
    { line: 'hopscope snapshots show latest~1 --json', about: 'The manifest of the one before.' },
  ],
  async run(context, { args: [named], flags }) {
    const { stdout } = context;
    const { store, id } = await chooseSnapshot(context, { ...flags, ...(named && { snapshot: named }) });
    const manifest = await store.manifest(id);
    if (flags.json) {
      printJson(stdout, 'snapshots-show', { store: store.dir, manifest });
      return exitCode('yes');
    }
    const style = styleFor(stdout, context, flags);
    const { takenAt, tool, accounts, shards, timing, gaps } = manifest;
    const bytes = shards.reduce((sum, shard) => sum + shard.bytes + (shard.volatile?.bytes ?? 0), 0);
    const facts = [
      `Snapshot ${id}, taken ${moment(takenAt)} by ${tool.name} ${tool.version}`,
      `${counted(timing.calls, 'call')}, ${counted(timing.throttles, 'throttle')}, ${counted(shards.length, 'shard')} of ${digits(bytes)} bytes unpacked`,
      ...accounts.map(
        ({ account, alias, arn }) => `account ${account}${alias ? ` (${alias})` : ''} as ${arn}: ${regionsOf(manifest, account)}`,
      ),
    ];
    const columns = [
      { title: 'kind' },
      { title: 'what it is' },
      { title: 'resources', align: 'right' as const },
      { title: 'read by' },
    ];
    const blocks = [
      facts.map(forTerminal),
      table(columns, kindRows(manifest), style),
      gapSection(gaps, style),
      earlierLines(manifest, style),
    ];
    const lines = blocks.filter((block) => block.length).flatMap((block, at) => (at ? ['', ...block] : block));
    stdout.write(`${lines.join('\n')}\n`);
    return exitCode('yes');
  },
});

const regionsOf = ({ places }: Manifest, account: string): string =>
  places
    .filter((place) => place.account === account)
    .map(({ region }) => region)
    .join(', ');

const kindRows = (manifest: Manifest): Cell[][] =>
  manifest.kinds.map((kind) => {
    const count = manifest.shards.filter((shard) => shard.kind === kind).reduce((sum, shard) => sum + shard.count, 0);
    const unsure = manifest.places.some((place) => gapsFor(manifest, kind, place).length);
    const shown: Cell = unsure ? { text: count ? `${digits(count)}+` : '?', means: 'warning' } : digits(count);
    return [kind, titleOf(kind), shown, actionOf(kindNamed(kind))];
  });
