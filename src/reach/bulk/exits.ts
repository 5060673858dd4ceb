/** By which exit the packets of a seat leave for which addresses: one walk for each interval of destinations that is treated alike. */
import { type Box, box, EPHEMERAL, everyAddress, type Interval, only, TCP } from '../../net/index.ts';
import { beginsConnections } from '../exposure.ts';
import type { Network } from '../network.ts';
import type { Step } from '../step.ts';
import type { Options } from '../walk.ts';
import { chartOne } from './charting.ts';
import type { PairSeat } from './pair-seats.ts';

/** `dead`: nothing passes. `alone`: nothing is known of others; the pair is charted by itself. A number: a transit gateway, see `Junctions`. */
export type Exit = 'dead' | 'alone' | number;

/** Runs of seats in the order of addresses: from `starts[n]` on the exit is `exits[n]`. */
export interface Exits {
  readonly starts: number[];
  readonly exits: Exit[];
  /** What it begins itself comes nowhere: unattached, stopped, or of a type that only answers. */
  isMute: boolean;
}

/** What senders carry into transit gateways, by number. */
export class Junctions {
  readonly #numbers = new Map<string, number>();

  get count(): number {
    return this.#numbers.size;
  }

  numberOf(key: string): number {
    let found = this.#numbers.get(key);
    if (found === undefined) {
      found = this.#numbers.size;
      this.#numbers.set(key, found);
    }
    return found;
  }
}

export const tcpFrom = (own: number, dst: Interval<number>): Box =>
  box({ src: only(own), dst, protocol: only(TCP), sourcePort: EPHEMERAL });

interface Known {
  readonly range: Interval<number>;
  readonly holes: readonly Interval<number>[];
  readonly exit: Exit;
  readonly isMute?: boolean;
}

export function exitsOf(
  network: Network,
  seat: PairSeat,
  seats: readonly PairSeat[],
  junctions: Junctions,
  options: Options,
): Exits {
  // A NAT gateway sends only what it was sent, and takes nothing that did not begin behind it.
  if (seat.one.type === 'nat_gateway') return { starts: [0], exits: ['dead'], isMute: true };
  const found: Exits = { starts: [], exits: [], isMute: !beginsConnections(seat.one) };
  const known: Known[] = [];
  for (let at = 0; at < seats.length; ) {
    const { own } = seats[at]!;
    let mine = known.find((one) => reaches(one, own));
    if (!mine) {
      mine = walkTo(network, seat, own, junctions, options);
      if (mine.exit !== 'alone') known.push(mine);
      if (mine.isMute) found.isMute = true;
    }
    if (found.exits.at(-1) !== mine.exit) {
      found.starts.push(at);
      found.exits.push(mine.exit);
    }
    const end = endOf(mine, own);
    do at += 1;
    while (at < seats.length && seats[at]!.own <= end);
  }
  return found;
}

const within = ({ lo, hi }: Interval<number>, value: number): boolean => lo <= value && value <= hi;
const reaches = ({ range, holes }: Known, value: number): boolean =>
  within(range, value) && !holes.some((one) => within(one, value));

/** The last address from here on for which it holds. */
const endOf = ({ range, holes }: Known, from: number): number =>
  holes.reduce((end, { lo }) => (lo > from && lo <= end ? lo - 1 : end), range.hi);

function walkTo(network: Network, { one, own }: PairSeat, to: number, junctions: Junctions, options: Options): Known {
  const everywhere = tcpFrom(own, everyAddress(4) as Interval<number>);
  const start = tcpFrom(own, only(to));
  const { ways, box: territory, holes } = chartOne(network, { eni: one.id }, start, everywhere, undefined, options);
  const junction = ways[0]!.notes[0]!.junctions.find(({ direction }) => direction === 'forward');
  const addresses = (boxes: readonly Box[]): Interval<number>[] =>
    boxes.filter(({ destinationPort: { lo, hi } }) => lo === 0 && hi === 65535).map(({ dst }) => dst as Interval<number>);
  if (junction?.key !== undefined) {
    const exit = junctions.numberOf(junction.key);
    return {
      range: junction.territory.dst as Interval<number>,
      holes: addresses(holes.slice(0, junction.holes)),
      exit,
      isMute: isMuteBy(ways[0]!.path.forward),
    };
  }
  const dead = ways.every(({ path }) => path.verdict.forward === 'blocked' && path.connections.every(({ arrival }) => !arrival));
  const whole = territory.destinationPort.lo === 0 && territory.destinationPort.hi === 65535;
  if (!dead || !whole || holes.some((one) => addresses([one]).length === 0)) return { range: only(to), holes: [], exit: 'alone' };
  return { range: territory.dst as Interval<number>, holes: addresses(holes), exit: 'dead' };
}

/** Blocked by the sender itself, before a filter, a route or a gateway had a say. */
const isMuteBy = (forward: readonly Step[]): boolean => forward[0]?.does === 'blocks' && ownKinds.has(forward[0].at.kind);
const ownKinds = new Set(['network-interface', 'instance']);
