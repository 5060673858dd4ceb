/** Which store and which snapshot a command line means. */
import { resolve } from 'node:path';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { Store } from '../snapshot/store.ts';
import type { Context } from './context.ts';
import { Failure } from './failure.ts';

interface Chosen {
  store?: string;
  snapshot?: string;
}

/** `--store`, else `HOPSCOPE_STORE`, else `./snapshots`. */
export const storeFolder = ({ cwd, env }: Context, { store }: Chosen): string =>
  resolve(cwd, store ?? (env.HOPSCOPE_STORE || 'snapshots'));

export const openStore = (context: Context, chosen: Chosen, create = false): Promise<Store> =>
  Store.open(storeFolder(context, chosen), { create, self: context.self });

/** Whether the store holds anything. */
export async function hasSnapshots(context: Context, chosen: Chosen): Promise<boolean> {
  const store = await openStore(context, chosen);
  return (await store.list()).length > 0;
}

/** The store and the snapshot in it that a command line means: `sample~1` is `latest~1` of the store beside the program. */
export async function chooseSnapshot(context: Context, chosen: Chosen): Promise<{ store: Store; id: string }> {
  const ref = chosen.snapshot ?? 'latest';
  const sample = /^sample(~\d+)?$/.exec(ref);
  const store = sample ? await Store.open(context.sample) : await openStore(context, chosen);
  try {
    return { store, id: await store.resolve(sample ? `latest${sample[1] ?? ''}` : ref) };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'UnknownSnapshot' || sample) throw error;
    if ((await store.list()).length)
      throw new Failure('usage', error.message, '`hopscope snapshots list` lists them all.', { cause: error });
    throw new Failure('usage', `The store ${store.dir} has no snapshots yet.`, [
      'Take one with `hopscope scan`, or name another store with --store DIR.',
      'To look at the sample company instead, add --snapshot sample.',
    ]);
  }
}

/** The snapshot that a command line means. */
export async function openSnapshot(context: Context, chosen: Chosen): Promise<Snapshot> {
  const { store, id } = await chooseSnapshot(context, chosen);
  return store.read(id);
}

/**
 * Two snapshots to compare. By default the newest and the one before; with only the older one named, the newest of its store.
 * `sample~1 sample` are those beside the program.
 */
export async function openPair(
  context: Context,
  chosen: Chosen,
  older: string | undefined,
  newer: string | undefined,
): Promise<{ before: Snapshot; after: Snapshot; secrets: boolean }> {
  const ofSample = (ref: string | undefined): boolean => ref !== undefined && /^sample(~\d+)?$/.test(ref);
  const newest = ofSample(older) ? 'sample' : 'latest';
  const after = await chooseSnapshot(context, { ...chosen, snapshot: newer ?? chosen.snapshot ?? newest });
  if (older === undefined) {
    const all = await after.store.list();
    const at = all.findIndex(({ id }) => id === after.id);
    const before = all[at - 1]?.id;
    if (before === undefined) {
      throw new Failure('usage', `There is no snapshot before ${after.id} in the store ${after.store.dir} to compare it with.`, [
        'Scan again later, or name two snapshots: hopscope diff BEFORE AFTER.',
        'To see the difference of two days at the sample company: hopscope diff sample~1 sample.',
      ]);
    }
    return { before: await after.store.read(before), after: await after.store.read(after.id), secrets: true };
  }
  const before = await chooseSnapshot(context, { ...chosen, snapshot: older });
  const secrets = await before.store.hashesAs(after.store);
  return { before: await before.store.read(before.id), after: await after.store.read(after.id), secrets };
}
