/** Which private addresses of nobody in the snapshot some source’s packets may leave for: found cell by cell, without a walk to every gap between interfaces. */
import {
  type Address,
  box,
  type Family,
  familyOf,
  holds,
  type Interval,
  joined,
  meet,
  minus,
  next,
  only,
  type Traffic,
} from '../../../net/index.ts';
import type { Network } from '../../network/network.ts';
import { LATTICE, PRIVATE } from '../../network/special.ts';
import type { From } from '../../walk/start.ts';
import type { Options } from '../../walk/walk.ts';
import { before, cellsOf } from '../charts/cells.ts';
import { type ChartedWay, chartOne } from '../charts/charting.ts';
import { type Around, endOf, reaches } from '../pairs/around.ts';
import { firstThat } from '../pairs/pair-seats.ts';

/** Of addresses that are alike for everything on a way what no interface has; in the order of addresses. */
type FreeCells = readonly (readonly Interval<Address>[])[];

/** `taken`: what interfaces have. */
const freeCells = (network: Network, taken: readonly Interval<Address>[]): Record<Family, FreeCells> =>
  network.once('cells of no interface', () => {
    const cells = cellsOf(network);
    const free = (family: Family): FreeCells => {
      const mine = joined(taken.filter(({ lo }) => familyOf(lo) === family));
      return joined([...PRIVATE, ...LATTICE].filter(({ lo }) => familyOf(lo) === family))
        .flatMap((range) => cells.within(range))
        .map((cell) => gapsIn(cell, mine))
        .filter((gaps) => gaps.length > 0);
    };
    return { 4: free(4), 6: free(6) };
  });

/** Whether packets that go the same way all end before they arrive. */
interface Fate extends Around {
  readonly isDead: boolean;
}

/** What becomes of packets with the same way, cell by cell. */
class Fates {
  readonly #all: Fate[] = [];
  /** With the last address from a cell’s on for which it holds. */
  readonly #byCell = new Map<number, { readonly isDead: boolean; readonly last: Address }>();

  add(fate: Fate): void {
    this.#all.push(fate);
  }

  at(cell: number, dst: Address): { readonly isDead: boolean; readonly last: Address } | undefined {
    const known = this.#byCell.get(cell);
    if (known) return known;
    const fate = this.#all.find((one) => reaches(one, dst));
    if (!fate) return undefined;
    const found = { isDead: fate.isDead, last: endOf(fate, dst) };
    this.#byCell.set(cell, found);
    return found;
  }
}

/** What is carried into a transit gateway for these addresses: whoever carries the same, the same becomes of it there. */
interface Carried extends Around {
  readonly fates: Fates;
}

export function beyondFor(
  network: Network,
  from: From,
  src: Interval<Address>,
  taken: readonly Interval<Address>[],
  options: Options,
): Interval<Address>[] {
  const cells = freeCells(network, taken)[familyOf(src.lo)];
  const shared = network.once(`fates behind transit gateways ${options.strict === true}`, () => new Map<string, Fates>());
  const carried: Carried[] = [];
  const own = new Fates();
  const found: Interval<Address>[] = [];
  for (let at = 0; at < cells.length; ) {
    const dst = cells[at]![0]!.lo;
    const into = carried.find((one) => reaches(one, dst));
    const known = into?.fates.at(at, dst) ?? own.at(at, dst);
    if (!known) {
      const { fate, into: now } = fateOf(network, from, src, dst, options);
      const fates = into?.fates ?? (now ? (shared.get(now.key) ?? new Fates()) : own);
      fates.add(fate);
      if (now && !into) {
        shared.set(now.key, fates);
        carried.push({ range: now.range, holes: now.holes, fates });
      }
      continue;
    }
    const end = into ? endOf(into, dst) : known.last;
    const last = end < known.last ? end : known.last;
    const next = firstThat(at + 1, cells.length, (one) => cells[one]![0]!.lo > last);
    if (!known.isDead) for (let one = at; one < next; one++) found.push(...cells[one]!);
    at = next;
  }
  return joined(found);
}

/** What becomes of all packets to an address, and for which others it becomes of them too. */
function fateOf(
  network: Network,
  from: From,
  src: Interval<Address>,
  to: Address,
  options: Options,
): { fate: Fate; into: (Around & { key: string }) | undefined } {
  const question = box({ src });
  const dst = only<Address>(to);
  let range = question.dst;
  let isDead = true;
  const cuts: Interval<Address>[] = [];
  let into: (Around & { key: string }) | undefined;
  for (let rest: Traffic = [box({ src, dst })]; rest.length > 0; ) {
    const { ways, box: reach, holes } = chartOne(network, from, rest[0]!, question, undefined, options);
    into ??= carriedBy(ways[0]!, holes, to);
    isDead &&= ways.every(({ path }) => path.verdict.forward === 'blocked' && path.connections.every(({ arrival }) => !arrival));
    range = meet(range, reach.dst)!;
    // Packets to this address that a hole keeps out have a walk of their own.
    for (const hole of holes) if (!holds(hole.dst, to)) cuts.push(hole.dst);
    rest = minus(rest, minus([{ ...reach, dst }], holes));
  }
  return { fate: { range, holes: cuts, isDead }, into };
}

/** Where all packets to an address come into a transit gateway, and with what; for which others they come there too. */
function carriedBy({ notes }: ChartedWay, holes: Traffic, to: Address): (Around & { key: string }) | undefined {
  const junction = notes[0]?.junctions.find(({ direction }) => direction === 'forward');
  if (junction?.key === undefined) return undefined;
  const { territory, key } = junction;
  const cut = holes.slice(0, junction.holes).map(({ dst }) => dst);
  const isWhole =
    territory.destinationPort.hi - territory.destinationPort.lo === 65535 &&
    territory.protocol.hi - territory.protocol.lo === 255;
  return isWhole && !cut.some((one) => holds(one, to)) ? { range: territory.dst, holes: cut, key } : undefined;
}

/** What of a range is in none of the others, which are sorted. */
export function gapsIn({ lo, hi }: Interval<Address>, sorted: readonly Interval<Address>[]): Interval<Address>[] {
  const gaps: Interval<Address>[] = [];
  let [first, end] = [0, sorted.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (sorted[middle]!.hi < lo) first = middle + 1;
    else end = middle;
  }
  let at = lo;
  for (; first < sorted.length && sorted[first]!.lo <= hi && at <= hi; first++) {
    const one = sorted[first]!;
    if (one.lo > at) gaps.push({ lo: at, hi: before(one.lo) });
    if (one.hi >= hi) return gaps;
    at = next(one.hi);
  }
  return at <= hi ? [...gaps, { lo: at, hi }] : gaps;
}
