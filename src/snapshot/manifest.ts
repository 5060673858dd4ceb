/** How a manifest comes to be: in one order, and with an id that says when and what. */
import { byCodeUnit, canonicalJson } from './canonical.ts';
import { sha256 } from './frame.ts';
import { FORMAT, type Manifest, type Place } from './snapshot.ts';

/** What a scan knows when it ends. Lists may be in any order. */
export type Draft = Omit<Manifest, 'format' | 'id'>;

/** By account, then Region. */
export const byPlace = (a: Place, b: Place): number => byCodeUnit(a.account, b.account) || byCodeUnit(a.region, b.region);

/** The manifest of a scan. The same findings at the same moment have the same id, in whatever order they came. */
export function manifestOf(draft: Draft): Manifest {
  const accounts = sorted(draft.accounts, (a, b) => byCodeUnit(a.account, b.account));
  const places = sorted(draft.places, byPlace);
  const kinds = sorted(draft.kinds, byCodeUnit);
  const shards = sorted(draft.shards, (a, b) => byPlace(a, b) || byCodeUnit(a.kind, b.kind));
  const gaps = sorted(draft.gaps, (a, b) => byPlace(a, b) || byCodeUnit(a.kind, b.kind) || byCodeUnit(a.operation, b.operation));
  const earlier = draft.earlier?.length ? sorted(draft.earlier, byPlace) : undefined;
  const content = { accounts, places, kinds, shards, gaps, ...(earlier && { earlier }) };
  return {
    format: FORMAT,
    id: idOf(draft.takenAt, content),
    takenAt: draft.takenAt,
    tool: draft.tool,
    ...content,
    timing: draft.timing,
  };
}

/** First by what `order` says; canonical text decides the rest, so that nothing depends on the order of arrival. */
const sorted = <T>(list: readonly T[], order: (a: T, b: T) => number): T[] =>
  [...list].sort((a, b) => order(a, b) || byCodeUnit(canonicalJson(a), canonicalJson(b)));

/** `20261122T163105Z-3fa9c1`: ids sort by time. Throws for a time that is not ISO 8601 in UTC. */
function idOf(takenAt: string, content: unknown): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(takenAt) || Number.isNaN(Date.parse(takenAt))) {
    throw new Error(`${JSON.stringify(takenAt)} is not a time like 2026-11-22T16:31:05.000Z`);
  }
  const stamp = takenAt.slice(0, 19).replaceAll(/[-:]/g, '');
  // The moment is part of the hash: two scans of one second can find the same.
  return `${stamp}Z-${sha256(canonicalJson([takenAt, content])).slice(0, 6)}`;
}
