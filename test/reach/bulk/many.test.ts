/** What is treated in very many ways: every one of them is told, or that some are not known. */
import { expect, test } from 'vitest';
import { address, box, everyAddress, only } from '../../../src/net/index.ts';
import { chart } from '../../../src/reach/bulk/charts/charting.ts';
import { endsOf } from '../../../src/reach/bulk/charts/lanes.ts';
import { exposureIn, exposuresOf } from '../../../src/reach/bulk/index.ts';
import { buildNetwork, type Path, tracePacket, type Verdict } from '../../../src/reach/index.ts';
import { isUnwalked, waysApart, weigh } from '../../../src/reach/walk/alternatives.ts';
import { pathOf } from '../../../src/reach/walk/answer.ts';
import type { Choices } from '../../../src/reach/walk/choices.ts';
import { fronted } from '../fronted.ts';
import type { World } from '../scenario.ts';
import { office } from '../worlds.ts';

const balanced = (targets: number): World => {
  const world = fronted();
  const parent = world.resources.find((one) => one.kind === 'target-health')!.parent!;
  for (let n = 0; n < targets; n++) {
    const Id = `10.0.2.${100 + (n % 100)}`;
    if (n < 100) world.eni(`eni-${n}`, 'subnet-private', Id, ['sg-app']);
    world.add('target-health', `more-${n}`, { Target: { Id, Port: 9000 + n, AvailabilityZone: 'all' } }, { parent });
  }
  return world;
};

test('each of three hundred targets of a load balancer is exposed', () => {
  const { inbound } = exposureIn(exposuresOf(buildNetwork(balanced(300).snapshot())));
  const ports = inbound.filter(({ through }) => through.length > 0).map(({ port }) => port);
  expect(new Set(ports).size).toBe(301);
});

test('beyond as many parts as are charted the rest of the traffic is in doubt', () => {
  const network = buildNetwork(fronted().snapshot());
  const dst = only(address('203.0.113.80'));
  const question = box({ src: everyAddress(4), dst });
  expect(chart(network, { internet: true }, question, 'src', {}).length).toBeGreaterThan(3);
  const few = chart(network, { internet: true }, question, 'src', {}, [question], 2);
  expect(few.map(({ ways }) => isUnwalked(ways[0]!.path))).toEqual([false, false, true]);
  const doubts = endsOf(network, few).filter(({ lostAt }) => lostAt);
  expect(doubts.flatMap(({ stretches }) => stretches.flatMap(({ lanes }) => lanes.map(({ both }) => both)))).toEqual(['unknown']);
});

/** A way that ends as the options say: which of them are picked one after the other. */
const way =
  (path: Path, needs: 'any' | 'all', ends: (taken: readonly number[]) => Verdict) =>
  (choices: Choices): Path => {
    const taken = [0, 1].map(() => choices.pick([0, 1, 2], needs, 'one of three'));
    const verdict = ends(taken);
    const { forward, reply, traffic, connections } = path;
    return pathOf(forward, reply, { forward: verdict, reply: verdict }, { traffic, choices: choices.made, connections });
  };

const some = (): Path =>
  tracePacket(buildNetwork(office().snapshot()), 'internet', { src: '8.8.8.8', dst: '203.0.113.10', protocol: 6, dstPort: 443 });

test.each<['any' | 'all', string, (taken: readonly number[]) => Verdict, Verdict]>([
  ['any', 'a way works', ([first]) => (first === 0 ? 'reachable' : 'blocked'), 'reachable'],
  ['any', 'none that works was found', () => 'blocked', 'unknown'],
  ['all', 'all that were walked work', () => 'reachable', 'unknown'],
])('where %s must work and not every way is walked, and %s, that is what is said', (needs, _, ends, said) => {
  const ways = waysApart(way(some(), needs, ends), 4);
  expect(ways.filter((one) => !isUnwalked(one))).toHaveLength(4);
  expect(weigh(ways).verdict.both).toBe(said);
});
