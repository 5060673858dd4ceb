/** What the lines of a shard are: canonical NDJSON, one resource a line, sorted by id and then parent. */
import { byCodeUnit } from './canonical.ts';

/** What must not be exceeded, in writing as in reading. Bytes are those of the unpacked text. */
export const CAPS = { lineBytes: 16 << 20, shardBytes: 512 << 20, records: 5_000_000 };

/** Who a line is about. `nth` tells apart resources with the same id and parent; absent for the first. */
export interface Key {
  id: string;
  parent?: string;
  nth?: number;
}

/** Negative when `a` comes first in a shard. */
export const byKey = (a: Key, b: Key): number => byCodeUnit(a.id, b.id) || byCodeUnit(a.parent ?? '', b.parent ?? '');

/** Whether two lines are about the same id and parent; `nth` may still differ. */
export const isSame = (a: Key, b: Key): boolean => a.id === b.id && a.parent === b.parent;

export const NEWLINE = 0x0a;
