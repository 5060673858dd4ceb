/** The edges of the graph, followed backwards: what names a resource. */
import { kinds, refsOf } from '../kinds/index.ts';
import type { Resource, Snapshot } from './snapshot.ts';

/** An id that AWS gives to one thing in the world; other ids are names, and mean something else in another place. */
const isUnique = (id: string): boolean => /^arn:|-[\da-f]{8,17}$/.test(id);

/** Every resource whose row says that it names this one, as often as it was seen. */
export function referrers(
  { resources }: Pick<Snapshot, 'resources'>,
  { kind, id, account, region }: Pick<Resource, 'kind' | 'id' | 'account' | 'region'>,
): Resource[] {
  const near = (other: Resource): boolean =>
    isUnique(id) || (other.account === account && (region === 'global' || other.region === 'global' || other.region === region));
  return kinds
    .filter((row) => row.refs && kind in row.refs)
    .flatMap((row) =>
      resources(row.kind).filter((other) => near(other) && refsOf(row, other).some((ref) => ref.kind === kind && ref.id === id)),
    );
}
