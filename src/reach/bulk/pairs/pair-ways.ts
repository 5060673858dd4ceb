/**
 * The ways between all seats. A way over a transit gateway is put together of two that were walked: one from another sender that comes in
 * by the same exit, and one to another receiver whose replies do; each tells what is its own half's.
 */
import { type Address, everyAddress, type Interval, only } from '../../../net/index.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import { type Charted, chart } from '../charts/charting.ts';
import { asCharted } from '../charts/filters.ts';
import type { Check } from '../charts/notes.ts';
import type { Swap } from '../charts/references.ts';
import type { Alone, Crowd } from './alone.ts';
import { DEAD, type Exit, type Exits, exitsOf, Junctions } from './exits.ts';
import { FacetSets } from './facets.ts';
import { type Half, halfOf } from './halves.ts';
import type { PairSeat, Seating } from './pair-seats.ts';
import { SeatGroups } from './seat-groups.ts';
import { muteOf, type PairOptions, questionsFor, type Services } from './service-masks.ts';
import { askedOf, isEgressOf, isIngressOf, ofReceiver, ofSender, type Place } from './stand-ins.ts';
import { MOST_STANDING, onlyAnswers, type Tried, tried } from './trials.ts';

export class PairWays {
  readonly network: Network;
  readonly seating: Seating;
  readonly seats: readonly PairSeat[];
  readonly exits: readonly Exits[];
  readonly sets: FacetSets;
  readonly groups: SeatGroups;
  /** Among the services are some that pass where no reply would. */
  readonly someNeedNoReply: boolean;
  /** What counts by an assumption is in doubt. */
  readonly isStrict: boolean;
  readonly #services: Services;
  readonly #options: PairOptions;
  readonly #everywhere: Interval<Address>;
  readonly #junctions = new Junctions();
  /** Healthy seats in plain roles that leave by an exit, to stand for others. */
  readonly #standing = new Map<Exit, PairSeat[]>();
  readonly #there: Map<number, Tried>[];
  readonly #home: Map<number, Tried>[];
  /** Pairs with the receiver at hand, for each lot. */
  readonly #alones = new Map<number, readonly Alone[]>();
  #aloneTo: PairSeat | undefined;

