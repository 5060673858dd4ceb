/** The lines of a shard: canonical NDJSON, one resource a line, sorted by id and then parent. */
import type { Kind } from '../kinds/index.ts';
import { byCodeUnit, canonicalJson } from './canonical.ts';
import { arrange, type Moving, redact, splitVolatile } from './shape.ts';
import type { Resource } from './snapshot.ts';

/** What must not be exceeded, in writing as in reading. Bytes are those of the unpacked text. */
export const CAPS = { lineBytes: 16 << 20, shardBytes: 512 << 20, records: 5_000_000 };

/** Who a line is about. `nth` tells apart resources with the same id and parent; absent for the first. */
export interface Key {
  id: string;
  parent?: string;
  nth?: number;
}

export interface Lines {
  steady: Buffer;
  /** Lines only of those resources that have something volatile. */
  moving?: Buffer;
}

/**
 * Writes resources as they are stored: redacted (where there is a key), arranged, split, sorted.
 * Throws for a resource that cannot be stored, naming it.
 */
export function linesOf(row: Kind, resources: readonly Resource[], key?: Uint8Array): Lines {
  const entries = resources.map((resource) => entryOf(row, resource, key)).sort(byKeyThenContent);
  let nth = 0;
  const moving = entries.flatMap((entry, index) => {
    nth = index > 0 && isSame(entries[index - 1]!, entry) ? nth + 1 : 0;
    return entry.moving ? [lineOf(entry, entry.moving, nth)] : [];
  });
  const steady = entries.map((entry) => entry.line);
  return { steady: encode(row, steady), ...(moving.length > 0 && { moving: encode(row, moving) }) };
}

interface Entry extends Key {
  line: string;
  moving?: Moving;
}

function entryOf(row: Kind, resource: Resource, key: Uint8Array | undefined): Entry {
  if (resource.kind !== row.kind) throw new Error(`${describe(resource)} is not of the kind ${row.kind}`);
  const { id, parent } = resource;
  try {
    const { steady, moving } = splitVolatile(row, arrange(row, key ? redact(row, resource.data, key) : resource.data));
    return { id, parent, line: lineOf(resource, steady), moving };
  } catch (error) {
    throw new Error(`${describe(resource)} cannot be stored: ${(error as Error).message}`, { cause: error });
  }
}

/** Members in canonical order, none of them undefined, because that is the quickest to write. */
const lineOf = ({ id, parent }: Key, data: unknown, nth = 0): string =>
  canonicalJson({ data, id, ...(nth > 0 && { nth }), ...(parent !== undefined && { parent }) });

const describe = (resource: Resource): string =>
  `${resource.kind} ${resource.id} in account ${resource.account}, ${resource.region}`;

/** Negative when `a` comes first in a shard. */
export const byKey = (a: Key, b: Key): number => byCodeUnit(a.id, b.id) || byCodeUnit(a.parent ?? '', b.parent ?? '');

export const isSame = (a: Key, b: Key): boolean => a.id === b.id && a.parent === b.parent;

/** AWS can answer one resource twice; then only the content tells which comes first. */
const byKeyThenContent = (a: Entry, b: Entry): number =>
  byKey(a, b) || byCodeUnit(a.line, b.line) || byCodeUnit(canonicalJson(a.moving ?? null), canonicalJson(b.moving ?? null));

export const NEWLINE = 0x0a;

/** One buffer, never one string: V8's strings end at half a gigabyte. */
function encode(row: Kind, lines: readonly string[]): Buffer {
  let bytes = 0;
  for (const line of lines) {
    const length = Buffer.byteLength(line);
    if (length > CAPS.lineBytes) throw new Error(`a ${row.kind} is larger than ${CAPS.lineBytes} bytes: ${line.slice(0, 100)}…`);
    bytes += length + 1;
  }
  if (bytes > CAPS.shardBytes || lines.length > CAPS.records) {
    throw new Error(
      `${lines.length} resources of the kind ${row.kind} in one place (${bytes} bytes) are more than a shard holds`,
    );
  }
  const buffer = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const line of lines) {
    at += buffer.write(line, at);
    buffer[at] = NEWLINE;
    at += 1;
  }
  return buffer;
}
