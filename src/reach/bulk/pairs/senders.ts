/** Whose packets get to the door of a receiver, and on to what it leads to, and how much is known of them there. */
import { type Bits, bitsWith, cutOut, eachBit, meet, nextBit, setBit, subtract, without } from '../charts/bits.ts';
import { Departures } from './departures.ts';
import { Doorstep, type Senders } from './doorstep.ts';
import { ALONE, DEAD, type Exit } from './exits.ts';
import type { Lot } from './facets.ts';
import type { Half } from './halves.ts';
import { AllHomes } from './homes.ts';
import type { PairSeat, Seating } from './pair-seats.ts';
import type { PairWays } from './pair-ways.ts';
import { isFinal, isFound, onlyAnswers } from './trials.ts';

/** Goes through receivers in the order of their addresses, and so through everybody's exits once. */
export class SendersFinder {
  readonly #ways: PairWays;
  readonly #lot: Lot;
  readonly #words: number;
  readonly #departures: Departures;
  readonly #homes: AllHomes;
  /** Seats in roles of their own. */
  readonly #odd: Bits;
  /** Those at hand, and some of them. */
  readonly #mine: Bits;
  readonly #some: Bits;
  // Of the present receiver.
  #to: PairSeat;
  #door: Doorstep;

  constructor(ways: PairWays, lot: Lot) {
    const { seats, exits, seating } = ways;
    this.#ways = ways;
    this.#lot = lot;
    this.#words = (seats.length + 31) >>> 5;
    this.#departures = new Departures(seats, exits, this.#words);
    this.#homes = new AllHomes(this.#words);
    this.#odd = new Uint32Array(this.#words);
    this.#mine = new Uint32Array(this.#words);
    this.#some = new Uint32Array(this.#words);
    this.#to = seats[0]!;
    this.#door = new Doorstep(seating, lot, this.#words, ways.isStrict, seats[0]!);
    for (const { at, isPlain } of seats) if (!isPlain) setBit(this.#odd, at);
  }

  /** For each receiver in turn, none left out. */
  sendersTo(to: PairSeat): Senders[] {
    const { seats, exits, seating } = this.#ways;
    const byExit = this.#departures.to(to);
    this.#to = to;
    this.#door = new Doorstep(seating, this.#lot, this.#words, this.#ways.isStrict, to);
    const { starts, exits: backs } = exits[to.at]!;
    starts.forEach((start, run) => {
      const end = starts[run + 1] ?? seats.length;
      for (const [out, all] of byExit) {
        if (cutOut(all, start, end, this.#mine)) this.#byExits(out, backs[run]!, this.#mine);
      }
    });
    return this.#door.senders();
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
    const asked = there.asked.flatMap((id) => this.#ways.groups.seatsWith(id));
    if (asked.length > 0) {
      const named = new Uint32Array(this.#words);
      for (const at of asked) setBit(named, at);
      if (meet(mine, named, this.#some)) this.#allAlone(this.#some);
      subtract(mine, named);
    }
    if (isSettled(there, lot)) return;
    if (back === DEAD) {
      // Where it would send to says nothing of how it answers those in roles of their own.
      const isAnswering = onlyAnswers.has(to.one.type);
      if (isAnswering) this.#allAlone(mine);
      else if (meet(mine, this.#odd, this.#some)) this.#allAlone(this.#some);
      if (isAnswering || (lot === 'sure' && !this.#ways.someNeedNoReply)) return;
      subtract(mine, this.#odd);
    }
    const homes = this.#homes.at(ways.keyOf(out, back));
    for (const at of without(mine, homes.known)) {
      const home = ways.home(ways.seats[at]!, to, out, back);
      if (isFinal(home)) this.#homes.note(homes, home.half, at);
      else this.#join(there, home.half, bitsWith(at, this.#words));
    }
    for (const { half, seats } of homes.classes.values())
      if (!isSettled(half, lot) && meet(mine, seats, this.#some)) this.#join(there, half, this.#some);
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

  /** Puts the two halves of a way together, for senders whose halves are the same. */
  #join(there: Half, home: Half, seats: Bits): void {
    const lot = this.#lot;
    if (isSettled(home, lot)) return;
    if (
      there.isOwn ||
      home.isOwn ||
      home.asked.some((id) => this.#ways.groups.seatsWith(id).includes(this.#to.at)) ||
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
        this.#door.add(landing, there, sets.shared(landing.facets, sent, lot, 0, 0), seats);
        continue;
      }
      for (const at of eachBit(seats)) {
        const mask = sets.shared(landing.facets, sent, lot, all[at]!.own, this.#to.own);
        this.#door.add(landing, there, mask, bitsWith(at, this.#words));
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
          this.#door.add(landing, alone.half, mask, bitsWith(at, this.#words), alone);
        }
      }
    }
  }
}

/** What a middlebox keeps from one it may let pass to another. */
const isSettled = (half: Half, lot: Lot): boolean => half.isSettled[lot] && !half.isOwn;

const hasNeighbour = ({ interfaces }: Seating, { one: mine, first, end }: PairSeat): boolean => {
  for (let rank = first; rank < end; rank++) if (interfaces[rank] !== mine) return true;
  return false;
};