  constructor(network: Network, seating: Seating, services: Services, options: PairOptions) {
    const { seats } = seating;
    this.network = network;
    this.seating = seating;
    this.seats = seats;
    this.groups = new SeatGroups(seating);
    this.#services = services;
    this.someNeedNoReply = muteOf(services) !== 0;
    this.isStrict = options.strict === true;
    this.#options = options;
    this.#everywhere = everyAddress(seating.family);
    this.sets = new FacetSets(services, this.#everywhere);
    this.exits = seats.map((one) => exitsOf(network, one, seating, services, this.#junctions, options));
    this.#there = seats.map(() => new Map());
    this.#home = seats.map(() => new Map());
    for (const seat of seats) {
      // A load balancer’s node narrows the ports by itself.
      if (!seat.healthy || !seat.isPlain) continue;
      for (const exit of new Set(this.exits[seat.at]!.exits)) {
        if (exit < 0) continue;
        const known = this.#standing.get(exit);
        if (!known) this.#standing.set(exit, [seat]);
        else if (known.length < MOST_STANDING && known.at(-1)!.one.vpc !== seat.one.vpc) known.push(seat);
      }
    }
  }

  exitFor(from: PairSeat, to: PairSeat): Exit {
    const { starts, exits } = this.exits[from.at]!;
    let [lo, hi] = [0, starts.length - 1];
    while (lo < hi) {
      const middle = (lo + hi + 1) >> 1;
      if (starts[middle]! <= to.at) lo = middle;
      else hi = middle - 1;
    }
    return exits[lo]!;
  }

  /** A number for a pair of exits: there, and back. */
  keyOf(out: Exit, back: Exit): number {
    return out * (this.#junctions.count + 1) + (back === DEAD ? this.#junctions.count : back);
  }

  /** The receiver's half, for senders that come by an exit and are answered by another. */
  there(from: PairSeat, to: PairSeat, out: Exit, back: Exit): Tried {
    const like = (one: PairSeat): boolean =>
      one.one.vpc !== to.one.vpc && this.exitFor(one, to) === out && this.exitFor(to, one) === back;
    const make = (one: PairSeat): Half => this.#half(one, to, 'src', ofReceiver, back === DEAD && this.#isMute(to));
    return tried(this.#there[to.at]!, this.keyOf(out, back), from, this.#standing.get(out) ?? [], like, make);
  }

  /** The sender's half, for receivers that it leaves for by an exit and that answer by another. */
  home(from: PairSeat, to: PairSeat, out: Exit, back: Exit): Tried {
    const like = (one: PairSeat): boolean =>
      one.one.vpc !== from.one.vpc && this.exitFor(from, one) === out && this.exitFor(one, from) === back;
    const make = (one: PairSeat): Half => this.#half(from, one, 'dst', ofSender, back === DEAD && this.#isMute(one));
    return tried(this.#home[from.at]!, this.keyOf(out, back), to, this.#standing.get(back) ?? [], like, make);
  }

  /** A pair that nobody stands for. Where somebody on the way asks for an end's groups, it is told for each set of groups by itself. */
  alone(from: PairSeat, seat: PairSeat): readonly Alone[] {
    if (this.#aloneTo !== seat) this.#alones.clear();
    this.#aloneTo = seat;
    const known = this.#alones.get(from.at) ?? this.#allAlone(from, seat);
    this.#alones.set(from.at, known);
    return known;
  }

  #allAlone(from: PairSeat, seat: PairSeat): Alone[] {
    const to = from === seat ? this.#neighbour(seat) : seat;
    const wanted = isOnTheWay(from, to);
    const parts = this.#charted(from, to);
    const senders = askedOf(this.network, parts, from, wanted).length > 0 ? this.groups.crowdsIn(from) : [undefined];
    const receivers = askedOf(this.network, parts, to, wanted).length > 0 ? this.groups.crowdsIn(seat) : [undefined];
    return senders.flatMap((mine) =>
      receivers.map((theirs) => {
        const stand = (one: Interface, crowd: Crowd | undefined): Interface =>
          crowd ? this.seating.interfaces[crowd.ranks[0]!]! : one;
        const swap: Swap = (one) => (one === from.one ? stand(one, mine) : one === to.one ? stand(one, theirs) : one);
        return { half: this.#halfIn(parts, from, to, 'src', wanted, false, swap), senders: mine, receivers: theirs };
      }),
    );
  }

  /** Nobody asks whether a thing reaches itself: another one of the same seat. */
  #neighbour(seat: PairSeat): PairSeat {
    const { interfaces, addresses } = this.seating;
    let rank = seat.first;
    while (rank < seat.end - 1 && interfaces[rank] === seat.one) rank += 1;
    return { ...seat, one: interfaces[rank]!, own: addresses[rank]! };
  }

  /** Where its replies come nowhere, nothing that is asked passes. */
  #isMute(to: PairSeat): boolean {
    return !this.someNeedNoReply && !onlyAnswers.has(to.one.type);
  }

  #charted(from: PairSeat, to: PairSeat): Charted[] {
    const { charts } = this.#options;
    if (charts) return charts.between(from, to);
    return questionsFor(this.#services, only(from.own), only(to.own), this.#options).flatMap((question) =>
      chart(this.network, { eni: from.one.id }, question, undefined, this.#options),
    );
  }

  #half(
    from: PairSeat,
    to: PairSeat,
    open: 'src' | 'dst',
    wanted: (check: Check, at: Place, from: PairSeat, to: PairSeat) => boolean,
    isMuteBack: boolean,
  ): Half {
    const parts = this.#charted(from, to);
    const half = this.#halfIn(parts, from, to, open, wanted, isMuteBack, asCharted);
    const [mine, other] = open === 'src' ? [to, from] : [from, to];
    const asked = askedOf(this.network, parts, other, isOnTheWay(from, to));
    const isOwn =
      half.isOwn ||
      asked.some((id) => other.one.groupIds.includes(id)) ||
      (askedOf(this.network, parts, mine, isOnTheWay(from, to)).length > 0 && this.groups.crowdsIn(mine).length > 1);
    return { ...half, isOwn, asked };
  }

  #halfIn(
    parts: readonly Charted[],
    from: PairSeat,
    to: PairSeat,
    open: 'src' | 'dst',
    wanted: (check: Check, at: Place, from: PairSeat, to: PairSeat) => boolean,
    isMuteBack: boolean,
    swap: Swap,
  ): Half {
    const { network, sets } = this;
    return halfOf({ network, sets, everywhere: this.#everywhere, from, to, open, wanted, isMuteBack, swap }, parts);
  }
}

const isOnTheWay =
  (from: PairSeat, to: PairSeat) =>
  (check: Check): boolean =>
    !isEgressOf(check, from.one) && !isIngressOf(check, to.one);
