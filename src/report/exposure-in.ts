/** What the internet reaches, as blocks of lines: by class of port, the worst first. */
import { describeAddresses } from '../net/index.ts';
import { type Exposed, type Network, type Passing, type PortClassId, portClasses } from '../reach/index.ts';
import {
  behindText,
  type ExposureLine,
  type ExposureOptions,
  lots,
  MOST,
  more,
  partsReader,
  placeText,
  plainLines,
  proofLines,
} from './exposure-parts.ts';
import { thingText } from './owner-text.ts';
import type { Meaning, Style } from './style.ts';
import { type Cell, table, textOf, widthOf } from './table.ts';
import { counted, shortened } from './words.ts';

interface Row {
  readonly class: PortClassId;
  readonly entry: Exposed;
  readonly who: string;
  readonly services: string;
  readonly whence: string;
  readonly where: Set<string>;
  readonly behind: string | undefined;
}

const bad = new Set<PortClassId>(['everything', 'admin', 'database', 'files', 'platform']);

export function inboundBlocks(
  network: Network,
  entries: readonly Exposed[],
  options: ExposureOptions,
  style: Style,
): ExposureLine[][] {
  return lots.flatMap(({ lot, title }) => {
    const rows = rowsOf(network, entries, lot);
    const blocks = portClasses.flatMap(({ id, title: named }) => {
      const mine = rows.filter((row) => row.class === id);
      if (mine.length === 0) return [];
      const count = new Set(mine.map(({ entry }) => entry.owner.id)).size;
      const means: Meaning = lot === 'doubtful' ? 'warning' : bad.has(id) && lot === 'passes' ? 'bad' : 'heading';
      const head = `${style.paint(means, named)} ${style.paint('quiet', `· ${counted(count, 'thing')}`)}`;
      return [[{ text: head }, ...rowLines(network, mine, lot, options, style)]];
    });
    const [first, ...rest] = blocks;
    if (!first) return [];
    return [title ? [{ text: style.paint(lot === 'doubtful' ? 'warning' : 'quiet', title) }, ...first] : first, ...rest];
  });
}

function rowsOf(network: Network, entries: readonly Exposed[], lot: keyof Passing): Row[] {
  const partsOf = partsReader(network, 'src');
  const rows = new Map<string, Row>();
  for (const entry of entries) {
    const [who, behind] = [thingText(entry.owner), behindText(network, entry)];
    for (const part of partsOf(entry[lot])) {
      const { services, whence } = part;
      const key = [part.class, entry.owner.id, behind, services, whence].join('\n');
      const row = rows.get(key) ?? { class: part.class, entry, who, services, whence, behind, where: new Set<string>() };
      row.where.add(describeAddresses(entry.address));
      rows.set(key, row);
    }
  }
  return [...rows.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** What is reached itself, then what lies behind it; what is open to all first. */
const order = ({ behind, whence, who }: Row): string => `${whence === 'anywhere' ? 0 : 1} ${behind === undefined ? 0 : 1} ${who}`;

function rowLines(
  network: Network,
  rows: readonly Row[],
  lot: keyof Passing,
  { all, proof }: ExposureOptions,
  style: Style,
): ExposureLine[] {
  const shown = all ? rows : rows.slice(0, MOST);
  const cells = shown.map((row): Cell[] => [
    row.who,
    row.services,
    row.whence,
    row.behind ?? shortened([...row.where], 1),
    placeText(network, row.entry),
  ]);
  const columns = ['what', 'ports', 'from', 'at', 'where'];
  const natural = columns.map((title, at) => Math.max(title.length, ...cells.map((row) => widthOf(textOf(row[at]!)))));
  const wide = natural.reduce((sum, each) => sum + each + 2, 0) <= style.width;
  const [titles = '', ...bodies] = table(
    (wide ? columns : columns.slice(0, -1)).map((title) => ({ title })),
    cells,
    style,
    '  ',
  );
  return [
    { text: titles },
    ...bodies.flatMap((text, at): ExposureLine[] => {
      const row = shown[at];
      if (!row) return [{ text }];
      const { entry, class: id } = row;
      return [{ text, of: { entry, lot, class: id } }, ...(proof ? plainLines(proofLines(entry, style)) : [])];
    }),
    ...plainLines(more(rows.length - shown.length, style)),
  ];
}
