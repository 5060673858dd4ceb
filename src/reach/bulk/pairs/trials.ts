/** Walks with one end standing for all who may stand there: who is tried, and when nobody else would tell more. */
import { type Lot, lots } from './facets.ts';
import type { Half } from './halves.ts';
import type { PairSeat } from './pair-seats.ts';

/** The best half so far, and who stood at the other end. */
export interface Tried {
  half: Half;
  readonly others: PairSeat[];
}

/** Types that begin nothing: what they would send says nothing of what they answer. */
export const onlyAnswers = new Set(['vpc_endpoint', 'ec2_instance_connect_endpoint']);

/** How many others are looked at for one that surely works. */
export const MOST_STANDING = 16;

/** Whether somebody at the other end surely got through; else nobody can stand for the pair. */
export const isFound = ({ landings: [own] }: Half, lot: Lot): boolean =>
  lot === 'sent' ? own!.facets.lots.sent.length > 0 : own!.facets.isAnswered;

/** Of how many lots nobody else at the other end would tell more. */
const decided = (half: Half): number => lots.filter((lot) => half.isSettled[lot] || isFound(half, lot)).length;
const isDecided = (half: Half): boolean => decided(half) === lots.length;

/** Nobody else at the other end would tell more. */
export const isFinal = ({ half, others }: Tried): boolean => isDecided(half) || others.length >= MOST_STANDING;

/**
 * What stands at the other end may be in its own way: stopped, or in a zone without attachment. It says nothing of this half then, and
 * others are tried.
 */
export function tried(
  row: Map<number, Tried>,
  key: number,
  other: PairSeat,
  standing: readonly PairSeat[],
  like: (one: PairSeat) => boolean,
  make: (other: PairSeat) => Half,
): Tried {
  let known = row.get(key);
  if (!known) {
    // What is behind a load balancer's node, say, narrows the ports by itself: it stands for nobody else.
    const first = other.isPlain ? other : standing.find(like);
    if (!first) return { half: make(other), others: [] };
    known = { half: make(first), others: [first] };
    row.set(key, known);
    for (const one of standing) {
      if (isDecided(known.half) || known.others.length >= MOST_STANDING / 4) break;
      if (like(one)) attempt(known, one, make);
    }
  } else if (other.isPlain && !isFinal(known) && !known.others.some(({ one }) => one.subnet === other.one.subnet))
    attempt(known, other, make);
  return known;
}

function attempt(known: Tried, other: PairSeat, make: (other: PairSeat) => Half): void {
  const half = make(other);
  known.others.push(other);
  if (decided(half) > decided(known.half)) known.half = half;
}
