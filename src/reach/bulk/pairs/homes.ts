/** Senders by what their own halves of ways let through: those whose halves are the same are joined to a receiver's together. */
import { type Bits, bitsWith, setBit } from '../charts/bits.ts';
import type { Half, Landing } from './halves.ts';

/** Seats that send by one exit and are answered by another. */
interface Homes {
  /** Those whose halves are known once and for all. */
  readonly known: Bits;
  readonly classes: Map<string, HomeClass>;
}

interface HomeClass {
  readonly half: Half;
  readonly seats: Bits;
}

export class AllHomes {
  readonly #words: number;
  /** By the number of the two exits. */
  readonly #byExits = new Map<number, Homes>();

  constructor(words: number) {
    this.#words = words;
  }

  at(exits: number): Homes {
    let found = this.#byExits.get(exits);
    if (!found) {
      found = { known: new Uint32Array(this.#words), classes: new Map() };
      this.#byExits.set(exits, found);
    }
    return found;
  }

  /** Takes a seat up among those whose halves are the same. */
  note({ known, classes }: Homes, half: Half, seat: number): void {
    const [{ facets }] = half.landings as [Landing];
    const { sure, possible, sent } = half.isSettled;
    const key = `${facets.id} ${half.isOwn} ${sure} ${possible} ${sent}`;
    const mine = classes.get(key);
    if (mine) setBit(mine.seats, seat);
    else classes.set(key, { half, seats: bitsWith(seat, this.#words) });
    setBit(known, seat);
  }
}
