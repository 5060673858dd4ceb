/** The one way to write a value as JSON text, so that equal content has equal bytes and so an equal hash. */

/** Nothing that AWS answers is nested deeper; a file that is was made to break its reader. */
export const MAX_DEPTH = 100;

/** By UTF-16 code unit, which is the same in every locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * JSON without white space, members sorted by code unit (RFC 8785, but for lone surrogates, which stay as escapes).
 * `undefined` members are dropped and a `Date` is its ISO text, as in `JSON.stringify`.
 * Throws for what JSON cannot hold (functions, NaN, bigint, maps, bytes) and for more than 100 levels.
 */
export const canonicalJson = (value: unknown): string => (isArranged(value, 0) ? JSON.stringify(value) : write(value, 0));

/** Whether `JSON.stringify`, several times as fast, would write just the same: what is stored has gone through `arrange` and is. */
function isArranged(value: unknown, depth: number): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const element of value) if (!isArranged(element, depth + 1)) return false;
    return true;
  }
  if (!isRecord(value)) return false;
  let previous = '';
  for (const name of Object.keys(value)) {
    if (name < previous || !isArranged(value[name], depth + 1)) return false;
    previous = name;
  }
  return true;
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value !== 'object') throw new TypeError(`JSON has no ${typeof value}`);
  if (depth >= MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return `[${value.map((element) => write(element ?? null, depth + 1)).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (!isRecord(value)) throw new TypeError(`JSON has no ${value.constructor.name}`);
  return writeMembers(value, depth);
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  return JSON.stringify(value);
}

function writeMembers(value: Record<string, unknown>, depth: number): string {
  let text = '';
  for (const name of namesOf(value)) {
    const member = value[name];
    if (member === undefined) continue;
    text += `${text && ','}${JSON.stringify(name)}:${write(member, depth + 1)}`;
  }
  return `{${text}}`;
}

/** Whether this is a plain object: what a `{…}` in JSON becomes. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The names of an object's members in canonical order. Without a function, `sort` goes by code unit. */
export const namesOf = (value: Record<string, unknown>): string[] => Object.keys(value).sort();

/** Gives a new object a member. A plain assignment would lose one named `__proto__`. */
export function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
