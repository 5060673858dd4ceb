/** Sets of traffic and what becomes of them as plain values. */
import { type Box, describeAddresses, type Interval } from '../net/index.ts';
import type { Passing, Path, Ref } from '../reach/index.ts';

/** Ranges are lists of two: both ends belong to them. */
export const boxJson = ({ src, dst, protocol, sourcePort, destinationPort }: Box): object => ({
  src: describeAddresses(src),
  dst: describeAddresses(dst),
  protocol: range(protocol),
  srcPort: range(sourcePort),
  dstPort: range(destinationPort),
});

const range = ({ lo, hi }: Interval<number>): [number, number] => [lo, hi];

export const passingJson = ({ passes, arrives, doubtful }: Passing): object => ({
  passes: passes.map(boxJson),
  arrives: arrives.map(boxJson),
  doubtful: doubtful.map(boxJson),
});

export const refJson = ({ kind, id, account, region, name, what }: Ref & { what?: string }): object => ({
  kind,
  id,
  account,
  region,
  name,
  what,
});

export const pathJson = ({ verdict, forward, reply }: Path): object => ({ ways: verdict, forward, reply });
