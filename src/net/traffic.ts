/** Sets of traffic: source × destination × protocol × source port × destination port, as unions of boxes. */
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

/** A union of boxes that do not overlap. */
export type Traffic = readonly Box[];

export const NOTHING: Traffic = [];

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

export const everything = (family: Family): Traffic => [box({}, family)];

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
function meetBoxes(a: Box, b: Box): Box | undefined {
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
const overlap = (a: Box, b: Box): boolean =>
  isShared(a.dst, b.dst) &&
  isShared(a.src, b.src) &&
  isShared(a.destinationPort, b.destinationPort) &&
  isShared(a.sourcePort, b.sourcePort) &&
  isShared(a.protocol, b.protocol);

const isShared = (a: Interval<Address>, b: Interval<Address>): boolean =>
  a.lo <= b.hi && b.lo <= a.hi && typeof a.lo === typeof b.lo;

/** Adds `a` without `b`: at most ten boxes that do not overlap. */
function addMinus(parts: Box[], a: Box, b: Box): void {
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

export function and(a: Traffic, b: Traffic): Traffic {
  const parts: Box[] = [];
  for (const one of a) {
    for (const other of b) {
      const both = meetBoxes(one, other);
      if (both) parts.push(both);
    }
  }
  return parts;
}

export function minus(a: Traffic, b: Traffic): Traffic {
  let rest = a;
  for (const other of b) {
    // Most boxes of a long list are apart; nothing is copied for those.
    if (!rest.some((one) => overlap(one, other))) continue;
    const parts: Box[] = [];
    for (const one of rest) addMinus(parts, one, other);
    rest = parts;
  }
  return rest;
}

export const or = (a: Traffic, b: Traffic): Traffic => [...a, ...minus(b, a)];

/** The union of boxes that may overlap. */
export const union = (boxes: readonly Box[]): Traffic => boxes.reduce<Traffic>((all, one) => or(all, [one]), NOTHING);

export const isEmpty = (traffic: Traffic): boolean => traffic.length === 0;

export const contains = (traffic: Traffic, point: Point): boolean => traffic.some((one) => holdsPoint(one, point));

/** Whether every packet of `inner` is in `outer`. */
export const includes = (outer: Traffic, inner: Traffic): boolean => isEmpty(minus(inner, outer));

export const sameTraffic = (a: Traffic, b: Traffic): boolean => includes(a, b) && includes(b, a);

/** Some packet of the set, the lowest of its first box; `undefined` if there is none. */
export function sample(traffic: Traffic): Point | undefined {
  const first = traffic[0];
  return first && lowestOf(first);
}

export const lowestOf = (one: Box): Point => ({
  src: one.src.lo,
  dst: one.dst.lo,
  protocol: one.protocol.lo,
  sourcePort: one.sourcePort.lo,
  destinationPort: one.destinationPort.lo,
});

/** How many packets the set holds. */
export const sizeOf = (traffic: Traffic): bigint =>
  traffic.reduce(
    (sum, one) =>
      sum + dimensions.reduce((size, dimension) => size * (BigInt(one[dimension].hi) - BigInt(one[dimension].lo) + 1n), 1n),
    0n,
  );

/** The same set in fewer boxes where two differ in one dimension only and touch there. */
export function simplify(traffic: Traffic): Traffic {
  let boxes = [...traffic];
  const [first] = boxes;
  // Where all are the same nothing is to be joined, nor told apart.
  const varying = dimensions.filter((one) => boxes.some((box) => !isSame(box[one], first![one])));
  for (let before = boxes.length + 1; boxes.length < before; ) {
    before = boxes.length;
    for (const dimension of varying) boxes = joinedAlong(boxes, dimension, varying);
  }
  return boxes;
}

const isSame = (a: Interval<Address>, b: Interval<Address>): boolean => a === b || (a.lo === b.lo && a.hi === b.hi);

/** `varying`: the dimensions in which boxes differ. */
function joinedAlong(boxes: readonly Box[], dimension: Dimension, varying: readonly Dimension[]): Box[] {
  const others = varying.filter((other) => other !== dimension);
  const key = (one: Box): string => others.map((other) => `${typeof one[other].lo}${one[other].lo}-${one[other].hi}`).join(' ');
  const result: Box[] = [];
  for (const group of Map.groupBy(boxes, key).values()) {
    let last: Box | undefined;
    for (const one of group.sort((a, b) => (a[dimension].lo < b[dimension].lo ? -1 : 1))) {
      if (last && BigInt(last[dimension].hi) + 1n === BigInt(one[dimension].lo)) {
        last = { ...last, [dimension]: { lo: last[dimension].lo, hi: one[dimension].hi } };
        result[result.length - 1] = last;
      } else {
        last = one;
        result.push(one);
      }
    }
  }
  return result;
}
