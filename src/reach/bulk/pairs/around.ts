/** Addresses around one that was walked to, for which the walk speaks too: a range, but for some holes. */
import { type Address, holds, type Interval } from '../../../net/index.ts';
import { before } from '../charts/cells.ts';

export interface Around {
  readonly range: Interval<Address>;
  readonly holes: readonly Interval<Address>[];
}

export const reaches = ({ range, holes }: Around, value: Address): boolean =>
  holds(range, value) && !holes.some((one) => holds(one, value));

/** The last address from here on for which it speaks. */
export const endOf = ({ range, holes }: Around, from: Address): Address =>
  holes.reduce((end, { lo }) => (lo > from && lo <= end ? before(lo) : end), range.hi);
