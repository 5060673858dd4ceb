import { expect, test } from 'vitest';
import { box, ICMP, interval, only, prefix, TCP, type Traffic, UDP } from '../../src/net/index.ts';
import { classed, knownServices, portClasses } from '../../src/reach/index.ts';

const packets = (protocol: number, lo: number, hi = lo): Traffic => [
  box({ src: prefix('0.0.0.0/1'), protocol: only(protocol), destinationPort: interval(lo, hi) }),
];
const told = (...traffic: Traffic[]): string[] =>
  classed(traffic.flat()).map((one) => [one.class, ...one.services.map(({ id }) => id)].join(' '));

test('ports are told by the service that people know, the worst class first', () => {
  expect(told(packets(TCP, 443), packets(TCP, 22), packets(TCP, 5432, 5433))).toEqual([
    'admin ssh',
    'database postgres',
    'other',
    'web https',
  ]);
});

test('udp 53 is DNS, udp 22 is nothing that people know', () => {
  expect(told(packets(UDP, 53), packets(UDP, 22))).toEqual(['dns dns', 'other']);
});

test('as good as all ports is everything, and then nothing is told twice', () => {
  expect(told(packets(TCP, 0, 65535), packets(ICMP, 0x800))).toEqual(['everything']);
  expect(told(packets(TCP, 0, 59_000))).not.toContain('everything');
});

test('messages of ICMP are a class of their own', () => {
  expect(told(packets(ICMP, 0x800))).toEqual(['icmp']);
});

test('each port is known as one service, and each class is used', () => {
  const ports = knownServices.flatMap((one) =>
    (['tcp', 'udp'] as const).flatMap((protocol) =>
      ((one as { [key in typeof protocol]?: readonly unknown[] })[protocol] ?? []).map((port) => `${protocol} ${port}`),
    ),
  );
  expect(ports.filter((port, at) => ports.indexOf(port) !== at)).toEqual([]);
  const used = new Set<string>([...knownServices.map((one) => one.class), 'everything', 'other', 'icmp']);
  expect(portClasses.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
});
