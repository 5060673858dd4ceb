/** From where in the world something can be reached, as few words as say it. */
import { type Address, describeAddresses, type Interval, joined, type Traffic } from '../net/index.ts';
import { shortened } from './words.ts';

const sizeOf = (ranges: readonly Interval<Address>[]): bigint =>
  ranges.reduce((sum, { lo, hi }) => sum + BigInt(hi) - BigInt(lo) + 1n, 0n);

export interface Whence {
  /** Everywhere, or as good as: a hundredth may be missing. */
  readonly anywhere: boolean;
  readonly ranges: readonly Interval<Address>[];
  readonly text: string;
}

/** `world`: every address of the internet. `side`: which end of the traffic is there. */
export function whenceOf(traffic: Traffic, world: readonly Interval<Address>[], side: 'src' | 'dst'): Whence {
  const ranges = joined(traffic.map((one) => one[side]));
  const share = (['number', 'bigint'] as const).flatMap((type) => {
    const [mine, all] = [ranges, world].map((each) => sizeOf(each.filter(({ lo }) => typeof lo === type))) as [bigint, bigint];
    return mine === 0n || all === 0n ? [] : [Number((mine * 1000n) / all) / 10];
  });
  const least = Math.min(...share);
  if (share.length > 0 && least >= 99) return { anywhere: true, ranges, text: 'anywhere' };
  if (share.length > 0 && least >= 1) return { anywhere: false, ranges, text: `${Math.floor(least)} % of the internet` };
  return { anywhere: false, ranges, text: shortened(ranges.map(describeAddresses), 2) };
}
