import { expect, test } from 'vitest';
import { box, only, type Point, parsePrefix, type Traffic } from '../../src/net/index.ts';
import { buildNetwork, reply, resolve, type Step } from '../../src/reach/index.ts';
import { blockerLines, blockersByTrouble } from '../../src/report/blockers.ts';
import { ladderLines, rungs } from '../../src/report/ladder.ts';
import { style } from '../../src/report/style.ts';
import { pointText, trafficLines } from '../../src/report/traffic-text.ts';
import type { World } from '../reach/scenario.ts';
import { office } from '../reach/worlds.ts';

const plain = style(100, false);

const tcp = (src: string, dst: string, port: number, last = port): Traffic => [
  box({
    src: parsePrefix(src)!,
    dst: parsePrefix(dst)!,
    protocol: only(6),
    sourcePort: { lo: 1024, hi: 65535 },
    destinationPort: { lo: port, hi: last },
  }),
];

test('boxes between the same ends are one line, and so are ends with the same boxes', () => {
  const traffic = ['10.0.1.5', '10.0.1.9'].flatMap((from) =>
    ['10.0.2.5', '10.0.2.9'].flatMap((to) => [...tcp(from, to, 22), ...tcp(from, to, 443)]),
  );
  expect(trafficLines(traffic, traffic)).toEqual(['tcp 22, 443 from 10.0.1.5 and 10.0.1.9 to 10.0.2.5 and 10.0.2.9']);
});

test('all of the internet is any public address', () => {
  const asked = tcp('32.0.0.0/3', '10.0.2.5', 0, 65535);
  expect(trafficLines(asked, asked, 'src')).toEqual(['all tcp ports from any public IPv4 address to 10.0.2.5']);
  expect(trafficLines(tcp('32.0.0.0/4', '10.0.2.5', 443), asked, 'src')).toEqual(['tcp 443 from 32.0.0.0/4 to 10.0.2.5']);
});

test('a source port that is not just any is said', () => {
  const [one] = tcp('10.0.1.5', '10.0.2.5', 53);
  const narrow = [{ ...one!, sourcePort: { lo: 1024, hi: 32767 } }];
  expect(trafficLines(narrow, tcp('10.0.1.5', '10.0.2.5', 53))).toEqual([
    'tcp 53 (source port 1024–32767) from 10.0.1.5 to 10.0.2.5',
  ]);
});

test('a header is written as people write it, IPv6 in brackets', () => {
  const point: Point = { src: 1n, dst: 2n, protocol: 6, sourcePort: 49152, destinationPort: 443 };
  expect(pointText(point)).toBe('tcp [::1]:49152 → [::2]:443');
  expect(pointText({ ...point, protocol: 58, sourcePort: 0, destinationPort: 0x8000 })).toBe('icmpv6 echo request ::1 → ::2');
  expect(pointText(point, { lo: 0, hi: 65535 })).toBe('tcp [::1]:49152 → [::2]:0–65535');
});

function stepsOf(world: World, from: string, to: string): readonly Step[] {
  const network = buildNetwork(world.snapshot());
  const question = { from: resolve(network, from), to: resolve(network, to), service: { protocol: 6, ports: [only(5432)] } };
  return reply(network, question)!.shown.path.forward;
}

const closed = () => office().change('network-acl', 'acl-other', { Entries: [] });

test('everything in the way is listed, in the groups in which people look', () => {
  const blockers = stepsOf(closed(), 'eni-web', 'eni-db').filter(({ does }) => does === 'blocks');
  expect(blockersByTrouble({ blockers }).map(({ trouble, steps }) => [trouble, steps.map(({ at }) => at.id)])).toEqual([
    ['security groups and ACLs', ['acl-other', 'sg-db']],
  ]);
  expect(blockerLines({ blockers }, plain)[1]).toBe('  Security groups and ACLs');
});

test('what stands both in the way there and back is one thing', () => {
  const [blocker] = stepsOf(closed(), 'eni-web', 'eni-db').filter(({ does }) => does === 'blocks');
  expect(blockersByTrouble({ blockers: [blocker!, blocker!] })[0]?.steps).toHaveLength(1);
});

test('beyond the first hop that blocks, the ladder says that it only supposes', () => {
  const lines = ladderLines(rungs(stepsOf(closed(), 'eni-web', 'eni-db')), plain);
  const signs = lines.map((line) => line.trim()[0]);
  expect(signs).toEqual(['✓', '✓', '→', '✗', '┄', '✗', '✓']);
});

test('without colour nothing but words and signs carries meaning; with it nothing else is added', () => {
  const all = rungs(stepsOf(office(), 'eni-web', 'eni-db'));
  const [bare, painted] = [plain, style(100, true)].map((each) => ladderLines(all, each).join('\n'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
  expect(painted!.replaceAll(/\u001b\[\d+m/g, '')).toBe(bare);
  expect(painted).not.toBe(bare);
});
