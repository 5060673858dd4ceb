import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, address, MAX_IPV4, MAX_IPV6, next } from '../../src/net/address.ts';
import {
  bitsOf,
  covers,
  everyAddress,
  formatPrefix,
  holds,
  parsePrefix,
  prefix,
  prefixAround,
  prefixesOf,
} from '../../src/net/prefix.ts';

test.each([
  '10.0.0.1/8',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  'internet',
  '',
  '10.0.0.0/x1',
  '10.0.0.0/1x',
  '2001:db8::/129',
  '2001:db8::1/32',
])('%j is no prefix', (text) => {
  expect(parsePrefix(text)).toBeUndefined();
});

test.each(['0.0.0.0/0', '10.0.0.0/8', '10.1.2.3/32', '::/0', '2001:db8::/56', '2001:db8::1/128', '128.0.0.0/1'])(
  '%s is a prefix',
  (text) => {
    expect(formatPrefix(prefix(text))).toBe(text);
  },
);

test('a prefix holds its first and last address and not their neighbours', () => {
  const block = prefix('10.0.16.0/20');
  expect(holds(block, address('10.0.16.0'))).toBe(true);
  expect(holds(block, address('10.0.31.255'))).toBe(true);
  expect(holds(block, address('10.0.15.255'))).toBe(false);
  expect(holds(block, address('10.0.32.0'))).toBe(false);
  expect(holds(block, address('::1'))).toBe(false);
});

test('an address of the other family is in no prefix, whatever its number', () => {
  expect(holds(prefix('::/0'), address('10.0.0.1'))).toBe(false);
  expect(holds(prefix('10.0.0.0/8'), BigInt(address('10.0.0.1')))).toBe(false);
});

test('a bare address is a prefix of one', () => {
  expect(parsePrefix('10.1.2.3')).toEqual(prefix('10.1.2.3/32'));
  expect(parsePrefix('2001:db8::1')).toEqual(prefix('2001:db8::1/128'));
});

test('a prefix that cannot be read is named in the error', () => {
  expect(() => prefix('10.0.0.1/8')).toThrow('"10.0.0.1/8" is not an IPv4 or IPv6 prefix without host bits, like 10.0.0.0/8');
});

test('around an address lies the prefix of that length that holds it', () => {
  expect(prefixAround(address('10.1.2.3'), 8)).toEqual(prefix('10.0.0.0/8'));
  expect(prefixAround(address('2001:db8:1:2::3'), 56)).toEqual(prefix('2001:db8:1::/56'));
  expect(prefixAround(address('255.255.255.255'), 0)).toEqual(everyAddress(4));
  expect(prefixAround(address('2001:db8::'), 0)).toEqual(everyAddress(6));
});

test.each([
  ['10.0.0.0/8', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['10.1.0.0/16', '10.0.0.0/16', false],
  ['10.0.0.0/16', '10.1.0.0/16', false],
  ['::/0', '10.0.0.0/8', false],
  ['0.0.0.0/0', '::/96', false],
])('that %s covers %s is %s', (outer, inner, answer) => {
  expect(covers(prefix(outer), prefix(inner))).toBe(answer);
});

const within = (max: Address): fc.Arbitrary<Address> => (typeof max === 'number' ? fc.nat(max) : fc.bigInt(0n, max));

test.each<[string, Address]>([
  ['IPv4', MAX_IPV4],
  ['IPv6', MAX_IPV6],
])('the prefixes of an interval make it up again end to end, no two of them joinable, in %s', (_, max) => {
  const corners = fc.oneof(within(max), fc.constantFrom(max, typeof max === 'number' ? 0 : 0n));
  fc.assert(
    fc.property(corners, corners, (a, b) => {
      const [lo, hi] = a < b ? [a, b] : [b, a];
      const blocks = prefixesOf({ lo, hi });
      expect(blocks[0]!.lo).toBe(lo);
      expect(blocks.at(-1)!.hi).toBe(hi);
      for (const block of blocks) expect(prefixAround(block.lo, block.length)).toEqual(block);
      blocks.slice(1).forEach((block, index) => {
        const before = blocks[index]!;
        expect(block.lo).toBe(next(before.hi));
        expect(covers(prefixAround(block.lo, block.length - 1), before) && block.length === before.length).toBe(false);
      });
    }),
  );
});

test('a family is one prefix of as many bits as its addresses have', () => {
  expect(prefixesOf(everyAddress(4))).toEqual([prefix('0.0.0.0/0')]);
  expect(prefixesOf(everyAddress(6))).toEqual([prefix('::/0')]);
  expect([bitsOf(4), bitsOf(6)]).toEqual([32, 128]);
});
