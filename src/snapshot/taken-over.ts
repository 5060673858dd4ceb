/** A snapshot that builds on an earlier one: what is taken over from that, and when each part was read. */
import { earlierThan, inOrder, kindNamed, kinds, parentsOf } from '../kinds/index.ts';
import type { Draft } from './manifest.ts';
import { type Earlier, gapsFor, type Manifest, type Place, partKey, placeKey, type Resource, type Snapshot } from './snapshot.ts';

/** What to read again although it was read. What is absent narrows nothing: no kinds are all kinds of those places. */
export interface Again {
  readonly accounts?: readonly string[];
  /** `global` is what belongs to no Region. */
  readonly regions?: readonly string[];
  readonly kinds?: readonly string[];
}

/** A kind in a place. */
export type Part = Place & { kind: string };

/** By name, for maps and sets. */
export const keyOfPart = (part: Part): string => partKey(part.kind, part);

/** The kinds that are asked in a place, of those that a scan asked for. */
const askedIn = (manifest: Manifest, { region }: Place): string[] =>
  manifest.kinds.filter((kind) => (kindNamed(kind).scope === 'global') === (region === 'global'));

/** Kinds, and what is asked of each of their resources: a VPC that is new has attributes too. */
export function withDependents(chosen: readonly string[]): string[] {
  const found = new Set(chosen);
  for (const row of inOrder(kinds)) if (parentsOf(row).some((parent) => found.has(parent))) found.add(row.kind);
  return [...found];
}

/**
 * What of an earlier scan needs no second asking: kinds without a gap, but for what is to be read again. A kind that was not asked because
 * there was nothing that it needs is asked when that is read again: there may be some now.
 */
export function partsDone(manifest: Manifest, again: Again | undefined): Part[] {
  const kindsAgain = again?.kinds && new Set(withDependents(again.kinds));
  const held = new Set(manifest.shards.map(keyOfPart));
  const isAgain = ({ account, region, kind }: Part): boolean => {
    if (!again || !(again.accounts?.includes(account) ?? true) || !(again.regions?.includes(region) ?? true)) return false;
    if (!kindsAgain || kindsAgain.has(kind)) return true;
    const { onlyWith = [] } = kindNamed(kind);
    return onlyWith.some((other) => kindsAgain.has(other) && !held.has(keyOfPart({ account, region, kind: other })));
  };
  return manifest.places.flatMap(({ account, region }) =>
    askedIn(manifest, { account, region })
      .map((kind) => ({ account, region, kind }))
      .filter((part) => !gapsFor(manifest, part.kind, part).length && !isAgain(part)),
  );
}

/** The resources that calls build on, of what needs no second asking. */
export function resourcesDone(snapshot: Snapshot, done: readonly Part[]): Resource[] {
  const needed = new Set(['region', 'account-alias', ...kinds.flatMap(earlierThan)]);
  return done.flatMap(({ kind, ...place }) => (needed.has(kind) ? snapshot.resources(kind, place) : []));
}

/**
 * What the new scan read, and everything else as it was before: what was done, the places where it did not look, the kinds for which it
 * did not ask, the accounts to which it did not sign in.
 */
export function takenOver(before: Manifest, after: Draft, done: readonly Part[]): Draft {
  const isDone = new Set(done.map(keyOfPart));
  const places = new Set(after.places.map(placeKey));
  const asked = new Set(after.kinds);
  const isKept = (part: Part): boolean => isDone.has(keyOfPart(part)) || !asked.has(part.kind) || !places.has(placeKey(part));
  const signedIn = new Set(after.accounts.map(({ account }) => account));
  return {
    ...after,
    accounts: [...after.accounts, ...before.accounts.filter(({ account }) => !signedIn.has(account))],
    places: [...after.places, ...before.places.filter((place) => !places.has(placeKey(place)))],
    kinds: [...new Set([...after.kinds, ...before.kinds])],
    shards: [...after.shards, ...before.shards.filter(isKept)],
    gaps: [...after.gaps, ...before.gaps.filter(isKept)],
    earlier: earlierIn(before, isKept),
  };
}

function earlierIn(before: Manifest, isKept: (part: Part) => boolean): Earlier[] {
  return before.places.flatMap((place) => {
    const asked = askedIn(before, place);
    const kept = asked.filter((kind) => isKept({ ...place, kind }));
    const bySnapshot = Map.groupBy(kept, (kind) => readBy(before, kind, place).snapshot);
    return [...bySnapshot].map(([snapshot, some]): Earlier => {
      const { takenAt } = readBy(before, some[0]!, place);
      const { account, region } = place;
      return { account, region, snapshot, takenAt, ...(some.length < asked.length && { kinds: some.sort() }) };
    });
  });
}

/** Which scan read a kind in a place, and when it began. */
export function readBy(manifest: Manifest, kind: string, { account, region }: Place): { snapshot: string; takenAt: string } {
  const found = manifest.earlier?.find(
    (one) => one.account === account && one.region === region && (one.kinds?.includes(kind) ?? true),
  );
  return { snapshot: found?.snapshot ?? manifest.id, takenAt: found?.takenAt ?? manifest.takenAt };
}
