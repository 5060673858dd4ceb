/** Which private addresses of nobody in the snapshot some source’s packets may leave for: found cell by cell, without a walk to every gap between interfaces. */
import { type Address, box, holds, type Interval, joined, next } from '../../net/index.ts';
import type { Network } from '../network.ts';
import { LATTICE, PRIVATE } from '../special.ts';
import type { From } from '../start.ts';
import type { Options } from '../walk.ts';
import { before, cellsOf } from './cells.ts';
import { chartOne } from './charting.ts';

/** Addresses that are alike for everything on a way, without what interfaces have. */
interface FreeCell {
  readonly free: readonly Interval<Address>[];
}

/** `taken`: what interfaces have. */
const freeCells = (network: Network, taken: readonly Interval<Address>[]): readonly FreeCell[] =>
  network.once('cells of no interface', () => {
    const sorted = (['number', 'bigint'] as const).map((type) => joined(taken.filter(({ lo }) => typeof lo === type)));
    const cells = cellsOf(network);
    return [...PRIVATE, ...LATTICE]
      .flatMap((range) => cells.within(range))
      .map((cell) => ({ free: gapsIn(cell, sorted[typeof cell.lo === 'number' ? 0 : 1]!) }))
      .filter(({ free }) => free.length > 0);
  });

export function beyondFor(
  network: Network,
  from: From,
  src: Interval<Address>,
  taken: readonly Interval<Address>[],
  options: Options,
): Interval<Address>[] {
  const dead: { range: Interval<Address>; holes: readonly Interval<Address>[] }[] = [];
  const found: Interval<Address>[] = [];
  for (const { free } of freeCells(network, taken)) {
    const dst = free[0]!.lo;
    if (typeof dst !== typeof src.lo) continue;
    if (dead.some(({ range, holes }) => holds(range, dst) && !holes.some((hole) => holds(hole, dst)))) continue;
    const question = box({ src });
    const start = box({ src, dst: { lo: dst, hi: dst } });
    const { ways, box: reach, holes } = chartOne(network, from, start, question, undefined, options);
    const isDead = ways.every(
      ({ path }) => path.verdict.forward === 'blocked' && path.connections.every(({ arrival }) => !arrival),
    );
    const isWhole =
      reach.destinationPort.hi - reach.destinationPort.lo === 65535 && reach.protocol.hi - reach.protocol.lo === 255;
    if (isDead && isWhole) dead.push({ range: reach.dst, holes: holes.map((one) => one.dst) });
    else found.push(...free);
  }
  return joined(found);
}

/** What of a range is in none of the others, which are sorted. */
export function gapsIn({ lo, hi }: Interval<Address>, sorted: readonly Interval<Address>[]): Interval<Address>[] {
  const gaps: Interval<Address>[] = [];
  let [first, end] = [0, sorted.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (sorted[middle]!.hi < lo) first = middle + 1;
    else end = middle;
  }
  let at = lo;
  for (; first < sorted.length && sorted[first]!.lo <= hi && at <= hi; first++) {
    const one = sorted[first]!;
    if (one.lo > at) gaps.push({ lo: at, hi: before(one.lo) });
    if (one.hi >= hi) return gaps;
    at = next(one.hi);
  }
  return at <= hi ? [...gaps, { lo: at, hi }] : gaps;
}
