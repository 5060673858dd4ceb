/** What becomes of a set of traffic, in the words of its own header. The three share nothing; what is in none of them is blocked. */
import { box, everyAddress, type Family, familyOf, minus, NOTHING, or, simplify, type Traffic, union } from '../net/index.ts';
import type { Verdicts } from './walk/answer.ts';

export interface Passing {
  /** Passes both ways. */
  readonly passes: Traffic;
  /** Arrives, and no reply comes back: enough for UDP and ICMP to do something, not for TCP (W11). */
  readonly arrives: Traffic;
  /** Nobody can tell from this snapshot. */
  readonly doubtful: Traffic;
}

export const NO_PASSING: Passing = { passes: NOTHING, arrives: NOTHING, doubtful: NOTHING };

/** Where traffic with these verdicts belongs; nowhere if it is blocked. */
export function lotOf({ forward, both }: Verdicts): keyof Passing | undefined {
  if (both === 'reachable') return 'passes';
  if (both === 'unknown') return 'doubtful';
  return forward === 'reachable' ? 'arrives' : undefined;
}

/** What passes in one of them passes; what nobody knows of one may be known of the other. */
export function mergedPassing(all: readonly Passing[]): Passing {
  // Of one family nothing is in the other: neither is held against it.
  const families = ([4, 6] as const).map((family) => mergedInFamily(all.map((one) => ofFamily(one, family)).filter(holdsSome)));
  const lot = (name: keyof Passing): Traffic => families.flatMap((one) => one[name]);
  return { passes: lot('passes'), arrives: lot('arrives'), doubtful: lot('doubtful') };
}

function ofFamily({ passes, arrives, doubtful }: Passing, family: Family): Passing {
  const of = (traffic: Traffic): Traffic => traffic.filter(({ src }) => familyOf(src.lo) === family);
  return { passes: of(passes), arrives: of(arrives), doubtful: of(doubtful) };
}

const holdsSome = ({ passes, arrives, doubtful }: Passing): boolean => passes.length + arrives.length + doubtful.length > 0;

function mergedInFamily(all: readonly Passing[]): Passing {
  const [one] = all;
  if (one && all.length === 1)
    return { passes: simplify(one.passes), arrives: simplify(one.arrives), doubtful: simplify(one.doubtful) };
  const sum = (pick: (one: Passing) => Traffic, without: Traffic): Traffic => {
    const mine = all.map(pick).reduce<Traffic>((a, b) => or(a, b), NOTHING);
    return simplify(minus(mine, without));
  };
  const passes = sum((one) => one.passes, []);
  const doubtful = sum((one) => one.doubtful, passes);
  return { passes, doubtful, arrives: sum((one) => one.arrives, [...passes, ...doubtful]) };
}

const anybody = everyAddress(4);

/** The services of some traffic, without who talks to whom. */
export const servicesOf = (traffic: Traffic): Traffic =>
  union(traffic.map(({ protocol, destinationPort }) => box({ src: anybody, dst: anybody, protocol, destinationPort })));

/** The services of each lot. Without the ends one service may be in several: it is in the best of them alone. */
export function servicesPassing(one: Passing): Passing {
  const passes = servicesOf(one.passes);
  const doubtful = simplify(minus(servicesOf(one.doubtful), passes));
  return { passes, doubtful, arrives: simplify(minus(servicesOf(one.arrives), [...passes, ...doubtful])) };
}
