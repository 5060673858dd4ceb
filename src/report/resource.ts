/** One resource: what it is, all that AWS says of it, and what it is connected with. */
import { isKind, kindNamed, kinds, nameOf as nameIn, refsOf as refsIn, tagsOf } from '../kinds/index.ts';
import type { Resource, Snapshot } from '../snapshot/snapshot.ts';
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
  /** What other kinds say about it. */
  details: Resource[];
  /** What it refers to, and what refers to it. */
  refersTo: Neighbour[];
  referredToBy: Neighbour[];
}

/** The resources that have this id; else those that people gave this name. A kind's own comes before the details of another. */
export function find(snapshot: Snapshot, idOrName: string): Resource[] {
  const all = [...new Set(snapshot.manifest.shards.map((shard) => shard.kind))].flatMap((kind) => snapshot.resources(kind));
  const byId = all.filter((resource) => resource.id === idOrName);
  const own = byId.filter(({ kind }) => isKind(kind) && !kindNamed(kind).detailOf);
  if (own.length) return own;
  return byId.length ? byId : all.filter((resource) => nameOf(resource) === idOrName);
}

export function describe(snapshot: Snapshot, resource: Resource): Described {
  const { kind, id, account, region } = resource;
  const here = ({ account: a, region: r }: Resource): boolean => a === account && r === region;
  const about = kinds.filter((row) => row.detailOf === kind).flatMap((row) => snapshot.resources(row.kind));
  const named = (to: string, of: string): Neighbour => {
    const same = snapshot.resources(to).filter((other) => other.id === of);
    const other = same.find(here) ?? same[0];
    return { kind: to, id: of, ...(other && nameOf(other) && { name: nameOf(other) }) };
  };
  return {
    resource,
    details: about.filter((other) => here(other) && (other.parent === id || other.parent?.startsWith(`${id}/`))),
    refersTo: refsOf(resource).map((ref) => named(ref.kind, ref.id)),
    referredToBy: kinds
      .filter((row) => row.refs && kind in row.refs && !row.detailOf)
      .flatMap((row) => snapshot.resources(row.kind))
      .filter((other) => refsOf(other).some((ref) => ref.kind === kind && ref.id === id))
      .map((other) => ({ kind: other.kind, id: other.id, ...(nameOf(other) && { name: nameOf(other) }) })),
  };
}

const nameOf = ({ kind, data }: Resource): string | undefined => (isKind(kind) ? nameIn(kindNamed(kind), data) : undefined);

const refsOf = (resource: Resource): Neighbour[] => (isKind(resource.kind) ? refsIn(kindNamed(resource.kind), resource) : []);

export function resourceText({ resource, details, refersTo, referredToBy }: Described, style: Style): string {
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

function neighbours(all: readonly Neighbour[], style: Style): string[] {
  const rows = [...Map.groupBy(all, ({ kind }) => kind)].flatMap(([kind, group]) => {
    const shown = group.slice(0, MOST_NEIGHBOURS).map(({ id, name }) => [titleOf(kind), id, name ?? '']);
    const more = group.length - shown.length;
    return more > 0 ? [...shown, [titleOf(kind), `and ${more} more`, '']] : shown;
  });
  return table([{ title: 'kind' }, { title: 'id' }, { title: 'name' }], rows, style, '  ');
}

type Scalar = string | number | boolean | null;
const isScalar = (value: unknown): value is Scalar => value === null || typeof value !== 'object';

/** Members one a line; what is nested is indented below. */
function fields(value: unknown, indent: string): string[] {
  if (isScalar(value)) return [indent + scalarText(value)];
  if (Array.isArray(value)) return value.flatMap((element) => bullet(fields(element, `${indent}  `), indent));
  const members = Object.entries(value as object).filter(([, member]) => member !== undefined && !isEmpty(member));
  const flat = members.flatMap(([key, member]): [string, string][] => {
    if (isScalar(member)) return [[key, scalarText(member)]];
    return Array.isArray(member) && member.every(isScalar) ? [[key, member.map(scalarText).join(', ')]] : [];
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
