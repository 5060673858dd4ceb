import { describe, expect, test } from 'vitest';
import { compareSnapshots, diffSnapshots } from '../../src/diff/diff.ts';
import { type MemoryContent, memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Gap, Resource, Snapshot } from '../../src/snapshot/snapshot.ts';

const A = '111122223333';
const here = { account: A, region: 'eu-west-1' };
const there = { account: A, region: 'us-east-1' };
const places = [here, there, { account: A, region: 'global' }];
const kinds = ['vpc', 'subnet', 'vpn-connection', 'transit-gateway-route-table', 'transit-gateway-route'];

const it = (kind: string, id: string, data: object = {}, more: Partial<Resource> = {}): Resource => ({
  kind,
  id,
  ...here,
  data,
  ...more,
});
const vpc = (id: string, data: object = {}, more: Partial<Resource> = {}): Resource =>
  it('vpc', id, { VpcId: id, ...data }, more);
const table = (id: string): Resource =>
  it('transit-gateway-route-table', id, { TransitGatewayRouteTableId: id, State: 'available' });
const route = (cidr: string, parent: string): Resource =>
  it('transit-gateway-route', `${parent}/${cidr}`, { DestinationCidrBlock: cidr }, { parent });
const gap = (kind: string, more: Partial<Gap> = {}): Gap => ({
  ...here,
  kind,
  operation: 'Describe',
  code: 'AccessDenied',
  message: 'no',
  ...more,
});

const scan = (resources: Resource[], more: Partial<MemoryContent> = {}): Snapshot =>
  memorySnapshot({ resources, places, kinds, ...more });
const changes = (before: Snapshot, after: Snapshot): string[] =>
  diffSnapshots(before, after).differences.map(({ change, region, id }) => `${change}: ${id} in ${region}`);

describe('where both could look', () => {
  test('resources are new, gone, changed or the same', () => {
    const before = scan([vpc('vpc-1'), vpc('vpc-2', { State: 'pending' }), vpc('vpc-3'), vpc('vpc-1', {}, there)]);
    const after = scan([vpc('vpc-0'), vpc('vpc-2', { State: 'available' }), vpc('vpc-3'), vpc('vpc-1', {}, there)]);
    expect(changes(before, after)).toEqual([
      'new: vpc-0 in eu-west-1',
      'gone: vpc-1 in eu-west-1',
      'changed: vpc-2 in eu-west-1',
    ]);
    const { counts, notCompared } = diffSnapshots(before, after);
    expect(counts).toEqual({ new: 1, gone: 1, changed: 1, 'first seen': 0, 'not seen': 0, same: 2 });
    expect(notCompared).toEqual([]);
  });

  test('an unchanged shard is not opened', () => {
    const before = scan([vpc('vpc-1'), it('subnet', 'subnet-1', { State: 'pending' })]);
    const after = scan([vpc('vpc-1'), it('subnet', 'subnet-1', { State: 'available' })]);
    const opened: string[] = [];
    const watched = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      resources: () => expect.fail('nothing is loaded to be kept'),
      text(shard) {
        opened.push(shard.kind);
        return snapshot.text(shard);
      },
    });
    expect(changes(watched(before), watched(after))).toEqual(['changed: subnet-1 in eu-west-1']);
    expect(opened).toEqual(['subnet', 'subnet']);
  });

  test('what moves by itself is no change, unless it is asked for', () => {
    const tunnel = (AcceptedRouteCount: number) => [{ OutsideIpAddress: '1.1.1.1', Status: 'UP', AcceptedRouteCount }];
    const day = (n: number) =>
      scan(
        ['vpn-1', 'vpn-2'].map((id) =>
          it('vpn-connection', id, { VpnConnectionId: id, VgwTelemetry: tunnel(id === 'vpn-1' ? 1 : n) }),
        ),
      );
    expect(diffSnapshots(day(1), day(2)).counts).toMatchObject({ changed: 0, same: 2 });
    const { differences, counts } = diffSnapshots(day(1), day(2), { volatile: true });
    expect(counts).toMatchObject({ changed: 1, same: 1 });
    expect(differences[0]).toMatchObject({
      id: 'vpn-2',
      edits: [{ at: ['VgwTelemetry', { OutsideIpAddress: '1.1.1.1' }, 'AcceptedRouteCount'], before: 1, after: 2 }],
    });
  });

  test('a member that only a newer version knows to be volatile is no change', () => {
    const older = memorySnapshot({
      resources: [it('vpn-connection', 'vpn-1', { VgwTelemetry: [{ OutsideIpAddress: '1.1.1.1', AcceptedRouteCount: 1 }] })],
      places,
      kinds,
      rows: (kind) => ({
        kind,
        title: '',
        about: '',
        id: () => kind,
        call: { service: 'ec2', operation: 'DescribeVpcs', items: 'Vpcs' },
      }),
    });
    const newer = scan([
      it('vpn-connection', 'vpn-1', { VgwTelemetry: [{ OutsideIpAddress: '1.1.1.1', AcceptedRouteCount: 2 }] }),
    ]);
    expect(older.manifest.shards[0]?.digest).not.toBe(newer.manifest.shards[0]?.digest);
    expect(diffSnapshots(older, newer).counts).toMatchObject({ changed: 0, same: 1 });
    expect(diffSnapshots(newer, older).counts).toMatchObject({ changed: 0, same: 1 });
  });

  test('of resources that AWS answered twice, each counts', () => {
    const twice = [route('10.0.0.0/8', 'tgw-rtb-1'), { ...route('10.0.0.0/8', 'tgw-rtb-1'), data: { Type: 'static' } }];
    const { differences } = diffSnapshots(scan(twice), scan(twice.slice(0, 1)));
    expect(differences).toMatchObject([{ change: 'gone', nth: 1, before: { Type: 'static' } }]);
  });

  test('only the kinds that were asked for are compared', () => {
    const before = scan([vpc('vpc-1'), it('subnet', 'subnet-1')], { gaps: [gap('vpn-connection')] });
    const { differences, notCompared } = compareSnapshots(before, scan([]), { kinds: new Set(['subnet']) });
    expect([...differences()].map(({ id }) => id)).toEqual(['subnet-1']);
    expect(notCompared).toEqual([]);
  });
});

