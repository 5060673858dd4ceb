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
  /** The resources as they will be read again. */
  resources: Resource[];
  steady: Buffer;
  /** Lines only of those resources that have something volatile. */
  moving?: Buffer;
}

/**
 * Shapes resources as they are stored: redacted (where there is a key), arranged, split, sorted.
 * Throws for a resource that cannot be stored, naming it.
 */
export function linesOf(row: Kind, resources: readonly Resource[], key?: Uint8Array): Lines {
  const entries = resources.map((resource) => entryOf(row, resource, key)).sort(byKeyThenContent);
  const moving: string[] = [];
  entries.forEach((entry, index) => {
    if (entry.moving) moving.push(canonicalJson({ ...keyOf(entry.resource), ...nthOf(entries, index), data: entry.moving }));
  });
  return {
    resources: entries.map((entry) => entry.resource),
    steady: encode(
      row,
      entries.map((entry) => entry.line),
    ),
    ...(moving.length > 0 && { moving: encode(row, moving) }),
  };
}

interface Entry {
  resource: Resource;
  line: string;
  moving?: Moving;
}

function entryOf(row: Kind, resource: Resource, key: Uint8Array | undefined): Entry {
  if (resource.kind !== row.kind) throw new Error(`${describe(resource)} is not of the kind ${row.kind}`);
  try {
    const data = arrange(row, key ? redact(row, resource.data, key) : resource.data);
    const { steady, moving } = splitVolatile(row, data);
    const { account, region, kind, id, parent } = resource;
    const shaped: Resource = { account, region, kind, id, ...(parent !== undefined && { parent }), data };
    return { resource: shaped, line: canonicalJson({ ...keyOf(resource), data: steady }), moving };
  } catch (error) {
    throw new Error(`${describe(resource)} cannot be stored: ${(error as Error).message}`, { cause: error });
  }
}

const keyOf = ({ id, parent }: Key): Key => ({ id, parent });
const describe = (resource: Resource): string =>
  `${resource.kind} ${resource.id} in account ${resource.account}, ${resource.region}`;

/** Negative when `a` comes first in a shard. */
export const byKey = (a: Key, b: Key): number => byCodeUnit(a.id, b.id) || byCodeUnit(a.parent ?? '', b.parent ?? '');

/** AWS can answer one resource twice; then only the content tells which comes first. */
const byKeyThenContent = (a: Entry, b: Entry): number =>
  byKey(a.resource, b.resource) ||
  byCodeUnit(a.line, b.line) ||
  byCodeUnit(canonicalJson(a.moving ?? null), canonicalJson(b.moving ?? null));

function nthOf(entries: readonly Entry[], index: number): { nth?: number } {
  let nth = 0;
  while (nth < index && isSame(entries[index - nth - 1]!.resource, entries[index]!.resource)) nth += 1;
  return nth > 0 ? { nth } : {};
}

export const isSame = (a: Key, b: Key): boolean => a.id === b.id && a.parent === b.parent;

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

const NEWLINE = 0x0a;

/** The lines of a buffer, one string at a time. Throws when the last one does not end, or one is too long. */
export function* eachLine(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) throw new Error('has a last line without an end');
    if (end - start > CAPS.lineBytes) throw new Error(`has a line of more than ${CAPS.lineBytes} bytes`);
    yield bytes.toString('utf8', start, end);
    start = end + 1;
  }
}
