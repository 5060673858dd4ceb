import { expect, test } from 'vitest';
import {
  ANY_PORT,
  ANY_PROTOCOL,
  EPHEMERAL,
  hasPorts,
  icmp,
  icmpRange,
  icmpReply,
  isIcmp,
  protocolName,
  protocolNumber,
} from '../../src/net/protocol.ts';

test.each([
  ['icmp', 1],
  ['tcp', 6],
  ['TCP', 6],
  ['udp', 17],
  ['icmpv6', 58],
  ['0', 0],
  ['47', 47],
  ['255', 255],
])('%j is protocol %i', (text, number) => {
  expect(protocolNumber(text)).toBe(number);
});

test.each(['-1', '256', '1000', '', 'gre', 'a6', '6a', '1.5'])('%j is no protocol', (text) => {
  expect(protocolNumber(text)).toBeUndefined();
});

test('protocols that AWS names go by their name, others by their number', () => {
  expect([1, 6, 17, 58, 47].map(protocolName)).toEqual(['icmp', 'tcp', 'udp', 'icmpv6', 'protocol 47']);
});

test('only TCP and UDP have ports, only ICMP has types', () => {
  const all = Array.from({ length: 256 }, (_, number) => number);
  expect(all.filter(hasPorts)).toEqual([6, 17]);
  expect(all.filter(isIcmp)).toEqual([1, 58]);
});

test('any port, any protocol and the ports of clients are what 16 and 8 bits hold', () => {
  expect([ANY_PORT, ANY_PROTOCOL, EPHEMERAL]).toEqual([
    { lo: 0, hi: 65535 },
    { lo: 0, hi: 255 },
    { lo: 1024, hi: 65535 },
  ]);
});

test.each<[string, number | undefined, number | undefined, ReturnType<typeof icmpRange>]>([
  ['type and code are one message', 3, 4, { lo: 0x304, hi: 0x304 }],
  ['a type without a code is all of its codes', 3, undefined, { lo: 0x300, hi: 0x3ff }],
  ['so it is with code -1', 3, -1, { lo: 0x300, hi: 0x3ff }],
  ['type -1 is every message', -1, -1, { lo: 0, hi: 65535 }],
  ['so is nothing at all', undefined, undefined, { lo: 0, hi: 65535 }],
  ['a code without a type matches nothing', -1, 4, undefined],
  ['nor does it where the type is absent', undefined, 0, undefined],
])('an ICMP rule: %s', (_, type, code, range) => {
  expect(icmpRange(type, code)).toEqual(range);
});

test('echo and timestamp requests are answered, each in its own protocol, and nothing else is', () => {
  const answered = [1, 58, 6].flatMap((protocol) =>
    Array.from({ length: 65536 }, (_, message) => [protocol, message, icmpReply(protocol, message)] as const).filter(
      ([, , reply]) => reply !== undefined,
    ),
  );
  expect(answered).toEqual([
    [1, icmp(8, 0), icmp(0, 0)],
    [1, icmp(13, 0), icmp(14, 0)],
    [58, icmp(128, 0), icmp(129, 0)],
  ]);
});
