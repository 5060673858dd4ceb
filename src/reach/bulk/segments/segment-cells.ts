/** The cells of a matrix of segments while they are filled: what passes from the senders of one to the receivers of another. */
import type { Passing } from '../../passing.ts';
import { type Bits, hasBit, nextBit, setBit } from '../charts/bits.ts';
import type { Seating } from '../pairs/pair-seats.ts';
import type { Row } from '../pairs/pairs.ts';
import { NO_SET, type PassingSets } from './passing-sets.ts';
import type { Wards } from './wards.ts';

/** Somebody who sends something to somebody else, by rank, and where it ends. */
export interface Example {
  readonly seating: Seating;
  readonly sender: number;
  readonly receiver: number;
  readonly landing: Row['landing'];
  readonly passing: Passing;
}

export interface SegmentCell {
  readonly from: number;
  readonly to: number;
  /** The number of the set of all that passes, arrives or is in doubt. */
  set: number;
  /** How many pairs of interfaces something passes between. */
  pairs: number;
  best: Example;
}

/** Receivers of one ward by rank, alike but for themselves; who sends the same to them, and where it ends. */
export interface Sent {
  readonly receivers: readonly number[];
  /** The ward that it ends in. */
  readonly to: number;
  readonly landing: Row['landing'];
  readonly senders: Bits;
  readonly passing: Passing;
}

/** More than there are segments. */
const SHIFT = 2 ** 26;

export class SegmentCells {
  readonly #wards: Wards;
  readonly #sets: PassingSets;
  readonly #cells = new Map<number, SegmentCell>();

  constructor(wards: Wards, sets: PassingSets) {
    this.#wards = wards;
    this.#sets = sets;
  }

  get all(): Iterable<SegmentCell> {
    return this.#cells.values();
  }

  /** Takes note of what is sent between members of a seating. */
  reader(seating: Seating): (sent: Sent) => void {
    const { interfaces } = seating;
    const runs = this.#wards.runsOf(interfaces);
    const runOf = new Int32Array(interfaces.length);
    runs.forEach(({ first, end }, run) => {
      runOf.fill(run, first, end);
    });
    /** Wards that were seen already to send this to that ward. */
    const seen = new Map<Passing, Map<number, Bits>>();
    return (sent) => {
      const { senders, passing, to } = sent;
      const mine = seen.get(passing) ?? new Map<number, Bits>();
      seen.set(passing, mine);
      const before = mine.get(to) ?? new Uint32Array((runs.length + 31) >>> 5);
      mine.set(to, before);
      for (let rank = nextBit(senders, 0); rank !== undefined; ) {
        const run = runOf[rank]!;
        const { ward, end } = runs[run]!;
        if (!hasBit(before, run)) {
          setBit(before, run);
          this.#note(ward, rank, seating, sent);
        }
        rank = nextBit(senders, end);
      }
    };
  }

  #note(ward: number, sender: number, seating: Seating, { receivers, to, landing, passing }: Sent): void {
    let example: Example | undefined;
    const found = (): Example => {
      const other = receivers.find((rank) => seating.interfaces[rank] !== seating.interfaces[sender]);
      example ??= { seating, sender, receiver: other ?? receivers[0]!, landing, passing };
      return example;
    };
    for (const from of this.#wards.segments[ward]!) {
      for (const end of this.#wards.segments[to]!) {
        const key = from * SHIFT + end;
        const cell = this.#cells.get(key);
        if (!cell) {
          const set = this.#sets.with(NO_SET, passing);
          this.#cells.set(key, { from, to: end, set, pairs: 0, best: found() });
        } else {
          cell.set = this.#sets.with(cell.set, passing);
          if (weight(passing) > weight(cell.best.passing)) cell.best = found();
        }
      }
    }
  }

  /** What families have between the same segments, together. */
  join(more: SegmentCells): void {
    for (const [key, cell] of more.#cells) {
      const known = this.#cells.get(key);
      if (!known) this.#cells.set(key, cell);
      else {
        known.set = this.#sets.joined(known.set, cell.set);
        if (weight(cell.best.passing) > weight(known.best.passing)) known.best = cell.best;
      }
    }
  }

  /** Pairs between two wards, something of which passes. */
  addPairs(from: number, to: number, pairs: number): void {
    for (const one of this.#wards.segments[from]!)
      for (const other of this.#wards.segments[to]!) this.#cells.get(one * SHIFT + other)!.pairs += pairs;
  }
}

const weight = ({ passes, doubtful }: Passing): number => (passes.length > 0 ? 2 : doubtful.length > 0 ? 1 : 0);
