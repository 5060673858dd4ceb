/** What a walk may say of its neighbours: a scope shrinks to packets that are decided alike, and never loses the packet that it follows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  address,
  type Box,
  box,
  contains,
  type Dimension,
  dimensions,
  holds,
  type Interval,
  interval,
  type Point,
  prefix,
} from '../../src/net/index.ts';
import { headerOf, type Links } from '../../src/reach/walk/header.ts';
import { type Condition, Scope } from '../../src/reach/walk/scope.ts';

const { links } = headerOf({ src: 0, dst: 0, protocol: 0, sourcePort: 0, destinationPort: 0 });
const side = [0, 1, 2, 3];
const range = fc.tuple(fc.nat(3), fc.nat(3)).map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)));
const points: fc.Arbitrary<Point> = fc.record({
  src: fc.nat(3),
  dst: fc.nat(3),
  protocol: fc.nat(3),
  sourcePort: fc.nat(3),
  destinationPort: fc.nat(3),
});
const conditions: fc.Arbitrary<Condition> = fc.record(
  { src: range, dst: range, protocol: range, sourcePort: range, destinationPort: range },
  { requiredKeys: [] },
);
/** The world: 4⁵ packets, small enough to look at each. */
const whole = interval(0, 3);
const cube: Box = { src: whole, dst: whole, protocol: whole, sourcePort: whole, destinationPort: whole };
const meets = (point: Point, condition: Condition): boolean =>
  dimensions.every((field) => !condition[field] || holds(condition[field], point[field]));
const pointsOf = (one: Box): Point[] =>
  values(one.src).flatMap((src) =>
    values(one.dst).flatMap((dst) =>
      values(one.protocol).flatMap((protocol) =>
        values(one.sourcePort).flatMap((sourcePort) =>
          values(one.destinationPort).map((destinationPort) => ({ src, dst, protocol, sourcePort, destinationPort })),
        ),
      ),
    ),
  );
const values = ({ lo, hi }: Interval): number[] => side.filter((value) => value >= Number(lo) && value <= Number(hi));

test('what met a condition is kept, and nothing else', () => {
  fc.assert(
    fc.property(points, conditions, (point, condition) => {
      fc.pre(meets(point, condition));
      const scope = new Scope(cube);
      scope.keepHit(links, condition);
      expect(pointsOf(scope.box)).toEqual(pointsOf(cube).filter((one) => meets(one, condition)));
    }),
  );
});

test('what did not meet a condition is kept without any that does', () => {
  fc.assert(
    fc.property(points, conditions, (point, condition) => {
      fc.pre(!meets(point, condition));
      const scope = new Scope(cube);
      scope.keepMiss(links, headerOf(point), condition);
      expect(contains([scope.box], point)).toBe(true);
      expect(pointsOf(scope.box).filter((one) => meets(one, condition))).toEqual([]);
    }),
  );
});

test('a miss is cut along one field only, where it costs least: the protocol, then the port, then the addresses', () => {
  const missed = { src: 9, dst: 9, protocol: 9, sourcePort: 9, destinationPort: 9 };
  const all = box({ src: interval(0, 99), dst: interval(0, 99) });
  const order: Dimension[] = ['protocol', 'destinationPort', 'dst', 'src', 'sourcePort'];
  order.forEach((field, index) => {
    const scope = new Scope(all);
    const condition = Object.fromEntries(order.slice(index).map((each) => [each, interval(20, 30)]));
    scope.keepMiss(links, headerOf(missed), condition);
    expect(scope.box).toEqual({ ...all, [field]: interval(0, 19) });
  });
});

test('above a range that it misses, a packet keeps what lies above', () => {
  const scope = new Scope(box({ src: prefix('10.0.0.0/8'), dst: prefix('0.0.0.0/0') }));
  const packet = { src: address('10.0.0.1'), dst: address('10.9.0.0'), protocol: 6, sourcePort: 1, destinationPort: 1 };
  scope.keepMiss(links, headerOf(packet), { dst: prefix('10.0.0.0/13') });
  expect(scope.box.dst).toEqual(interval(address('10.8.0.0'), address('255.255.255.255')));
  scope.keepMiss(links, headerOf(packet), { dst: prefix('10.16.0.0/12') });
  expect(scope.box.dst).toMatchObject(interval(prefix('10.8.0.0/13').lo, prefix('10.8.0.0/13').hi));
});

test('so it is in IPv6', () => {
  const scope = new Scope(box({ src: prefix('2600:a::/56') }));
  const packet = { src: address('2600:a::1'), dst: address('2600:b::8'), protocol: 6, sourcePort: 1, destinationPort: 1 };
  scope.keepMiss(links, headerOf(packet), { dst: prefix('2600:b::/125') });
  expect(scope.box.dst).toEqual(interval(address('2600:b::8'), address('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')));
  scope.keepMiss(links, headerOf(packet), { dst: prefix('2600:b::10/124') });
  expect(scope.box.dst).toEqual(interval(address('2600:b::8'), address('2600:b::f')));
});

test('a condition on addresses of the other family is missed by everything, and costs nothing', () => {
  const scope = new Scope(cube);
  scope.keepMiss(links, headerOf({ src: 1, dst: 1, protocol: 1, sourcePort: 1, destinationPort: 1 }), {
    protocol: interval(2, 3),
    src: prefix('::/0'),
  });
  expect(scope.box).toEqual(cube);
});

test('a miss that the whole scope shares costs nothing', () => {
  const scope = new Scope({ ...cube, destinationPort: interval(0, 1) });
  scope.keepMiss(links, headerOf({ src: 1, dst: 1, protocol: 1, sourcePort: 1, destinationPort: 1 }), {
    protocol: interval(2, 3),
    destinationPort: interval(2, 3),
  });
  expect(scope.box).toEqual({ ...cube, destinationPort: interval(0, 1) });
});

test('a field that somebody rewrote says nothing of the question', () => {
  const rewritten: Links = { ...links, dst: undefined, protocol: undefined };
  const scope = new Scope(cube);
  scope.keepHit(rewritten, { dst: interval(0, 0), protocol: interval(1, 1) });
  scope.keep(rewritten, 'dst', interval(7, 9));
  const header = { ...headerOf({ src: 1, dst: 1, protocol: 1, sourcePort: 1, destinationPort: 1 }), links: rewritten };
  scope.keepMiss(rewritten, header, { protocol: interval(2, 3), destinationPort: interval(2, 3) });
  expect(scope.box).toEqual(cube);
});

test('in the reply the fields of the question are swapped', () => {
  const swapped: Links = { ...links, src: 'dst', destinationPort: 'sourcePort' };
  const scope = new Scope(cube);
  scope.keepHit(swapped, { src: interval(0, 1), destinationPort: interval(2, 3) });
  expect(scope.box).toEqual({ ...cube, dst: interval(0, 1), sourcePort: interval(2, 3) });
});

test('a scope that would lose its packet is a fault, and says in which field', () => {
  expect(() => new Scope(cube).keep(links, 'dst', interval(7, 9))).toThrow('the scope of a walk lost its packet in dst');
});
