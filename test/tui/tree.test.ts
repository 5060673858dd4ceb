import { expect, test } from 'vitest';
import { isKind, kindNamed, kinds } from '../../src/kinds/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { grow } from '../../src/tui/model/grow.ts';
import { homesOf } from '../../src/tui/model/placing.ts';
import { countsAt, rolledUp } from '../../src/tui/model/rollup.ts';
import { structural, Tree } from '../../src/tui/model/tree.ts';
import { firstOpen, revealed, rowOf, turned, visible, withAncestors } from '../../src/tui/model/visible.ts';
import { randomEstate } from '../estate/random.ts';

const place = { account: '111122223333', region: 'eu-central-1' };
const resource = (kind: string, id: string, data: object) => ({ ...place, kind, id, data });

const small = (...more: ReturnType<typeof resource>[]) =>
  memorySnapshot({
    resources: [
      resource('vpc', 'vpc-00000001', {
        VpcId: 'vpc-00000001',
        CidrBlock: '10.0.0.0/16',
        IsDefault: false,
        Tags: [{ Key: 'Name', Value: 'prod' }],
      }),
      resource('subnet', 'subnet-00000001', { SubnetId: 'subnet-00000001', VpcId: 'vpc-00000001', CidrBlock: '10.0.1.0/24' }),
      resource('instance', 'i-00000001', {
        InstanceId: 'i-00000001',
        SubnetId: 'subnet-00000001',
        VpcId: 'vpc-00000001',
        State: { Name: 'running' },
      }),
      resource('network-interface', 'eni-00000001', {
        ...{ NetworkInterfaceId: 'eni-00000001', SubnetId: 'subnet-00000001', VpcId: 'vpc-00000001' },
        ...{ Attachment: { InstanceId: 'i-00000001' }, PrivateIpAddress: '10.0.1.5' },
      }),
      ...more,
    ],
    places: [place],
  });

const treeOf = (snapshot: ReturnType<typeof memorySnapshot>) => new Tree(grow(snapshot).tree);
const path = (tree: Tree, kind: string, id: string) => {
  const node = tree.find({ kind, id })!;
  return [...tree.ancestors(node), node].map((one) => tree.kindOf(one));
};

test('an interface stands under its instance, in its subnet, VPC, Region and account', () => {
  expect(path(treeOf(small()), 'network-interface', 'eni-00000001')).toEqual([
    'account',
    'place',
    'vpc',
    'subnet',
    'instance',
    'network-interface',
  ]);
});

test('an interface without an instance stands in its subnet, and one whose subnet nobody saw in its Region', () => {
  const alone = resource('network-interface', 'eni-00000002', {
    NetworkInterfaceId: 'eni-00000002',
    SubnetId: 'subnet-00000001',
  });
  const lost = resource('network-interface', 'eni-00000003', { NetworkInterfaceId: 'eni-00000003', SubnetId: 'subnet-gone' });
  const tree = treeOf(small(alone, lost));
  expect(path(tree, 'network-interface', 'eni-00000002').at(-2)).toBe('subnet');
  expect(path(tree, 'network-interface', 'eni-00000003').slice(0, 2)).toEqual(['account', 'place']);
});

test('what stands for no resource has no name of a kind', () => {
  expect(structural.filter(isKind)).toEqual([]);
});

test('no kind stands below itself by way of others', () => {
  const above = (kind: string, seen: readonly string[]): void => {
    expect(seen, `${kind} stands below itself`).not.toContain(kind);
    for (const home of homesOf(kind)) above(home, [...seen, kind]);
  };
  for (const { kind } of kinds) above(kind, []);
});

test('every home that a kind has is a kind, and its row or its parent names it', () => {
  for (const { kind } of kinds)
    for (const home of homesOf(kind)) {
      expect(() => kindNamed(home)).not.toThrow();
      expect(home in (kindNamed(kind).refs ?? {}) || kindNamed(kind).detailOf === home, `${kind} in ${home}`).toBe(true);
    }
});

test.each([1, 2, 3, 4, 5, 6])('every resource of an estate has one node, below its own account and Region (seed %i)', (seed) => {
  const snapshot = randomEstate({ seed });
  const { tree: data, resources } = grow(snapshot);
  const tree = new Tree(data);
  const expected = snapshot.manifest.shards.reduce((sum, { count }) => sum + count, 0);
  expect(resources.filter(Boolean).length).toBe(expected);
  for (const [node, one] of resources.entries()) {
    if (!one) continue;
    expect(tree.kindOf(node)).toBe(one.kind);
    expect(tree.placeOf(node).account).toBe(one.account);
    expect(tree.withId(one.id)).toContain(node);
  }
});

test('a subtree is the nodes up to its end, and a parent comes before its children', () => {
  const { data } = treeOf(randomEstate({ seed: 9 }));
  for (let node = 0; node < data.size; node += 1) {
    expect(data.parent[node]!).toBeLessThan(node);
    if (data.parent[node]! >= 0) expect(data.end[node]!).toBeLessThanOrEqual(data.end[data.parent[node]!]!);
  }
});

