/** How far a scan is in each place, while it runs; and what stands in for what it has not come to. */
import { counted } from '../../report/words.ts';
import type { Gap, Place } from '../../snapshot/snapshot.ts';

/** One place of a scan that runs. Plain data, for messages. */
export interface Reading extends Place {
  /** Kinds that are read to their end, of how many. */
  readonly read: number;
  readonly all: number;
  /** Calls that were refused or failed for good. */
  readonly gaps: number;
  /** The kinds that are still to come; told of few places, because it is long. */
  readonly waiting: readonly string[];
}

/** By `placeKey`. */
export type Readings = ReadonlyMap<string, Reading>;

export const isUnderWay = (reading: Reading | undefined): boolean => reading !== undefined && reading.read < reading.all;

export const readingText = ({ read, all }: Pick<Reading, 'read' | 'all'>): string =>
  read === 0 ? 'to be read' : `reading: ${read} of ${counted(all, 'kind')}`;

/** The code of a gap that only says that a scan has not come there yet: no answer may take that for nothing being there. */
export const PENDING = 'NotReadYet';

export const pendingOnly = (gaps: readonly Gap[]): Gap[] => gaps.filter(({ code }) => code === PENDING);
export const withoutPending = (gaps: readonly Gap[]): Gap[] => gaps.filter(({ code }) => code !== PENDING);
