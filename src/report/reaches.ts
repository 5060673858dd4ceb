/** All that something reaches, or all that reaches it, on a screen, for programs and for spreadsheets. */
import type { Contact, Network, Passing, Reaches, Ref } from '../reach/index.ts';
import { ownerOfInterface } from '../reach/network/owner.ts';
import { passingJson, pathJson, refJson } from './box-json.ts';
import { csvText } from './csv.ts';
import { forTerminal } from './escape.ts';
import { behindText } from './exposure-parts.ts';
import { nameText, thingText } from './owner-text.ts';
import type { Meaning, Style } from './style.ts';
import { table, wrap } from './table.ts';
import { servicesText } from './traffic-text.ts';
import { unseenLines } from './unseen.ts';
import { type End, endText } from './verdict.ts';
import { counted, digits } from './words.ts';

export const groupings = ['vpc', 'subnet', 'account', 'region', 'kind'] as const;
export type Grouping = (typeof groupings)[number];

export interface Asked {
  readonly end: End;
  readonly way: 'from' | 'to';
  readonly by: Grouping;
  readonly all: boolean;
}

const lots = [
  { lot: 'passes', means: 'heading', title: undefined },
  { lot: 'doubtful', means: 'warning', title: 'Not known' },
  { lot: 'arrives', means: 'quiet', title: 'Arrives, but no reply comes back' },
] as const satisfies { lot: keyof Passing; means: Meaning; title: string | undefined }[];

/** `of`: which contact the line tells, where it is one. */
export interface ReachLine {
  readonly text: string;
  readonly of?: { readonly contact: Contact; readonly lot: keyof Passing } | undefined;
}

const plainLines = (texts: readonly string[]): ReachLine[] => texts.map((text) => ({ text }));

export const reachesText = (network: Network, reaches: Reaches, asked: Asked, style: Style): string =>
  `${reachesBlocks(network, reaches, asked, style)
    .map((block) => block.map(({ text }) => text).join('\n'))
    .join('\n\n')}\n`;

/** The same as lines that know which contact they tell; the first block counts. */
export function reachesBlocks(
  network: Network,
  { contacts, unseen }: Reaches,
  asked: Asked,
  style: Style,
): readonly (readonly ReachLine[])[] {
  return [
    plainLines(headline(contacts, asked, unseen.length > 0, style)),
    ...lots.flatMap(({ lot, title, means }) => {
      const mine = contacts.filter((one) => one[lot].length > 0);
      const groups = [...Map.groupBy(mine, (one) => groupOf(network, one, asked.by))].sort(
        ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
      );
      return groups.map(([name, group], at): ReachLine[] => [
        ...plainLines(title && at === 0 ? [style.paint(means, title)] : []),
        ...plainLines(
          wrap(
            `${style.paint('heading', forTerminal(name))} ${style.paint('quiet', `· ${counted(distinct(group).size, 'thing')}`)}`,
            style,
            '',
            '  ',
          ),
        ),
        ...rowLines(network, group, lot, asked, style),
      ]);
    }),
    plainLines(unseenLines(unseen, asked.way === 'from' ? 'It may reach more there.' : 'More there may reach it.', style)),
  ].filter((block) => block.length > 0);
}

const distinct = (contacts: readonly Contact[]): Set<string> => new Set(contacts.map(({ other }) => `${other.kind} ${other.id}`));

function headline(contacts: readonly Contact[], { end, way }: Asked, partial: boolean, style: Style): string[] {
  const [passing, doubtful] = (['passes', 'doubtful'] as const).map(
    (lot) => distinct(contacts.filter((one) => one[lot].length > 0)).size,
  );
  const who = endText(end);
  const count = passing === 0 ? (partial || doubtful ? 'nothing that could be seen' : 'nothing') : counted(passing!, 'thing');
  const said = way === 'from' ? `${who} reaches ${count}` : `${count} ${passing! > 1 ? 'reach' : 'reaches'} ${who}`;
  const doubt = doubtful ? `; of ${digits(doubtful)} more it is not known` : '';
  return wrap(style.paint('heading', forTerminal(`${said.charAt(0).toUpperCase()}${said.slice(1)}${doubt}.`)), style);
}

