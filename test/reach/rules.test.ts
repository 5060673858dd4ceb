/** How AWS's own words become rules, entries and routes (§2, §3, §4). */
import { expect, test } from 'vitest';
import { address, formatPrefix, prefix } from '../../src/net/index.ts';
import { Missing } from '../../src/reach/network/coverage.ts';
import { aclOf, lastRule } from '../../src/reach/network/network-acl.ts';
import { prefixListOf } from '../../src/reach/network/prefix-list.ts';
import { candidates, rivals, unresolvedFor, whyItWon } from '../../src/reach/network/route-choice.ts';
import { routeTableOf } from '../../src/reach/network/route-table.ts';
import { targetOf } from '../../src/reach/network/route-target.ts';
import { Group } from '../../src/reach/network/security-group.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { ACCOUNT, aclEntry, type Data, REGION, routeData } from './scenario.ts';

const place = { account: ACCOUNT, region: REGION };
const resource = (kind: string, id: string, data: Data, parent?: string): Resource => ({ kind, id, ...place, parent, data });
const any = { IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
const rulesOf = (permission: Data, rows: Resource[] = []) =>
  new Group(resource('security-group', 'sg-1', { IpPermissions: [permission] }), () => rows).ingress;

test.each<[string, Data]>([
  ['all traffic from 10.0.0.0/8', { IpProtocol: '-1' }],
  ['all traffic from 10.0.0.0/8', { IpProtocol: -1 }],
  ['all traffic from 10.0.0.0/8', {}],
  ['all traffic from 10.0.0.0/8', { IpProtocol: '-1', FromPort: 22, ToPort: 22 }],
  ['tcp 22 from 10.0.0.0/8', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 }],
  ['tcp 20-30 from 10.0.0.0/8', { IpProtocol: 'tcp', FromPort: 20, ToPort: 30 }],
  ['udp all ports from 10.0.0.0/8', { IpProtocol: 'udp', FromPort: 0, ToPort: 65535 }],
  ['udp all ports from 10.0.0.0/8', { IpProtocol: 'udp' }],
  ['udp all ports from 10.0.0.0/8', { IpProtocol: 'udp', FromPort: -1, ToPort: -1 }],
  ['tcp 0-100 from 10.0.0.0/8', { IpProtocol: 'tcp', FromPort: 0, ToPort: 100 }],
  ['tcp 100-65535 from 10.0.0.0/8', { IpProtocol: 'tcp', FromPort: 100, ToPort: 65535 }],
  ['icmp from 10.0.0.0/8', { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 }],
  ['icmp from 10.0.0.0/8', { IpProtocol: 'icmp' }],
  ['icmp type 8 from 10.0.0.0/8', { IpProtocol: 'icmp', FromPort: 8, ToPort: -1 }],
  ['icmp type 3 code 4 from 10.0.0.0/8', { IpProtocol: 'icmp', FromPort: 3, ToPort: 4 }],
  ['protocol 47 from 10.0.0.0/8', { IpProtocol: '47', FromPort: 1, ToPort: 2 }],
])('a rule reads %j', (text, service) => {
  expect(rulesOf({ ...service, ...any }).map((rule) => rule.text)).toEqual([text]);
});

test.each<[string, Data, [number, number], [number, number]]>([
  ['S4: -1 is every protocol, whatever the range', { IpProtocol: '-1', FromPort: 22, ToPort: 22 }, [0, 255], [0, 65535]],
  ['S5: a range includes both ends', { IpProtocol: 'tcp', FromPort: 20, ToPort: 30 }, [6, 6], [20, 30]],
  ['S5: no range is every port', { IpProtocol: '17' }, [17, 17], [0, 65535]],
  ['S5: a range without an end goes up to the last', { IpProtocol: 'tcp', FromPort: 20 }, [6, 6], [20, 65535]],
  ['S5: port -1 is every port', { IpProtocol: 'tcp', FromPort: -1, ToPort: 80 }, [6, 6], [0, 65535]],
  ['S6: a type is all of its codes', { IpProtocol: 'icmp', FromPort: 8, ToPort: -1 }, [1, 1], [0x800, 0x8ff]],
  ['S4: other protocols have no ports', { IpProtocol: '50', FromPort: 1, ToPort: 2 }, [50, 50], [0, 65535]],
])('%s', (_, service, protocol, ports) => {
  const [rule] = rulesOf({ ...service, ...any });
  expect([rule?.protocol, rule?.ports]).toEqual([
    { lo: protocol[0], hi: protocol[1] },
    { lo: ports[0], hi: ports[1] },
  ]);
});

