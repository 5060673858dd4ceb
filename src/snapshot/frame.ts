/**
 * How an object is packed: one zstd frame of level 1, then a skippable frame with the SHA-256 of the first. `zstd -d` reads it.
 * The second frame is what makes every flipped bit show: a decoder ignores some bits of the first one's header.
 */
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, createZstdCompress, type ZstdOptions, zstdCompress, zstdDecompressSync } from 'node:zlib';

/** With zlib's default of 16 KiB, big shards take five times as long; with more than there is to hold, small ones do. */
const chunkSize = (bytes: number): number => Math.min(1 << 20, Math.max(1 << 10, bytes + 1));
const SMALL = 1 << 20;
const SKIPPABLE = 0x184d2a5e;
const TRAILER = 8 + 32;

const compress = promisify(zstdCompress);

/** In hexadecimal digits. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Packs bytes. The result owns its memory, so that it can be transferred to another thread. */
export const pack = async (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  (await packPieces([bytes], bytes.length)).packed;

/** Packs a text of so many bytes that comes in pieces, and hashes it on the way, so that a long one is never in memory whole. */
export async function packPieces(
  pieces: Iterable<Uint8Array>,
  bytes: number,
): Promise<{ packed: Uint8Array<ArrayBuffer>; digest: string }> {
  const hash = createHash('sha256');
  function* hashed() {
    for (const piece of pieces) {
      hash.update(piece);
      yield piece;
    }
  }
  const options = {
    chunkSize: chunkSize(bytes),
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
    pledgedSrcSize: bytes,
  };
  // A stream costs a small text as much again as packing it.
  const frame = bytes <= SMALL ? await compress(Buffer.concat([...hashed()]), options) : await streamed(hashed(), options);
  const packed = new Uint8Array(frame.length + TRAILER);
  packed.set(frame);
  packed.set(trailerOf(frame), frame.length);
  return { packed, digest: hash.digest('hex') };
}

async function streamed(pieces: Iterable<Uint8Array>, options: ZstdOptions): Promise<Buffer> {
  const parts: Buffer[] = [];
  await pipeline(pieces, createZstdCompress(options), async (packed: AsyncIterable<Buffer>) => {
    for await (const part of packed) parts.push(part);
  });
  return Buffer.concat(parts);
}

function trailerOf(frame: Uint8Array): Buffer {
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeUInt32LE(SKIPPABLE, 0);
  trailer.writeUInt32LE(32, 4);
  trailer.write(sha256(frame), 8, 'hex');
  return trailer;
}

/** Whether the packed bytes are those that were written: nothing flipped, cut off or added. */
export function isIntact(packed: Uint8Array): boolean {
  if (packed.length < TRAILER) return false;
  const frame = packed.subarray(0, -TRAILER);
  return trailerOf(frame).equals(packed.subarray(-TRAILER));
}

/** Unpacks to exactly `bytes` bytes and stops at the first one more. Throws an `Error` that says what is wrong. */
export function unpack(packed: Uint8Array, bytes: number): Buffer {
  if (!isIntact(packed)) throw new Error('does not have the bytes that were written');
  const unpacked = inflate(packed.subarray(0, -TRAILER), bytes);
  if (unpacked.length !== bytes)
    throw new Error(`unpacks to ${unpacked.length} bytes, not to the ${bytes} that its manifest names`);
  return unpacked;
}

function inflate(frame: Uint8Array, bytes: number): Buffer {
  try {
    // One chunk with room for a byte too many: several would be copied together, at twice the memory.
    const oneChunk = Math.max(bytes + 1, 1 << 10);
    return zstdDecompressSync(frame, { chunkSize: oneChunk, maxOutputLength: Math.max(bytes, 1) });
  } catch (error) {
    const tooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const what = tooLong ? `unpacks to more than the ${bytes} bytes that its manifest names` : 'cannot be unpacked';
    throw new Error(what, { cause: error });
  }
}
