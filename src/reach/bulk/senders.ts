/** Whose packets get to the door of a receiver, and how much is known of them there. */
import { type Bits, setBit } from './bits.ts';
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

export function sendersTo(ways: PairWays, to: PairSeat, lenient: boolean): Senders {
  const byMask = new Map<number, PairSeat[]>();
  const recognised = new Set<PairSeat>();
  const voided = new Set<PairSeat>();
  const unasked: PairSeat[] = [];
  for (const from of ways.seats) {
    const way = wayBetween(ways, from, to, lenient);
    if (!way) continue;
    const known = byMask.get(way.mask);
    if (known) known.push(from);
    else byMask.set(way.mask, [from]);
    const { ingress, egress } = way.half.ends;
    if (!ingress) unasked.push(from);
    else if (ingress.identity && (ingress.unrecognised === undefined || (lenient && typeof ingress.unrecognised !== 'string')))
      recognised.add(from);
    if (egress?.referencesVoid) voided.add(from);
  }
  return sendersOf(ways, byMask, unasked, recognised, voided);
}

/** The ports that get through between two seats, and the half that tells of their ends. */
function wayBetween(ways: PairWays, from: PairSeat, to: PairSeat, lenient: boolean): { mask: number; half: Half } | undefined {
  if (from === to && to.ranks.length === 1) return undefined;
  const out = ways.exitFor(from, to);
  if (out === 'dead') return undefined;
  const back = ways.exitFor(to, from);
  const lot = lenient ? 'possible' : 'sure';
  if (typeof out === 'number' && typeof back === 'number') {
    const there = ways.there(from, to, out, back);
    const home = ways.home(from, to, out, back);
    if (!there.isOwn && !home.isOwn) {
      const mask = ways.maskOf(there.facets[lot], home.facets[lot], from.own, to.own);
      return mask === 0 ? undefined : { mask, half: there };
    }
  }
  const half = ways.alone(from, to);
  const mask = half.facets[lot].reduce(
    (all, one) => (one.range && (from.own < one.range.lo || from.own > one.range.hi) ? all : all | one.mask),
    0,
  );
  return mask === 0 ? undefined : { mask, half };
}

function sendersOf(
  ways: PairWays,
  byMask: ReadonlyMap<number, readonly PairSeat[]>,
  unasked: readonly PairSeat[],
  recognised: ReadonlySet<PairSeat>,
  voided: ReadonlySet<PairSeat>,
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
    isRecognised: (rank) => recognised.has(seatOfRank[rank]!),
    isVoid: (rank) => voided.has(seatOfRank[rank]!),
  };
}

function bitsOf(seats: readonly PairSeat[], words: number): Bits {
  const bits = new Uint32Array(words);
  for (const { ranks } of seats) for (const rank of ranks) setBit(bits, rank);
  return bits;
}
