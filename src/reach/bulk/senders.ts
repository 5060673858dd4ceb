/** Whose packets get to the door of a receiver, and how much is known of them there. */
import { type Bits, setBit } from './bits.ts';
import type { Exit } from './exits.ts';
import type { PairSeat } from './pair-seats.ts';
import type { Half, PairWays } from './pair-ways.ts';

export interface Senders {
  readonly isEmpty: boolean;
  /** Whom the receiver's groups are not asked about: nobody knows whether the packets get there, or no group guards it. */
  readonly unasked: Bits | undefined;
  /** Every mask of ports that some sender has. */
  readonly masks: readonly number[];
  /** Who gets through to the door at a port. */
  through(port: number): Bits | undefined;
  /** Whether the sender's groups count at the receiver's door. */
  isRecognised(rank: number): boolean;
  /** Whether its egress rules that name groups count nothing on this way. */
  isVoid(rank: number): boolean;
}

/** Goes through receivers in the order of their addresses, and so through everybody's exits once. */
export class SendersFinder {
  readonly #ways: PairWays;
  readonly #lenient: boolean;
  /** Of each seat the run of exits that the receiver is in. */
  readonly #runs: Int32Array;

  constructor(ways: PairWays, lenient: boolean) {
    this.#ways = ways;
    this.#lenient = lenient;
    this.#runs = new Int32Array(ways.seats.length);
  }

  /** The exit by which a seat sends to a receiver, which is no earlier than those that were asked for before. */
  #exitTo(from: PairSeat, to: PairSeat): Exit {
    const { starts, exits } = this.#ways.exits[from.at]!;
    let run = this.#runs[from.at]!;
    while (run + 1 < starts.length && starts[run + 1]! <= to.at) run += 1;
    this.#runs[from.at] = run;
    return exits[run]!;
  }

  sendersTo(to: PairSeat): Senders {
    const { seats, exits } = this.#ways;
    const byMask = new Map<number, PairSeat[]>();
    const recognised = new Uint8Array(seats.length);
    const voided = new Uint8Array(seats.length);
    const unasked: PairSeat[] = [];
    let [lastMask, last]: [number, PairSeat[]] = [0, []];
    const { starts, exits: backs } = exits[to.at]!;
    for (let run = 0; run < starts.length; run++) {
      const end = starts[run + 1] ?? seats.length;
      for (let at = starts[run]!; at < end; at++) {
        const from = seats[at]!;
        const half = this.#halfBetween(from, to, this.#exitTo(from, to), backs[run]!);
        if (!half) continue;
        const mask = this.#mask;
        if (mask !== lastMask) {
          lastMask = mask;
          last = byMask.get(mask) ?? [];
          byMask.set(mask, last);
        }
        last.push(from);
        const { ingress, egress } = half.ends;
        if (!ingress) unasked.push(from);
        else if (
          ingress.identity &&
          (ingress.unrecognised === undefined || (this.#lenient && typeof ingress.unrecognised !== 'string'))
        )
          recognised[at] = 1;
        if (egress?.referencesVoid) voided[at] = 1;
      }
    }
    return sendersOf(this.#ways, byMask, unasked, recognised, voided);
  }

  /** The ports that get through by the half that was found last. */
  #mask = 0;

  /** The half that tells of the ends of a pair, if any port gets through between them. */
  #halfBetween(from: PairSeat, to: PairSeat, out: Exit, back: Exit): Half | undefined {
    const ways = this.#ways;
    if (out === 'dead' || (from === to && to.ranks.length === 1) || ways.exits[from.at]!.isMute) return undefined;
    // What never arrives may be unknown and not blocked, whatever would become of its reply.
    if (back === 'dead' && !this.#lenient && from.isPlain && !onlyAnswers.has(to.one.type)) return undefined;
    const lot = this.#lenient ? 'possible' : 'sure';
    if (typeof out === 'number' && typeof back === 'number') {
      const there = ways.there(from, to, out, back);
      if (there.isSettled) return undefined;
      const home = ways.home(from, to, out, back);
      if (home.isSettled) return undefined;
      if (!there.isOwn && !home.isOwn && isFound(there) && isFound(home)) {
        this.#mask = ways.maskOf(there.facets[lot], home.facets[lot], from.own, to.own);
        return this.#mask === 0 ? undefined : there;
      }
    }
    const half = ways.alone(from, to);
    this.#mask = half.facets[lot].reduce(
      (all, { range, mask }) => (range && (from.own < range.lo || from.own > range.hi) ? all : all | mask),
      0,
    );
    return this.#mask === 0 ? undefined : half;
  }
}

/** Whether somebody at the other end surely got through; else nobody can stand for the pair. */
const isFound = ({ facets }: Half): boolean => facets.sure.length > 0;

/** Types that begin nothing: what they would send says nothing of what they answer. */
const onlyAnswers = new Set(['vpc_endpoint', 'ec2_instance_connect_endpoint']);

function sendersOf(
  ways: PairWays,
  byMask: ReadonlyMap<number, readonly PairSeat[]>,
  unasked: readonly PairSeat[],
  recognised: Uint8Array,
  voided: Uint8Array,
): Senders {
  const { seatOfRank } = ways;
  const words = (seatOfRank.length + 31) >>> 5;
  const made = new Map<string, Bits>();
  const masks = [...byMask.keys()];
  return {
    isEmpty: byMask.size === 0,
    unasked: unasked.length === 0 ? undefined : bitsOf(unasked, words),
    masks,
    through: (port) => {
      const mine = masks.filter((mask) => mask & (1 << port));
      if (mine.length === 0) return undefined;
      const key = mine.join();
      let bits = made.get(key);
      if (!bits) {
        bits = bitsOf(
          mine.flatMap((mask) => byMask.get(mask)!),
          words,
        );
        made.set(key, bits);
      }
      return bits;
    },
    isRecognised: (rank) => recognised[seatOfRank[rank]!.at] === 1,
    isVoid: (rank) => voided[seatOfRank[rank]!.at] === 1,
  };
}

function bitsOf(seats: readonly PairSeat[], words: number): Bits {
  const bits = new Uint32Array(words);
  for (const { ranks } of seats) for (const rank of ranks) setBit(bits, rank);
  return bits;
}
