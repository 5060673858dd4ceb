import { expect, test } from 'vitest';
import { address } from '../../src/net/address.ts';
import { type Box, box } from '../../src/net/box.ts';
import { describe, describeAddresses, describePorts } from '../../src/net/describe.ts';
import { interval, only } from '../../src/net/interval.ts';
import { prefix } from '../../src/net/prefix.ts';
import { ICMP, ICMPV6, icmp, TCP, UDP } from '../../src/net/protocol.ts';
import { union } from '../../src/net/traffic.ts';

const service = (protocol: number, lo = 0, hi = 65535, more: Partial<Box> = {}): Box =>
  box({ protocol: only(protocol), destinationPort: { lo, hi }, ...more });

test.each<[string, Box[]]>([
  ['nothing', []],
  ['all traffic from 0.0.0.0/0', [box({})]],
  ['all traffic from ::/0', [box({}, 6)]],
  ['all traffic from 0.0.0.0/0 to 10.0.0.0/8', [box({ dst: prefix('10.0.0.0/8') })]],
  ['all traffic from 0.0.0.0/0 to 0.0.0.0–127.255.255.254', [box({ dst: interval(0, 0x7fff_fffe) })]],
  ['tcp 22, 443 from 0.0.0.0/0', [service(TCP, 22, 22), service(TCP, 443, 443)]],
  ['tcp 22, udp 53 from 0.0.0.0/0', [service(TCP, 22, 22), service(UDP, 53, 53)]],
  [
    'tcp from 10.0.0.0/8 to 10.0.0.1; udp 53 from 10.0.0.0/8 to 10.0.0.2',
    [
      service(TCP, 0, 65535, { src: prefix('10.0.0.0/8'), dst: prefix('10.0.0.1/32') }),
      service(UDP, 53, 53, { src: prefix('10.0.0.0/8'), dst: prefix('10.0.0.2/32') }),
    ],
  ],
  ['icmp echo request from ::/0', [box({ protocol: only(ICMP), destinationPort: only(icmp(8, 0)) }, 6)]],
  ['icmp type 3 from 0.0.0.0/0', [service(ICMP, icmp(3, 0), icmp(3, 255))]],
  ['protocol 47 from 0.0.0.0/0', [service(47)]],
  ['protocols 0–5 from 0.0.0.0/0', [box({ protocol: interval(0, 5) })]],
  ['protocols 7–255 from 0.0.0.0/0', [box({ protocol: interval(7, 255) })]],
  ['all protocols 0–79 from 0.0.0.0/0', [box({ destinationPort: interval(0, 79) })]],
  [
    'all protocols 0, 81–65535 from 0.0.0.0/0',
    [box({ destinationPort: only(0) }), box({ destinationPort: interval(81, 65535) })],
  ],
  ['all traffic from 0.0.0.0/0', [box({ sourcePort: only(1), destinationPort: interval(0, 79) }), box({ sourcePort: only(2) })]],
])('it reads %j', (text, parts) => {
  expect(describe(union(parts))).toBe(text);
});

test('a range of addresses is a prefix where it is one, one address where it is one, and else its ends', () => {
  expect(describeAddresses(prefix('10.0.0.0/8'))).toBe('10.0.0.0/8');
  expect(describeAddresses(prefix('2001:db8::1/128'))).toBe('2001:db8::1');
  expect(describeAddresses(interval(address('10.0.0.1'), address('10.0.0.9')))).toBe('10.0.0.1–10.0.0.9');
});

test.each<[string, number, [number, number][]]>([
  ['', TCP, [[0, 65535]]],
  ['', TCP, [[0, 79], [80, 65535]]], // biome-ignore format: one case, one line
  [' 0–79', TCP, [[0, 79]]],
  [' 80–65535', UDP, [[80, 65535]]],
  [' 0, 65535', UDP, [[65535, 65535], [0, 0]]], // biome-ignore format: one case, one line
  ['', 47, [[0, 79]]],
  ['', ICMP, [[0, 65535]]],
  [' echo request', ICMP, [[icmp(8, 0), icmp(8, 0)]]],
  [' echo request', ICMPV6, [[icmp(128, 0), icmp(128, 0)]]],
  [' type 8 code 0', ICMPV6, [[icmp(8, 0), icmp(8, 0)]]],
  [' type 128 code 0', ICMP, [[icmp(128, 0), icmp(128, 0)]]],
  [' type 8', ICMP, [[icmp(8, 0), icmp(8, 255)]]],
  [' type 128', ICMPV6, [[icmp(128, 0), icmp(128, 255)]]],
  [' type 3 code 4', ICMP, [[icmp(3, 4), icmp(3, 4)]]],
  [' type 135 code 1', ICMPV6, [[icmp(135, 1), icmp(135, 1)]]],
  [' types 3–5', ICMP, [[icmp(3, 0), icmp(5, 255)]]],
  [' type 3 codes 0–3', ICMP, [[icmp(3, 0), icmp(3, 3)]]],
  [' type 3 codes 5–255', ICMP, [[icmp(3, 5), icmp(3, 255)]]],
  [' type 3 code 5–type 4 code 255', ICMP, [[icmp(3, 5), icmp(4, 255)]]],
  [' type 3 code 0–type 4 code 1', ICMP, [[icmp(3, 0), icmp(4, 1)]]],
  [' type 0 code 0, type 3', ICMP, [[icmp(0, 0), icmp(0, 0)], [icmp(3, 0), icmp(3, 255)]]], // biome-ignore format: one case, one line
])('ports read %j, of protocol %i', (text, protocol, ranges) => {
  expect(
    describePorts(
      protocol,
      ranges.map(([lo, hi]) => ({ lo, hi })),
    ),
  ).toBe(text);
});
