/** What is told of one end of a way is told by who stands at the other: nothing that is the other’s own is laid to it. */
import { expect, test } from 'vitest';
import { buildNetwork } from '../../../src/reach/index.ts';
import { dice } from '../../oracle/random.ts';
import type { World } from '../scenario.ts';
import { transit } from '../worlds.ts';
import { comparePairs } from './paired.ts';

/** Two VPCs on a transit gateway that lets packets into the second one and no reply out of it. */
const oneWay = (): World =>
  transit()
    .group('sg-open', 'vpc-b', ['-1 10.0.0.0/8'])
    .change('transit-gateway-attachment', 'att-b', { Association: undefined })
    .eni('eni-open', 'subnet-far', '10.1.1.20', ['sg-open']);

const compare = (world: World): ReturnType<typeof comparePairs> => {
  const found = comparePairs(buildNetwork(world.snapshot()), 4, dice(1), 300, 'one way');
  expect(found.landed).toBeGreaterThan(20);
  return found;
};

test.each([
  ['sender', 'eni-first', 'subnet-private', '10.0.2.4', 'sg-app'],
  ['receiver', 'eni-first', 'subnet-far', '10.1.1.4', 'sg-open'],
])('a %s of which nobody knows whether it runs says nothing of what arrives from or at others', (_, id, subnet, own, group) => {
  const world = oneWay()
    .eni(id, subnet, own, [group])
    .change('network-interface', id, { Attachment: { InstanceId: 'i-first', Status: 'attached' } })
    .denied('instance');
  expect(compare(world).disagreements).toEqual([]);
});

test('where the transit gateway has no way to one receiver packets to another arrive', () => {
  const world = oneWay()
    .eni('eni-cut', 'subnet-far', '10.1.1.4', ['sg-open'])
    // A route of its own sets it apart: others stand for it.
    .route('rtb-far', '10.200.0.0/16 eni-open')
    .transitRoute('tgw-rtb-1', '10.1.1.0/28 blackhole');
  expect(compare(world).disagreements).toEqual([]);
});
