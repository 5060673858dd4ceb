/** One place of the grid: by which ports one segment may talk to another, for example by which way, and why not where it may not. */
import { formatAddress } from '../../net/index.ts';
import { type Cell, classed, type Interface, type Network, portClasses, type Segment, type Segments } from '../../reach/index.ts';
import { ownerOfInterface } from '../../reach/network/owner.ts';
import { forTerminal } from '../../report/escape.ts';
import { namedServices } from '../../report/exposure-parts.ts';
import { gridOf } from '../../report/grid.ts';
import { nameText } from '../../report/owner-text.ts';
import type { Meaning, Style } from '../../report/style.ts';
import { table, wrap } from '../../report/table.ts';
import { servicesText } from '../../report/traffic-text.ts';
import { counted } from '../../report/words.ts';
import type { Lead, Line, Sheet } from './answers.ts';
import { pathOf, serviceOf } from './packet.ts';
import type { Asked, CellAsked, SegmentsAsked } from './questions.ts';
import { ladderSection, linesOf, paneStyle, section, sheet } from './sheet.ts';

const lots = [
  { lot: 'passes', means: 'heading', title: 'Passes, and replies come back' },
  { lot: 'doubtful', means: 'warning', title: 'Not known whether it passes' },
  { lot: 'arrives', means: 'quiet', title: 'Arrives, but no reply comes back' },
] as const satisfies { lot: keyof Pick<Cell, 'passes' | 'doubtful' | 'arrives'>; means: Meaning; title: string }[];

export function cellSheet(network: Network, segments: Segments, question: SegmentsAsked, asked: CellAsked, width: number): Sheet {
  const style = paneStyle(width);
  const grid = gridOf(network, segments);
  const called = (id: string): string => grid.called[grid.segments.findIndex((one) => one.id === id)] ?? id;
  const [from, to] = [asked.from, asked.to].map((id) => segments.segments.find((one) => one.id === id));
  if (!from || !to) throw new Error(`there is no segment ${from ? asked.to : asked.from}`);
  const find = (a: Segment, b: Segment): Cell | undefined => segments.cells.find((one) => one.from === a && one.to === b);
  const [there, back] = [find(from, to), find(to, from)];
  const names = { from: called(from.id), to: called(to.id) };
  return sheet([
    section(undefined, [
      ...linesOf(wrap(sentence(names, there, from === to, style), style, '', '  ').join('\n')),
      ...(there ? portLines(there, style) : whyNot(from, to, names)),
      ...(from === to ? [] : otherWay(names, { cell: { from: to.id, to: from.id }, segments: question }, back, style)),
      ...(there ? exampleLines(network, there, style) : []),
    ]),
  ]);
}

interface Names {
  readonly from: string;
  readonly to: string;
}

function sentence({ from, to }: Names, cell: Cell | undefined, isOwn: boolean, style: Style): string {
  const [a, b] = [forTerminal(from), forTerminal(to)];
  if (isOwn) return style.paint('heading', cell?.passes.length ? `Within ${a} connections open.` : `Within ${a} nothing opens.`);
  if (!cell) return style.paint('heading', `Nothing passes from ${a} to ${b}.`);
  if (cell.passes.length > 0) return style.paint('heading', `From ${a} connections open to ${b}.`);
  return cell.doubtful.length > 0
    ? style.paint('warning', `Whether connections open from ${a} to ${b} is not known.`)
    : style.paint('heading', `What ${a} sends to ${b} arrives, but no reply comes back.`);
}

/** The ports by class, and between how many pairs. */
function portLines(cell: Cell, style: Style): Line[] {
  const titles = new Map(portClasses.map(({ id, title }) => [id, title] as const));
  return [
    ...(cell.pairs > 0 ? linesOf(style.paint('quiet', pairsText(cell))) : []),
    ...lots.flatMap(({ lot, means, title }) => {
      if (cell[lot].length === 0) return [];
      const rows = classed(cell[lot]).map((part) => [titles.get(part.class)!, namedServices(part)]);
      const [, ...lines] = table([{ title: '', whole: true }, { title: '' }], rows, style, '  ');
      return [{ row: [] }, ...linesOf([style.paint(means, title), ...lines].join('\n'))];
    }),
  ];
}

