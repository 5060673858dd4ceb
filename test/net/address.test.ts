import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  address,
  familyOf,
  formatAddress,
  highest,
  lowest,
  MAX_IPV4,
  MAX_IPV6,
  next,
  parseAddress,
  previous,
} from '../../src/net/address.ts';

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
});

test('a family runs from its lowest to its highest address', () => {
  expect([lowest(4), highest(4)].map(formatAddress)).toEqual(['0.0.0.0', '255.255.255.255']);
  expect([lowest(6), highest(6)].map(formatAddress)).toEqual(['::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']);
  expect([lowest(4), highest(4), lowest(6), highest(6)].map(familyOf)).toEqual([4, 4, 6, 6]);
});

test('neighbours are one apart, in both families', () => {
  expect(formatAddress(next(address('10.0.0.255')))).toBe('10.0.1.0');
  expect(formatAddress(previous(address('10.0.1.0')))).toBe('10.0.0.255');
  expect(formatAddress(next(address('2001:db8::ffff')))).toBe('2001:db8::1:0');
  expect(formatAddress(previous(address('2001:db8::1:0')))).toBe('2001:db8::ffff');
});
