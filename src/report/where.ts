/** Which resources a person means: `key=value` on a column, a tag, or any member of AWS's own data. */
import { globMatches } from '../findings/glob.ts';
import { isKind, kindNamed, nameOf, tagsOf } from '../kinds/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';

export interface Condition {
  key: string;
  value: string;
}

/** Reads `key=value`; a value may have `*` for anything. Returns `undefined` when there is no `=`. */
export function conditionOf(text: string): Condition | undefined {
  const at = text.indexOf('=');
  return at > 0 ? { key: text.slice(0, at), value: text.slice(at + 1) } : undefined;
}

/** Everything that a resource has under the key. Members of lists are looked into. */
export function valuesAt(resource: Resource, key: string): string[] {
  const { kind, data } = resource;
  const row = isKind(kind) ? kindNamed(kind) : undefined;
  if (key === 'id' || key === 'account' || key === 'region' || key === 'parent') return texts(resource[key]);
  if (key === 'name') return texts(row && nameOf(row, data));
  if (key.startsWith('tag:')) return texts(tagsOf(data)[key.slice(4)]);
  const column = ownMember(row?.columns, key);
  return column ? texts(column(data)) : texts(key.split('.').reduce(step, [data]));
}

const step = (values: unknown[], name: string): unknown[] =>
  values.flat().flatMap((value) => {
    const member = ownMember(value as Record<string, unknown>, name);
    return member === undefined ? [] : [member];
  });

function ownMember<T>(record: Record<string, T> | null | undefined, name: string): T | undefined {
  return record !== null && typeof record === 'object' && Object.hasOwn(record, name) ? record[name] : undefined;
}

const texts = (value: unknown): string[] =>
  [value]
    .flat(8)
    .filter((each) => each !== undefined && each !== null && typeof each !== 'object')
    .map(String);

/** All conditions hold. Capital and small letters are one. */
export const matches = (resource: Resource, conditions: readonly Condition[]): boolean =>
  conditions.every(({ key, value }) => isAmong(valuesAt(resource, key), value));

/** Whether one of the values is what a condition wants. */
export const isAmong = (values: readonly string[], wanted: string): boolean =>
  values.some((each) => globMatches(wanted.toLowerCase(), each.toLowerCase()));

/** The keys that a kind's table shows, which are the short ones to ask by. */
export const keysOf = (kind: string): string[] => [
  'id',
  'name',
  'account',
  'region',
  ...Object.keys(kindNamed(kind).columns ?? {}),
];
