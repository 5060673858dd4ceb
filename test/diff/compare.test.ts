import { describe, expect, test } from 'vitest';
import { type Comparing, type Edit, editsBetween } from '../../src/diff/compare.ts';

const row: Comparing = {
  volatile: ['Free', 'Tunnels.Seen'],
  ordered: ['Servers'],
  keyed: { Routes: ['Cidr', 'Prefix'], 'Routes.Hops': ['Ip'] },
};
const edits = (before: unknown, after: unknown): Edit[] => editsBetween(row, before, after);

test.each([
  ['another value', { State: 'pending' }, { State: 'available' }, { before: 'pending', after: 'available' }],
  ['a value where none was', {}, { State: null }, { after: null }],
  ['no value where one was', { State: 0 }, {}, { before: 0 }],
  ['a structure instead of a value', { State: 'a' }, { State: { Code: 'a' } }, { before: 'a', after: { Code: 'a' } }],
])('%s is one edit of that member', (_, before, after, edit) => {
  expect(edits(before, after)).toEqual([{ at: ['State'], ...edit }]);
});

test('members of structures are compared one by one, and what is the same is not mentioned', () => {
  expect(edits({ Options: { A: 1, B: { C: 2, D: 3 } } }, { Options: { A: 1, B: { C: 2, D: 4 } } })).toEqual([
    { at: ['Options', 'B', 'D'], before: 3, after: 4 },
  ]);
});

describe('a list without identity is a set', () => {
  test('its order means nothing', () => {
    expect(edits({ Ids: ['a', 'b', { C: [1, 2] }] }, { Ids: [{ C: [2, 1] }, 'b', 'a'] })).toEqual([]);
  });

  test('what it lost and gained is named, as often as it did', () => {
    expect(edits({ Ids: ['a', 'a', 'b'] }, { Ids: ['c', 'a'] })).toEqual([{ at: ['Ids'], removed: ['a', 'b'], added: ['c'] }]);
    expect(edits({ Ids: ['a'] }, { Ids: ['a', 'a', 'a'] })).toEqual([{ at: ['Ids'], removed: [], added: ['a', 'a'] }]);
  });
});

describe('a list with identity is compared by key', () => {
  test('an element that stays is compared member by member', () => {
    const before = {
      Routes: [
        { Cidr: '10.0.0.0/8', State: 'active' },
        { Prefix: 'pl-1', State: 'active' },
      ],
    };
    const after = {
      Routes: [
        { Prefix: 'pl-1', State: 'active' },
        { Cidr: '10.0.0.0/8', State: 'blackhole' },
      ],
    };
    expect(edits(before, after)).toEqual([
      { at: ['Routes', { Cidr: '10.0.0.0/8' }, 'State'], before: 'active', after: 'blackhole' },
    ]);
  });

  test('an element that came or went is an edit of its own', () => {
    expect(edits({ Routes: [{ Cidr: '::/0' }] }, { Routes: [{ Cidr: '0.0.0.0/0' }] })).toEqual([
      { at: ['Routes', { Cidr: '0.0.0.0/0' }], after: { Cidr: '0.0.0.0/0' } },
      { at: ['Routes', { Cidr: '::/0' }], before: { Cidr: '::/0' } },
    ]);
  });

  test('also inside another', () => {
    const table = (weight: number) => ({
      Routes: [{ Cidr: '::/0', Hops: [{ Ip: '1.1.1.1', Weight: weight }, { Ip: '2.2.2.2' }] }],
    });
    expect(edits(table(1), table(2))).toEqual([
      { at: ['Routes', { Cidr: '::/0' }, 'Hops', { Ip: '1.1.1.1' }, 'Weight'], before: 1, after: 2 },
    ]);
  });

  test.each([
    [
      'two have one key',
      [
        { Cidr: '::/0', Via: 'a' },
        { Cidr: '::/0', Via: 'b' },
      ],
    ],
    ['one has none', [{ Via: 'a' }]],
    ['one is no structure', ['a']],
  ])('but as a set when %s', (_, list) => {
    expect(edits({ Routes: [] }, { Routes: list })).toEqual([{ at: ['Routes'], removed: [], added: list }]);
  });

  test('tags are known by their key in every kind', () => {
    const tags = (Value: string) => ({
      Tags: [
        { Key: 'env', Value },
        { Key: '__proto__', Value: 'x' },
      ],
    });
    expect(edits(tags('dev'), tags('prod'))).toEqual([{ at: ['Tags', { Key: 'env' }, 'Value'], before: 'dev', after: 'prod' }]);
  });
});

test('a list whose order means something is one value', () => {
  expect(edits({ Servers: ['a', 'b'] }, { Servers: ['b', 'a'] })).toEqual([
    { at: ['Servers'], before: ['a', 'b'], after: ['b', 'a'] },
  ]);
});

test('volatile members count only when they are asked for, also inside lists', () => {
  const of = (n: number) => ({ Free: n, Tunnels: [{ Ip: 'a', Seen: n }] });
  expect(edits(of(1), of(2))).toEqual([]);
  expect(editsBetween(row, of(1), of(2), true)).toEqual([
    { at: ['Free'], before: 1, after: 2 },
    { at: ['Tunnels'], removed: [{ Ip: 'a', Seen: 1 }], added: [{ Ip: 'a', Seen: 2 }] },
  ]);
});

test('members with names that mean something to JavaScript are members like any other', () => {
  const odd = (value: number): unknown => JSON.parse(`{"__proto__":{"a":${value}},"constructor":1,"toString":2}`);
  expect(edits(odd(1), odd(2))).toEqual([{ at: ['__proto__', 'a'], before: 1, after: 2 }]);
  expect(edits({}, odd(1))).toHaveLength(3);
});

test('secrets that were hashed with different keys are taken for the same, and what is around them is not', () => {
  const secretive: Comparing = { secret: ['Tunnels.Key'] };
  const of = (hash: string, name: string) => ({ Name: name, Tunnels: [{ Key: `redacted:${hash.repeat(32)}` }] });
  expect(editsBetween(secretive, of('a', 'x'), of('b', 'x'))).toHaveLength(1);
  expect(editsBetween(secretive, of('a', 'x'), of('b', 'x'), false, false)).toEqual([]);
  expect(editsBetween(secretive, of('a', 'x'), of('b', 'y'), false, false)).toEqual([{ at: ['Name'], before: 'x', after: 'y' }]);
});
