/** What reaches the internet, as blocks of lines: by the way that it takes. */
import type { Traffic } from '../net/index.ts';
import type { Network, Outgoing, Passing } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import {
  type ExposureLine,
  type ExposureOptions,
  lots,
  MOST,
  more,
  type PartText,
  partsReader,
  placeText,
  plainLines,
  proofLines,
  things,
} from './exposure-parts.ts';
import { nameText, thingText } from './owner-text.ts';
import type { Meaning, Style } from './style.ts';
import { table, widthOf, wrap } from './table.ts';
import { servicesText } from './traffic-text.ts';
import { counted, shortened } from './words.ts';

const titles = {
  passes: (to: string) => (to === 'internet' ? 'Reach the internet' : 'Leave for a network that may lead on to the internet'),
  doubtful: (to: string) => `Not known whether they ${to === 'on-premises' ? 'leave for another network' : 'reach the internet'}`,
  arrives: (to: string) => `Send to ${to === 'internet' ? 'the internet' : 'another network'}, but no reply comes back`,
} as const;

export function outboundBlocks(
  network: Network,
  entries: readonly Outgoing[],
  options: ExposureOptions,
  style: Style,
): ExposureLine[][] {
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
          { text: `${style.paint(means, titles[lot](to))} ${style.paint('quiet', `· ${counted(things(mine, lot), 'thing')}`)}` },
          ...shown.flatMap((group) => exitLines(network, partsOf, group, lot, options, style)),
          ...plainLines(more(exits.length - shown.length, style)),
        ],
      ];
    }),
  );
}

function exitLines(
  network: Network,
  partsOf: (traffic: Traffic) => readonly PartText[],
  group: readonly Outgoing[],
  lot: keyof Passing,
  { all, proof, each }: ExposureOptions,
  style: Style,
): ExposureLine[] {
  const { exit } = group[0]!;
  const before = exit.gateways.filter(
    ({ id }) => id !== exit.by.id && !(exit.by.kind === 'nat-gateway' && id === exit.gateways.at(-1)?.id),
  );
  const way = [thingText(exit.by), ...(before.length > 0 ? [`after ${before.map(thingText).join(', ')}`] : [])].join(', ');
  const families = [...new Set(group.map(({ family }) => `IPv${family}`))].sort().join(' and ');
  const owners = [...Map.groupBy(group, ({ owner }) => owner.id).values()];
  const limits = new Set(group.map((one) => limitText(partsOf, one[lot])));
  const what = limits.size === 1 ? [...limits][0]! : 'not all the same';
  return [
    ...plainLines(wrap(forTerminal(`${way} · ${families} · ${what}`), style, '  ', '      ', 132)),
    ...(each
      ? eachLines(network, owners, lot, (one) => limitText(partsOf, one[lot]), style)
      : plainLines(namesLines(owners, all, style))),
    ...(lot === 'doubtful' ? plainLines(doubtLines(group, style)) : []),
    ...(proof ? plainLines(proofLines(group[0]!, style)) : []),
  ];
}

function limitText(partsOf: (traffic: Traffic) => readonly PartText[], traffic: Traffic): string {
  const parts = partsOf(traffic);
  const anywhere = parts.every((part) => part.anywhere);
  if (anywhere && parts.some((part) => part.class === 'everything')) return 'anything';
  return anywhere ? servicesText(traffic) : `${servicesText(traffic)}, not everywhere`;
}

function namesLines(owners: readonly (readonly Outgoing[])[], all: boolean, style: Style): string[] {
  const names = owners.map(([first]) => nameText(first!.owner)).sort();
  const said = `${counted(owners.length, 'thing')}: ${all ? names.join(', ') : shortened(names, 8)}`;
  return wrap(style.paint('quiet', forTerminal(said)), style, '    ', '    ', 132);
}

/** Each thing in a row of its own, with how it may leave where that is not the same for all, and where it is where there is room. */
function eachLines(
  network: Network,
  owners: readonly (readonly Outgoing[])[],
  lot: keyof Passing,
  limitOf: (one: Outgoing) => string,
  style: Style,
): ExposureLine[] {
  const rows = owners
    .map((same) => {
      const families = [...new Set(same.map(({ family }) => `IPv${family}`))].sort().join(' and ');
      return { entry: same[0]!, cells: [thingText(same[0]!.owner), families, limitOf(same[0]!), placeText(network, same[0]!)] };
    })
    .sort((a, b) => (a.cells[0]! < b.cells[0]! ? -1 : 1));
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map(({ cells }) => widthOf(cells[at]!))));
  const differs = (at: number): boolean => new Set(rows.map(({ cells }) => cells[at])).size > 1;
  const shown = [0, ...[1, 2].filter(differs)];
  const width = [...shown, 3].reduce((sum, at) => sum + widths[at]! + 2, 4);
  if (width <= style.width) shown.push(3);
  const [, ...lines] = table(
    shown.map(() => ({ title: '' })),
    rows.map(({ cells }) => shown.map((at) => cells[at]!)),
    style,
    '    ',
  );
  return lines.map((text, at) => ({ text, of: rows[at] && { entry: rows[at].entry, lot } }));
}

/** What would have to be known, of the first of them. */
function doubtLines(group: readonly Outgoing[], style: Style): string[] {
  const [doubt] = group[0]!.path().unknowns;
  return doubt ? wrap(`${style.paint('warning', '?')} ${forTerminal(doubt.because)}`, style, '    ', '      ', 132) : [];
}
