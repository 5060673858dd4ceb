/** One account of many kinds, scanned under trouble, and measured against a scan without. */
import pLimit from 'p-limit';
import type { ScanRequest } from '../../src/collect/request.ts';
import { kindNamed } from '../../src/kinds/index.ts';
import type { LoggedCall } from '../../src/replay/serve.ts';
import { canonicalJson } from '../../src/snapshot/canonical.ts';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import { gapsFor, type Place, type Resource, type Snapshot } from '../../src/snapshot/snapshot.ts';
import { KEY, scanOf } from '../collect/scan-of.ts';
import { randomEstate } from '../estate/random.ts';

/** Of twenty estates by chance, one account and Region each, the one with the most kinds. */
export const estate: Snapshot = Array.from({ length: 20 }, (_, seed) =>
  randomEstate({ seed, accounts: 1, regions: 1, vpcs: 2, interfaces: 12, gaps: 0, smooth: true, key: KEY }),
).reduce((most, next) => (kindsIn(next) > kindsIn(most) ? next : most));

function kindsIn({ manifest }: Snapshot): number {
  return new Set(manifest.shards.map(({ kind }) => kind)).size;
}

export const ACCOUNT = estate.manifest.accounts[0]!.account;
export const REGION = estate.manifest.places.find(({ region }) => region !== 'global')!.region;

/** Named, so that it is scanned even where the list of Regions cannot be read. */
export const request: Partial<ScanRequest> = { regions: [REGION], metrics: false };

let cleanly: Promise<{ snapshot: Snapshot; calls: readonly LoggedCall[] }> | undefined;

/** What a scan without trouble finds, and what it asks for that. */
export function cleanScan(): Promise<{ snapshot: Snapshot; calls: readonly LoggedCall[] }> {
  cleanly ??= scanOf(estate, { request }).then(({ snapshot, replay }) => ({ snapshot, calls: replay.calls }));
  return cleanly;
}

/**
 * What came of a scan under trouble: the same as of a clean one, or less, with a gap for everything that may be missing.
 * There is no third outcome: throws when something is missing, changed or made up without a gap that says so.
 */
export function outcome(clean: Snapshot, found: Snapshot): 'same' | 'incomplete' {
  const wrong: string[] = [];
  const note = (what: string, place: Place) => void wrong.push(`${what} in ${place.account}, ${place.region}`);
  for (const place of found.manifest.places) {
    for (const kind of found.manifest.kinds.filter(
      (kind) => (kindNamed(kind).scope === 'global') === (place.region === 'global'),
    )) {
      const known = new Set(textsOf(clean.resources(kind, place)));
      const now = textsOf(found.resources(kind, place));
      if (new Set(now).size < now.length) note(`a ${kind} is there twice`, place);
      if (now.some((text) => !known.has(text))) note(`a ${kind} is changed or made up`, place);
      const missing = known.size - now.length;
      if (missing > 0 && !gapsFor(found.manifest, kind, place).length)
        note(`${missing} ${kind} are missing without a gap`, place);
    }
  }
  if (found.manifest.places.length !== clean.manifest.places.length) wrong.push('the places are not the same');
  if (canonicalJson(found.manifest.kinds) !== canonicalJson(clean.manifest.kinds)) wrong.push('the kinds are not the same');
  const incomplete = found.manifest.gaps.length > clean.manifest.gaps.length;
  const same = canonicalJson(snapshotContent(found)) === canonicalJson(snapshotContent(clean));
  if (!incomplete && !same) wrong.push('the content is not the same, and no gap says so');
  if (wrong.length) throw new Error(`a third outcome: ${wrong.join('; ')}`);
  return incomplete ? 'incomplete' : 'same';
}

const textsOf = (resources: readonly Resource[]): string[] => resources.map((resource) => canonicalJson(resource));

/** Runs each, some at a time: what waits for a pause or a deadline costs nothing meanwhile. */
export async function each<T, R>(list: readonly T[], atOnce: number, run: (item: T) => Promise<R>): Promise<R[]> {
  const limit = pLimit(atOnce);
  return Promise.all(list.map((item) => limit(() => run(item))));
}
