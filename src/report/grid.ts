/** Who may talk to whom as a grid: what each segment is called, and which sign stands where. For the command and for the explorer. */
import type { Cell, Network, Passing, Segment, Segments } from '../reach/index.ts';
import type { Meaning } from './style.ts';
import { servicesText } from './traffic-text.ts';
import { counted } from './words.ts';

/** Two segments as a pair of cells: what the first opens to the second, and the other way round. */
interface Pair {
  readonly there: Cell | undefined;
  readonly back: Cell | undefined;
}

/** Signs, what they mean to the eye and in words. */
export const marks = {
  both: ['⇄', 'warning', 'both may open connections to each other'],
  out: ['→', 'heading', 'the row opens connections to the column'],
  in: ['←', 'quiet', 'only the column opens connections to the row'],
  arrives: ['~', 'quiet', 'what is sent arrives, but no reply comes back'],
  unknown: ['?', 'warning', 'not known'],
  none: ['·', 'quiet', 'nothing passes'],
} as const satisfies Record<string, readonly [string, Meaning, string]>;

export type Mark = keyof typeof marks;

function markOf({ there, back }: Pair): Mark {
  if (there?.passes.length) return back?.passes.length ? 'both' : 'out';
  if (there?.doubtful.length) return 'unknown';
  if (there?.arrives.length) return 'arrives';
  return back?.passes.length ? 'in' : 'none';
}

/** Which of its traffic a sign speaks of. */
export function lotOf(mark: Mark): keyof Passing | undefined {
  if (mark === 'both' || mark === 'out') return 'passes';
  return mark === 'unknown' ? 'doubtful' : mark === 'arrives' ? 'arrives' : undefined;
}

/** `⇄ 443`, `→ all`, `→ 5 ports` */
function cellText(pair: Pair, mark: Mark, own: boolean): string {
  const [sign] = marks[mark];
  const lot = lotOf(mark);
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

/** The grid as data: what is called how, and which sign and services stand where. */
export interface Grid {
  readonly segments: readonly Segment[];
  /** What each is called; not escaped. */
  readonly called: readonly string[];
  /** Where something passes, one way or the other; everywhere else nothing does. */
  readonly marked: ReadonlyMap<number, Marked>;
}

export interface Marked {
  readonly mark: Mark;
  readonly text: string;
  readonly cell: Cell | undefined;
}

/** By row and column. */
export const placeIn = ({ segments }: Pick<Grid, 'segments'>, from: number, to: number): number => from * segments.length + to;

const NOTHING_THERE: Marked = { mark: 'none', text: marks.none[0], cell: undefined };
export const at = (grid: Grid, from: number, to: number): Marked => grid.marked.get(placeIn(grid, from, to)) ?? NOTHING_THERE;

export function gridOf(network: Network, { by, segments: all, cells }: Segments): Grid {
  const used = new Set(cells.flatMap(({ from, to }) => [from, to]));
  const segments = all.filter((one) => one.interfaces.length > 0 || used.has(one));
  const called = names(network, segments, typeof by === 'object' ? by.tag : undefined);
  const numbers = new Map(segments.map((one, number) => [one, number]));
  const place = (from: Segment, to: Segment): number => placeIn({ segments }, numbers.get(from)!, numbers.get(to)!);
  const known = new Map(cells.map((cell) => [place(cell.from, cell.to), cell]));
  const marked = new Map<number, Marked>();
  for (const { from, to } of cells) {
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      const pair = { there: known.get(place(a, b)), back: known.get(place(b, a)) };
      const mark = markOf(pair);
      if (mark !== 'none') marked.set(place(a, b), { mark, text: cellText(pair, mark, a === b), cell: pair.there });
    }
  }
  return { segments, called, marked };
}

/** `13 VPCs: 17 ways open between segments, 19 not known.`; not escaped. */
export function segmentsHead({ segments: shown }: Pick<Grid, 'segments'>, { by, cells }: Segments): string {
  const inside = shown.filter(({ kind }) => kind !== 'internet' && kind !== 'on-premises').length;
  const between = cells.filter(({ from, to }) => from !== to);
  const open = between.filter(({ passes }) => passes.length > 0).length;
  const doubtful = between.filter(({ passes, doubtful }) => passes.length === 0 && doubtful.length > 0).length;
  const what = typeof by === 'object' ? 'value' : by === 'vpc' ? 'VPC' : by === 'group' ? 'security group' : by;
  const whose = typeof by === 'object' ? ` of tag ${by.tag}` : '';
  return `${counted(inside, what)}${whose}: ${counted(open, 'way')} open between segments${doubtful ? `, ${doubtful} not known` : ''}.`;
}

/** What the signs mean, of those that the grid uses. */
export function legendOf({ segments: { length }, marked }: Grid): string {
  const own = (place: number): boolean => place % (length + 1) === 0;
  const used = new Set([...marked].flatMap(([place, { mark }]) => (own(place) ? [] : [mark])));
  // Between segments, and among their own things, there is nearly always a place where nothing passes.
  if ([...marked.keys()].filter((place) => !own(place)).length < length * (length - 1)) used.add('none');
  const inner = [...marked].some(([place, { mark }]) => own(place) && mark === 'both');
  const texts = (Object.keys(marks) as Mark[])
    .filter((mark) => used.has(mark))
    .map((mark) => `${marks[mark][0]} ${marks[mark][2]}`);
  return [...texts, ...(inner ? ['● among themselves'] : [])].join(' · ');
}
