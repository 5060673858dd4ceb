import { expect, test } from 'vitest';
import { address } from '../../src/net/index.ts';
import { buildNetwork, tracePacket } from '../../src/reach/index.ts';
import { Badges } from '../../src/reach/network/badges.ts';
import { World } from './scenario.ts';

/** Two VPCs with the same blocks and the same addresses in them. */
const twins = (): World => {
  const world = new World();
  for (const one of ['a', 'b']) {
    world.vpc(`vpc-${one}`, '10.0.0.0/16', { ipv6: '2001:db8::/56' });
    world.subnet(`subnet-${one}`, `vpc-${one}`, '10.0.1.0/24', 'euw1-az1', { ipv6: '2001:db8::/64' });
    for (let n = 10; n < 40; n++) world.eni(`eni-${one}-${n}`, `subnet-${one}`, `10.0.1.${n}`, [], { ipv6: `2001:db8::${n}` });
  }
  return world;
};

test('VPCs with the same addresses each know their own interface, and nobody where there is none', () => {
  const network = buildNetwork(twins().snapshot());
  for (const one of ['a', 'b']) {
    const vpc = network.vpcs.get(`vpc-${one}`)!;
    for (let n = 10; n < 40; n++)
      for (const text of [`10.0.1.${n}`, `2001:db8::${n}`]) expect(vpc.ownerOf(address(text))?.id).toBe(`eni-${one}-${n}`);
    for (const text of ['10.0.1.9', '10.0.1.40', '2001:db8::9', '2001:db8:0:1::10'])
      expect(vpc.ownerOf(address(text))).toBeUndefined();
  }
});

test('an interface is found by its id, whether it has the address or another one has', () => {
  const network = buildNetwork(twins().snapshot());
  for (const likely of ['10.0.1.12', '10.0.1.13', '192.0.2.1', '2001:db8::12'])
    for (const id of ['eni-a-12', 'eni-b-12']) expect(network.book.all[network.numberOf(id, address(likely))]?.id).toBe(id);
  expect(network.numberOf('eni-gone', address('10.0.1.12'))).toBe(-1);
});

test('of two interfaces with one address in a VPC the later one gets what is sent there, replies to the other too', () => {
  const world = new World()
    .vpc('vpc-a', '10.0.0.0/16')
    .subnet('subnet-a', 'vpc-a', '10.0.1.0/24')
    .group('sg-a', 'vpc-a', ['-1 0.0.0.0/0']);
  for (const [id, own] of [
    ['eni-1', '10.0.1.12'],
    ['eni-2', '10.0.1.13'],
    ['eni-3', '10.0.1.12'],
  ] as const)
    world.eni(id, 'subnet-a', own, ['sg-a']);
  const network = buildNetwork(world.snapshot());
  const ask = (from: string) =>
    tracePacket(network, from, { src: '10.0.1.12', dst: '10.0.1.13', protocol: 6, srcPort: 40000, dstPort: 22 });
  expect(ask('eni-1').blockers.map(({ code }) => code)).toEqual(['HOPSCOPE_REPLY_ELSEWHERE']);
  expect(ask('eni-3').verdict.both).toBe('reachable');
});

test('what comes in for a public address arrives at the interface that shows it, among many', () => {
  const world = new World().vpc('vpc-a', '10.0.0.0/16').subnet('subnet-a', 'vpc-a', '10.0.0.0/20').igw('igw-a', 'vpc-a');
  const shown = (n: number): string => `203.0.${113 + (n >> 7)}.${n & 127}`;
  for (let n = 0; n < 300; n++)
    world.eni(`eni-${n}`, 'subnet-a', `10.0.${1 + (n >> 7)}.${10 + (n & 127)}`, [], { publicIp: shown(n) });
  const network = buildNetwork(world.snapshot());
  for (let n = 0; n < 300; n++) {
    const packet = { src: '198.51.100.7', dst: shown(n), protocol: 6, srcPort: 40000, dstPort: 443 };
    expect(tracePacket(network, 'internet', packet).connections[0]?.arrival?.interface?.id).toBe(`eni-${n}`);
  }
  expect(network.publicVpcOf(address('203.0.120.1'))).toBeUndefined();
});

test('of many lists of groups each has its own and no others', () => {
  const badges = new Badges();
  const starts = Array.from({ length: 1000 }, (_, n) => badges.add([n, -1, n + 5000]));
  starts.forEach((start, n) => {
    expect([n, n + 5000, n + 1, -1].map((number) => badges.has(start, number))).toEqual([true, true, false, false]);
  });
});
