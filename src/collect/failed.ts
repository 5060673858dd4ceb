/** What of a kind could not be read in a place, as gaps. */
import type { Kind } from '../kinds/index.ts';
import type { Gap, Place } from '../snapshot/snapshot.ts';
import type { CallFailure } from './failure.ts';

/** A call that failed for good, and the keys of the points of a fan-out that it was for. */
export interface Failed {
  failure: CallFailure;
  parents: string[];
}

/** One gap for each way in which the kind failed there. */
export const gapsOf = (row: Kind, { account, region }: Place, failed: readonly Failed[]): Gap[] =>
  [...Map.groupBy(failed, ({ failure }) => failure.code)].map(([code, group]) => {
    const parents = group.flatMap((one) => one.parents);
    const { message } = group[0]!.failure;
    return {
      ...{ account, region, kind: row.kind, operation: row.call.operation, code, message },
      ...(parents.length && { parents: parents.sort() }),
    };
  });