test.each<[string, Data]>([
  ['S6: a code without a type', { IpProtocol: 'icmp', FromPort: -1, ToPort: 4, ...any }],
  ['a protocol that is none', { IpProtocol: 'gre', ...any }],
  ['S7: no peer at all', { IpProtocol: 'tcp' }],
  ['a block that is none', { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '10.0.0.1/8' }, {}], Ipv6Ranges: [{}] }],
])('%s matches nothing', (_, permission) => {
  expect(rulesOf(permission)).toEqual([]);
});

test('a permission is one rule for each peer, and each says who it is', () => {
  const rules = rulesOf({
    IpProtocol: 'tcp',
    FromPort: 22,
    ToPort: 22,
    IpRanges: [{ CidrIp: '10.0.0.0/8' }],
    Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    UserIdGroupPairs: [{ GroupId: 'sg-2' }],
    PrefixListIds: [{ PrefixListId: 'pl-3' }],
  });
  expect(rules.map(({ peer, groupId, prefixListId }) => [peer, groupId, prefixListId])).toEqual([
    ['10.0.0.0/8', undefined, undefined],
    ['::/0', undefined, undefined],
    ['sg-2', 'sg-2', undefined],
    ['pl-3', undefined, 'pl-3'],
  ]);
  expect(rules.map((rule) => rule.prefix && formatPrefix(rule.prefix))).toEqual(['10.0.0.0/8', '::/0', undefined, undefined]);
});

test('S2: a group without permissions has no rules, either way', () => {
  expect(new Group(resource('security-group', 'sg-1', {}), () => [])).toMatchObject({ id: 'sg-1', ingress: [], egress: [] });
});

test('an egress rule says to whom', () => {
  const group = new Group(resource('security-group', 'sg-1', { IpPermissionsEgress: [{ IpProtocol: '-1', ...any }] }), () => []);
  expect(group.egress).toMatchObject([{ text: 'all traffic to 10.0.0.0/8', direction: 'egress' }]);
  expect(group.ingress).toEqual([]);
});

test.each([
  [undefined, false],
  ['', false],
  ['active', false],
  ['deleted', true],
])('S10: a reference whose peering is %j is stale: %s', (PeeringStatus, stale) => {
  expect(rulesOf({ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-2', PeeringStatus }] })[0]?.stale).toBe(stale);
});

test('a rule has the id of the row that says the same, and no other', () => {
  const rows = [
    ['sgr-four', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '10.0.0.0/8' }],
    ['sgr-out', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '10.0.0.0/8', IsEgress: true }],
    ['sgr-port', { IpProtocol: 'tcp', FromPort: 23, ToPort: 23, CidrIpv4: '10.0.0.0/8' }],
    ['sgr-end', { IpProtocol: 'tcp', FromPort: 22, ToPort: 23, CidrIpv4: '10.0.0.0/8' }],
    ['sgr-udp', { IpProtocol: 'udp', FromPort: 22, ToPort: 22, CidrIpv4: '10.0.0.0/8' }],
    ['sgr-six', { IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv6: '::/0' }],
    ['sgr-group', { IpProtocol: '-1', ReferencedGroupInfo: { GroupId: 'sg-2' } }],
    ['sgr-list', { IpProtocol: '-1', FromPort: -1, ToPort: -1, PrefixListId: 'pl-3' }],
    ['sgr-none', { IpProtocol: '-1' }],
  ].map(([id, data]) => resource('security-group-rule', id as string, data));
  const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, ...any };
  const all = {
    IpProtocol: '-1',
    Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    UserIdGroupPairs: [{ GroupId: 'sg-2' }],
    PrefixListIds: [{ PrefixListId: 'pl-3' }],
  };
  const data = { IpPermissions: [ssh, all], IpPermissionsEgress: [ssh] };
  const group = new Group(resource('security-group', 'sg-1', data), () => rows);
  expect(group.ingress.map((rule) => rule.id)).toEqual(['sgr-four', 'sgr-six', 'sgr-group', 'sgr-list']);
  expect(group.egress.map((rule) => rule.id)).toEqual(['sgr-out']);
});

