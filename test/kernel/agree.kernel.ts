import { beforeAll, expect, test } from 'vitest';
import { type Compared, compare, difference, tell } from './agree.ts';

const SCENARIOS = 200;
let all: Compared[];

beforeAll(async () => {
  all = await compare(Array.from({ length: SCENARIOS }, (_, index) => index + 1));
});

test('open, refused and dropped are in the kernel what the engine says of every packet of 200 drawn scenarios', () => {
  const differ = all.filter((one) => difference(one));
  expect(differ.slice(0, 2).map(tell).join('\n\n'), `${differ.length} of ${all.length} packets`).toBe('');
});

test('about half of the packets pass, and the engine knows the answer of nearly all', () => {
  const share = (is: (one: Compared) => boolean): number => all.filter(is).length / all.length;
  expect(share((one) => one.seen.outcome !== 'dropped')).toBeGreaterThan(0.35);
  expect(share((one) => one.seen.outcome === 'dropped')).toBeGreaterThan(0.35);
  expect(share((one) => one.seen.outcome === 'refused')).toBeGreaterThan(0.03);
  expect(share((one) => !one.expected)).toBeLessThan(0.01);
});

test('packets that pass have crossed every kind of component that has a counterpart in Linux', () => {
  const passed = all.filter((one) => one.seen.outcome !== 'dropped');
  const crossed = new Set(passed.flatMap(({ path }) => path.forward.map((step) => step.at.kind)));
  for (const kind of COMPONENTS) expect([...crossed]).toContain(kind);
});

test('some first packets arrive whose answers are lost, and the kernel and the engine know which', () => {
  const halves = all.filter(
    ({ seen, path }) => seen.arrived.length > 0 && seen.outcome === 'dropped' && path.verdict.forward === 'reachable',
  );
  expect(halves.length).toBeGreaterThan(10);
});

const COMPONENTS = [
  'security-group',
  'network-acl',
  'route-table',
  'internet-gateway',
  'egress-only-internet-gateway',
  'nat-gateway',
  'vpc-peering-connection',
  'transit-gateway-route-table',
  'vpn-gateway',
];