test('a fine network says nothing, and a black hole or an open port says why', () => {
  const bad = treeOf(
    small(
      resource('route-table', 'rtb-00000001', {
        RouteTableId: 'rtb-00000001',
        VpcId: 'vpc-00000001',
        Routes: [{ DestinationCidrBlock: '10.9.0.0/16', State: 'blackhole' }],
      }),
      resource('security-group', 'sg-00000001', {
        ...{ GroupId: 'sg-00000001', GroupName: 'web', VpcId: 'vpc-00000001' },
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    ),
  );
  const cause = (kind: string, id: string) => bad.field(bad.find({ kind, id })!, 'cause');
  expect(cause('route-table', 'rtb-00000001')).toBe('blackhole: 10.9.0.0/16');
  expect(cause('security-group', 'sg-00000001')).toBe('open: 22 to 0.0.0.0/0');
  expect(cause('instance', 'i-00000001')).toBe('');
});

test('names from AWS are harmless before they are in the tree', () => {
  const tree = treeOf(
    small(resource('vpc', 'vpc-00000002', { VpcId: 'vpc-00000002', Tags: [{ Key: 'Name', Value: 'a\u001B[2J\tb\u202E' }] })),
  );
  const node = tree.find({ kind: 'vpc', id: 'vpc-00000002' })!;
  expect(tree.field(node, 'name')).toBe('a␛[2J␉b‹U+202E›');
  expect(tree.field(node, 'id')).toBe('vpc-00000002');
});

test('a gap stands where it would have been seen, and Regions with nothing are folded away', () => {
  const places = ['eu-central-1', 'eu-west-1', 'eu-west-2'].map((region) => ({ ...place, region }));
  const gaps = [
    { ...place, kind: 'vpn-connection', operation: 'DescribeVpnConnections', code: 'UnauthorizedOperation', message: 'no' },
  ];
  const tree = treeOf(memorySnapshot({ resources: [resource('vpc', 'vpc-00000001', { VpcId: 'vpc-00000001' })], places, gaps }));
  const titles = Array.from({ length: tree.size }, (_, node) => tree.title(node));
  expect(titles).toContain('VPN connections could not be read');
  expect(titles).toContain('2 Regions with nothing in them');
  const rows = [...visible(tree, firstOpen(tree))].map((node) => tree.title(node));
  expect(rows).toContain('2 Regions with nothing in them');
  expect(rows).not.toContain('eu-west-1');
});

test('findings are counted at everything above them, and gaps mark it', () => {
  const tree = treeOf(small());
  const eni = tree.find({ kind: 'network-interface', id: 'eni-00000001' })!;
  const worst = rolledUp(tree, [
    { node: eni, severity: 'critical' },
    { node: eni, severity: 'low' },
    { node: undefined, severity: 'high' },
  ]);
  for (const node of [eni, ...tree.ancestors(eni)])
    expect(countsAt(worst, node)).toEqual([
      ['critical', 1],
      ['low', 1],
    ]);
  expect(worst.own[0]).toBe(5);
});

test('what is folded is not in the list, and a node that is not is found in what it is folded into', () => {
  const tree = treeOf(small());
  const all = visible(tree, new Uint8Array(tree.size).fill(1));
  expect(all.length).toBe(tree.size);
  const vpc = tree.find({ kind: 'vpc', id: 'vpc-00000001' })!;
  const folded = turned(tree, new Uint8Array(tree.size).fill(1), vpc, false);
  const rows = visible(tree, folded);
  expect(rows.length).toBe(vpc + 1 + tree.size - tree.data.end[vpc]!);
  const eni = tree.find({ kind: 'network-interface', id: 'eni-00000001' })!;
  expect(rows[rowOf(rows, eni)]).toBe(vpc);
  expect([...visible(tree, revealed(tree, folded, [eni]))]).toContain(eni);
});

test('a mask lets through what was found and what is above it', () => {
  const tree = treeOf(small());
  const eni = tree.find({ kind: 'network-interface', id: 'eni-00000001' })!;
  const rows = visible(
    tree,
    new Uint8Array(tree.size),
    withAncestors(tree, new Uint8Array(tree.size).fill(1, eni, eni + 1)),
    true,
  );
  expect([...rows]).toEqual([...tree.ancestors(eni), eni]);
});

test('a key finds its node again in another reading of the network', () => {
  const [before, after] = [treeOf(small()), treeOf(small(resource('vpc', 'vpc-00000000', { VpcId: 'vpc-00000000' })))];
  for (let node = 0; node < before.size; node += 1) {
    const again = after.atKey(before.keyOf(node));
    expect(again, before.keyOf(node)).toBeDefined();
    expect(after.title(again!)).toBe(before.title(node));
  }
  expect(after.atKey('vpc vpc-gone 111122223333 eu-central-1')).toBeUndefined();
});
