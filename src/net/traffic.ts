/** Sets of traffic: source × destination × protocol × source port × destination port, as unions of boxes. */
import type { Address, Family } from './address.ts';
import {
  addMinus,
  type Box,
  box,
  type Dimension,
  dimensions,
  holdsPoint,
  lowestOf,
  meetBoxes,
  overlap,
  type Point,
} from './box.ts';
import type { Interval } from './interval.ts';

/** A union of boxes that do not overlap. */
export type Traffic = readonly Box[];

export const NOTHING: Traffic = [];

export const everything = (family: Family): Traffic => [box({}, family)];

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
  const key = (one: Box): string => {
    let text = '';
    for (const other of others) {
      const { lo, hi } = one[other];
      text += typeof lo === 'bigint' ? `${lo}n${hi} ` : `${lo}-${hi} `;
    }
    return text;
  };
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
