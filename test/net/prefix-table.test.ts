import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_IPV4, MAX_IPV6 } from '../../src/net/address.ts';
import { interval } from '../../src/net/interval.ts';
import { holds, type Prefix, prefix, prefixAround } from '../../src/net/prefix.ts';
import { type Entry, longestFirst, prefixTable } from '../../src/net/prefix-table.ts';

const entry = (text: string): Entry<string> => ({ prefix: prefix(text), value: text });

test('the longest prefix wins, and the match says on which interval', () => {
  const table = prefixTable([entry('0.0.0.0/0'), entry('10.0.0.0/8'), entry('10.1.0.0/16')]);
  expect(table.lookup(prefix('10.1.2.3/32').lo).entry?.value).toBe('10.1.0.0/16');
  expect(table.lookup(prefix('10.0.2.3/32').lo)).toMatchObject({ lo: prefix('10.0.0.0/16').lo, hi: prefix('10.0.0.0/16').hi });
  expect(table.lookup(prefix('11.0.0.0/32').lo).entry?.value).toBe('0.0.0.0/0');
});

test('the families do not meet', () => {
  expect(prefixTable([entry('0.0.0.0/0')]).lookup(1n).entry).toBeUndefined();
  expect(prefixTable([entry('::/0')]).lookup(1).entry).toBeUndefined();
});

const four = fc.tuple(fc.nat(MAX_IPV4), fc.integer({ min: 0, max: 32 })).map(([base, length]) => prefixAround(base, length));
const six = fc
  .tuple(fc.bigInt(0n, MAX_IPV6), fc.integer({ min: 0, max: 128 }))
  .map(([base, length]) => prefixAround(base, length));

test.each<[string, fc.Arbitrary<Prefix>]>([
  ['IPv4', four],
  ['IPv6', six],
])('a look-up finds what a look at every entry finds, in %s', (_, prefixes) => {
  fc.assert(
    fc.property(fc.array(prefixes, { minLength: 1, maxLength: 20 }), fc.nat(19), fc.boolean(), (list, index, low) => {
      const table = prefixTable(list.map((one) => ({ prefix: one, value: one })));
      const near = list[index % list.length]!;
      const at = low ? near.lo : near.hi;
      const expected = list.filter((one) => holds(one, at)).sort((a, b) => b.length - a.length)[0];
      const match = table.lookup(at);
      expect(match.entry?.value.length).toBe(expected?.length);
      expect(table.lookup(match.lo)).toBe(match);
      expect(table.lookup(match.hi)).toBe(match);
    }),
  );
});

test('precedence may put a shorter prefix first', () => {
  const local = entry('10.0.0.0/16');
  const table = prefixTable(
    [entry('10.0.1.0/24'), local],
    (a, b) => Number(b === local) - Number(a === local) || longestFirst(a, b),
  );
  expect(table.lookup(prefix('10.0.1.1/32').lo)).toEqual({ ...interval(local.prefix.lo, local.prefix.hi), entry: local });
});

test('the interval of a match ends where another entry wins', () => {
  const nested = fc.tuple(fc.nat(255), fc.integer({ min: 24, max: 32 })).map(([base, length]) => prefixAround(base, length));
  fc.assert(
    fc.property(fc.array(nested, { maxLength: 8 }), (list) => {
      const table = prefixTable(list.map((one) => ({ prefix: one, value: one })));
      for (let match = table.lookup(0); match.hi !== MAX_IPV4; ) {
        const after = table.lookup(Number(match.hi) + 1);
        expect(after.lo).toBe(Number(match.hi) + 1);
        expect(after.entry).not.toBe(match.entry);
        match = after;
      }
    }),
  );
});

test('of entries that tie the earlier wins', () => {
  const [first, second] = [entry('10.0.0.0/8'), entry('10.0.0.0/8')];
  expect(prefixTable([first, second]).lookup(prefix('10.1.1.1/32').lo).entry).toBe(first);
  expect(prefixTable([second, first]).lookup(prefix('10.1.1.1/32').lo).entry).toBe(second);
});

test('an empty table has no winner anywhere', () => {
  expect(prefixTable([]).lookup(7)).toEqual({ lo: 0, hi: MAX_IPV4, entry: undefined });
  expect(prefixTable([]).lookup(7n)).toEqual({ lo: 0n, hi: MAX_IPV6, entry: undefined });
});
