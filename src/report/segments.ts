/** Who may talk to whom as a grid; as a list where the grid is wider than the screen. */
import type { Cell, Network, Segment, Segments } from '../reach/index.ts';
import { passingJson, pathJson } from './box-json.ts';
import { csvText } from './csv.ts';
import { forTerminal } from './escape.ts';
import type { Meaning, Style } from './style.ts';
import { table, truncate, widthOf, wrap } from './table.ts';
import { servicesText } from './traffic-text.ts';
import { unseenLines } from './unseen.ts';
import { counted } from './words.ts';

/** Two segments as a pair of cells: what the first opens to the second, and the other way round. */
interface Pair {
  readonly there: Cell | undefined;
  readonly back: Cell | undefined;
}

const marks = {
  both: ['⇄', 'warning', 'both may open connections to each other'],
  out: ['→', 'heading', 'the row opens connections to the column'],
  in: ['←', 'quiet', 'only the column opens connections to the row'],
  arrives: ['~', 'quiet', 'what is sent arrives, but no reply comes back'],
  unknown: ['?', 'warning', 'not known'],
  none: ['·', 'quiet', 'nothing passes'],
} as const satisfies Record<string, readonly [string, Meaning, string]>;

type Mark = keyof typeof marks;

function markOf({ there, back }: Pair): Mark {
  if (there?.passes.length) return back?.passes.length ? 'both' : 'out';
  if (there?.doubtful.length) return 'unknown';
  if (there?.arrives.length) return 'arrives';
  return back?.passes.length ? 'in' : 'none';
}

/** `⇄ 443`, `→ all`, `→ 5 ports` */
function cellText(pair: Pair, mark: Mark, own: boolean): string {
  const [sign] = marks[mark];
  const shown = {
    both: 'passes',
    out: 'passes',
    unknown: 'doubtful',
    arrives: 'arrives',
    in: undefined,
    none: undefined,
  } as const;
  const lot = shown[mark];
  const short = lot && pair.there ? shortServices(pair.there[lot]) : '';
  return `${own && mark === 'both' ? '●' : sign}${short ? ` ${short}` : ''}`;
}

const MOST_PORTS = 3;

/** Ports of TCP without saying so: `22,443`; `udp 53`; `all`; else how many there are. */
function shortServices(traffic: Cell['passes']): string {
  if (
    traffic.some(
      ({ protocol, destinationPort }) => protocol.hi - protocol.lo > 200 && destinationPort.hi - destinationPort.lo > 60_000,
    )
  )
    return 'all';
  const texts = traffic.map(({ protocol, destinationPort: { lo, hi } }) => {
    const ports = lo === hi ? `${lo}` : lo === 0 && hi === 65535 ? 'all' : `${lo}–${hi}`;
    return protocol.lo === 6 && protocol.hi === 6
      ? ports
      : protocol.lo === 17 && protocol.hi === 17
        ? `udp ${ports}`
        : servicesText([{ ...traffic[0]!, protocol, destinationPort: { lo, hi } }]);
  });
  const unique = [...new Set(texts)];
  return unique.length <= MOST_PORTS ? unique.join(',') : `${unique.length} services`;
}

/** What it is called, with its id where names repeat. */
function names(network: Network, segments: readonly Segment[], tag: string | undefined): string[] {
  const plain = segments.map(({ id, name, kind }) =>
    kind === 'untagged'
      ? `without ${tag}`
      : kind === 'internet'
        ? 'the internet'
        : kind === 'on-premises'
          ? 'outside AWS'
          : (name ?? id),
  );
  const regions = segments.map(({ interfaces: [one] }) => one?.region);
  return plain.map((name, at) => {
    if (plain.indexOf(name) === plain.lastIndexOf(name)) return name;
    const same = plain.flatMap((other, index) => (other === name ? [regions[index]] : []));
    return new Set(same).size === same.length && network.interfaces.size > 0
      ? `${name} ${regions[at]}`
      : `${name} ${segments[at]!.id}`;
  });
}

