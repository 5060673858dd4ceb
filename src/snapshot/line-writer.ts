/** Writes the lines of a shard, from resources that come in pages. */
import type { Kind } from '../kinds/index.ts';
import { byCodeUnit, canonicalJson } from './canonical.ts';
import { byKey, CAPS, isSame, type Key, NEWLINE } from './lines.ts';
import { ownText } from './own-text.ts';
import { arrange, redact, splitVolatile } from './shape.ts';
import type { Resource } from './snapshot.ts';

export interface Lines {
  steady: Buffer;
  /** Lines only of those resources that have something volatile. */
  moving?: Buffer;
}

/** Resources as they are stored: redacted (where there is a key), arranged, split, sorted. Throws for one that cannot be, naming it. */
export function linesOf(row: Kind, resources: readonly Resource[], key?: Uint8Array): Lines {
  const writer = new LineWriter(row, key);
  writer.add(resources);
  const { steady, moving } = writer.done();
  return { steady: Buffer.concat([...steady], writer.bytes), moving };
}

/** The text goes out in pieces of about this size. */
const PIECE_BYTES = 1 << 20;

/** Where a resource's line is. */
interface Entry extends Key {
  page: Buffer;
  from: number;
  to: number;
  /** What is volatile, as canonical JSON. */
  moving?: string;
}

/** Takes resources a page at a time and keeps only their bytes, which are a fraction of what the objects take. */
export class LineWriter {
  readonly #row: Kind;
  readonly #key: Uint8Array | undefined;
  readonly #entries: Entry[] = [];
  #bytes = 0;

  constructor(row: Kind, key?: Uint8Array) {
    this.#row = row;
    this.#key = key;
  }

  get count(): number {
    return this.#entries.length;
  }

  /** The size of the steady text. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Throws for a resource that cannot be stored, naming it. */
  add(resources: readonly Resource[]): void {
    const shaped = resources.map((resource) => shapeOf(this.#row, resource, this.#key));
    const lines = shaped.map(({ line }) => line);
    const { page, ends } = encode(this.#row, lines);
    shaped.forEach(({ id, parent, moving }, index) => {
      // Parts of an answer's text would keep all of it in memory.
      const own = { id: ownText(id), ...(parent !== undefined && { parent: ownText(parent) }) };
      this.#entries.push({ ...own, moving, page, from: ends[index - 1] ?? 0, to: ends[index]! });
    });
    this.#bytes += page.length;
    if (this.#bytes <= CAPS.shardBytes && this.count <= CAPS.records) return;
    const what = `${this.count} resources of the kind ${this.#row.kind} in one place (${this.#bytes} bytes)`;
    throw new Error(`${what} are more than a shard holds`);
  }

  /** The lines of all that was added, in whatever order it came; the steady ones in pieces, made as they are taken. */
  done(): { steady: Iterable<Buffer>; moving?: Buffer } {
    const entries = this.#entries.sort(byKeyThenContent);
    let nth = 0;
    const moving = entries.flatMap((entry, index) => {
      nth = index > 0 && isSame(entries[index - 1]!, entry) ? nth + 1 : 0;
      return entry.moving === undefined ? [] : [lineOf(entry, entry.moving, nth)];
    });
    return { steady: pieces(entries), ...(moving.length > 0 && { moving: encode(this.#row, moving).page }) };
  }
}

function* pieces(entries: readonly Entry[]): Generator<Buffer> {
  for (let first = 0; first < entries.length; ) {
    let [end, bytes] = [first, 0];
    while (end < entries.length && bytes < PIECE_BYTES) {
      bytes += entries[end]!.to - entries[end]!.from;
      end += 1;
    }
    const piece = Buffer.allocUnsafe(bytes);
    let at = 0;
    for (const { page, from, to } of entries.slice(first, end)) at += page.copy(piece, at, from, to);
    yield piece;
    first = end;
  }
}

function shapeOf(row: Kind, resource: Resource, key: Uint8Array | undefined): Key & { line: string; moving?: string } {
  if (resource.kind !== row.kind) throw new Error(`${describe(resource)} is not of the kind ${row.kind}`);
  const { id, parent } = resource;
  try {
    const { steady, moving } = splitVolatile(row, arrange(row, key ? redact(row, resource.data, key) : resource.data));
    return { id, parent, line: lineOf(resource, canonicalJson(steady)), moving: moving && canonicalJson(moving) };
  } catch (error) {
    throw new Error(`${describe(resource)} cannot be stored: ${(error as Error).message}`, { cause: error });
  }
}

/** Members in canonical order, none of them undefined. `data` is canonical JSON. */
function lineOf({ id, parent }: Key, data: string, nth = 0): string {
  const more = { id, ...(nth > 0 && { nth }), ...(parent !== undefined && { parent }) };
  return `{"data":${data},${canonicalJson(more).slice(1)}`;
}

const describe = (resource: Resource): string =>
  `${resource.kind} ${resource.id} in account ${resource.account}, ${resource.region}`;

const textOf = ({ page, from, to }: Entry): string => page.toString('utf8', from, to);

/** AWS can answer one resource twice; then only the content tells which comes first. */
const byKeyThenContent = (a: Entry, b: Entry): number =>
  byKey(a, b) || byCodeUnit(textOf(a), textOf(b)) || byCodeUnit(a.moving ?? 'null', b.moving ?? 'null');

/** Lines as bytes, and where each ends. One buffer, never one string: V8's strings end at half a gigabyte. */
function encode(row: Kind, lines: readonly string[]): { page: Buffer; ends: number[] } {
  let bytes = 0;
  const ends = lines.map((line) => {
    const length = Buffer.byteLength(line);
    if (length > CAPS.lineBytes) throw new Error(`a ${row.kind} is larger than ${CAPS.lineBytes} bytes: ${line.slice(0, 100)}…`);
    bytes += length + 1;
    return bytes;
  });
  const page = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const line of lines) {
    at += page.write(line, at);
    page[at] = NEWLINE;
    at += 1;
  }
  return { page, ends };
}
