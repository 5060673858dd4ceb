/** Two states of one resource, member by member: lists with identity by key, others as sets, unless their order means something. */
import type { Kind } from '../kinds/index.ts';
import { byCodeUnit, canonicalJson, isRecord } from '../snapshot/canonical.ts';
import { type Paths, pathsOf } from '../snapshot/paths.ts';
import { arrangeAt, splitVolatile, withoutSecrets } from '../snapshot/shape.ts';

/** The name of a member, or what identifies an element of a list: `{ DestinationCidrBlock: '0.0.0.0/0' }`. */
export type Step = string | Readonly<Record<string, unknown>>;

/** One value that is other than it was; `before` or `after` is absent where there was none. */
export interface Replaced {
  at: readonly Step[];
  before?: unknown;
  after?: unknown;
}

/** What a set lost and gained. An element can be there more than once. */
export interface Members {
  at: readonly Step[];
  removed: unknown[];
  added: unknown[];
}

export type Edit = Replaced | Members;

/** What of a row says how its items are compared. */
export type Comparing = Pick<Kind, 'volatile' | 'ordered' | 'keyed' | 'secret'>;

/**
 * The edits that make `before` into `after`, in the order of the members. Without `volatile`, they
 * speak of data without its volatile members; without `secrets`, as if all secrets were the same.
 */
export function editsBetween(row: Comparing, before: unknown, after: unknown, volatile = false, secrets = true): Edit[] {
  const steady = (data: unknown): unknown => (volatile ? data : splitVolatile(row, data).steady);
  const shaped = (data: unknown): unknown => (secrets ? steady(data) : withoutSecrets(row, steady(data)));
  const edits: Edit[] = [];
  compare(shaped(before), shaped(after), { row, path: '', ordered: pathsOf(row.ordered), at: [], edits });
  return edits;
}

interface Spot {
  row: Comparing;
  /** As rows write it: the names of members, through lists. */
  path: string;
  ordered: Paths | undefined;
  at: readonly Step[];
  edits: Edit[];
}

function compare(before: unknown, after: unknown, spot: Spot): void {
  if (before === after) return;
  if (isRecord(before) && isRecord(after)) compareMembers(before, after, spot);
  else if (Array.isArray(before) && Array.isArray(after) && !spot.ordered?.ends) compareLists(before, after, spot);
  else if (!isSame(before, after, spot)) {
    spot.edits.push({ at: spot.at, ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
  }
}

function compareMembers(before: Record<string, unknown>, after: Record<string, unknown>, spot: Spot): void {
  for (const name of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(byCodeUnit)) {
    compare(own(before, name), own(after, name), {
      ...spot,
      path: spot.path ? `${spot.path}.${name}` : name,
      ordered: spot.ordered?.below.get(name),
      at: [...spot.at, name],
    });
  }
}

function compareLists(before: unknown[], after: unknown[], spot: Spot): void {
  if (isEqual(before, after)) return;
  const members = identifying(spot);
  const [old, now] = [byIdentity(before, members), byIdentity(after, members)];
  if (!old || !now) {
    compareSets(before, after, spot);
    return;
  }
  for (const key of [...new Set([...old.keys(), ...now.keys()])].sort(byCodeUnit)) {
    const [was, is] = [old.get(key), now.get(key)];
    compare(was, is, { ...spot, at: [...spot.at, identityOf((was ?? is)!, members)] });
  }
}

/** The members that identify an element of the list at this spot: those of the row; tags have the same all over AWS. */
function identifying({ row, path }: Spot): readonly string[] {
  return row.keyed?.[path] ?? (/^(?:.*\.)?(?:Tags|TagSet)$/.test(path) ? ['Key'] : []);
}

type Element = Record<string, unknown>;

/** The elements by identity; nothing when not every one has its own. */
function byIdentity(list: readonly unknown[], members: readonly string[]): Map<string, Element> | undefined {
  if (!members.length) return undefined;
  const elements = new Map<string, Element>();
  for (const element of list) {
    if (!isRecord(element)) return undefined;
    const identity = identityOf(element, members);
    const key = canonicalJson(identity);
    if (key === '{}' || elements.has(key)) return undefined;
    elements.set(key, element);
  }
  return elements;
}

export const identityOf = (element: Element, members: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(members.flatMap((name) => (own(element, name) === undefined ? [] : [[name, own(element, name)]])));

/** The difference of two sets; what is in both stays out, as often as it is in both. */
function compareSets(before: readonly unknown[], after: readonly unknown[], { at, edits, ordered }: Spot): void {
  const textOf = (element: unknown): string => canonicalJson(arrangeAt(element, ordered));
  const left = new Map<string, number>();
  for (const text of before.map(textOf)) left.set(text, (left.get(text) ?? 0) + 1);
  const take = (element: unknown): boolean => {
    const text = textOf(element);
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count > 0;
  };
  const added = after.filter((element) => !take(element));
  const removed = before.filter((element) => take(element));
  if (removed.length || added.length) edits.push({ at, removed, added });
}

const own = (record: Record<string, unknown>, name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);

/** Whether two values say the same: sets inside of them may be in another order. */
function isSame(a: unknown, b: unknown, { ordered }: Spot): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(arrangeList(a, ordered)) === canonicalJson(arrangeList(b, ordered));
}

/** The order of the list itself means something; that of what is inside may not. */
const arrangeList = (value: unknown, ordered: Paths | undefined): unknown =>
  Array.isArray(value) && ordered?.ends ? value.map((element) => arrangeAt(element, ordered)) : arrangeAt(value, ordered);

/** Whether two values are the same as they stand, which is quick to tell and nearly always so. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((element, at) => isEqual(element, b[at]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]));
}