export function segmentsText(network: Network, { by, segments, cells, unseen }: Segments, list: boolean, style: Style): string {
  const shown = segments.filter((one) => one.interfaces.length > 0 || cells.some(({ from, to }) => from === one || to === one));
  const called = names(network, shown, typeof by === 'object' ? by.tag : undefined);
  const at = new Map(cells.map((cell) => [`${shown.indexOf(cell.from)} ${shown.indexOf(cell.to)}`, cell]));
  const pair = (from: number, to: number): Pair => ({ there: at.get(`${from} ${to}`), back: at.get(`${to} ${from}`) });
  const grid = gridLines(called, pair, style);
  const fits = grid.every((line) => widthOf(line) <= style.width);
  const blocks = [
    headline(shown, cells, by, style),
    ...(list || !fits ? [listLines(called, pair, list ? undefined : style)(style)] : [grid, legend(called, pair, style)]),
    unseenLines(unseen, 'More there may talk to each other.', style),
  ];
  return `${blocks
    .filter((block) => block.length)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function headline(shown: readonly Segment[], cells: readonly Cell[], by: Segments['by'], style: Style): string[] {
  const inside = shown.filter(({ kind }) => kind !== 'internet' && kind !== 'on-premises').length;
  const between = cells.filter(({ from, to }) => from !== to);
  const open = between.filter(({ passes }) => passes.length > 0).length;
  const doubtful = between.filter(({ passes, doubtful }) => passes.length === 0 && doubtful.length > 0).length;
  const what = typeof by === 'object' ? `value of tag ${by.tag}` : by === 'vpc' ? 'VPC' : by === 'group' ? 'security group' : by;
  return wrap(
    style.paint(
      'heading',
      forTerminal(
        `${counted(inside, what)}: ${counted(open, 'way')} open between segments${doubtful ? `, ${doubtful} not known` : ''}.`,
      ),
    ),
    style,
  );
}

/** Names are cut to this in rows. */
const NAME = 28;

function gridLines(called: readonly string[], pair: (from: number, to: number) => Pair, style: Style): string[] {
  const texts = called.map((_, from) => called.map((_, to) => cellText(pair(from, to), markOf(pair(from, to)), from === to)));
  const widths = called.map((_, to) => Math.max(String(to + 1).length, ...texts.map((row) => widthOf(row[to]!))));
  const labels = called.map(
    (name, index) => `${String(index + 1).padStart(String(called.length).length)} ${truncate(forTerminal(name), NAME)}`,
  );
  const room = Math.max(...labels.map(widthOf));
  const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
  const heads = called.map((_, to) => pad(String(to + 1), widths[to]!)).join('  ');
  return [
    style.paint('quiet', `  ${pad('from \\ to', room)}  ${heads}`.trimEnd()),
    ...texts.map((row, from) => {
      const cells = row.map(
        (text, to) => style.paint(marks[markOf(pair(from, to))][1], text) + ' '.repeat(widths[to]! - widthOf(text)),
      );
      return `  ${pad(labels[from]!, room)}  ${cells.join('  ')}`.trimEnd();
    }),
  ];
}

/** Only what the grid uses. */
function legend(called: readonly string[], pair: (from: number, to: number) => Pair, style: Style): string[] {
  const used = new Set(called.flatMap((_, from) => called.flatMap((_, to) => (from === to ? [] : [markOf(pair(from, to))]))));
  const inner = called.some((_, at) => markOf(pair(at, at)) === 'both');
  const texts = (Object.keys(marks) as Mark[])
    .filter((mark) => used.has(mark))
    .map((mark) => `${marks[mark][0]} ${marks[mark][2]}`);
  return wrap(style.paint('quiet', [...texts, ...(inner ? ['● among themselves'] : [])].join(' · ')), style, '  ');
}

/** Rows of who opens what to whom; `narrow`: why it is a list is said. */
function listLines(
  called: readonly string[],
  pair: (from: number, to: number) => Pair,
  narrow: Style | undefined,
): (style: Style) => string[] {
  return (style) => {
    const rows = called.flatMap((from, a) =>
      called.flatMap((to, b) => {
        const mark = markOf(pair(a, b));
        if (mark === 'none' || mark === 'in') return [];
        const lot = mark === 'unknown' ? 'doubtful' : mark === 'arrives' ? 'arrives' : 'passes';
        const sign = a === b && mark === 'both' ? '●' : marks[mark][0];
        return [[from, { text: sign, means: marks[mark][1] }, to, servicesText(pair(a, b).there![lot])]];
      }),
    );
    return [
      ...table([{ title: 'from' }, { title: '', whole: true }, { title: 'to' }, { title: 'ports' }], rows, style, '  '),
      ...(narrow ? [style.paint('quiet', '  A list: the grid is wider than the screen')] : []),
    ];
  };
}

const segmentJson = ({ id, kind, name, interfaces }: Segment): object => ({ id, kind, name, interfaces: interfaces.length });

export const segmentsJson = ({ by, segments, cells, unseen }: Segments): object => ({
  by: typeof by === 'object' ? `tag:${by.tag}` : by,
  segments: segments.map(segmentJson),
  cells: cells.map((cell) => ({
    from: cell.from.id,
    to: cell.to.id,
    twoWay:
      cell.passes.length > 0 && cells.some(({ from, to, passes }) => from === cell.to && to === cell.from && passes.length > 0),
    pairs: cell.pairs,
    ...passingJson(cell),
    path: pathJson(cell.path()),
  })),
  unseen: unseen.map(({ operation, place, why }) => ({ operation, ...place, why })),
});

export const segmentsCsv = ({ segments, cells }: Segments): string =>
  csvText(
    ['from', 'from name', 'to', 'to name', 'direction', 'ports', 'arrives without reply', 'unknown', 'pairs of interfaces'],
    segments.flatMap((from) =>
      segments.flatMap((to) => {
        const cell = cells.find((one) => one.from === from && one.to === to);
        if (!cell) return [];
        const back = cells.some((one) => one.from === to && one.to === from && one.passes.length > 0);
        const direction = cell.passes.length === 0 ? 'none' : back ? 'two-way' : 'one-way';
        const texts = [cell.passes, cell.arrives, cell.doubtful].map((traffic) =>
          traffic.length > 0 ? servicesText(traffic) : '',
        );
        return [[from.id, from.name, to.id, to.name, direction, ...texts, cell.pairs]];
      }),
    ),
  );