// Network ACLs ----------------------------------------------------------------------------------------------------------------

const acl = (...rows: Data[]) => aclOf(resource('network-acl', 'acl-1', { Entries: rows }));

test.each<[string, string]>([
  ['allow all traffic 0.0.0.0/0', 'in 100 allow -1 0.0.0.0/0'],
  ['deny all traffic 0.0.0.0/0', 'in 100 deny -1 0.0.0.0/0'],
  ['allow protocol 6 22 10.0.0.0/8', 'in 100 allow tcp 22 10.0.0.0/8'],
  ['allow protocol 17 20-30 10.0.0.0/8', 'in 100 allow udp 20-30 10.0.0.0/8'],
  ['allow protocol 6 10.0.0.0/8', 'in 100 allow tcp 10.0.0.0/8'],
  ['allow protocol 1 10.0.0.0/8', 'in 100 allow icmp 8 10.0.0.0/8'],
  ['allow protocol 47 10.0.0.0/8', 'in 100 allow 47 22 10.0.0.0/8'],
])('an entry reads %j', (text, entry) => {
  expect(acl(aclEntry(entry)).entries.ingress[4].map((one) => one.text)).toEqual([text]);
});

test('N2: entries are in the order of their numbers, by direction and family', () => {
  const { entries } = acl(
    ...['in 300 allow -1 ::/0', 'in 200 deny -1 10.0.0.0/8', 'out 7 deny -1 ::/0', 'in 100 allow -1 10.0.0.0/8'].map(aclEntry),
  );
  const told = [entries.ingress[4], entries.ingress[6], entries.egress[4], entries.egress[6]];
  expect(told.map((list) => list.map(({ number, allows }) => [number, allows]))).toEqual([
    [
      [100, true],
      [200, false],
    ],
    [[300, true]],
    [],
    [[7, false]],
  ]);
});

test('N2: the implicit last rules are not listed, and are 32767 and 32768', () => {
  const rows = ['in 32766 allow -1 10.0.0.0/8', 'in 32767 deny -1 0.0.0.0/0', 'in 32768 deny -1 ::/0'].map(aclEntry);
  const { ingress } = acl(...rows).entries;
  expect([ingress[4].map((one) => one.number), ingress[6]]).toEqual([[32766], []]);
  expect([lastRule(4), lastRule(6)]).toEqual([32767, 32768]);
});

test.each<[string, Data, [number, number] | undefined]>([
  ['N4: a range includes both ends', { Protocol: '6', PortRange: { From: 20, To: 30 } }, [20, 30]],
  ['a range without a beginning starts at 0', { Protocol: '6', PortRange: { To: 30 } }, [0, 30]],
  ['a range without an end goes up to the last', { Protocol: '6', PortRange: { From: 20 } }, [20, 65535]],
  ['N5: no range is every port', { Protocol: '17' }, [0, 65535]],
  ['N5: other protocols have no ports', { Protocol: '50', PortRange: { From: 1, To: 2 } }, [0, 65535]],
  ['N5: a type is all of its codes', { Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } }, [0x800, 0x8ff]],
  ['N5: type -1 is every type', { Protocol: '1', IcmpTypeCode: { Type: -1, Code: -1 } }, [0, 65535]],
  ['N5: ICMP without a type is every type', { Protocol: '1' }, [0, 65535]],
  ['N5: ICMPv6 in an IPv4 entry is every type', { Protocol: '58', IcmpTypeCode: { Type: 128, Code: 0 } }, [0, 65535]],
  ['S6: a code without a type matches nothing', { Protocol: '1', IcmpTypeCode: { Type: -1, Code: 3 } }, undefined],
  ['a protocol that is none matches nothing', { Protocol: 'gre' }, undefined],
  ['no protocol is every one', {}, [0, 65535]],
])('%s', (_, service, ports) => {
  const [entry] = acl({ RuleNumber: 1, RuleAction: 'allow', CidrBlock: '10.0.0.0/8', Egress: false, ...service }).entries
    .ingress[4];
  expect(entry?.ports).toEqual(ports && { lo: ports[0], hi: ports[1] });
});

