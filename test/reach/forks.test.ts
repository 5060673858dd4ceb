/** Ways of a choice that go on from where it was made are the ways that are walked from the beginning. */
import { expect, test } from 'vitest';
import { address, type Point, pointBox, TCP } from '../../src/net/index.ts';
import { buildNetwork, type Path, trace, tracePoint } from '../../src/reach/index.ts';
import { headerOf } from '../../src/reach/walk/header.ts';
import { Memory } from '../../src/reach/walk/memory.ts';
import { aclEntry, type World } from './scenario.ts';
import { transit } from './worlds.ts';

/** Two offices, two zones, appliance mode: on both sides AWS may hand over in either zone. The ACL of one of the subnets where it does denies. */
function anyZone(denied: string | undefined): World {
  const world = transit().eni('eni-far2', 'subnet-far2', '10.1.2.10', ['sg-far']);
  for (const [side, block] of [
    ['a', '10.0.8'],
    ['b', '10.1.8'],
  ] as const) {
    for (const zone of [1, 2])
      world
        .subnet(`subnet-${side}${zone}`, `vpc-${side}`, `${block}.${16 * zone}/28`, `euw1-az${zone}`)
        .acl(`acl-${side}${zone}`, `vpc-${side}`, [`subnet-${side}${zone}`]);
    world.change('transit-gateway-vpc-attachment', `att-${side}`, {
      SubnetIds: [`subnet-${side}1`, `subnet-${side}2`],
      Options: { ApplianceModeSupport: 'enable' },
    });
  }
  const Entries = ['in 100 allow -1 0.0.0.0/0', 'out 90 deny -1 0.0.0.0/0'].map(aclEntry);
  return denied === undefined ? world : world.change('network-acl', denied, { Entries });
}

const point: Point = {
  src: address('10.0.2.10'),
  dst: address('10.1.2.10'),
  protocol: TCP,
  sourcePort: 40000,
  destinationPort: 22,
};

const told = ({ verdict, forward, reply, choices, connections }: Path) => ({
  verdict,
  steps: [...forward, ...reply].map((step) => `${step.direction} ${step.does} ${step.label} ${step.because}`),
  choices: choices.map(({ choice, taken }) => [choice.about, choice.needs, choice.options, taken]),
  arrivals: connections.map(({ arrival }) => arrival?.where.id),
});

test.each([
  [undefined, 'reachable', 'reachable'],
  ['acl-b1', 'unknown', 'reachable'],
  ['acl-b2', 'unknown', 'reachable'],
  ['acl-a1', 'reachable', 'unknown'],
  ['acl-a2', 'reachable', 'unknown'],
])('where %s denies, a packet is told as a set of this one packet is: %s, and the reply %s', (denied, forward, reply) => {
  const network = buildNetwork(anyZone(denied).snapshot());
  const from = { eni: 'eni-app' };
  const single = told(tracePoint(network, from, point));
  expect(single).toEqual(told(trace(network, { from, traffic: [pointBox(point)] }).path));
  expect(single.verdict).toMatchObject({ forward, reply });
});

test('a copy of a walk has in mind all that the walk has', () => {
  const header = headerOf({
    src: address('10.0.1.10'),
    dst: address('10.0.2.10'),
    protocol: TCP,
    sourcePort: 1024,
    destinationPort: 22,
  });
  const [memory, copy] = [new Memory(header, {}), new Memory(header, {})];
  const fields = Object.keys(memory).filter((field) => field !== 'options');
  for (const field of fields) Reflect.set(memory, field, [field]);
  copy.recall(memory);
  expect(fields.length).toBeGreaterThan(20);
  for (const field of fields) expect(Reflect.get(copy, field)).toEqual([field]);
  expect(copy.steps).not.toBe(memory.steps);
});
