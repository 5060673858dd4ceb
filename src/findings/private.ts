/** The ranges in which networks number themselves as they like. */
import { type Address, type Interval, prefix } from '../net/index.ts';

/** RFC 1918, shared address space (RFC 6598) and unique local IPv6 addresses. */
export const privateRanges: readonly Interval<Address>[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
].map(prefix);