test('N5: ICMPv6 in an IPv6 entry matches its type', () => {
  const row = { RuleNumber: 1, RuleAction: 'allow', Ipv6CidrBlock: '::/0', Protocol: '58', IcmpTypeCode: { Type: 128, Code: 0 } };
  expect(acl(row).entries.ingress[6][0]?.ports).toEqual({ lo: 0x8000, hi: 0x8000 });
});

test('N6: an entry is of the family of its block', () => {
  const { ingress } = acl(
    { RuleNumber: 1, CidrBlock: '::/0' },
    { RuleNumber: 2, Ipv6CidrBlock: '10.0.0.0/8' },
    { RuleNumber: 3 },
  ).entries;
  expect([ingress[4], ingress[6]]).toEqual([[], []]);
});

test('N1: an ACL knows its subnets, and one without entries or associations is empty', () => {
  expect(aclOf(resource('network-acl', 'acl-1', { Associations: [{ SubnetId: 'subnet-1' }] })).subnetIds).toEqual(['subnet-1']);
  expect(aclOf(resource('network-acl', 'acl-1', {}))).toMatchObject({
    subnetIds: [],
    entries: { ingress: { 4: [], 6: [] }, egress: { 4: [], 6: [] } },
  });
});

// Prefix lists and route tables -----------------------------------------------------------------------------------------------

const list = (id: string, ...cidrs: string[]) =>
  prefixListOf(
    resource('prefix-list', id, {}),
    cidrs.map((Cidr) => resource('prefix-list-entry', `${id}/${Cidr}`, { Cidr }, id)),
  );
const gone = new Missing('ec2:GetManagedPrefixListEntries', place, 'refused');

test('S11: a prefix list holds its entries of both families; what is no block is no entry', () => {
  const { table } = prefixListOf(resource('prefix-list', 'pl-1', {}), [
    ...['10.0.0.0/8', '2600:a::/56', 'nothing'].map((Cidr) => resource('prefix-list-entry', Cidr, { Cidr })),
    resource('prefix-list-entry', 'empty', {}),
  ]);
  expect(table.entries.map((entry) => entry.value)).toEqual(['10.0.0.0/8', '2600:a::/56']);
  expect(table.lookup(address('2600:a::1')).entry?.value).toBe('2600:a::/56');
});

/** A table of routes, where `pl-…` lists are these; `pl-unknown…` are not in the snapshot. */
const tableOf = (routes: string[], lists: Record<string, string[]> = {}, families: Record<string, 4 | 6> = {}) =>
  routeTableOf(resource('route-table', 'rtb-1', { VpcId: 'vpc-1', Routes: routes.map(routeData) }), {
    prefixList: (id) => (lists[id] ? list(id, ...lists[id]) : gone),
    listFamily: (id) => families[id],
  });
const winner = (table: ReturnType<typeof tableOf>, to: string) => table.routes.lookup(address(to)).entry?.value;

test.each<[string, string, Data]>([
  ['local', 'local', { GatewayId: 'local' }],
  ['vpc-lattice', 'VpcLattice', { GatewayId: 'VpcLattice' }],
  ['internet-gateway', 'igw-1', { GatewayId: 'igw-1' }],
  ['vpn-gateway', 'vgw-1', { GatewayId: 'vgw-1' }],
  ['vpc-endpoint', 'vpce-1', { GatewayId: 'vpce-1' }],
  ['nothing', 'xyz-1', { GatewayId: 'xyz-1' }],
  ['nat-gateway', 'nat-1', { NatGatewayId: 'nat-1' }],
  ['transit-gateway', 'tgw-1', { TransitGatewayId: 'tgw-1' }],
  ['vpc-peering-connection', 'pcx-1', { VpcPeeringConnectionId: 'pcx-1' }],
  ['network-interface', 'eni-1', { NetworkInterfaceId: 'eni-1', InstanceId: 'i-1' }],
  ['egress-only-internet-gateway', 'eigw-1', { EgressOnlyInternetGatewayId: 'eigw-1' }],
  ['core-network', 'arn:core', { CoreNetworkArn: 'arn:core' }],
  ['local-gateway', 'lgw-1', { LocalGatewayId: 'lgw-1' }],
  ['carrier-gateway', 'cagw-1', { CarrierGatewayId: 'cagw-1' }],
  ['odb-network', 'arn:odb', { OdbNetworkArn: 'arn:odb' }],
  ['nothing', 'i-1', { InstanceId: 'i-1' }],
  ['nothing', 'no target', {}],
])('R11: the target is %s %s', (kind, id, data) => {
  expect(targetOf(data)).toEqual({ kind, id });
});

