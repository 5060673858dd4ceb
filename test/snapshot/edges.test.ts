import { expect, test } from 'vitest';
import { kindNamed, refsOf } from '../../src/kinds/index.ts';
import { referrers } from '../../src/snapshot/edges.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';

const at = (account: string, region: string) => ({ account, region });
const subnet = (id: string, data: object, place: { account: string; region: string }): Resource => ({
  kind: 'subnet',
  id,
  ...place,
  data: { SubnetId: id, ...data },
});

const HERE = at('111111111111', 'eu-west-1');
const NEXT = at('111111111111', 'eu-central-1');
const OTHER = at('222222222222', 'eu-west-1');

test('what names a resource is found by the refs of its row, as often as it was seen', () => {
  const id = 'vpc-0a1b2c3d4e5f60718';
  const snapshot = memorySnapshot({
    resources: [subnet('subnet-1', { VpcId: id }, HERE), subnet('subnet-1', { VpcId: id }, OTHER), subnet('subnet-2', {}, HERE)],
  });
  const found = referrers(snapshot, { kind: 'vpc', id, ...HERE });
  expect(found.map((one) => [one.id, one.account])).toEqual([
    ['subnet-1', HERE.account],
    ['subnet-1', OTHER.account],
  ]);
});

test('an id that is only a name means the thing of the same place', () => {
  const zone = { AvailabilityZone: 'eu-west-1a' };
  const snapshot = memorySnapshot({
    resources: [subnet('subnet-1', zone, HERE), subnet('subnet-2', zone, OTHER), subnet('subnet-3', zone, NEXT)],
  });
  const found = referrers(snapshot, { kind: 'availability-zone', id: 'eu-west-1a', ...HERE });
  expect(found.map(({ id }) => id)).toEqual(['subnet-1']);
});

test('of a virtual interface on a Direct Connect gateway the empty id of a virtual private gateway is no relation', () => {
  const row = kindNamed('direct-connect-virtual-interface');
  const onGateway = { connectionId: 'dxcon-1', directConnectGatewayId: 'dxgw-1', virtualGatewayId: '' };
  expect(refsOf(row, { data: onGateway })).toEqual([
    { kind: 'direct-connect-connection', id: 'dxcon-1' },
    { kind: 'direct-connect-gateway', id: 'dxgw-1' },
  ]);
  expect(row.columns!.gateway!(onGateway)).toBe('dxgw-1');
  expect(row.columns!.gateway!({ directConnectGatewayId: '', virtualGatewayId: 'vgw-1' })).toBe('vgw-1');
  const empty = { kind: 'vpn-gateway', id: '', ...HERE };
  const all = memorySnapshot({ resources: [{ kind: row.kind, id: 'dxvif-1', ...HERE, data: onGateway }] });
  expect(referrers(all, empty)).toEqual([]);
});
