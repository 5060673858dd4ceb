/** VPCs, subnets, route tables, ACLs, groups, interfaces and instances of a random topology. */
import type { Place } from '../../src/snapshot/snapshot.ts';
import { add, addEni, type Drawing, type DrawnSubnet, type DrawnVpc, fresh, nextIp, publicIp, route } from './topology.ts';
import type { Data } from './world.ts';

export const ZONES = ['a', 'b'];
const ROLES = ['public', 'private', 'attach', 'firewall'] as const;

export function drawVpc(d: Drawing, index: number, place: Place, overlap: boolean): DrawnVpc {
  const { dice } = d;
  const id = `vpc-${index}`;
  const net = overlap ? 0 : index;
  const cidrs = [`10.${net}.0.0/16`];
  if (dice.chance(15)) cidrs.push(dice.pick([`10.${100 + net}.0.0/20`, `100.64.${net * 16}.0/20`]));
  const cidr6 = dice.chance(75) ? `2600:1f18:${index}00::/56` : undefined;
  const hidden = dice.chance(8);
  add(d, place, 'vpc', id, {
    VpcId: id,
    OwnerId: place.account,
    State: 'available',
    CidrBlock: cidrs[0],
    CidrBlockAssociationSet: cidrs.map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })),
    Ipv6CidrBlockAssociationSet: cidr6
      ? [
          {
            Ipv6CidrBlock: cidr6,
            Ipv6CidrBlockState: { State: 'associated' },
            Ipv6AddressAttribute: hidden ? 'private' : 'public',
            IpSource: hidden ? 'none' : 'amazon',
          },
        ]
      : [],
  });
  for (const [name, Value] of [
    ['EnableDnsSupport', !dice.chance(10)],
    ['EnableDnsHostnames', true],
  ] as const) {
    const key = `${id}/${name[0]!.toLowerCase()}${name.slice(1)}`;
    add(d, place, 'vpc-attribute', key, { VpcId: id, [name]: { Value } }, key);
  }
  const vpc: DrawnVpc = {
    id,
    place,
    index,
    cidrs,
    cidr6,
    subnets: [],
    tables: [],
    main: undefined,
    groups: [],
    enis: [],
    peers: [],
  };
  vpc.main = drawTable(d, vpc, { Main: true });
  for (const [order, role] of ROLES.entries()) {
    if (role === 'firewall' && !dice.chance(55)) continue;
    const zones = role === 'private' || (role === 'attach' && dice.chance(d.tidy ? 90 : 50)) ? ZONES : [dice.pick(ZONES)];
    for (const zone of zones) drawSubnet(d, vpc, order * 2 + ZONES.indexOf(zone), role, zone);
  }
  return vpc;
}

export function drawTable(d: Drawing, vpc: DrawnVpc, association: Data): Data {
  const id = fresh(d, 'rtb');
  const local = [...vpc.cidrs, ...(vpc.cidr6 ? [vpc.cidr6] : [])].map((cidr) =>
    route(cidr, { GatewayId: 'local' }, 'CreateRouteTable'),
  );
  const table = add(d, vpc.place, 'route-table', id, {
    RouteTableId: id,
    VpcId: vpc.id,
    OwnerId: vpc.place.account,
    Associations: [
      {
        RouteTableAssociationId: fresh(d, 'rtbassoc'),
        RouteTableId: id,
        Main: false,
        AssociationState: { State: 'associated' },
        ...association,
      },
    ],
    PropagatingVgws: [],
    Routes: local,
  });
  if (!association.GatewayId) vpc.tables.push(table);
  return table;
}

