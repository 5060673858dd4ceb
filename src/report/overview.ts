/** What a snapshot holds, on one screen; and, as loudly, what it could not see. */
import type { Account, Gap, Manifest, Snapshot } from '../snapshot/snapshot.ts';
import { connectionSection } from './connections.ts';
import { earlierLines } from './earlier.ts';
import { forTerminal } from './escape.ts';
import { gapSection } from './gaps.ts';
import { type Count, counting, type RegionRow, regionRows } from './regions.ts';
import type { Meaning, Style } from './style.ts';
import { type Cell, table, textOf, truncate, widthOf, wrap } from './table.ts';
import { counted, digits, moment } from './words.ts';

/** A command that is worth trying next. */
export interface Hint {
  line: string;
  about: string;
}

/** `waiting`: what a scan that runs has not come to. */
export function overview(snapshot: Snapshot, next: readonly Hint[], style: Style, waiting: readonly Gap[] = []): string {
  const { manifest } = snapshot;
  const blocks = [
    heading(manifest, style),
    ...manifest.accounts.map((account) => accountBlock(snapshot, account, style, waiting)),
    connectionSection(snapshot, style),
    gapSection(manifest.gaps, style),
    earlierLines(manifest, style),
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
    ...wrap(`${style.paint('heading', `Snapshot ${forTerminal(id)}`)} · taken ${forTerminal(moment(takenAt))}${took}`, style),
    facts,
  ];
}

function accountBlock(snapshot: Snapshot, { account, alias, arn }: Account, style: Style, waiting: readonly Gap[]): string[] {
  const { shown, defaults, empty, unseen, pending } = regionRows(snapshot, account, waiting);
  const title = style.paint('heading', forTerminal(`Account ${account}${alias ? ` “${alias}”` : ''}`));
  const as = style.paint('quiet', truncate(forTerminal(`as ${arn}`), style.width - 2));
  const folded = (what: string, regions: readonly string[], means: Meaning): string[] =>
    regions.length
      ? wrap(forTerminal(`${what}: ${regions.join(', ')}`), style, '  ').map((line) => style.paint(means, line))
      : [];
  return [
    ...(widthOf(`${title} · ${as}`) <= style.width ? [`${title} · ${as}`] : [title, `  ${as}`]),
    ...(shown.length ? regionTable(shown, style) : []),
    ...folded('Only the default VPC', defaults, 'quiet'),
    ...folded('Empty', empty, 'quiet'),
    ...folded('Nothing seen, and not everything could be', unseen, 'warning'),
    ...folded('Still to be read', pending, 'quiet'),
  ];
}

/** The columns that have something to count, as many as the screen holds; the last counts everything. */
function regionTable(rows: readonly RegionRow[], style: Style): string[] {
  const used = counting.flatMap(({ title }, at) => {
    const cells = rows.map(({ counts }) => countCell(counts[at]));
    return rows.some(({ counts }) => counts[at]?.count || counts[at]?.unsure) ? [{ title, cells }] : [];
  });
  const all = { title: 'all', cells: rows.map((row) => countCell(row.all)) };
  const wide = ({ title, cells }: typeof all): number => 2 + Math.max(...[title, ...cells].map((cell) => textOf(cell).length));
  let room = style.width - Math.max(...rows.map(({ region }) => region.length)) - 2 - wide(all);
  const fitting = used.filter((column) => {
    room -= wide(column);
    return room >= 0;
  });
  const shown = [...fitting, all];
  const columns = [{ title: 'Region', whole: true as const }, ...shown.map(({ title }) => ({ title, align: 'right' as const }))];
  return table(
    columns,
    rows.map(({ region }, at): Cell[] => [region, ...shown.map(({ cells }) => cells[at] ?? '')]),
    style,
    '  ',
  );
}

/** `12`, `12+` where more may be unseen, `?` where nothing is known, `·` for none. */
function countCell({ count, unsure }: Count = { count: 0, unsure: false }): Cell {
  if (unsure) return { text: count ? `${digits(count)}+` : '?', means: 'warning' };
  return count ? digits(count) : { text: '·', means: 'quiet' };
}

function hints(next: readonly Hint[], style: Style): string[] {
  const width = Math.max(...next.map(({ line }) => line.length)) + 2;
  return next.map(({ line, about }) => {
    const room = style.width - width - 2;
    const said = room > 10 ? style.paint('quiet', truncate(about, room)) : '';
    return `  ${style.paint('command', line)}${said && ' '.repeat(width - line.length) + said}`;
  });
}
