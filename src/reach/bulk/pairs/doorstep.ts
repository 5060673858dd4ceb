/** Who stands at the door of one receiver, and at those of what it leads to: gathered seat by seat, told by rank. */
import type { Address } from '../../../net/index.ts';
import { addTo, type Bits, hasBit, isEmpty, nextBit, setBit, setRange } from '../charts/bits.ts';
import type { Alone } from './alone.ts';
import type { Lot } from './facets.ts';
import type { Half, Landing } from './halves.ts';
import type { PairSeat, Seating } from './pair-seats.ts';

/** The senders of one place that a receiver's packets come to. */
export interface Senders {
  readonly landing: Omit<Landing, 'facets'>;
  /** For receivers with these groups only. */
  readonly receivers: readonly string[] | undefined;
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
  readonly receivers: readonly string[] | undefined;
  /** Seats by the mask of services that they have. */
  readonly byMask: Map<number, Bits>;
  /** Of seats whose members are not alike. */
  readonly some: { readonly mask: number; readonly ranks: readonly number[] }[];
}

export class Doorstep {
  readonly #seating: Seating;
  readonly #lot: Lot;
  readonly #found = new Map<string, Found>();
  readonly #unasked: Bits;
  readonly #recognised: Bits;
  /** Of these whose groups count at the door by an assumption, if they are of another account. */
  readonly #assumed: Bits;
  readonly #isWary: boolean;
  readonly #to: PairSeat;
  readonly #voided: Bits;
  readonly #seenAs = new Map<Address, Bits>();

  /** `isStrict`: what counts by an assumption is in doubt. */
  constructor(seating: Seating, lot: Lot, words: number, isStrict: boolean, to: PairSeat) {
    this.#seating = seating;
    this.#lot = lot;
    this.#isWary = isStrict && lot !== 'possible';
    this.#to = to;
    this.#assumed = new Uint32Array(words);
    this.#unasked = new Uint32Array(words);
    this.#recognised = new Uint32Array(words);
    this.#voided = new Uint32Array(words);
  }

  /** Seats that get to a landing with the services of a mask. `some`: of one seat only these members, to these receivers only. */
  add({ key, end, through, port }: Landing, { ends: { ingress, egress } }: Half, mask: number, seats: Bits, some?: Alone): void {
    if (mask === 0) return;
    const receivers = some?.receivers?.groups;
    const name = `${key}|${receivers?.join(' ') ?? '*'}`;
    let found = this.#found.get(name);
    if (!found) {
      found = { landing: { key, end, through, port }, receivers, byMask: new Map(), some: [] };
      this.#found.set(name, found);
    }
    if (some?.senders) found.some.push({ mask, ranks: some.senders.ranks });
    else grow(found.byMask, mask, seats);
    if (!ingress) addTo(this.#unasked, seats);
    else if (ingress.other.link !== 'src') grow(this.#seenAs, ingress.other.value, seats);
    else if (
      ingress.identity &&
      (ingress.unrecognised === undefined || (this.#lot === 'possible' && typeof ingress.unrecognised !== 'string'))
    ) {
      addTo(this.#recognised, seats);
      if (this.#isWary && ingress.isOverTransit) addTo(this.#assumed, seats);
    }
    if (egress?.referencesVoid) addTo(this.#voided, seats);
  }

  senders(): Senders[] {
    return [...this.#found.values()].map((one) => this.#sendersOf(one));
  }

  #sendersOf({ landing, receivers, byMask, some }: Found): Senders {
    const seating = this.#seating;
    const [unasked, recognised, voided] = [this.#unasked, this.#recognised, this.#voided];
    const { seatOfRank } = seating;
    const made = new Map<string, Bits>();
    const masks = [...new Set([...byMask.keys(), ...some.map(({ mask }) => mask)])];
    return {
      landing,
      receivers,
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
      isRecognised: (rank) =>
        hasBit(recognised, seatOfRank[rank]!) &&
        (!hasBit(this.#assumed, seatOfRank[rank]!) || seating.interfaces[rank]!.account === this.#to.one.account),
      isVoid: (rank) => hasBit(voided, seatOfRank[rank]!),
    };
  }
}

const NONE: Bits = new Uint32Array(0);

/** Adds to what a key has already. */
function grow<K>(byKey: Map<K, Bits>, key: K, more: Bits): void {
  const known = byKey.get(key);
  if (known) addTo(known, more);
  else byKey.set(key, more.slice());
}

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