function drawSubnet(d: Drawing, vpc: DrawnVpc, slot: number, role: DrawnSubnet['role'], zone: string): void {
  const { dice } = d;
  const id = `subnet-${vpc.index}${slot}`;
  const second = role === 'private' && zone === 'b' && vpc.cidrs[1];
  const base = second ? second.split('.').slice(0, 3).join('.') : `${vpc.cidrs[0]!.split('.').slice(0, 2).join('.')}.${slot}`;
  const base6 = vpc.cidr6 && dice.chance(85) ? `2600:1f18:${vpc.index}00:${slot}` : undefined;
  const subnet: DrawnSubnet = {
    id,
    cidr: `${base}.0/24`,
    base,
    cidr6: base6 && `${base6}::/64`,
    base6,
    zone: `${vpc.place.region}${zone}`,
    next: 10,
    delegated: 0,
    vpc,
    tenant: vpc.place.account,
    role,
  };
  const block: Data =
    vpc.cidr6 && d.resources.find((it) => it.kind === 'vpc' && it.id === vpc.id)?.data.Ipv6CidrBlockAssociationSet[0];
  add(d, vpc.place, 'subnet', id, {
    SubnetId: id,
    VpcId: vpc.id,
    OwnerId: vpc.place.account,
    State: 'available',
    AvailabilityZone: subnet.zone,
    AvailabilityZoneId: `${vpc.place.region}-az-${zone}`,
    CidrBlock: subnet.cidr,
    Ipv6CidrBlockAssociationSet: subnet.cidr6
      ? [
          {
            Ipv6CidrBlock: subnet.cidr6,
            Ipv6CidrBlockState: { State: 'associated' },
            Ipv6AddressAttribute: block.Ipv6AddressAttribute,
            IpSource: block.IpSource,
          },
        ]
      : [],
  });
  vpc.subnets.push(subnet);
  subnet.table = dice.chance(d.tidy ? 92 : 75) ? drawTable(d, vpc, { SubnetId: id }) : vpc.main;
}

const PORTS = [22, 53, 80, 443, 8080];
const RANGES: [number, number][] = [
  [0, 65535],
  [443, 443],
  [80, 443],
  [22, 8080],
  [1024, 65535],
];

const entry = (egress: boolean, number: number, action: string, what: Data): Data => ({
  Egress: egress,
  RuleNumber: number,
  RuleAction: action,
  ...what,
});

const ports = (Protocol: string, [From, To]: [number, number]): Data => ({ Protocol, PortRange: { From, To } });

/** One ACL a subnet, or one that several share: the default, an ordinary custom one, or a random one. */
export function drawAcls(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const acls = [0, 1].map((which) => {
    const id = fresh(d, 'acl');
    const open = which === 0;
    const entries: Data[] = [];
    for (const egress of [false, true]) {
      entries.push(entry(egress, 32767, 'deny', { Protocol: '-1', CidrBlock: '0.0.0.0/0' }));
      entries.push(entry(egress, 32768, 'deny', { Protocol: '-1', Ipv6CidrBlock: '::/0' }));
      if (open || dice.chance(35)) {
        entries.push(entry(egress, 100, 'allow', { Protocol: '-1', CidrBlock: '0.0.0.0/0' }));
        entries.push(entry(egress, 101, 'allow', { Protocol: '-1', Ipv6CidrBlock: '::/0' }));
        if (open) continue;
      }
      entries.push(entry(egress, 200, 'allow', { ...ports('6', [1024, 65535]), CidrBlock: '0.0.0.0/0' }));
      for (let n = 0; n < 4; n++) {
        const where = dice.pick(aclPlaces(d));
        const what = dice.pick([
          { Protocol: '-1' },
          ports('6', dice.pick(RANGES)),
          ports('17', dice.pick(RANGES)),
          where.CidrBlock
            ? {
                Protocol: '1',
                IcmpTypeCode: dice.pick([
                  { Type: -1, Code: -1 },
                  { Type: 8, Code: -1 },
                  { Type: 0, Code: 0 },
                ]),
              }
            : {
                Protocol: '58',
                IcmpTypeCode: dice.pick([
                  { Type: -1, Code: -1 },
                  { Type: 128, Code: 0 },
                ]),
              },
          { Protocol: '50' },
        ]);
        entries.push(entry(egress, 10 + n * 20 + dice.int(19), dice.chance(75) ? 'allow' : 'deny', { ...what, ...where }));
      }
    }
    return add(d, vpc.place, 'network-acl', id, {
      NetworkAclId: id,
      VpcId: vpc.id,
      OwnerId: vpc.place.account,
      IsDefault: open,
      Associations: [],
      Entries: dice.chance(50) ? entries : entries.reverse(),
    });
  });
  for (const subnet of vpc.subnets) {
    const acl = acls[dice.chance(d.tidy ? 5 : 25) ? 1 : 0]!;
    acl.Associations.push({ NetworkAclAssociationId: fresh(d, 'aclassoc'), NetworkAclId: acl.NetworkAclId, SubnetId: subnet.id });
  }
}

const aclPlaces = (d: Drawing): Data[] => [
  { CidrBlock: '0.0.0.0/0' },
  { CidrBlock: '10.0.0.0/8' },
  { CidrBlock: `10.${d.dice.int(3)}.0.0/16` },
  { CidrBlock: '54.0.0.0/16' },
  { CidrBlock: `10.${d.dice.int(3)}.${d.dice.int(8)}.0/24` },
  { Ipv6CidrBlock: '::/0' },
  { Ipv6CidrBlock: `2600:1f18:${d.dice.int(3)}00::/56` },
];

