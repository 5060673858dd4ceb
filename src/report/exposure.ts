/** What the internet reaches, and what reaches it, on a screen: counted, by class of port, the worst first. */
import { describeAddresses, type Traffic } from '../net/index.ts';
import {
  type Classed,
  classed,
  type Exposed,
  type Exposure,
  type Network,
  type Outgoing,
  type Passing,
  type PortClassId,
  portClasses,
  theInternet,
} from '../reach/index.ts';
import { ownerOfInterface } from '../reach/owner.ts';
import { forTerminal } from './escape.ts';
import { ladderLines, rungs } from './ladder.ts';
import { nameText, thingText } from './owner-text.ts';
import { whenceOf } from './sources-text.ts';
import type { Meaning, Style } from './style.ts';
import { type Cell, table, textOf, widthOf, wrap } from './table.ts';
import { servicesText } from './traffic-text.ts';
import { unseenLines } from './unseen.ts';
import { counted, digits, shortened } from './words.ts';

export interface ExposureOptions {
  /** Which directions are shown. */
  readonly inbound: boolean;
  readonly outbound: boolean;
  /** Every row, however many. */
  readonly all: boolean;
  /** Below each row the way there, hop by hop. */
  readonly proof: boolean;
}

/** Rows of screens narrower than this have no room for where a thing is. */
const WIDE = 100;