/** Outside there is nobody to make a pair with. */
function pairsText({ from, to, pairs }: Cell): string {
  const isOutside = [from, to].some(({ kind }) => kind === 'internet' || kind === 'on-premises');
  const who = isOutside ? counted(pairs, 'interface') : `${counted(pairs, 'pair')} of interfaces`;
  return pairs === 1 ? `${who} has all of what passes.` : `${who} have some or all of what passes.`;
}

/** A path between the two asks for what is in the way. */
function whyNot(from: Segment, to: Segment, names: Names): Line[] {
  const [a, b] = [endOf(from), endOf(to)];
  if (a === undefined || b === undefined || from === to) return [];
  return [lead(`Why not: the path from ${names.from} to ${names.to}`, a, b, { protocol: 6 })];
}

/** How a question names all of a segment; of an account there is no word for it. */
function endOf({ kind, id, interfaces: [one] }: Segment): string | undefined {
  if (kind === 'vpc' || kind === 'subnet' || kind === 'security-group' || kind === 'internet') return id;
  return kind === 'account' ? one?.id : undefined;
}

const lead = (text: string, from: string, to: string, service: Asked['service'], family?: 4 | 6): Line => ({
  row: [
    { text: '→ ', means: 'command' },
    { text: forTerminal(text), means: 'key' },
  ],
  lead: { path: pathOf(from, to, service, family) },
});

function otherWay({ from, to }: Names, there: Lead, back: Cell | undefined, style: Style): Line[] {
  const said = back?.passes.length
    ? servicesText(back.passes)
    : back?.doubtful.length
      ? `not known: ${servicesText(back.doubtful)}`
      : back
        ? 'arrives, but no reply comes back'
        : 'nothing passes';
  const text = `${style.paint('quiet', 'The other way round, ')}${forTerminal(`${to} → ${from}: ${said}`)}`;
  return [{ row: [] }, ...linesOf(wrap(text, style, '', '  ').join('\n')).map((line) => ({ ...line, lead: there }))];
}

/** One packet of it, hop by hop, there and back. */
function exampleLines(network: Network, cell: Cell, style: Style): Line[] {
  const path = cell.path();
  const ends = endsOf(cell, path);
  const said = ends && `For example ${ends.text}`;
  return [
    { row: [] },
    ...(ends ? [lead(`${said}: ask it as a path`, ends.from, ends.to, serviceOf(path.traffic), ends.family)] : []),
    { row: [] },
    ...linesOf(style.paint('heading', 'There')),
    ...ladderSection(path.forward, style),
    ...(path.reply.length > 0
      ? [{ row: [] }, ...linesOf(style.paint('heading', 'Back')), ...ladderSection(path.reply, style)]
      : []),
  ];

  function endsOf({ from, to }: Cell, { forward, connections }: typeof path) {
    const [first] = forward;
    if (!first) return undefined;
    const { src, dst } = first.header;
    const sender = from.interfaces.find((one) => one.owns(src));
    const arrived = connections.at(-1)?.arrival?.interface;
    const taker =
      arrived ?? to.interfaces.find((one) => one.owns(dst) || one.publicAddresses.some((pair) => pair.public === dst));
    const who = (one: Interface | undefined, other: string): string => (one ? nameText(ownerOfInterface(network, one)) : other);
    const [outside, beyond] = [from, to].map(({ kind }) => (kind === 'internet' ? 'the internet' : undefined));
    return {
      from: sender?.id ?? (from.kind === 'internet' ? 'internet' : formatAddress(src)),
      to: taker?.id ?? (to.kind === 'internet' ? 'internet' : formatAddress(dst)),
      family: typeof src === 'bigint' ? (6 as const) : (4 as const),
      text: `${who(sender, outside ?? formatAddress(src))} → ${who(taker, beyond ?? formatAddress(dst))}`,
    };
  }
}
