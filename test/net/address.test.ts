import fc from 'fast-check';
import { expect, test } from 'vitest';
import { address, formatAddress, MAX_IPV4, MAX_IPV6, parseAddress } from '../../src/net/address.ts';
import { formatPrefix, holds, parsePrefix, prefix, prefixesOf } from '../../src/net/prefix.ts';

test('an IPv4 address is a number and comes back as it was written', () => {
  expect(address('10.0.0.1')).toBe(0x0a000001);
  expect(formatAddress(address('255.255.255.255'))).toBe('255.255.255.255');
});

test.each(['10.0.0', '10.0.0.0.1', '10.0.0.256', '010.0.0.1', '10.0.0.-1', '', ' 10.0.0.1', '1e1.0.0.1'])(
  '%j is no address',
  (text) => {
    expect(parseAddress(text)).toBeUndefined();
  },
);

test.each([
  ':',
  ':::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1::2::3',
  '12345::',
  '1:2:3:4:5:6:7::8',
  'fe80::1%eth0',
  '::1.2.3',
  'g::',
])('%j is no IPv6 address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test.each([
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
])('%s is written %s, as RFC 5952 wants it', (text, canonical) => {
  expect(formatAddress(address(text))).toBe(canonical);
});

test('what is formatted parses back, in both families', () => {
  fc.assert(fc.property(fc.nat(MAX_IPV4), (value) => parseAddress(formatAddress(value)) === value));
  fc.assert(fc.property(fc.bigInt(0n, MAX_IPV6), (value) => parseAddress(formatAddress(value)) === value));
  fc.assert(fc.property(fc.ipV6(), (text) => parseAddress(text) !== undefined));
});

test('an address that cannot be read is named in the error', () => {
  expect(() => address('10.0.0')).toThrow('"10.0.0" is not an IPv4 or IPv6 address');
  expect(() => prefix('10.0.0.1/8')).toThrow('"10.0.0.1/8" is not an IPv4 or IPv6 prefix without host bits');
});

test.each(['10.0.0.1/8', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/', '10.0.0.0/8/8', '2001:db8::/129', '2001:db8::1/32'])(
  '%j is no prefix',
  (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  },
);

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

test('the prefixes of an interval make it up again, end to end', () => {
  fc.assert(
    fc.property(fc.nat(MAX_IPV4), fc.nat(MAX_IPV4), (a, b) => {
      const [lo, hi] = a < b ? [a, b] : [b, a];
      const blocks = prefixesOf({ lo, hi });
      expect(blocks[0]!.lo).toBe(lo);
      expect(blocks.at(-1)!.hi).toBe(hi);
      blocks.slice(1).forEach((block, index) => {
        expect(block.lo).toBe(Number(blocks[index]!.hi) + 1);
      });
    }),
  );
});
