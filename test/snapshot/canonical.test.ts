import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/snapshot/canonical.ts';
import { json } from './arbitrary.ts';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('canonical JSON', () => {
  it('sorts members by code unit, also those that look like numbers', () => {
    expect(canonicalJson({ b: 1, a: 2, 10: 3, 9: 4, B: 5, é: 6 })).toBe('{"10":3,"9":4,"B":5,"a":2,"b":1,"é":6}');
  });

  it('drops undefined members and writes dates as ISO text', () => {
    expect(canonicalJson({ a: undefined, b: new Date(0), c: [undefined] })).toBe('{"b":"1970-01-01T00:00:00.000Z","c":[null]}');
  });

  it('keeps a member named __proto__', () => {
    const text = '{"__proto__":{"a":1},"constructor":2}';
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', [Number.POSITIVE_INFINITY]],
    ['Map', { a: new Map() }],
    ['Uint8Array', new Uint8Array(2)],
    ['bigint', { a: 1n }],
    ['function', { a: () => 1 }],
  ])('refuses %s, which JSON cannot hold', (what, value) => {
    expect(() => canonicalJson(value)).toThrow(`JSON has no ${what}`);
  });

  it('goes 100 levels deep and no deeper', () => {
    expect(canonicalJson(nested(100))).toBe('['.repeat(100) + ']'.repeat(100));
    expect(() => canonicalJson(nested(101))).toThrow('nested deeper than 100 levels');
    expect(() => canonicalJson(nested(100_000))).toThrow('nested deeper than 100 levels');
  });

  it('reads back as the same value, and is the same text again', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of members', () => {
    const backwards = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(backwards);
      if (typeof value !== 'object' || value === null) return value;
      const members = Object.entries(value).map(([name, member]) => [name, backwards(member)] as const);
      return Object.fromEntries(members.reverse());
    };
    fc.assert(fc.property(json, (value) => canonicalJson(backwards(value)) === canonicalJson(value)));
  });
});
