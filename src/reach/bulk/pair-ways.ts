/**
 * The ways between all seats. A way over a transit gateway is put together of two that were walked: one from another sender that comes in
 * by the same exit, and one to another receiver whose replies do; each tells what is its own half's.
 */
import { everyAddress, type Interval, only } from '../../net/index.ts';
import type { Network } from '../network.ts';
import type { Step } from '../step.ts';
import type { Attachment } from '../transit.ts';
import type { Options } from '../walk.ts';
import type { Check } from './chart.ts';
import { type Charted, type ChartedWay, chart } from './charting.ts';
import { type Exits, exitsOf, Junctions, tcpFrom } from './exits.ts';
import {
  type Ends,
  endsIn,
  type Facet,
  type Facets,
  facetsOf,
  isEgressOf,
  isIngressOf,
  type Ports,
  SourcePorts,
} from './facets.ts';
import type { PairSeat, Seating } from './pair-seats.ts';

/** One way, or one half of it. */
export interface Half {
  readonly facets: Facets;
  readonly ends: Ends;
  /** A middlebox on the way may tell senders and receivers apart: it holds for this pair alone. */
  readonly isOwn: boolean;
  /** The transit gateway has no way to this end: whoever stands at the other one, it is so. */
  readonly isSettled: boolean;
}

/** The best half so far, and who stood at the other end. */
interface Tried {
  half: Half;
  readonly others: PairSeat[];
}

const isClear = ({ facets, isSettled }: Half): boolean => isSettled || facets.sure.length > 0;

function attempt(known: Tried, other: PairSeat, make: (other: PairSeat) => Half): void {
  const half = make(other);
  known.others.push(other);
  if (half.facets.sure.length > 0 || half.facets.possible.length > known.half.facets.possible.length) known.half = half;
}

const EVERYWHERE = everyAddress(4) as Interval<number>;
/** How many senders are looked at for one that surely works. */
const CANDIDATES = 16;

export class PairWays {
  readonly network: Network;
  readonly seats: readonly PairSeat[];
  readonly exits: readonly Exits[];
  readonly sourcePorts = new SourcePorts();
  readonly seatOfRank: readonly PairSeat[];
  readonly #interfaces: Seating['interfaces'];
  readonly #addresses: Seating['addresses'];
  readonly #ports: Ports;
  readonly #options: Options;
  readonly #junctions = new Junctions();
  /** Healthy seats that leave by an exit, to stand for others. */
  readonly #standing = new Map<number, PairSeat[]>();
  readonly #there: (Tried | undefined)[][];
  readonly #home: (Tried | undefined)[][];

  constructor(network: Network, { seats, interfaces, addresses }: Seating, ports: Ports, options: Options) {
    this.network = network;
    this.seats = seats;
    const seatOfRank: PairSeat[] = [];
    for (const seat of seats) for (const rank of seat.ranks) seatOfRank[rank] = seat;
    this.seatOfRank = seatOfRank;
    this.#interfaces = interfaces;
    this.#addresses = addresses;
    this.#ports = ports;
    this.#options = options;
    this.exits = seats.map((one) => exitsOf(network, one, seats, this.#junctions, options));
    this.#there = seats.map(() => []);
    this.#home = seats.map(() => []);
    for (const seat of seats) {
      if (!seat.healthy) continue;
      for (const exit of new Set(this.exits[seat.at]!.exits)) {
        if (typeof exit !== 'number') continue;
        const known = this.#standing.get(exit);
        if (!known) this.#standing.set(exit, [seat]);
        else if (known.length < CANDIDATES && known.at(-1)!.one.vpc !== seat.one.vpc) known.push(seat);
      }
    }
  }

  exitFor(from: PairSeat, to: PairSeat): Exits['exits'][number] {
    const { starts, exits } = this.exits[from.at]!;
    let run = starts.length - 1;
    while (starts[run]! > to.at) run -= 1;
    return exits[run]!;
  }

  /** The receiver's half, for senders that come by an exit and are answered by another. */
  there(from: PairSeat, to: PairSeat, out: number, back: number): Half {
    const like = (one: PairSeat): boolean =>
      one.one.vpc !== to.one.vpc && this.exitFor(one, to) === out && this.exitFor(to, one) === back;
    return this.#tried(
      this.#there[to.at]!,
      out * this.#junctions.count + back,
      from,
      this.#standing.get(out) ?? [],
      like,
      (one) => this.#half(one, to, 'src', ofReceiver),
    );
  }

  /** The sender's half, for receivers that it leaves for by an exit and that answer by another. */
  home(from: PairSeat, to: PairSeat, out: number, back: number): Half {
    const like = (one: PairSeat): boolean =>
      one.one.vpc !== from.one.vpc && this.exitFor(from, one) === out && this.exitFor(one, from) === back;
    return this.#tried(
      this.#home[from.at]!,
      out * this.#junctions.count + back,
      to,
      this.#standing.get(back) ?? [],
      like,
      (one) => this.#half(from, one, 'dst', ofSender),
    );
  }

