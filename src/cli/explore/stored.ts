/** The snapshots of a store as the explorer lists them. */
import type { Store } from '../../snapshot/store.ts';
import type { StoredSnapshot } from '../../tui/desk/answers.ts';

/** The newest first. */
export async function storedIn(store: Store): Promise<StoredSnapshot[]> {
  const all = await store.list();
  return all
    .filter(({ damaged }) => !damaged)
    .map(({ id, takenAt, accounts, regions, resources, gaps }) => ({ id, takenAt, accounts, regions, resources, gaps }))
    .reverse();
}
