/** One resource: what it is, all that AWS says of it, and what it is connected with. */
import { isKind, kindNamed, kinds, nameOf as nameIn, refsOf as refsIn, tagsOf } from '../kinds/index.ts';
import { referrers } from '../snapshot/edges.ts';
import type { Place, Resource, Snapshot } from '../snapshot/snapshot.ts';
import { forTerminal } from './escape.ts';
import { cellText } from './listing.ts';
import type { Style } from './style.ts';
import { table, wrap } from './table.ts';
import { titleOf } from './words.ts';

/** More neighbours of one kind than these are counted, not listed. */
const MOST_NEIGHBOURS = 8;

export interface Neighbour {
  kind: string;
  id: string;
  name?: string;
}

/** A resource with what a reader wants beside it. */
export interface Described {
  resource: Resource;
  /** From where else it was seen: what one account shares is listed by others too. */
  alsoSeenFrom: Place[];
  /** What other kinds say about it. */
  details: Resource[];
  /** What it refers to, and what refers to it. */
  refersTo: Neighbour[];
  referredToBy: Neighbour[];
}

/**
 * The resources that have this id; else those that people gave this name. A kind's own comes before the details of another.
 * Each is a list of its sightings, that of its owner first.
 */
export function find(snapshot: Snapshot, idOrName: string): Resource[][] {
  const all = [...new Set(snapshot.manifest.shards.map((shard) => shard.kind))].flatMap((kind) => snapshot.resources(kind));
  const byId = all.filter((resource) => resource.id === idOrName);
  const called = byId.length ? byId : all.filter((resource) => nameOf(resource) === idOrName);
  const own = called.filter(({ kind }) => isKind(kind) && !kindNamed(kind).detailOf);
  const meant = own.length ? own : called;
  const owned = ({ kind, account, data }: Resource): boolean => isKind(kind) && kindNamed(kind).owner?.(data) === account;
  return [...Map.groupBy(meant, keyOf).values()].map((seen) => seen.sort((a, b) => Number(owned(b)) - Number(owned(a))));
}

export function describe(snapshot: Snapshot, [resource, ...others]: readonly Resource[]): Described {
  if (!resource) throw new Error('nothing to describe');
  const { kind, id, account, region } = resource;
  const here = ({ account: a, region: r }: Resource): boolean => a === account && r === region;
  const about = kinds.filter((row) => row.detailOf === kind).flatMap((row) => snapshot.resources(row.kind));
  const named = (to: string, of: string): Neighbour => {
    const same = snapshot.resources(to).filter((other) => other.id === of);
    // Only the owner of a shared resource sees its tags, and so its name.
    const name = same.map(nameOf).find(Boolean);
    return { kind: to, id: of, ...(name && { name }) };
  };
  const users = referrers(snapshot, resource).filter((other) => !kindNamed(other.kind).detailOf);
  return {
    resource,
    alsoSeenFrom: others.map((other) => ({ account: other.account, region: other.region })),
    details: about.filter((other) => here(other) && (other.parent === id || other.parent?.startsWith(`${id}/`))),
    refersTo: refsOf(resource).map((ref) => named(ref.kind, ref.id)),
    referredToBy: [...Map.groupBy(users, keyOf).values()].map(([user]) => named(user!.kind, user!.id)),
  };
}

const keyOf = ({ kind, id }: Resource): string => `${kind} ${id}`;

const nameOf = ({ kind, data }: Resource): string | undefined => (isKind(kind) ? nameIn(kindNamed(kind), data) : undefined);

const refsOf = (resource: Resource): Neighbour[] => (isKind(resource.kind) ? refsIn(kindNamed(resource.kind), resource) : []);