  /**
   * What stands at the other end may be in its own way: stopped, or in a zone without attachment. It says nothing of this half then, and
   * others are tried.
   */
  #tried(
    row: (Tried | undefined)[],
    key: number,
    other: PairSeat,
    standing: readonly PairSeat[],
    like: (one: PairSeat) => boolean,
    make: (other: PairSeat) => Half,
  ): Half {
    let known = row[key];
    if (!known) {
      known = { half: make(other), others: [other] };
      row[key] = known;
      for (const one of standing) {
        if (isClear(known.half) || known.others.length >= CANDIDATES / 4) break;
        if (like(one)) attempt(known, one, make);
      }
    } else if (
      !isClear(known.half) &&
      known.others.length < CANDIDATES &&
      !known.others.some(({ one }) => one.subnet === other.one.subnet)
    )
      attempt(known, other, make);
    return known.half;
  }

  /** A pair that nobody stands for. */
  alone(from: PairSeat, seat: PairSeat): Half {
    const to = from === seat ? this.#neighbour(seat) : seat;
    return this.#half(from, to, 'src', (check) => !isEgressOf(check, from.one) && !isIngressOf(check, to.one));
  }

  /** Nobody asks whether a thing reaches itself: another one of the same seat. */
  #neighbour(seat: PairSeat): PairSeat {
    const rank = seat.ranks.find((one) => this.#interfaces[one] !== seat.one)!;
    return { ...seat, one: this.#interfaces[rank]!, own: this.#addresses[rank]! };
  }

  #half(
    from: PairSeat,
    to: PairSeat,
    open: 'src' | 'dst',
    wanted: (check: Check, at: Place, from: PairSeat, to: PairSeat) => boolean,
  ): Half {
    const all = chart(this.network, { eni: from.one.id }, tcpFrom(from.own, only(to.own)), undefined, this.#options);
    const parts = all.filter((part) => comesTo(part, to));
    const counts = (check: Check, connection: number, at: number, way: ChartedWay): boolean =>
      wanted(check, { connection, at, way }, from, to);
    const facets = facetsOf(this.network, parts, open, EVERYWHERE, counts, this.#ports, this.sourcePorts);
    const mine = open === 'src' ? to.one : from.one;
    const isFinal = (step: Step): boolean =>
      isWithoutWay(step) || (step.does === 'blocks' && [mine.id, mine.instanceId].includes(step.at.id));
    const settles = ({ path }: ChartedWay): boolean => (open === 'src' ? path.forward : path.reply).some(isFinal);
    const isSettled = facets.possible.length === 0 && all.every(({ ways }) => ways.every(settles));
    return { facets, ends: endsIn(parts, from.one, to.one), isSettled, isOwn: parts.some(({ ways }) => ways.some(isInspected)) };
  }

  /** The ports that pass everything but the groups at both ends. */
  maskOf(there: readonly Facet[], home: readonly Facet[], from: number, to: number): number {
    const [a, b] = [there[0], home[0]];
    if (there.length === 1 && home.length === 1 && !a!.range && !b!.range)
      return this.sourcePorts.meets(a!.sports, b!.sports) ? a!.mask & b!.mask : 0;
    let mask = 0;
    for (const a of there) {
      if (a.range && (from < a.range.lo || from > a.range.hi)) continue;
      for (const b of home) {
        if (b.range && (to < b.range.lo || to > b.range.hi)) continue;
        if (this.sourcePorts.meets(a.sports, b.sports)) mask |= a.mask & b.mask;
      }
    }
    return mask;
  }
}

interface Place {
  readonly connection: number;
  readonly at: number;
  readonly way: ChartedWay;
}

/** Whether the packets are this receiver's: an address may be another's too, in another VPC. */
const comesTo = ({ ways }: Charted, { one }: PairSeat): boolean =>
  ways.every(({ path }) => {
    const [first] = path.connections;
    return first?.arrival?.interface === one || first?.through === one || (!first?.arrival && path.verdict.both !== 'reachable');
  });

const isWithoutWay = ({ does, at }: Step): boolean => does === 'blocks' && at.kind === 'transit-gateway-route-table';

const middleboxes = new Set(['vpc-endpoint', 'firewall', 'firewall-policy']);
const passing = new Set<Step['does']>(['forwards', 'allows', 'unknown']);

const isInspected = ({ path }: ChartedWay): boolean => {
  const { forward, reply } = path.connections[0]!;
  return [...forward, ...reply].some(
    ({ at, does, assumption }) =>
      assumption === 'appliance-forwards' ||
      (at as Partial<Attachment>).type === 'network-function' ||
      (middleboxes.has(at.kind) && passing.has(does)),
  );
};

/** Noted on the sender's side: before the packet comes into a transit gateway, or after the reply has. */
function isSenders({ direction }: Check, { connection, at, way }: Place): boolean {
  if (connection > 0) return false;
  const junction = way.notes[0]!.junctions.find((one) => one.direction === direction);
  if (!junction) return false;
  return direction === 'forward' ? at < junction.checks : at >= junction.checks;
}

const ofSender = (check: Check, place: Place, from: PairSeat): boolean => isSenders(check, place) && !isEgressOf(check, from.one);
const ofReceiver = (check: Check, place: Place, from: PairSeat, to: PairSeat): boolean =>
  !isSenders(check, place) && !isEgressOf(check, from.one) && !isIngressOf(check, to.one);
