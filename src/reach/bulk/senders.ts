/** Whose packets get to the door of a receiver, and on to what it leads to, and how much is known of them there. */
import type { Address } from '../../net/index.ts';
import {
  addTo,
  type Bits,
  clearBit,
  cutOut,
  eachBit,
  hasBit,
  isEmpty,
  meet,
  nextBit,
  setBit,
  setRange,
  subtract,
  without,
} from './bits.ts';
import { ALONE, DEAD, type Exit } from './exits.ts';
import type { Lot } from './facets.ts';
import type { Half, Landing } from './halves.ts';
import type { PairSeat, Seating } from './pair-seats.ts';
import { type Alone, isFinal, isFound, onlyAnswers, type PairWays } from './pair-ways.ts';

/** The senders of one place that a receiver's packets come to. */
export interface Senders {
  readonly landing: Omit<Landing, 'facets'>;
  /** For receivers with these groups only. */
  readonly receivers: string | undefined;
  /** Every mask of services that some sender has. */
  readonly masks: readonly number[];
  /** Who gets through to the door with a service, by rank. */
  through(service: number): Bits | undefined;
  /** Whom the receiver's groups are not asked about: nobody knows whether the packets get there, or no group guards it. By rank. */
  readonly unasked: Bits | undefined;
  /** Who comes with another address than its own, which the receiver's groups see instead. By rank. */
  readonly seenAs: readonly (readonly [Address, Bits])[];
  /** Whether the sender's groups count at the receiver's door. */
  isRecognised(rank: number): boolean;
  /** Whether its egress rules that name groups count nothing on this way. */
  isVoid(rank: number): boolean;
}

interface Found {
  readonly landing: Omit<Landing, 'facets'>;
  readonly receivers: string | undefined;
  /** Seats by the mask of services that they have. */
  readonly byMask: Map<number, Bits>;
  /** Of seats whose members are not alike. */
  readonly some: { readonly mask: number; readonly ranks: readonly number[] }[];
}

/** Seats that send by one exit and are answered by another, by what their halves let through. */
interface Homes {
  readonly known: Bits;
  readonly classes: Map<string, { readonly half: Half; readonly seats: Bits }>;
}

/** Goes through receivers in the order of their addresses, and so through everybody's exits once. */
export class SendersFinder {
  readonly #ways: PairWays;
  readonly #lot: Lot;
  readonly #words: number;
  /** Who sends to the present receiver by which exit. */
  readonly #byExit = new Map<Exit, Bits>();
  readonly #exitNow: Int32Array;
  /** Whose exit changes at a receiver, and to which. */
  readonly #changes = new Map<number, [PairSeat, Exit][]>();
  readonly #homes = new Map<number, Homes>();
  /** Seats in roles of their own. */
  readonly #odd: Bits;
  /** Those at hand, and some of them. */
  readonly #mine: Bits;
  readonly #some: Bits;
  // Of the present receiver.
  #to: PairSeat;
  #found = new Map<string, Found>();
  #unasked: Bits;
  #recognised: Bits;
  #voided: Bits;
  #seenAs = new Map<Address, Bits>();

