/** The snapshot that a new one builds on: an unfinished one that is to be finished, or one of which a part is read again. */
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Again } from '../snapshot/taken-over.ts';
import type { Context } from './context.ts';
import { misuse } from './failure.ts';
import { coverageOf, partOf, type ScanFlags } from './scan-request.ts';
import { openSnapshot } from './stores.ts';

type Flags = ScanFlags & { store?: string; resume?: string; again?: string };

export interface BuiltOn {
  readonly before: { readonly snapshot: Snapshot; readonly again?: Again };
  readonly asks: ReturnType<typeof coverageOf> & Partial<ReturnType<typeof partOf>>;
}

/** The snapshot that the new one builds on, and what is then still to be asked. */
export async function builtOn(context: Context, flags: Flags): Promise<BuiltOn | undefined> {
  if (flags.resume !== undefined && flags.again !== undefined)
    throw misuse('--resume asks what is missing, --again what is there: choose one of them.');
  if (flags.resume !== undefined) {
    const snapshot = await unfinishedOf(context, flags, flags.resume);
    return { before: { snapshot }, asks: coverageOf(snapshot) };
  }
  if (flags.again === undefined) return undefined;
  if (!flags.region.length && !flags.kind.length)
    throw misuse('--again needs a --region or a --kind to read again.', 'To read everything again: `hopscope scan`.');
  if (flags['exclude-region'].length) throw misuse('--again reads what is named, so --exclude-region has no place beside it.');
  if (flags.again.startsWith('sample')) throw misuse('The sample was never scanned, so nothing of it can be read again.');
  const snapshot = await openSnapshot(context, { store: flags.store, snapshot: flags.again });
  const again: Again = {
    ...(flags.region.length && { regions: flags.region }),
    ...(flags.kind.length && { kinds: flags.kind }),
  };
  return { before: { snapshot, again }, asks: partOf(snapshot, again) };
}

async function unfinishedOf(context: Context, flags: ScanFlags & { store?: string }, ref: string): Promise<Snapshot> {
  const fixed = (['region', 'exclude-region', 'kind'] as const).find((name) => flags[name].length);
  if (fixed) throw misuse(`--resume covers what the unfinished snapshot does, so --${fixed} has no place beside it.`);
  if (ref.startsWith('sample')) throw misuse('The sample is complete: there is nothing to resume.');
  const snapshot = await openSnapshot(context, { store: flags.store, snapshot: ref });
  const { id, gaps } = snapshot.manifest;
  if (!gaps.length) throw misuse(`Snapshot ${id} is complete: there is nothing to resume.`, 'Run `hopscope scan` for a new one.');
  return snapshot;
}
