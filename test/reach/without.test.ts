import { expect, test } from 'vitest';
import { without } from '../../src/reach/index.ts';
import type { Data, World } from './scenario.ts';
import { office } from './worlds.ts';

/** The data of a resource when others are gone; nothing where it is gone itself. */
const left = (world: World, gone: string[], kind: string, id: string): Data =>
  without(world.snapshot(), new Set(gone))
    .resources(kind)
    .find((one) => one.id === id)?.data;

test('what goes is gone, with what is said of it', () => {
  const world = office().add('vpc-attribute', 'vpc-a/x', {}, { parent: 'vpc-a' });
  expect(left(world, ['vpc-a'], 'vpc', 'vpc-a')).toBeUndefined();
  expect(left(world, ['vpc-a'], 'vpc-attribute', 'vpc-a/x')).toBeUndefined();
});

test('what does not change is shared with the snapshot', () => {
  const snapshot = office().snapshot();
  const after = without(snapshot, new Set(['sg-web']));
  const find = (of: typeof snapshot.resources) => of('network-interface').find(({ id }) => id === 'eni-db');
  expect(find(after.resources)).toBe(find(snapshot.resources));
  expect(find(after.resources)).toBeDefined();
});

test('routes to it are black holes, and routes by a list go with the list', () => {
  const world = office().route('rtb-private', 'pl-1 nat-a');
  const states = left(world, ['nat-a'], 'route-table', 'rtb-private').Routes.filter(({ NatGatewayId }: Data) => NatGatewayId);
  expect(new Set(states.map(({ State }: Data) => State))).toEqual(new Set(['blackhole']));
  const routes = left(world, ['pl-1'], 'route-table', 'rtb-private').Routes;
  expect(routes.some(({ DestinationPrefixListId }: Data) => DestinationPrefixListId)).toBe(false);
  expect(routes.every(({ State }: Data) => State !== 'blackhole')).toBe(true);
});

test('interfaces take off a group, and rules that name it or a list do not', () => {
  const world = office().group('sg-peer', 'vpc-a', ['tcp 22 sg-web', 'tcp 23 pl-1', 'tcp 24 10.0.0.0/8']);
  expect(left(world, ['sg-web'], 'network-interface', 'eni-web').Groups).toEqual([]);
  const rules = left(world, ['sg-web', 'pl-1'], 'security-group', 'sg-peer').IpPermissions;
  expect(rules.flatMap(({ UserIdGroupPairs = [], PrefixListIds = [] }: Data) => [...UserIdGroupPairs, ...PrefixListIds])).toEqual(
    [],
  );
  expect(rules.flatMap(({ IpRanges = [] }: Data) => IpRanges)).toHaveLength(1);
});

test('an Elastic IP is taken from its interface and its NAT gateway', () => {
  const own = { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.10' };
  const world = office().change('network-interface', 'eni-web', (data) => {
    data.Association = own;
    data.PrivateIpAddresses[0].Association = own;
  });
  world.of('nat-gateway', 'nat-a').NatGatewayAddresses[0].AllocationId = 'eipalloc-2';
  const one = left(world, ['eipalloc-1'], 'network-interface', 'eni-web');
  expect([one.Association, one.PrivateIpAddresses[0].Association]).toEqual([undefined, undefined]);
  expect(left(world, ['eipalloc-2'], 'nat-gateway', 'nat-a').NatGatewayAddresses[0].PublicIp).toBeUndefined();
  expect(left(world, ['eipalloc-1'], 'nat-gateway', 'nat-a').NatGatewayAddresses[0].PublicIp).toBeDefined();
});

test('a route of a transit gateway keeps the attachments that are left', () => {
  const route = (ids: string[]): Data => ({
    State: 'active',
    TransitGatewayAttachments: ids.map((TransitGatewayAttachmentId) => ({ TransitGatewayAttachmentId })),
  });
  const world = office()
    .add('transit-gateway-route', 'r-1', route(['tgw-attach-1', 'tgw-attach-2']))
    .add('transit-gateway-route', 'r-2', route(['tgw-attach-1']));
  expect(left(world, ['tgw-attach-1'], 'transit-gateway-route', 'r-1')).toEqual(route(['tgw-attach-2']));
  expect(left(world, ['tgw-attach-1'], 'transit-gateway-route', 'r-2').State).toBe('blackhole');
});
