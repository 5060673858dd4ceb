import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstMask, holds, isWide, prefixAround, secondMask, wordsOf } from '../../src/net/index.ts';

const six = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });

test('the four words of an IPv6 address are its bits, the highest first', () => {
  fc.assert(
    fc.property(six, six, (one, other) => {
      for (const value of [one, other, one]) {
        const words = [...wordsOf(value)];
        expect(words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n)).toBe(value);
      }
    }),
  );
});

test('two words and their masks tell whether an address lies in a wide prefix', () => {
  fc.assert(
    fc.property(six, six, fc.integer({ min: 0, max: 64 }), fc.boolean(), (base, other, length, near) => {
      const prefix = prefixAround(base, length);
      const value = near ? ((base >> 66n) << 66n) | (other & ((1n << 66n) - 1n)) : other;
      const [first = 0, second = 0] = wordsOf(base);
      const [a = 0, b = 0] = wordsOf(value);
      const isInside = ((first ^ a) & firstMask(length)) === 0 && ((second ^ b) & secondMask(length)) === 0;
      expect(isWide(prefix)).toBe(true);
      expect(isInside).toBe(holds(prefix, value));
    }),
  );
});