export function exposureText(network: Network, exposure: Exposure, options: ExposureOptions, style: Style): string {
  const blocks = [
    headline(exposure, options, style),
    ...(options.inbound ? inboundBlocks(network, exposure.inbound, options, style) : []),
    ...(options.outbound ? outboundBlocks(network, exposure.outbound, options, style) : []),
    doorLines(exposure, style),
    options.inbound && style.width < WIDE ? [style.paint('quiet', 'A wider screen also shows Region and account.')] : [],
    unseenLines(exposure.unseen, 'Something there may be exposed, and nobody could look.', style),
  ];
  return `${blocks
    .filter((block) => block.length)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

const things = (entries: readonly (Exposed | Outgoing)[], lot: keyof Passing): number =>
  new Set(entries.filter((one) => one[lot].length > 0).map(({ owner }) => `${owner.kind} ${owner.id}`)).size;

function headline({ inbound, outbound, unseen }: Exposure, options: ExposureOptions, style: Style): string[] {
  const line = (entries: readonly (Exposed | Outgoing)[], one: string, many: string, means: Meaning): string[] => {
    const [passing, doubtful] = [things(entries, 'passes'), things(entries, 'doubtful')];
    const none = unseen.length > 0 || doubtful > 0 ? 'Nothing that could be seen' : 'Nothing';
    const said = passing === 0 ? `${none} ${one}` : `${counted(passing, 'thing')} ${passing === 1 ? one : many}`;
    const doubt = doubtful > 0 ? `; of ${digits(doubtful)} more it is not known` : '';
    return wrap(style.paint(passing === 0 ? 'good' : means, `${said}${doubt}.`), style);
  };
  return [
    ...(options.inbound ? line(inbound, 'can be reached from the internet', 'can be reached from the internet', 'heading') : []),
    ...(options.outbound ? line(outbound, 'reaches the internet', 'reach the internet', 'heading') : []),
  ];
}

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

const lots = [
  { lot: 'passes', title: undefined },
  { lot: 'doubtful', title: 'Not known whether the internet reaches it' },
  { lot: 'arrives', title: 'What is sent arrives, but no reply comes back' },
] as const satisfies { lot: keyof Passing; title: string | undefined }[];

function inboundBlocks(network: Network, entries: readonly Exposed[], options: ExposureOptions, style: Style): string[][] {
  return lots.flatMap(({ lot, title }) => {
    const rows = rowsOf(network, entries, lot);
    const blocks = portClasses.flatMap(({ id, title: named }) => {
      const mine = rows.filter((row) => row.class === id);
      if (mine.length === 0) return [];
      const count = new Set(mine.map(({ entry }) => entry.owner.id)).size;
      const means: Meaning = lot === 'doubtful' ? 'warning' : bad.has(id) && lot === 'passes' ? 'bad' : 'heading';
      const head = `${style.paint(means, named)} ${style.paint('quiet', `· ${counted(count, 'thing')}`)}`;
      return [[head, ...rowLines(network, mine, options, style)]];
    });
    const [first, ...rest] = blocks;
    return first ? [title ? [style.paint(lot === 'doubtful' ? 'warning' : 'quiet', title), ...first] : first, ...rest] : [];
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

/** A class of some traffic, in words. */
export interface PartText {
  readonly class: PortClassId;
  readonly services: string;
  readonly known: Classed['services'];
  readonly whence: string;
  readonly anywhere: boolean;
}

/** Reads traffic by classes; many things have the same but for their own addresses. `side`: which end is on the internet. */
export function partsReader(network: Network, side: 'src' | 'dst'): (traffic: Traffic) => readonly PartText[] {
  const world = theInternet(network);
  const read = new Map<string, readonly PartText[]>();
  return (traffic) => {
    const key = traffic
      .map(({ [side]: at, protocol, destinationPort }) =>
        [at, protocol, destinationPort].map(({ lo, hi }) => `${lo}-${hi}`).join(),
      )
      .join(' ');
    let found = read.get(key);
    if (!found) {
      found = classed(traffic).map((part) => {
        const { text: whence, anywhere } = whenceOf(part.traffic, world, side);
        return { class: part.class, known: part.services, services: namedServices(part), whence, anywhere };
      });
      read.set(key, found);
    }
    return found;
  };
}

/** `tcp 22 SSH` */
export const namedServices = ({ traffic, services }: Classed): string =>
  [servicesText(traffic), ...(services.length > 0 ? [services.map(({ title }) => title).join(', ')] : [])].join(' ');

/** `behind parcel-web at port 8080` */
export function behindText(network: Network, { through, port }: Pick<Exposed, 'through' | 'port'>): string | undefined {
  if (through.length === 0) return undefined;
  const names = [...new Set(through.map((one) => nameText(ownerOfInterface(network, one))))];
  return `behind ${names.join(', ')}${port === undefined ? '' : `, port ${port}`}`;
}

/** More rows of a group than these are counted. */
const MOST = 12;

function rowLines(network: Network, rows: readonly Row[], { all, proof }: ExposureOptions, style: Style): string[] {
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
  const lines = table(
    (wide ? columns : columns.slice(0, -1)).map((title) => ({ title })),
    cells,
    style,
    '  ',
  );
  const [titles = '', ...bodies] = lines;
  const told = proof ? bodies.flatMap((line, at) => [line, ...(shown[at] ? proofLines(shown[at].entry, style) : [])]) : bodies;
  return [titles, ...told, ...more(rows.length - shown.length, style)];
}

const more = (count: number, style: Style): string[] =>
  count > 0 ? [style.paint('quiet', `  … and ${digits(count)} more: --all shows them`)] : [];

/** `eu-central-1 806214937720` */
const placeText = (network: Network, { interface: one }: Pick<Exposed, 'interface'>): string =>
  `${one.region} ${network.snapshot.manifest.accounts.find(({ account }) => account === one.account)?.alias ?? one.account}`;

const outTitles = {
  passes: (to: string) => (to === 'internet' ? 'Reach the internet' : 'Leave for a network that may lead on to the internet'),
  doubtful: (to: string) => `Not known whether they ${to === 'on-premises' ? 'leave for another network' : 'reach the internet'}`,
  arrives: (to: string) => `Send to ${to === 'internet' ? 'the internet' : 'another network'}, but no reply comes back`,
} as const;

function outboundBlocks(network: Network, entries: readonly Outgoing[], options: ExposureOptions, style: Style): string[][] {
  const partsOf = partsReader(network, 'dst');
  return (['internet', 'unknown', 'on-premises'] as const).flatMap((to) =>
    lots.flatMap(({ lot }) => {
      const mine = entries.filter((one) => one.exit.to === to && one[lot].length > 0);
      if (mine.length === 0) return [];
      const exits = [...Map.groupBy(mine, ({ exit }) => exit.gateways.map(({ id }) => id).join()).values()];
      exits.sort((a, b) => b.length - a.length);
      const shown = options.all ? exits : exits.slice(0, MOST);
      const means: Meaning = lot === 'doubtful' ? 'warning' : 'heading';
      return [
        [
          `${style.paint(means, outTitles[lot](to))} ${style.paint('quiet', `· ${counted(things(mine, lot), 'thing')}`)}`,
          ...shown.flatMap((group) => exitLines(partsOf, group, lot, options, style)),
          ...more(exits.length - shown.length, style),
        ],
      ];
    }),
  );
}

function exitLines(
  partsOf: (traffic: Traffic) => readonly PartText[],
  group: readonly Outgoing[],
  lot: keyof Passing,
  { all, proof }: ExposureOptions,
  style: Style,
): string[] {
  const { exit } = group[0]!;
  const before = exit.gateways.filter(
    ({ id }) => id !== exit.by.id && !(exit.by.kind === 'nat-gateway' && id === exit.gateways.at(-1)?.id),
  );
  const way = [thingText(exit.by), ...(before.length > 0 ? [`after ${before.map(thingText).join(', ')}`] : [])].join(', ');
  const families = [...new Set(group.map(({ family }) => `IPv${family}`))].sort().join(' and ');
  const owners = [...Map.groupBy(group, ({ owner }) => owner.id).values()].map(([first]) => first!);
  const names = owners.map(({ owner }) => nameText(owner)).sort();
  const limits = new Set(
    group.map((one) => {
      const parts = partsOf(one[lot]);
      const anywhere = parts.every((part) => part.anywhere);
      if (anywhere && parts.some((part) => part.class === 'everything')) return 'anything';
      return anywhere ? servicesText(one[lot]) : `${servicesText(one[lot])}, not everywhere`;
    }),
  );
  const what = limits.size === 1 ? [...limits][0]! : 'not all the same';
  return [
    ...wrap(forTerminal(`${way} · ${families} · ${what}`), style, '  ', '      ', 132),
    ...wrap(
      style.paint('quiet', forTerminal(`${counted(owners.length, 'thing')}: ${all ? names.join(', ') : shortened(names, 8)}`)),
      style,
      '    ',
      '    ',
      132,
    ),
    ...(lot === 'doubtful' ? doubtLines(group, style) : []),
    ...(proof ? proofLines(group[0]!, style) : []),
  ];
}

/** The way there of one of them, indented. */
const proofLines = (entry: Exposed | Outgoing, style: Style): string[] =>
  ladderLines(rungs(entry.path().forward), { ...style, width: style.width - 4 }).map((line) => `    ${line}`);

/** What would have to be known, of the first of them. */
function doubtLines(group: readonly Outgoing[], style: Style): string[] {
  const [doubt] = group[0]!.path().unknowns;
  return doubt ? wrap(`${style.paint('warning', '?')} ${forTerminal(doubt.because)}`, style, '    ', '      ', 132) : [];
}

/** What leads in without a packet of the internet's own. */
function doorLines({ doors }: Exposure, style: Style): string[] {
  return doors.flatMap((door) =>
    wrap(
      `${style.paint('quiet', '·')} ${forTerminal(`${thingText(door)} lets people in by their credentials: hopscope reach ${door.id}`)}`,
      style,
      '',
      '  ',
    ),
  );
}
