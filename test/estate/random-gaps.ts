/** Takes out of an estate what could not be read, by chance, and says so. */
import { type Kind, kindNamed, parentsOf, usualKinds } from '../../src/kinds/index.ts';
import { type Account, type Gap, type Place, type Resource, samePlace } from '../../src/snapshot/snapshot.ts';
import type { Dice } from './dice.ts';

interface Found {
  resources: readonly Resource[];
  gaps: readonly Gap[];
  accounts: readonly Account[];
}

/** Leaves `count` kinds of a place unread, or some points of a fan-out, with all that only follows from them. */
export function withGaps(dice: Dice, whole: Omit<Found, 'gaps'>, places: readonly Place[], count: number): Found {
  let found: Found = { ...whole, gaps: [] };
  for (let n = 0; n < count; n++) {
    const place = dice.pick(places);
    const rows = usualKinds.filter((row) => mayFail(row, place));
    // Half of them in a fan-out, of which there are few.
    const fanned = rows.filter((row) => row.call.over);
    found = leaveUnread(dice, found, place, dice.pick(fanned.length && dice.chance(0.5) ? fanned : rows));
  }
  const gaps = found.gaps.filter((gap) => canExist(found, gap));
  const unnamed = new Set(gaps.filter((gap) => gap.kind === 'account-alias').map((gap) => gap.account));
  const accounts = found.accounts.map(({ alias, ...seen }) => (alias && !unnamed.has(seen.account) ? { ...seen, alias } : seen));
  return { resources: found.resources, gaps, accounts };
}

/** Without its list of Regions a scan does not know where to look. */
const mayFail = (row: Kind, place: Place): boolean =>
  row.kind !== 'region' && (row.scope === 'global') === (place.region === 'global');

function leaveUnread(dice: Dice, found: Found, place: Place, row: Kind): Found {
  const fansOut = row.call.over !== undefined;
  const here = found.resources.filter((resource) => samePlace(resource, place));
  const points = [...new Set(here.filter(({ kind }) => kind === row.kind).map(({ parent }) => parent!))];
  const lost = new Set(dice.some(points, 0.6));
  const asked = !found.gaps.some((gap) => samePlace(gap, place) && [row.kind, ...ancestorsOf(row)].includes(gap.kind));
  if (!asked || (fansOut && lost.size === 0)) return found;
  const follows = ({ kind }: { kind: string }) => ancestorsOf(kindNamed(kind)).includes(row.kind);
  const isUnread = (resource: Resource) =>
    follows(resource) || (resource.kind === row.kind && (!fansOut || lost.has(resource.parent!)));
  const gap = { ...place, kind: row.kind, ...refusal(row), ...(fansOut ? { parents: [...lost].sort() } : {}) };
  return {
    ...found,
    resources: found.resources.filter((resource) => !(samePlace(resource, place) && isUnread(resource))),
    gaps: [...found.gaps.filter((other) => !(samePlace(other, place) && follows(other))), gap],
  };
}

/** The kinds that a kind is asked for each resource of, and those that they are. */
const ancestorsOf = (row: Kind): string[] => parentsOf(row).flatMap((parent) => [parent, ...ancestorsOf(kindNamed(parent))]);

/** What is known to be empty is not asked for, and so cannot be refused. */
const canExist = ({ resources, gaps }: Found, gap: Gap): boolean =>
  (kindNamed(gap.kind).onlyWith ?? [gap.kind]).some(
    (other) =>
      other === gap.kind ||
      resources.some((resource) => resource.kind === other && samePlace(resource, gap)) ||
      gaps.some(
        (unread) => unread.kind === other && samePlace(unread, gap) && canExist({ resources, gaps, accounts: [] }, unread),
      ),
  );

function refusal({ call }: Kind): Pick<Gap, 'operation' | 'code' | 'message'> {
  const codes: Record<string, string> = { ec2: 'UnauthorizedOperation', iam: 'AccessDenied' };
  const message = `User: arn:aws:sts::hopscope is not authorized to perform: ${call.service}:${call.operation}`;
  return { operation: call.operation, code: codes[call.service] ?? 'AccessDeniedException', message };
}
