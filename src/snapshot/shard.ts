/** A shard: the resources of one kind in one place, sealed into bytes that are named by their hash, and opened again. */
import type { Kind } from '../kinds/index.ts';
import { canonicalJson, isRecord } from './canonical.ts';
import { DamagedSnapshot } from './damage.ts';
import { pack, sha256, unpack } from './frame.ts';
import { byKey, CAPS, eachLine, isSame, type Key, linesOf } from './lines.ts';
import { joinVolatile, type Moving } from './shape.ts';
import type { Place, Resource, Shard } from './snapshot.ts';

/** `body` is what is stored; `digest` and `bytes` are those of the canonical text in it. */
export interface SealedShard extends Shard {
  body: Uint8Array<ArrayBuffer>;
  volatile?: { digest: string; bytes: number; body: Uint8Array<ArrayBuffer> };
}

/** Shapes, sorts, hashes and packs the resources of one kind in one place. Equal content has equal bytes, in whatever order it came. */
export async function sealShard(place: Place, row: Kind, resources: readonly Resource[], key: Uint8Array): Promise<SealedShard> {
  const { account, region } = place;
  const stray = resources.find((resource) => resource.account !== account || resource.region !== region);
  if (stray) throw new Error(`${stray.kind} ${stray.id} is of ${stray.account}, ${stray.region}, not of ${account}, ${region}`);
  const { steady, moving } = linesOf(row, resources, key);
  const sealed: SealedShard = { account, region, kind: row.kind, count: resources.length, ...(await sealBytes(steady)) };
  if (moving) sealed.volatile = await sealBytes(moving);
  return sealed;
}

const sealBytes = async (bytes: Uint8Array): Promise<{ digest: string; bytes: number; body: Uint8Array<ArrayBuffer> }> => ({
  digest: sha256(bytes),
  bytes: bytes.length,
  body: await pack(bytes),
});

/** Where an object lies in a store, relative to it. */
export const objectPath = (digest: string): string => `objects/${digest.slice(0, 2)}/${digest}.ndjson.zst`;

/**
 * The resources of a shard, sorted by id. Checks every byte: throws `DamagedSnapshot` unless the bodies are the canonical text that the
 * digests name, with as many lines as the shard says.
 */
export function openShard(shard: Shard, body: Uint8Array, volatileBody?: Uint8Array): Resource[] {
  const { account, region, kind } = shard;
  const moving = shard.volatile ? openMoving(shard.volatile, volatileBody) : [];
  const resources: Resource[] = [];
  let next = 0;
  let nth = 0;
  inFile(shard.digest, () => {
    for (const line of openLines(shard, body)) {
      const previous = resources.at(-1);
      if (previous && byKey(previous, line) > 0) throw new Error(`is not sorted: ${line.id} comes after ${previous.id}`);
      nth = previous && isSame(previous, line) ? nth + 1 : 0;
      const overlay = moving[next];
      const hit = overlay && isSame(overlay, line) && (overlay.nth ?? 0) === nth;
      if (hit) next += 1;
      const data = hit ? joinVolatile(line.data, overlay.data as Moving) : line.data;
      resources.push({ account, region, kind, id: line.id, ...(line.parent !== undefined && { parent: line.parent }), data });
    }
    if (resources.length !== shard.count)
      throw new Error(`holds ${resources.length} resources, not the ${shard.count} of its manifest`);
    if (next !== moving.length) throw new Error(`has no resource for the volatile values of ${moving[next]!.id}`);
  });
  return resources;
}

type Line = Key & { data: unknown };

function openMoving(part: { digest: string; bytes: number }, body: Uint8Array | undefined): Line[] {
  return inFile(part.digest, () => {
    if (!body) throw new Error('is missing');
    return [...openLines(part, body)].map((line) => {
      if (!isRecord(line.data)) throw new Error(`holds no volatile values for ${line.id}`);
      return line;
    });
  });
}

function* openLines(part: { digest: string; bytes: number }, body: Uint8Array): Generator<Line> {
  if (part.bytes > CAPS.shardBytes) throw new Error(`is said to hold ${part.bytes} bytes, more than a shard may`);
  const bytes = unpack(body, part.bytes);
  if (sha256(bytes) !== part.digest) throw new Error('does not have the content that its name says');
  let records = 0;
  for (const text of eachLine(bytes)) {
    records += 1;
    if (records > CAPS.records) throw new Error(`holds more than ${CAPS.records} records`);
    yield parseLine(text);
  }
}

/** A line is what it was before it was written: a member named twice, a number with lost digits or too much depth would not come back. */
function parseLine(text: string): Line {
  const line: unknown = JSON.parse(text);
  if (canonicalJson(line) !== text) throw new Error(`holds a line that is not canonical JSON: ${text.slice(0, 100)}`);
  if (!isLine(line)) throw new Error(`holds a line that is no resource: ${text.slice(0, 100)}`);
  return line;
}

const MEMBERS = new Set(['id', 'parent', 'nth', 'data']);

function isLine(line: unknown): line is Line {
  if (!isRecord(line) || typeof line.id !== 'string' || line.data === undefined) return false;
  if (line.parent !== undefined && typeof line.parent !== 'string') return false;
  if (line.nth !== undefined && !Number.isSafeInteger(line.nth)) return false;
  return Object.keys(line).every((name) => MEMBERS.has(name));
}

/** What goes wrong inside is damage of this object. */
function inFile<T>(digest: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const advice =
      'Run `hopscope snapshots verify` to see what else is affected, and restore the file from a backup or scan again';
    throw new DamagedSnapshot(objectPath(digest), (error as Error).message, `${advice}.`, { cause: error });
  }
}