/** Groups, referencing each other, other VPCs' groups and prefix lists. Called once every VPC exists. */
export function drawGroups(vpc: DrawnVpc): void {
  for (let n = 0; n < 3; n++) vpc.groups.push(`sg-${vpc.index}${n}`);
}

export function drawGroupRules(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  for (const id of vpc.groups) {
    const permissions: Data[] = [];
    const egress: Data[] = [];
    const named = dice.chance(28);
    const wide = !named && dice.chance(d.tidy ? 95 : 50);
    if (named) for (let n = 2; n > 0; n--) permissions.push(permission({ IpProtocol: '-1' }, byName(d, vpc)));
    if (wide)
      permissions.push(
        permission({ IpProtocol: '-1' }, { IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
      );
    for (let n = wide || named ? 1 : 3; n > 0; n--) permissions.push(permission(what(d), where(d, vpc)));
    if (dice.chance(d.tidy ? 98 : 75))
      egress.push(permission({ IpProtocol: '-1' }, { IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }));
    else for (let n = dice.int(4); n > 0; n--) egress.push(permission(what(d), where(d, vpc)));
    add(d, vpc.place, 'security-group', id, {
      GroupId: id,
      GroupName: id,
      VpcId: vpc.id,
      OwnerId: vpc.place.account,
      IpPermissions: permissions,
      IpPermissionsEgress: egress,
    });
    for (const [isEgress, list] of [[false, permissions] as const, [true, egress] as const]) addRules(d, vpc, id, isEgress, list);
  }
}

const permission = (rule: Data, places: Data): Data => ({
  ...rule,
  IpRanges: [],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
  ...places,
});

function what(d: Drawing): Data {
  const { dice } = d;
  const [FromPort, ToPort] = dice.pick(RANGES);
  const port = dice.pick(PORTS);
  return dice.pick<Data>([
    { IpProtocol: '-1' },
    { IpProtocol: 'tcp', FromPort, ToPort },
    { IpProtocol: 'tcp', FromPort: port, ToPort: port },
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 },
    { IpProtocol: 'udp', FromPort, ToPort },
    {
      IpProtocol: 'icmp',
      ...dice.pick([
        { FromPort: -1, ToPort: -1 },
        { FromPort: 8, ToPort: -1 },
        { FromPort: 8, ToPort: 0 },
      ]),
    },
    { IpProtocol: 'icmpv6', ...dice.pick<Data>([{ FromPort: -1, ToPort: -1 }, { FromPort: 128, ToPort: -1 }, {}]) },
    { IpProtocol: '50' },
  ]);
}

/** A group as the source of a rule: of this VPC, of a peer, or of a VPC on the same transit gateway; or a prefix list. */
function byName(d: Drawing, vpc: DrawnVpc): Data {
  const { dice } = d;
  const lists = d.lists.filter((it) => it.place.region === vpc.place.region);
  if (dice.chance(25)) return { PrefixListIds: [{ PrefixListId: dice.pick(lists).id }] };
  const near = d.vpcs.filter((it) => it.attachedTgw && it.attachedTgw === vpc.attachedTgw && it !== vpc);
  const friends = [vpc, ...vpc.peers, ...near].filter((it) => it.place.region === vpc.place.region);
  const friend = near.length > 0 && dice.chance(60) ? dice.pick(near) : dice.pick(friends);
  const peering = d.resources.find(
    (it) =>
      it.kind === 'vpc-peering-connection' &&
      vpc.peers.includes(friend) &&
      [it.data.RequesterVpcInfo.VpcId, it.data.AccepterVpcInfo.VpcId].every((id) => id === vpc.id || id === friend.id),
  );
  const more = peering && {
    VpcId: friend.id,
    VpcPeeringConnectionId: peering.id,
    PeeringStatus: peering.data.Status.Code,
  };
  const named = dice.chance(50) ? friend.groups : [dice.pick(friend.groups)];
  return { UserIdGroupPairs: named.map((GroupId) => ({ GroupId, UserId: friend.place.account, ...more })) };
}

function where(d: Drawing, vpc: DrawnVpc): Data {
  const { dice } = d;
  return dice.pick<Data>([
    { IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
    { IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    { IpRanges: [{ CidrIp: `10.${dice.int(3)}.0.0/16` }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
    { Ipv6Ranges: [{ CidrIpv6: `2600:1f18:${dice.int(3)}00::/56` }] },
    { IpRanges: [{ CidrIp: '172.16.0.0/12' }] },
    byName(d, vpc),
    byName(d, vpc),
    byName(d, vpc),
  ]);
}

/** The same rules once more, as DescribeSecurityGroupRules tells them. */
function addRules(d: Drawing, vpc: DrawnVpc, GroupId: string, IsEgress: boolean, permissions: Data[]): void {
  const one = (it: Data, source: Data): void => {
    const id = fresh(d, 'sgr');
    const { IpProtocol, FromPort = -1, ToPort = -1 } = it;
    const data = {
      SecurityGroupRuleId: id,
      GroupId,
      GroupOwnerId: vpc.place.account,
      IsEgress,
      IpProtocol,
      FromPort,
      ToPort,
      ...source,
    };
    add(d, vpc.place, 'security-group-rule', id, data);
  };
  for (const it of permissions) {
    for (const range of it.IpRanges) one(it, { CidrIpv4: range.CidrIp });
    for (const range of it.Ipv6Ranges) one(it, { CidrIpv6: range.CidrIpv6 });
    for (const list of it.PrefixListIds) one(it, { PrefixListId: list.PrefixListId });
    for (const pair of it.UserIdGroupPairs) one(it, { ReferencedGroupInfo: pair });
  }
}

export function drawInterfaces(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  for (const subnet of vpc.subnets) {
    if (subnet.role === 'firewall') continue;
    for (let n = subnet.role === 'private' ? 2 : 1; n > 0; n--) drawInterface(d, subnet);
    if (dice.chance(10))
      addEni(d, subnet, { type: 'lambda', groups: [dice.pick(vpc.groups)], requester: 'lambda', ipv6: dice.chance(60) });
    if (dice.chance(9))
      addEni(d, subnet, {
        type: 'quicksight',
        groups: [dice.pick(vpc.groups)],
        requester: 'quicksight',
        attached: dice.pick(['2022-06-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z']),
      });
    if (dice.chance(10))
      addEni(d, subnet, { groups: [dice.pick(vpc.groups)], requester: 'amazon-rds', description: 'RDSNetworkInterface' });
    if (dice.chance(6)) addEni(d, subnet, { groups: [dice.pick(vpc.groups)], status: 'available' });
    if (dice.chance(5)) nextIp(subnet);
  }
}

/** One or two groups; sometimes one that another VPC of the Region shares (S12). */
function groupsFor(d: Drawing, vpc: DrawnVpc): string[] {
  const { dice } = d;
  const lender = d.vpcs.find(
    (it) => it !== vpc && it.place.region === vpc.place.region && it.place.account === vpc.place.account && it.groups.length > 0,
  );
  if (!lender || !dice.chance(10))
    return dice.chance(30) ? [...new Set([dice.pick(vpc.groups), dice.pick(vpc.groups)])] : [dice.pick(vpc.groups)];
  const lent = dice.pick(lender.groups);
  const id = `${lent}/${vpc.id}`;
  if (!d.resources.some((it) => it.kind === 'security-group-vpc-association' && it.id === id))
    add(d, vpc.place, 'security-group-vpc-association', id, {
      GroupId: lent,
      GroupOwnerId: lender.place.account,
      VpcId: vpc.id,
      VpcOwnerId: vpc.place.account,
      State: 'associated',
    });
  return [lent];
}

function drawInterface(d: Drawing, subnet: DrawnSubnet): void {
  const { dice } = d;
  const { vpc } = subnet;
  const instance = fresh(d, 'i');
  const place = { account: subnet.tenant, region: vpc.place.region };
  const hidden = dice.chance(4);
  const eni = addEni(d, subnet, {
    instance,
    groups: groupsFor(d, vpc),
    publicIp: !hidden && dice.chance(subnet.role === 'public' ? 75 : 8) ? publicIp(d) : undefined,
    sourceDestCheck: !dice.chance(6),
    secondary: !hidden && dice.chance(15),
    prefix: dice.chance(6),
    denyIgw: hidden,
  });
  add(d, place, 'instance', instance, {
    InstanceId: instance,
    State: { Name: dice.chance(d.tidy ? 99 : 92) ? 'running' : 'stopped' },
    VpcId: vpc.id,
    SubnetId: subnet.id,
    PrivateIpAddress: eni.PrivateIpAddress,
    MetadataOptions: { HttpEndpoint: dice.chance(90) ? 'enabled' : 'disabled', HttpTokens: 'required' },
    NetworkInterfaces: [{ NetworkInterfaceId: eni.NetworkInterfaceId }],
    SecurityGroups: eni.Groups,
  });
}