  constructor(ways: PairWays, lot: Lot) {
    const { seats } = ways;
    this.#ways = ways;
    this.#lot = lot;
    this.#words = (seats.length + 31) >>> 5;
    this.#to = seats[0]!;
    this.#odd = new Uint32Array(this.#words);
    this.#mine = new Uint32Array(this.#words);
    this.#some = new Uint32Array(this.#words);
    this.#unasked = this.#recognised = this.#voided = this.#odd;
    this.#exitNow = new Int32Array(seats.length).fill(DEAD);
    for (const seat of seats) {
      if (!seat.isPlain) setBit(this.#odd, seat.at);
      const { starts, exits, isMute } = ways.exits[seat.at]!;
      if (isMute) continue;
      starts.forEach((start, run) => {
        const known = this.#changes.get(start);
        if (known) known.push([seat, exits[run]!]);
        else this.#changes.set(start, [[seat, exits[run]!]]);
      });
    }
  }

  #senderSeats(exit: Exit): Bits {
    let bits = this.#byExit.get(exit);
    if (!bits) {
      bits = new Uint32Array(this.#words);
      this.#byExit.set(exit, bits);
    }
    return bits;
  }

  /** For each receiver in turn, none left out. */
  sendersTo(to: PairSeat): Senders[] {
    for (const [{ at }, exit] of this.#changes.get(to.at) ?? []) {
      const before = this.#exitNow[at]!;
      if (before !== DEAD) clearBit(this.#senderSeats(before), at);
      if (exit !== DEAD) setBit(this.#senderSeats(exit), at);
      this.#exitNow[at] = exit;
    }
    this.#to = to;
    this.#found = new Map();
    this.#unasked = new Uint32Array(this.#words);
    this.#recognised = new Uint32Array(this.#words);
    this.#voided = new Uint32Array(this.#words);
    this.#seenAs = new Map();
    const { seats, exits, seating } = this.#ways;
    const { starts, exits: backs } = exits[to.at]!;
    starts.forEach((start, run) => {
      const end = starts[run + 1] ?? seats.length;
      for (const [out, all] of this.#byExit) {
        if (cutOut(all, start, end, this.#mine)) this.#byExits(out, backs[run]!, this.#mine);
      }
    });
    return [...this.#found.values()].map((one) => this.#sendersOf(seating, one));
  }

  /** Senders that come by one exit and are answered by another. */
  #byExits(out: Exit, back: Exit, mine: Bits): void {
    const [ways, lot, to] = [this.#ways, this.#lot, this.#to];
    if (out === ALONE || back === ALONE) {
      this.#allAlone(mine);
      return;
    }
    const there = this.#thereFor(out, back, mine);
    if (!there) return;
    const asked = there.asked.flatMap((id) => this.#ways.seatsWith(id));
    if (asked.length > 0) {
      const named = new Uint32Array(this.#words);
      for (const at of asked) setBit(named, at);
      if (meet(mine, named, this.#some)) this.#allAlone(this.#some);
      subtract(mine, named);
    }
    if (there.isSettled[lot]) return;
    if (back === DEAD) {
      // Where it would send to says nothing of how it answers those in roles of their own.
      const isAnswering = onlyAnswers.has(to.one.type);
      if (isAnswering) this.#allAlone(mine);
      else if (meet(mine, this.#odd, this.#some)) this.#allAlone(this.#some);
      if (isAnswering || lot === 'sure') return;
      subtract(mine, this.#odd);
    }
    const homes = this.#homesFor(out, back);
    for (const at of without(mine, homes.known)) {
      const home = ways.home(ways.seats[at]!, to, out, back);
      if (isFinal(home)) note(homes, home.half, at, this.#words);
      else this.#join(there, home.half, one(at, this.#words));
    }
    for (const { half, seats } of homes.classes.values())
      if (!half.isSettled[lot] && meet(mine, seats, this.#some)) this.#join(there, half, this.#some);
  }

  /** What is known of the receiver's half after as many senders as it takes. */
  #thereFor(out: Exit, back: Exit, mine: Bits): Half | undefined {
    const { seats } = this.#ways;
    let found: Half | undefined;
    for (let at = nextBit(mine, 0); at !== undefined; at = nextBit(mine, at + 1)) {
      const tried = this.#ways.there(seats[at]!, this.#to, out, back);
      found = tried.half;
      if (isFinal(tried)) break;
    }
    return found;
  }

  #homesFor(out: Exit, back: Exit): Homes {
    const key = this.#ways.keyOf(out, back);
    let found = this.#homes.get(key);
    if (!found) {
      found = { known: new Uint32Array(this.#words), classes: new Map() };
      this.#homes.set(key, found);
    }
    return found;
  }

  /** Puts the two halves of a way together, for senders whose halves are the same. */
  #join(there: Half, home: Half, seats: Bits): void {
    const lot = this.#lot;
    if (home.isSettled[lot]) return;
    if (
      there.isOwn ||
      home.isOwn ||
      home.asked.some((id) => this.#ways.seatsWith(id).includes(this.#to.at)) ||
      !isFound(there, lot) ||
      !isFound(home, lot)
    ) {
      this.#allAlone(seats);
      return;
    }
    const { sets, seats: all } = this.#ways;
    const [{ facets: sent }] = home.landings as [Half['landings'][0]];
    for (const landing of there.landings) {
      if (!landing.facets.hasRanges && !sent.hasRanges) {
        this.#add(landing, there, sets.shared(landing.facets, sent, lot, 0, 0), seats);
        continue;
      }
      for (const at of eachBit(seats)) {
        const mask = sets.shared(landing.facets, sent, lot, all[at]!.own, this.#to.own);
        this.#add(landing, there, mask, one(at, this.#words));
      }
    }
  }

  #allAlone(seats: Bits): void {
    const { seats: all, seating, sets } = this.#ways;
    for (const at of eachBit(seats)) {
      const from = all[at]!;
      if (from === this.#to && !hasNeighbour(seating, from)) continue;
      for (const alone of this.#ways.alone(from, this.#to)) {
        for (const landing of alone.half.landings) {
          const mask = sets.shared(landing.facets, sets.anything, this.#lot, from.own, this.#to.own);
          this.#add(landing, alone.half, mask, one(at, this.#words), alone);
        }
      }
    }
  }

  #add({ key, end, through, port }: Landing, { ends: { ingress, egress } }: Half, mask: number, seats: Bits, some?: Alone): void {
    if (mask === 0) return;
    const receivers = some?.receivers?.groups;
    const name = `${key}|${receivers ?? '*'}`;
    let found = this.#found.get(name);
    if (!found) {
      found = { landing: { key, end, through, port }, receivers, byMask: new Map(), some: [] };
      this.#found.set(name, found);
    }
    if (some?.senders) found.some.push({ mask, ranks: some.senders.ranks });
    else {
      const known = found.byMask.get(mask);
      if (known) addTo(known, seats);
      else found.byMask.set(mask, seats.slice());
    }
    if (!ingress) addTo(this.#unasked, seats);
    else if (ingress.other.link !== 'src') {
      const { value } = ingress.other;
      const known = this.#seenAs.get(value);
      if (known) addTo(known, seats);
      else this.#seenAs.set(value, seats.slice());
    } else if (
      ingress.identity &&
      (ingress.unrecognised === undefined || (this.#lot === 'possible' && typeof ingress.unrecognised !== 'string'))
    )
      addTo(this.#recognised, seats);
    if (egress?.referencesVoid) addTo(this.#voided, seats);
  }

  #sendersOf(seating: Seating, found: Found): Senders {
    const [unasked, recognised, voided] = [this.#unasked, this.#recognised, this.#voided];
    const { byMask, some } = found;
    const { seatOfRank } = seating;
    const made = new Map<string, Bits>();
    const masks = [...new Set([...byMask.keys(), ...some.map(({ mask }) => mask)])];
    return {
      landing: found.landing,
      receivers: found.receivers,
      seenAs: [...this.#seenAs].map(([value, seats]) => [value, ranksOf(seating, seats)] as const),
      masks,
      unasked: isEmpty(unasked) ? undefined : ranksOf(seating, unasked),
      through: (service) => {
        const bit = 1 << service;
        const mine = masks.filter((mask) => mask & bit);
        if (mine.length === 0) return undefined;
        const key = mine.join();
        let bits = made.get(key);
        if (!bits) {
          const seats = new Uint32Array(unasked.length);
          for (const mask of mine) addTo(seats, byMask.get(mask) ?? NONE);
          bits = ranksOf(seating, seats);
          for (const { mask, ranks } of some) if (mask & bit) for (const rank of ranks) setBit(bits, rank);
          made.set(key, bits);
        }
        return bits;
      },
      isRecognised: (rank) => hasBit(recognised, seatOfRank[rank]!),
      isVoid: (rank) => hasBit(voided, seatOfRank[rank]!),
    };
  }
}

const hasNeighbour = ({ interfaces }: Seating, { one: mine, first, end }: PairSeat): boolean => {
  for (let rank = first; rank < end; rank++) if (interfaces[rank] !== mine) return true;
  return false;
};

function one(at: number, words: number): Bits {
  const bits = new Uint32Array(words);
  setBit(bits, at);
  return bits;
}

/** Takes a seat up among those whose halves are the same. */
function note(homes: Homes, half: Half, at: number, words: number): void {
  const [{ facets }] = half.landings as [Landing];
  const { sure, possible, sent } = half.isSettled;
  const key = `${facets.id} ${half.isOwn} ${sure} ${possible} ${sent}`;
  const known = homes.classes.get(key);
  if (known) setBit(known.seats, at);
  else homes.classes.set(key, { half, seats: one(at, words) });
  setBit(homes.known, at);
}

const NONE: Bits = new Uint32Array(0);

/** The members of seats. */
function ranksOf({ seats: all, interfaces }: Seating, seats: Bits): Bits {
  const bits = new Uint32Array((interfaces.length + 31) >>> 5);
  let [first, end] = [0, 0];
  for (let at = nextBit(seats, 0); at !== undefined; at = nextBit(seats, at + 1)) {
    const seat = all[at]!;
    if (seat.first !== end) {
      setRange(bits, first, end);
      first = seat.first;
    }
    end = seat.end;
  }
  setRange(bits, first, end);
  return bits;
}