test('R3: a route ranks by where it comes from: local, static, prefix list, anything dynamic', () => {
  const { routes } = tableOf(
    ['10.0.0.0/16 local', '0.0.0.0/0 igw-a', 'pl-1 nat-a', '192.168.0.0/16 vgw-a propagated', '172.16.0.0/12 eni-a advertised'],
    { 'pl-1': ['1.0.0.0/8'] },
  );
  expect(routes.entries.map(({ value }) => [value.rank, value.text])).toEqual([
    [0, '10.0.0.0/16 → local'],
    [1, '0.0.0.0/0 → igw-a'],
    [2, '1.0.0.0/8 (pl-1) → nat-a'],
    [3, '192.168.0.0/16 → vgw-a'],
    [3, '172.16.0.0/12 → eni-a'],
  ]);
});

test('a route that does not say so is active, and made by whoever makes such routes', () => {
  const data = {
    Routes: [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
      { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1' },
    ],
  };
  const { routes } = routeTableOf(resource('route-table', 'rtb-1', data), {
    prefixList: () => gone,
    listFamily: () => undefined,
  });
  expect(routes.entries.map(({ value }) => [value.state, value.origin, value.rank])).toEqual([
    ['active', 'CreateRouteTable', 0],
    ['active', 'CreateRoute', 1],
  ]);
});

test('R8: filtered routes and routes to no block are as if absent; a table without routes is empty', () => {
  const lists = { prefixList: () => gone, listFamily: () => undefined };
  expect(tableOf(['1.0.0.0/8 igw-a filtered', '1.0.0.1/8 igw-a']).routes.entries).toEqual([]);
  expect(routeTableOf(resource('route-table', 'rtb-1', { Routes: [{ GatewayId: 'igw-1' }] }), lists).routes.entries).toEqual([]);
  expect(routeTableOf(resource('route-table', 'rtb-1', {}), lists).routes.entries).toEqual([]);
});

test('R5: a propagated route within a local one is overruled, one that is wider is not', () => {
  const table = tableOf([
    '10.0.0.0/16 local',
    '10.0.3.0/24 vgw-a propagated',
    '10.0.0.0/16 vgw-a propagated',
    '10.0.0.0/8 vgw-a propagated',
    '10.0.4.0/24 eni-a advertised',
    '10.0.5.0/24 eni-a',
  ]);
  expect(table.overruled.map((route) => route.text)).toEqual(['10.0.3.0/24 → vgw-a', '10.0.0.0/16 → vgw-a']);
  expect(['10.0.3.1', '10.0.4.1', '10.0.5.1', '10.9.0.1'].map((to) => winner(table, to)?.text)).toEqual([
    '10.0.0.0/16 → local',
    '10.0.4.0/24 → eni-a',
    '10.0.5.0/24 → eni-a',
    '10.0.0.0/8 → vgw-a',
  ]);
});

test('S19: a list that is not known is missed for addresses that it may hold', () => {
  const table = tableOf(['pl-unknown igw-a'], {}, { 'pl-unknown': 6 });
  expect(unresolvedFor(table, address('10.0.0.1'))).toBeUndefined();
  expect(unresolvedFor(table, address('2600::1'))).toBe(gone);
  expect(unresolvedFor(tableOf(['pl-unknown igw-a']), address('10.0.0.1'))).toBe(gone);
  expect(unresolvedFor(tableOf(['pl-1 igw-a'], { 'pl-1': ['1.0.0.0/8'] }), address('10.0.0.1'))).toBeUndefined();
});

test('all routes that cover an address are candidates, the winner first', () => {
  const table = tableOf(
    [
      '0.0.0.0/0 igw-a',
      '10.0.0.0/8 vgw-a propagated',
      'pl-1 nat-a',
      '10.0.0.0/8 tgw-a',
      '10.1.0.0/16 eni-a',
      '::/0 igw-a',
      '10.0.0.1/32 local',
    ],
    { 'pl-1': ['10.0.0.0/8'] },
  );
  expect(candidates(table, address('10.0.0.1')).map((route) => route.target.id)).toEqual([
    'local',
    'tgw-a',
    'nat-a',
    'vgw-a',
    'igw-a',
  ]);
  expect(candidates(table, address('10.1.255.255')).map((route) => route.target.id)[0]).toBe('eni-a');
  expect(candidates(table, address('10.1.0.0')).map((route) => route.target.id)[0]).toBe('eni-a');
  expect(candidates(table, BigInt(address('10.0.0.1'))).map((route) => route.prefix)).toEqual([prefix('::/0')]);
});

test('R4: rivals of a prefix-list route are those of other lists that lead elsewhere', () => {
  const lists = { 'pl-1': ['1.1.0.0/16'], 'pl-2': ['1.0.0.0/8', '2.0.0.0/8'], 'pl-3': ['1.0.0.0/8'] };
  const table = tableOf(['pl-1 nat-a', 'pl-2 igw-a', 'pl-3 nat-a', '1.0.0.0/8 tgw-a', '0.0.0.0/0 igw-a'], lists);
  const rivalsAt = (to: string) =>
    rivals(table, winner(table, to)!, address(to)).map((route) => `${route.prefixListId} ${route.target.id}`);
  expect(rivalsAt('1.1.0.1')).toEqual(['pl-2 igw-a']);
  expect(rivalsAt('2.0.0.1')).toEqual([]);
  expect(rivalsAt('1.2.0.1')).toEqual([]);
  expect(tableOf(['pl-1 nat-a', 'pl-3 nat-a'], lists).mayBeAmbiguous).toBe(false);
  expect(tableOf(['pl-1 nat-a', '1.0.0.0/8 igw-a'], lists).mayBeAmbiguous).toBe(false);
  expect(table.mayBeAmbiguous).toBe(true);
});

test.each<[string, string, string[]]>([
  ['no other route matches', '10.0.0.1', ['10.0.0.0/8 tgw-a', '11.0.0.0/8 igw-a']],
  ['more specific than 0.0.0.0/0 → igw-a', '10.0.0.1', ['10.0.0.0/8 tgw-a', '0.0.0.0/0 igw-a']],
  ['local is preferred to 10.0.0.0/16 → tgw-a', '10.0.0.1', ['10.0.0.0/16 tgw-a', '10.0.0.0/16 local']],
  ['static is preferred to 10.0.0.0/16 → vgw-a', '10.0.0.1', ['10.0.0.0/16 vgw-a propagated', '10.0.0.0/16 tgw-a']],
  ['static is preferred to 1.0.0.0/8 (pl-1) → nat-a', '1.0.0.1', ['pl-1 nat-a', '1.0.0.0/8 igw-a']],
  ['prefix-list is preferred to 1.0.0.0/8 → vgw-a', '1.0.0.1', ['1.0.0.0/8 vgw-a propagated', 'pl-1 nat-a']],
  ['propagated is preferred to 1.0.0.0/8 → vgw-b', '1.0.0.1', ['1.0.0.0/8 vgw-a propagated', '1.0.0.0/8 vgw-b propagated']],
  [
    'the local route is preferred to the propagated 10.0.3.0/24 → vgw-a',
    '10.0.3.1',
    ['10.0.0.0/16 local', '10.0.3.0/24 vgw-a propagated'],
  ],
  [
    'more specific than 10.0.0.0/16 → local',
    '10.0.3.1',
    ['10.0.0.0/16 local', '10.0.3.0/24 vgw-a propagated', '10.0.3.0/24 eni-a'],
  ],
  ['no other route matches', '10.0.4.1', ['10.0.0.0/16 local', '10.0.3.0/24 vgw-a propagated']],
])('a route won because %s', (why, to, routes) => {
  const table = tableOf(routes, { 'pl-1': ['1.0.0.0/8'] });
  expect(whyItWon(table, address(to))).toBe(why);
});
