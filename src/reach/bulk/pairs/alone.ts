/** Pairs of seats that nobody stands for. */
import type { Half } from './halves.ts';

/** Members of a seat with the same groups. */
export interface Crowd {
  readonly groups: readonly string[];
  readonly ranks: readonly number[];
}

/** A pair of seats that was charted by itself; for some of their members, or for all. */
export interface Alone {
  readonly half: Half;
  readonly senders: Crowd | undefined;
  readonly receivers: Crowd | undefined;
}
