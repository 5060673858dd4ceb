/** The ranges in which networks number themselves as they like. */
import { type Address, covers, type Interval, type Prefix, prefix } from '../net/index.ts';

/** RFC 1918, shared address space (RFC 6598) and unique local IPv6 addresses. */
export const privateRanges: readonly Interval<Address>[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
].map(prefix);

const blocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'].map(prefix);

/** Whether a range holds all of a block that networks number themselves from, and not everything. */
export const isWholePrivate = (range: Prefix): boolean => range.length > 0 && blocks.some((block) => covers(range, block));
