/** What a snapshot holds, on one screen; and, as loudly, what it could not see. */
import type { Account, Manifest, Snapshot } from '../snapshot/snapshot.ts';
import { connections } from './connections.ts';
import { forTerminal } from './escape.ts';
import { gapSection } from './gaps.ts';
import { type Count, counting, type RegionRow, regionRows } from './regions.ts';
import type { Style } from './style.ts';
import { type Cell, table, wrap } from './table.ts';
import { counted, digits, moment } from './words.ts';

/** A command that is worth trying next. */
export interface Hint {
  line: string;
  about: string;
}

export function overview(snapshot: Snapshot, next: readonly Hint[], style: Style): string {
  const { manifest } = snapshot;
  const between = connections(snapshot);
  const blocks = [
    heading(manifest, style),
    ...manifest.accounts.map((account) => accountBlock(snapshot, account, style)),
    between.length ? [style.paint('heading', 'Between networks'), ...table(between.columns, between.rows, style, '  ')] : [],
    gapSection(manifest.gaps, style),
    next.length ? [style.paint('heading', 'Next'), ...hints(next, style)] : [],
  ];
  return `${blocks
    .filter((block) => block.length)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function heading({ id, takenAt, accounts, places, shards, timing }: Manifest, style: Style): string[] {
  const regions = new Set(places.map(({ region }) => region).filter((region) => region !== 'global')).size;
  const resources = shards.reduce((sum, shard) => sum + shard.count, 0);
  const seconds = (Date.parse(timing.finishedAt) - Date.parse(timing.startedAt)) / 1000;
  const took = timing.calls ? ` · ${counted(timing.calls, 'call')} in ${seconds.toFixed(1)} s` : '';
  const facts = [counted(accounts.length, 'account'), counted(regions, 'Region'), counted(resources, 'resource')].join(', ');
  return [
    `${style.paint('heading', `Snapshot ${forTerminal(id)}`)}${style.paint('quiet', ` · taken ${forTerminal(moment(takenAt))}${took}`)}`,
    facts,
  ];
}

function accountBlock(snapshot: Snapshot, { account, alias, arn }: Account, style: Style): string[] {
  const { shown, defaults, empty } = regionRows(snapshot, account);
  const title = style.paint('heading', forTerminal(`Account ${account}${alias ? ` “${alias}”` : ''}`));
  const folded = [
    ...(defaults.length ? [`Only the default VPC: ${defaults.join(', ')}`] : []),
    ...(empty.length ? [`Empty: ${empty.join(', ')}`] : []),
  ];
  return [
    `${title}${style.paint('quiet', forTerminal(` · as ${arn}`))}`,
    ...(shown.length ? regionTable(shown, style) : []),
    ...folded.flatMap((line) => wrap(style.paint('quiet', forTerminal(line)), style, '  ')),
  ];
}

function regionTable(rows: readonly RegionRow[], style: Style): string[] {
  const used = counting.filter((_, at) => rows.some(({ counts }) => counts[at]?.count || counts[at]?.unsure));
  const columns = [
    { title: 'Region' },
    ...[...used.map(({ title }) => title), 'all'].map((title) => ({ title, align: 'right' as const })),
  ];
  const cells = rows.map(({ region, counts, all }): Cell[] => [
    region,
    ...counting.flatMap((column, at) => (used.includes(column) ? [countCell(counts[at])] : [])),
    countCell(all),
  ]);
  return table(columns, cells, style, '  ');
}

/** `12`, `12+` where more may be unseen, `?` where nothing is known, `·` for none. */
function countCell({ count, unsure }: Count = { count: 0, unsure: false }): Cell {
  if (unsure) return { text: count ? `${digits(count)}+` : '?', means: 'warning' };
  return count ? digits(count) : { text: '·', means: 'quiet' };
}

function hints(next: readonly Hint[], style: Style): string[] {
  const width = Math.max(...next.map(({ line }) => line.length)) + 2;
  return next.map(({ line, about }) => `  ${style.paint('command', line.padEnd(width))}${style.paint('quiet', about)}`);
}