export function resourceText({ resource, alsoSeenFrom, details, refersTo, referredToBy }: Described, style: Style): string {
  const { kind, id, account, region, data, parent } = resource;
  const name = nameOf(resource);
  const place = region === 'global' ? `account ${account}` : `${region} · account ${account}`;
  const title = `${titleOf(kind)} ${id}${name && name !== id ? ` “${name}”` : ''}`;
  const about = isKind(kind) ? kindNamed(kind).about : '';
  const heading = (text: string): string[] => ['', style.paint('heading', text)];
  const tags = Object.entries(tagsOf(data));
  const lines = [
    style.paint('heading', forTerminal(title)),
    ...wrap(
      style.paint(
        'quiet',
        forTerminal([place, parent && parent !== id ? `of ${parent}` : '', about].filter(Boolean).join(' · ')),
      ),
      style,
    ),
    ...alsoSeenFrom.flatMap((place) => wrap(forTerminal(`Also seen from account ${place.account} in ${place.region}.`), style)),
    '',
    ...fields(tags.length ? { ...data, Tags: undefined, TagSet: undefined } : data, '  '),
  ];
  if (tags.length) lines.push(...heading('Tags'), ...fieldLines(tags, '  '));
  for (const [row, group] of Map.groupBy(details, (detail) => detail.kind)) {
    lines.push(...heading(titleOf(row)), ...detailLines(row, group, style));
  }
  if (refersTo.length) lines.push(...heading('Refers to'), ...neighbours(refersTo, style));
  if (referredToBy.length) lines.push(...heading('Referred to by'), ...neighbours(referredToBy, style));
  return `${lines.join('\n')}\n`;
}

/** A table where the kind has columns for one; else all that AWS says. */
function detailLines(kind: string, details: readonly Resource[], style: Style): string[] {
  const columns = Object.entries(kindNamed(kind).columns ?? {});
  if (!columns.length) return details.flatMap((detail) => fields(detail.data, '  '));
  const rows = details.map(({ data }) => columns.map(([, read]) => cellText(read(data))));
  return table(
    columns.map(([title]) => ({ title })),
    rows,
    style,
    '  ',
  );
}

/** Several resources that one name means. */
export function namesakes(name: string, found: readonly Resource[], style: Style): string {
  const rows = found.map(({ kind, id, account, region }) => [titleOf(kind), id, account, region]);
  const columns = [{ title: 'kind' }, { title: 'id', whole: true as const }, { title: 'account' }, { title: 'region' }];
  return `${[...wrap(forTerminal(`${found.length} resources have the name ${name}; show one of them by its id.`), style), '', ...table(columns, rows, style)].join('\n')}\n`;
}

function neighbours(all: readonly Neighbour[], style: Style): string[] {
  const rows = [...Map.groupBy(all, ({ kind }) => kind)].flatMap(([kind, group]) => {
    const shown = group.slice(0, MOST_NEIGHBOURS).map(({ id, name }) => [titleOf(kind), id, name ?? '']);
    const more = group.length - shown.length;
    return more > 0 ? [...shown, [titleOf(kind), `and ${more} more`, '']] : shown;
  });
  return table([{ title: 'kind' }, { title: 'id', whole: true }, { title: 'name' }], rows, style, '  ');
}

type Scalar = string | number | boolean | null;
const isScalar = (value: unknown): value is Scalar => value === null || !['object', 'undefined'].includes(typeof value);

/** The value of a structure that has only one: `{ Value: 'ikev2' }`. */
function lone(value: unknown): unknown {
  const members = isScalar(value) ? [] : Object.values(value as object);
  return members.length === 1 && isScalar(members[0]) ? members[0] : value;
}

/** Members one a line; what is nested is indented below. Escaped for a terminal. */
export function fields(value: unknown, indent: string): string[] {
  if (isScalar(value)) return [indent + scalarText(value)];
  if (Array.isArray(value)) return value.flatMap((element) => bullet(fields(element, `${indent}  `), indent));
  const members = Object.entries(value as object).filter(([, member]) => member !== undefined && !isEmpty(member));
  const flat = members.flatMap(([key, member]): [string, string][] => {
    if (isScalar(member)) return [[key, scalarText(member)]];
    const list = Array.isArray(member) ? member.map(lone) : [undefined];
    return list.every(isScalar) ? [[key, list.map(scalarText).join(', ')]] : [];
  });
  const nested = members.filter(([key]) => !flat.some(([shown]) => shown === key));
  return [
    ...fieldLines(flat, indent),
    ...nested.flatMap(([key, member]) => [indent + forTerminal(key), ...fields(member, `${indent}  `)]),
  ];
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const bullet = ([first = '', ...rest]: string[], indent: string): string[] => [`${indent}- ${first.trimStart()}`, ...rest];

const scalarText = (value: unknown): string =>
  value === null ? '–' : typeof value === 'string' ? forTerminal(value) : String(value);

function fieldLines(pairs: readonly (readonly [string, string])[], indent: string): string[] {
  const width = Math.max(0, ...pairs.map(([key]) => forTerminal(key).length)) + 2;
  return pairs.map(([key, value]) => `${indent}${forTerminal(key).padEnd(width)}${forTerminal(value)}`.trimEnd());
}
