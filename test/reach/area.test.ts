import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, next, prefixAround } from '../../src/net/index.ts';
import { Area } from '../../src/reach/network/area.ts';
import { Rulebook } from '../../src/reach/network/rulebook.ts';

const ends = fc.record({
  block: fc.oneof(
    fc.tuple(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 16, max: 28 })),
    fc.tuple(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.integer({ min: 44, max: 80 })),
  ),
  step: fc.integer({ min: -1, max: 3 }),
});
const drawn = fc.array(ends, { maxLength: 4 }).map((all) => {
  const blocks = all.map(({ block: [base, length] }) => prefixAround(base, length));
  const values = blocks.flatMap(({ lo, hi }, at) => [
    lo,
    next(lo),
    hi,
    typeof lo === 'number' ? lo + all[at]!.step : lo + BigInt(all[at]!.step),
  ]);
  return { blocks, values: values.filter((value) => value >= 0) };
});

test('an area holds what one of its blocks holds, and its router answers at the first address of each', () => {
  fc.assert(
    fc.property(drawn, ({ blocks, values }) => {
      const area = new Area(blocks);
      for (const value of [...values, 0, 0n]) {
        expect(area.holds(value)).toBe(blocks.some((block) => holds(block, value)));
        expect(area.isSecond(value)).toBe(blocks.some(({ lo }) => next(lo) === value));
      }
    }),
  );
});

test('a list of a book finds the rules that take an IPv6 address, and leaves open only those for narrow prefixes', () => {
  fc.assert(
    fc.property(drawn, ({ blocks, values }) => {
      const rules = blocks.filter(({ lo }) => typeof lo === 'bigint');
      const book = new Rulebook<(typeof rules)[number]>();
      const service = { protocol: { lo: 6, hi: 6 }, ports: { lo: 0, hi: 65535 } };
      book.add(rules, () => service);
      const start = book.add(rules, (prefix) => (prefix.length <= 64 ? { ...service, addresses: prefix } : service));
      for (const value of values.filter((one) => typeof one === 'bigint')) {
        const found = [];
        for (let row = book.nextFor(start, 6, 443, value); row >= 0; row = book.nextFor(row + 1, 6, 443, value))
          found.push(book.rule(row));
        expect(found).toEqual(rules.filter((rule) => rule.length > 64 || holds(rule, value)));
        expect(book.nextFor(start, 17, 443, value)).toBe(-1);
      }
    }),
  );
});
