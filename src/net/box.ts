/** One box of traffic: an interval of each of source, destination, protocol, source port and destination port. */
import { type Address, type Family, familyOf } from './address.ts';
import { type Interval, meet, only, outside } from './interval.ts';
import { everyAddress } from './prefix.ts';
import { ANY_PORT, ANY_PROTOCOL } from './protocol.ts';

/** One packet's header. `destinationPort` holds ICMP's type and code, see `protocol.ts`. */
export interface Point {
  readonly src: Address;
  readonly dst: Address;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** A product of intervals. Source and destination are of one family. */
export interface Box {
  readonly src: Interval<Address>;
  readonly dst: Interval<Address>;
  readonly protocol: Interval<number>;
  readonly sourcePort: Interval<number>;
  readonly destinationPort: Interval<number>;
}

export type Dimension = keyof Box;
export const dimensions: readonly Dimension[] = ['src', 'dst', 'protocol', 'sourcePort', 'destinationPort'];

/** The interval of a field. */
export function fieldOf(one: Box, field: Dimension): Interval<Address> {
  switch (field) {
    case 'src':
      return one.src;
    case 'dst':
      return one.dst;
    case 'protocol':
      return one.protocol;
    case 'sourcePort':
      return one.sourcePort;
    default:
      return one.destinationPort;
  }
}

/** The box with another interval in a field; itself where it is the same. */
export function withField(one: Box, field: Dimension, range: Interval<Address>): Box {
  if (fieldOf(one, field) === range) return one;
  const { src, dst, protocol, sourcePort, destinationPort } = one;
  const ports = range as Interval<number>;
  switch (field) {
    case 'src':
      return { src: range, dst, protocol, sourcePort, destinationPort };
    case 'dst':
      return { src, dst: range, protocol, sourcePort, destinationPort };
    case 'protocol':
      return { src, dst, protocol: ports, sourcePort, destinationPort };
    case 'sourcePort':
      return { src, dst, protocol, sourcePort: ports, destinationPort };
    default:
      return { src, dst, protocol, sourcePort, destinationPort: ports };
  }
}

/** A box that is everything but for what is said. The family is that of the ends, else of `family`. */
export function box(parts: Partial<Box>, family: Family = familyIn(parts)): Box {
  const any = everyAddress(family);
  return {
    src: parts.src ?? any,
    dst: parts.dst ?? any,
    protocol: parts.protocol ?? ANY_PROTOCOL,
    sourcePort: parts.sourcePort ?? ANY_PORT,
    destinationPort: parts.destinationPort ?? ANY_PORT,
  };
}

const familyIn = (parts: Partial<Box>): Family => ((parts.src ?? parts.dst) ? familyOf((parts.src ?? parts.dst)!.lo) : 4);

export const pointBox = (point: Point): Box => ({
  src: only(point.src),
  dst: only(point.dst),
  protocol: only(point.protocol),
  sourcePort: only(point.sourcePort),
  destinationPort: only(point.destinationPort),
});

export function holdsPoint(one: Box, point: Point): boolean {
  for (const dimension of dimensions) {
    const range = one[dimension];
    const value = point[dimension];
    if (typeof range.lo !== typeof value || value < range.lo || value > range.hi) return false;
  }
  return true;
}

/** The shared part; of a field that lies within the other's it is the field itself. */
export function meetBoxes(a: Box, b: Box): Box | undefined {
  const src = shared(a.src, b.src);
  const dst = src && shared(a.dst, b.dst);
  const protocol = dst && shared(a.protocol, b.protocol);
  const sourcePort = protocol && shared(a.sourcePort, b.sourcePort);
  const destinationPort = sourcePort && shared(a.destinationPort, b.destinationPort);
  return destinationPort && { src: src!, dst: dst!, protocol: protocol!, sourcePort: sourcePort!, destinationPort };
}

const shared = <T extends Address>(a: Interval<T>, b: Interval<T>): Interval<T> | undefined =>
  b.lo <= a.lo && a.hi <= b.hi && typeof a.lo === typeof b.lo ? a : meet(a, b);

/** Whether some packet is in both. Addresses come first: they tell most boxes apart. */
export const overlap = (a: Box, b: Box): boolean =>
  isShared(a.dst, b.dst) &&
  isShared(a.src, b.src) &&
  isShared(a.destinationPort, b.destinationPort) &&
  isShared(a.sourcePort, b.sourcePort) &&
  isShared(a.protocol, b.protocol);

const isShared = (a: Interval<Address>, b: Interval<Address>): boolean =>
  a.lo <= b.hi && b.lo <= a.hi && typeof a.lo === typeof b.lo;

/** Adds `a` without `b`: at most ten boxes that do not overlap. */
export function addMinus(parts: Box[], a: Box, b: Box): void {
  const both = meetBoxes(a, b);
  if (!both) {
    parts.push(a);
    return;
  }
  let rest = a;
  for (const dimension of dimensions) {
    const [whole, part] = [fieldOf(rest, dimension), fieldOf(both, dimension)];
    if (part === whole) continue;
    for (const other of outside(whole, part)) parts.push(withField(rest, dimension, other));
    rest = withField(rest, dimension, part);
  }
}

/** The lowest packet of a box. */
export const lowestOf = (one: Box): Point => ({
  src: one.src.lo,
  dst: one.dst.lo,
  protocol: one.protocol.lo,
  sourcePort: one.sourcePort.lo,
  destinationPort: one.destinationPort.lo,
});
