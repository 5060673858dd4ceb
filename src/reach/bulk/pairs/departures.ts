/** Who sends by which exit to the receiver at hand: kept up to date as receivers are gone through in the order of their addresses. */
import { type Bits, clearBit, setBit } from '../charts/bits.ts';
import { DEAD, type Exit, type Exits } from './exits.ts';
import type { PairSeat } from './pair-seats.ts';

export class Departures {
  readonly #words: number;
  readonly #now: Int32Array;
  readonly #byExit = new Map<Exit, Bits>();
  /** Whose exit changes at a receiver, and to which. */
  readonly #changes = new Map<number, [seat: number, exit: Exit][]>();

  constructor(seats: readonly PairSeat[], exits: readonly Exits[], words: number) {
    this.#words = words;
    this.#now = new Int32Array(seats.length).fill(DEAD);
    for (const { at } of seats) {
      const { starts, exits: mine, isMute } = exits[at]!;
      if (isMute) continue;
      starts.forEach((start, run) => {
        const known = this.#changes.get(start);
        if (known) known.push([at, mine[run]!]);
        else this.#changes.set(start, [[at, mine[run]!]]);
      });
    }
  }

  /** Seats by the exit by which they send to this receiver. For each in turn, none left out. */
  to(receiver: PairSeat): ReadonlyMap<Exit, Bits> {
    for (const [seat, exit] of this.#changes.get(receiver.at) ?? []) {
      const before = this.#now[seat]!;
      if (before !== DEAD) clearBit(this.#seatsBy(before), seat);
      if (exit !== DEAD) setBit(this.#seatsBy(exit), seat);
      this.#now[seat] = exit;
    }
    return this.#byExit;
  }

  #seatsBy(exit: Exit): Bits {
    let bits = this.#byExit.get(exit);
    if (!bits) {
      bits = new Uint32Array(this.#words);
      this.#byExit.set(exit, bits);
    }
    return bits;
  }
}
