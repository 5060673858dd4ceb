/** A shard: the resources of one kind in one place, sealed into bytes that are named by their hash, and opened again. */
import type { Kind } from '../kinds/index.ts';
import { DamagedSnapshot } from './damage.ts';
import { packPieces, sha256, unpack } from './frame.ts';
import { LineWriter } from './line-writer.ts';
import { CAPS } from './lines.ts';
import { resourcesIn } from './reading.ts';
import type { Place, Resource, Shard, ShardText } from './snapshot.ts';

/** `body` is what is stored; `digest` and `bytes` are those of the canonical text in it. */
export interface SealedShard extends Shard {
  body: Uint8Array<ArrayBuffer>;
  volatile?: { digest: string; bytes: number; body: Uint8Array<ArrayBuffer> };
}

/** Shapes, sorts, hashes and packs the resources of one kind in one place. Equal content has equal bytes, in whatever order it came. */
export async function sealShard(place: Place, row: Kind, resources: readonly Resource[], key: Uint8Array): Promise<SealedShard> {
  const builder = new ShardBuilder(place, row, key);
  builder.add(resources);
  return builder.seal();
}

/** The same, a page at a time: what was added is held as bytes, so that the objects can go. */
export class ShardBuilder {
  readonly #place: Place;
  readonly #row: Kind;
  readonly #lines: LineWriter;

  constructor(place: Place, row: Kind, key: Uint8Array) {
    this.#place = place;
    this.#row = row;
    this.#lines = new LineWriter(row, key);
  }

  get count(): number {
    return this.#lines.count;
  }

  /** Throws for a resource of another kind or place, and for one that cannot be stored, naming it. */
  add(resources: readonly Resource[]): void {
    const { account, region } = this.#place;
    const stray = resources.find((resource) => resource.account !== account || resource.region !== region);
    if (stray) throw new Error(`${stray.kind} ${stray.id} is of ${stray.account}, ${stray.region}, not of ${account}, ${region}`);
    this.#lines.add(resources);
  }

  /** Once, after all pages. */
  async seal(): Promise<SealedShard> {
    const { account, region } = this.#place;
    const { count } = this;
    const { steady, moving } = this.#lines.done();
    const sealed: SealedShard = {
      account,
      region,
      kind: this.#row.kind,
      count,
      ...(await sealPieces(steady, this.#lines.bytes)),
    };
    if (moving) sealed.volatile = await sealPieces([moving], moving.length);
    return sealed;
  }
}

async function sealPieces(
  pieces: Iterable<Uint8Array>,
  bytes: number,
): Promise<{ digest: string; bytes: number; body: Uint8Array<ArrayBuffer> }> {
  const { packed, digest } = await packPieces(pieces, bytes);
  return { digest, bytes, body: packed };
}

/** Where an object lies in a store, relative to it. Throws for what is not a digest, so that no path leads out of the store. */
export function objectPath(digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error(`${JSON.stringify(digest)} is not a SHA-256 in hex`);
  return `objects/${digest.slice(0, 2)}/${digest}.ndjson.zst`;
}

/**
 * The resources of a shard, sorted by id. Checks every byte: throws `DamagedSnapshot` unless the bodies are the canonical text that the
 * digests name, with as many lines as the shard says.
 */
export function openShard(shard: Shard, body: Uint8Array, volatileBody?: Uint8Array): Resource[] {
  const { steady, moving } = unpackShard(shard, body, volatileBody);
  return inFile(shard.digest, () => resourcesIn(shard, steady, moving));
}

/** The text of a shard. Checks the bytes as `openShard` does, and reads no line. */
export function unpackShard(shard: Shard, body: Uint8Array, volatileBody?: Uint8Array): ShardText {
  const moving = shard.volatile && unpackPart(shard.volatile, volatileBody);
  return { steady: unpackPart(shard, body), ...(moving && { moving }) };
}

function unpackPart(part: { digest: string; bytes: number }, body: Uint8Array | undefined): Buffer {
  return inFile(part.digest, () => {
    if (!body) throw new Error('is missing');
    if (part.bytes > CAPS.shardBytes) throw new Error(`is said to hold ${part.bytes} bytes, more than a shard may`);
    const bytes = unpack(body, part.bytes);
    if (sha256(bytes) !== part.digest) throw new Error('does not have the content that its name says');
    return bytes;
  });
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