describe('where one side could not look, nothing is called new or gone', () => {
  const full = scan([vpc('vpc-1'), vpc('vpc-2', {}, there)]);

  test.each<[string, Snapshot]>([
    ['a call was denied', scan([vpc('vpc-2', {}, there)], { gaps: [gap('vpc')] })],
    ['the Region was not scanned', scan([vpc('vpc-2', {}, there)], { places: [there] })],
  ])('when %s', (_, half) => {
    expect(changes(full, half)).toEqual(['not seen: vpc-1 in eu-west-1']);
    expect(changes(half, full)).toEqual(['first seen: vpc-1 in eu-west-1']);
  });

  test('when the account was not scanned', () => {
    const other = scan([], { places: [{ account: '999999999999', region: 'eu-west-1' }] });
    expect(changes(full, other)).toEqual(['not seen: vpc-1 in eu-west-1', 'not seen: vpc-2 in us-east-1']);
    expect(diffSnapshots(full, other).notCompared.map(({ why, side }) => `${why} ${side}`)).toEqual([
      ...places.map(() => 'not scanned after'),
      'not scanned before',
    ]);
  });

  test('when an older version did not know the kind', () => {
    const older = scan([vpc('vpc-1')], { kinds: ['vpc'] });
    const newer = scan([vpc('vpc-1'), it('subnet', 'subnet-1')], { kinds: ['vpc', 'subnet'] });
    expect(changes(older, newer)).toEqual(['first seen: subnet-1 in eu-west-1']);
    expect(diffSnapshots(older, newer).notCompared).toEqual([{ why: 'not asked', side: 'before', kind: 'subnet' }]);
  });

  test('when a newer version wrote a kind that this one does not know', () => {
    const newer = memorySnapshot({ resources: [], places, kinds: [...kinds, 'quantum-gateway'], gaps: [gap('quantum-gateway')] });
    expect(diffSnapshots(scan([]), newer).notCompared).toEqual([{ why: 'not known', side: 'after', kind: 'quantum-gateway' }]);
  });

  test('but what both hold is compared, whatever else is missing', () => {
    const before = scan([vpc('vpc-1', { State: 'pending' })], { gaps: [gap('vpc')] });
    expect(changes(before, scan([vpc('vpc-1', { State: 'available' })]))).toEqual(['changed: vpc-1 in eu-west-1']);
  });

  test('a gap of both sides is told once, and one of another reason apart', () => {
    const [before, after] = [
      [gap('vpc'), gap('subnet')],
      [gap('vpc', { message: 'another id' }), gap('subnet', { code: 'TimedOut' })],
    ];
    const { notCompared } = diffSnapshots(scan([], { gaps: before }), scan([], { gaps: after }));
    expect(notCompared).toHaveLength(3);
    expect(notCompared.map((each) => each.why === 'not seen' && `${each.gap.kind} ${each.side}`)).toEqual([
      'subnet before',
      'vpc both',
      'subnet after',
    ]);
  });
});

describe('where some questions of a fan-out failed', () => {
  const [one, two] = [route('10.0.0.0/8', 'tgw-rtb-1'), route('10.0.0.0/8', 'tgw-rtb-2')];
  const full = scan([table('tgw-rtb-1'), table('tgw-rtb-2'), one, two]);

  test('only the answers to those are unknown', () => {
    const half = scan([table('tgw-rtb-1'), table('tgw-rtb-2')], {
      gaps: [gap('transit-gateway-route', { parents: ['tgw-rtb-2'] })],
    });
    expect(changes(full, half)).toEqual([`gone: ${one.id} in eu-west-1`, `not seen: ${two.id} in eu-west-1`]);
    expect(changes(half, full)).toEqual([`new: ${one.id} in eu-west-1`, `first seen: ${two.id} in eu-west-1`]);
  });

  test('what hangs on something that could not be seen is unknown too', () => {
    const half = scan([], { gaps: [gap('transit-gateway-route-table')] });
    expect(new Set(diffSnapshots(full, half).differences.map(({ change }) => change))).toEqual(new Set(['not seen']));
    expect(diffSnapshots(full, half).counts['not seen']).toBe(4);
  });

  test('but what hangs on something that was seen all the same is known', () => {
    const half = scan([table('tgw-rtb-1')], { gaps: [gap('transit-gateway-route-table')] });
    expect(changes(full, half)).toEqual([
      `gone: ${one.id} in eu-west-1`,
      `not seen: ${two.id} in eu-west-1`,
      'not seen: tgw-rtb-2 in eu-west-1',
    ]);
  });
});