const outside: Partial<Record<Contact['at'], string>> = {
  internet: 'The internet',
  'on-premises': 'Networks outside AWS',
  service: 'AWS services',
  door: 'People, by their credentials',
  unknown: 'Nobody knows where to',
};

function groupOf(network: Network, { at, other, interface: one }: Contact, by: Grouping): string {
  const named = outside[at];
  if (named) return named;
  if (by === 'kind') return thingText({ ...other, name: undefined, id: '' }).trim();
  if (!one || by === 'region') return one?.region ?? other.region;
  if (by === 'account') return accountText(network, one.account);
  const { id, name } = by === 'vpc' ? one.vpc : one.subnet;
  return `${by === 'vpc' ? 'VPC' : 'subnet'} ${name ? `“${name}” ` : ''}${id} · ${one.region} ${accountText(network, one.account)}`;
}

const accountText = (network: Network, id: string): string =>
  network.snapshot.manifest.accounts.find(({ account }) => account === id)?.alias ?? id;

const MOST = 20;

function rowLines(network: Network, group: readonly Contact[], lot: keyof Passing, { all }: Asked, style: Style): ReachLine[] {
  const rows = new Map<string, { cells: string[]; contact: Contact }>();
  for (const one of group) {
    const way = [behindText(network, one), gatewaysText(one)].filter(Boolean).join(', ');
    const cells = [thingText(one.other), servicesText(one[lot]), way];
    const key = cells.join('\n');
    if (!rows.has(key)) rows.set(key, { cells, contact: one });
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const shown = all ? sorted : sorted.slice(0, MOST);
  const more = sorted.length - shown.length;
  const columns = [{ title: 'what' }, { title: 'ports' }, ...(shown.some(({ cells }) => cells[2]) ? [{ title: 'way' }] : [])];
  const [titles = '', ...lines] = table(
    columns,
    shown.map(({ cells }) => cells.slice(0, columns.length)),
    style,
    '  ',
  );
  return [
    { text: titles },
    ...lines.map((text, at): ReachLine => ({ text, of: shown[at] && { contact: shown[at].contact, lot } })),
    ...plainLines(more > 0 ? [style.paint('quiet', `  … and ${digits(more)} more: --all shows them`)] : []),
  ];
}

/** The way out, but for what the row is about. */
const gatewaysText = ({ gateways, other }: Contact): string => {
  const passed = gateways.filter(({ id }) => id !== other.id);
  return passed.length > 0 ? `by ${passed.map(nameText).join(', ')}` : '';
};

export const reachesJson = (network: Network, { contacts, unseen }: Reaches): object => ({
  contacts: contacts.map((one) => ({
    at: one.at,
    other: refJson(one.other as Ref),
    interface: one.interface?.id,
    vpc: one.interface?.vpc.id,
    subnet: one.interface?.subnet.id,
    through: one.through.map((node) => ({ ...refJson(ownerOfInterface(network, node)), interface: node.id })),
    gateways: one.gateways.map(refJson),
    port: one.port,
    own: one.own.map(({ id }) => id),
    ...passingJson(one),
    path: pathJson(one.path()),
  })),
  unseen: unseen.map(({ operation, place, why }) => ({ operation, ...place, why })),
});

const verdicts = { passes: 'reachable', arrives: 'arrives without reply', doubtful: 'unknown' } as const;

export const reachesCsv = (network: Network, { contacts }: Reaches): string =>
  csvText(
    ['at', 'verdict', 'kind', 'id', 'name', 'account', 'region', 'vpc', 'subnet', 'interface', 'way', 'ports', 'own interfaces'],
    contacts.flatMap((one) =>
      (['passes', 'doubtful', 'arrives'] as const)
        .filter((lot) => one[lot].length > 0)
        .map((lot) => [
          one.at,
          verdicts[lot],
          one.other.kind,
          one.other.id,
          one.other.name,
          one.interface?.account ?? one.other.account,
          one.interface?.region ?? one.other.region,
          one.interface?.vpc.id,
          one.interface?.subnet.id,
          one.interface?.id,
          [behindText(network, one), gatewaysText(one)].filter(Boolean).join(', ') || 'direct',
          servicesText(one[lot]),
          one.own.map(({ id }) => id).join(' '),
        ]),
    ),
  );
