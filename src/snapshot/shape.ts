/** What a row's paths do to an item before it is stored: secrets become hashes, sets get one order, what moves by itself is kept apart. */
import { createHmac } from 'node:crypto';
import type { Kind } from '../kinds/index.ts';
import { byCodeUnit, canonicalJson, isRecord, MAX_DEPTH, namesOf, setMember } from './canonical.ts';
import { insertAt, type Paths, pathsOf, pointer, stepsOf } from './paths.ts';

const REDACTED = /^redacted:[0-9a-f]{32}$/;

/**
 * A copy of `data` with `redacted:<32 hex>` at every secret path: the keyed hash of what was there, so that a rotation shows and the
 * value does not. Lists on the way, and at its end, are walked through. What is already redacted stays as it is.
 */
export function redact<T>(row: Pick<Kind, 'secret'>, data: T, key: Uint8Array): T {
  const secret = pathsOf(row.secret);
  return secret ? (atSecrets(data, secret, (value) => redactValue(value, key)) as T) : data;
}

/** A copy of `data` whose secrets, hashed or not, are all the same: for comparing what was hashed with different keys. */
export function withoutSecrets(row: Pick<Kind, 'secret'>, data: unknown): unknown {
  const secret = pathsOf(row.secret);
  return secret ? atSecrets(data, secret, () => 'redacted') : data;
}

function atSecrets(value: unknown, secret: Paths, put: (value: unknown) => string): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((element) => atSecrets(element, secret, put));
  if (secret.ends) return put(value);
  if (!isRecord(value)) return value;
  return mapMembers(value, (member, name) => {
    const below = secret.below.get(name);
    return below ? atSecrets(member, below, put) : member;
  });
}

function redactValue(value: unknown, key: Uint8Array): string {
  if (typeof value === 'string' && REDACTED.test(value)) return value;
  const text = typeof value === 'string' ? value : canonicalJson(arrange({}, value));
  return `redacted:${createHmac('sha256', key).update(text).digest('hex').slice(0, 32)}`;
}

/**
 * A copy of `data` in its one order: members by name, and every list that is not at an `ordered` path by the canonical JSON of its
 * elements. Volatile members only break ties, so that they never move what is steady.
 */
export function arrange<T>(row: Pick<Kind, 'ordered' | 'volatile'>, data: T): T {
  return arrangeAt(data, pathsOf(row.ordered), pathsOf(row.volatile)) as T;
}

/** As `arrange`, for what lies somewhere below: with the paths from there on. */
export function arrangeAt(value: unknown, ordered: Paths | undefined, volatile?: Paths, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH} levels`);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    const elements = value.map((element) => arrangeAt(element ?? null, ordered, volatile, depth + 1));
    return ordered?.ends ? elements : sortSet(elements, volatile);
  }
  if (!isRecord(value)) return value;
  const arranged: Record<string, unknown> = {};
  for (const name of namesOf(value)) {
    const member = value[name];
    if (member === undefined) continue;
    setMember(arranged, name, arrangeAt(member, ordered?.below.get(name), volatile?.below.get(name), depth + 1));
  }
  return arranged;
}

function sortSet(elements: unknown[], volatile: Paths | undefined): unknown[] {
  if (elements.length < 2) return elements;
  const moves = volatile && !volatile.ends;
  return elements
    .map((element) => ({ element, steady: canonicalJson(moves ? without(element, volatile) : element) }))
    .sort(
      (a, b) => byCodeUnit(a.steady, b.steady) || (moves ? byCodeUnit(canonicalJson(a.element), canonicalJson(b.element)) : 0),
    )
    .map(({ element }) => element);
}

const without = (value: unknown, volatile: Paths): unknown => splitAt(value, volatile, '', {});

/** The volatile values of one resource by JSON pointer (`/VgwTelemetry/0/LastStatusChange`), so that they need no row to be put back. */
export type Moving = Record<string, unknown>;

/** Takes the volatile members out of arranged data. `moving` is absent when there are none. */
export function splitVolatile(row: Pick<Kind, 'volatile'>, data: unknown): { steady: unknown; moving?: Moving } {
  const volatile = pathsOf(row.volatile);
  if (!volatile) return { steady: data };
  const moving: Moving = {};
  const steady = splitAt(data, volatile, '', moving);
  return Object.keys(moving).length > 0 ? { steady, moving } : { steady };
}

function splitAt(value: unknown, volatile: Paths, at: string, moving: Moving): unknown {
  if (Array.isArray(value)) return value.map((element, index) => splitAt(element, volatile, pointer(at, index), moving));
  if (!isRecord(value)) return value;
  return mapMembers(value, (member, name) => {
    const below = volatile.below.get(name);
    if (!below || member === undefined) return member;
    if (!below.ends) return splitAt(member, below, pointer(at, name), moving);
    moving[pointer(at, name)] = member;
    return undefined;
  });
}

/** Puts back what `splitVolatile` took out. Throws when a pointer leads nowhere, or to something that is already there. */
export const joinVolatile = (steady: unknown, moving: Moving | undefined): unknown =>
  Object.entries(moving ?? {}).reduce((whole, [to, value]) => insertAt(whole, stepsOf(to), value), steady);

/** A copy with other members; `undefined` leaves one out. */
function mapMembers(value: Record<string, unknown>, change: (member: unknown, name: string) => unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const changed = change(value[name], name);
    if (changed !== undefined) setMember(copy, name, changed);
  }
  return copy;
}
