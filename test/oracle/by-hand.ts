/** Small topologies written down by hand, for examples whose answer a person can work out. */
import type { Gap, Resource } from '../../src/snapshot/snapshot.ts';
import { evaluate, type Opinion } from './evaluate.ts';
import type { Data, Packet } from './world.ts';

const place = { account: '111111111111', region: 'eu-west-1' };

export const put = (kind: string, id: string, data: Data, parent?: string): Resource => ({ ...place, kind, id, parent, data });

export const OPEN: Data = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] };

export const to = (destination: string, target: Data, more: Data = {}): Data => ({
  ...(destination.startsWith('pl-')
    ? { DestinationPrefixListId: destination }
    : destination.includes(':')
      ? { DestinationIpv6CidrBlock: destination }
      : { DestinationCidrBlock: destination }),
  State: 'active',
  Origin: 'CreateRoute',
  ...target,
  ...more,
});

export const vpc = (id: string, CidrBlock: string, six?: string): Resource =>
  put('vpc', id, {
    VpcId: id,
    OwnerId: place.account,
    CidrBlock,
    CidrBlockAssociationSet: [{ CidrBlock, CidrBlockState: { State: 'associated' } }],
    Ipv6CidrBlockAssociationSet: six
      ? [{ Ipv6CidrBlock: six, Ipv6CidrBlockState: { State: 'associated' }, Ipv6AddressAttribute: 'public', IpSource: 'amazon' }]
      : [],
  });

/** A subnet with a table of its own and an ACL that allows everything. */
export function subnet(id: string, VpcId: string, CidrBlock: string, zone: string, routes: Data[], six?: string): Resource[] {
  const own = id.replace('subnet-', '');
  const number = VpcId.replace('vpc-', '');
  const local = `10.${number}.0.0/16`;
  const all = [
    to(local, { GatewayId: 'local' }),
    ...(six ? [to(`2600:1f18:${number}00::/56`, { GatewayId: 'local' })] : []),
    ...routes,
  ];
  return [
    put('subnet', id, {
      SubnetId: id,
      VpcId,
      CidrBlock,
      AvailabilityZone: `eu-west-1${zone}`,
      Ipv6CidrBlockAssociationSet: six ? [{ Ipv6CidrBlock: six, Ipv6CidrBlockState: { State: 'associated' } }] : [],
    }),
    put('route-table', `rtb-${own}`, {
      RouteTableId: `rtb-${own}`,
      VpcId,
      Associations: [{ SubnetId: id, Main: false }],
      Routes: all,
    }),
    put('network-acl', `acl-${own}`, {
      NetworkAclId: `acl-${own}`,
      VpcId,
      Associations: [{ SubnetId: id }],
      Entries: [false, true].flatMap((Egress) => [
        { Egress, RuleNumber: 100, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
        { Egress, RuleNumber: 101, RuleAction: 'allow', Protocol: '-1', Ipv6CidrBlock: '::/0' },
      ]),
    }),
  ];
}

export const group = (GroupId: string, IpPermissions: Data[] = [OPEN], IpPermissionsEgress: Data[] = [OPEN]): Resource =>
  put('security-group', GroupId, { GroupId, IpPermissions, IpPermissionsEgress });

export const eni = (id: string, VpcId: string, SubnetId: string, ip: string, more: Data = {}): Resource => {
  const { publicIp, ...rest } = more;
  return put('network-interface', id, {
    NetworkInterfaceId: id,
    VpcId,
    SubnetId,
    Status: 'in-use',
    InterfaceType: 'interface',
    SourceDestCheck: true,
    Groups: [{ GroupId: 'sg-open' }],
    PrivateIpAddress: ip,
    PrivateIpAddresses: [{ PrivateIpAddress: ip, Primary: true, ...(publicIp && { Association: { PublicIp: publicIp } }) }],
    Ipv6Addresses: [],
    ...rest,
  });
};

/** `vpc-1`: subnet a (10.1.1.0/24, route to igw-1) with a (54.0.0.1) and a2; subnet b (10.1.2.0/24) with b. All open. */
export const plain = (): Resource[] => [
  vpc('vpc-1', '10.1.0.0/16', '2600:1f18:100::/56'),
  put('internet-gateway', 'igw-1', { InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }),
  ...subnet(
    'subnet-a',
    'vpc-1',
    '10.1.1.0/24',
    'a',
    [to('0.0.0.0/0', { GatewayId: 'igw-1' }), to('::/0', { GatewayId: 'igw-1' })],
    '2600:1f18:100:1::/64',
  ),
  ...subnet('subnet-b', 'vpc-1', '10.1.2.0/24', 'b', [], '2600:1f18:100:2::/64'),
  group('sg-open'),
  eni('eni-a', 'vpc-1', 'subnet-a', '10.1.1.10', {
    publicIp: '54.0.0.1',
    Ipv6Addresses: [{ Ipv6Address: '2600:1f18:100:1::a' }],
  }),
  eni('eni-a2', 'vpc-1', 'subnet-a', '10.1.1.11'),
  eni('eni-b', 'vpc-1', 'subnet-b', '10.1.2.10', { Ipv6Addresses: [{ Ipv6Address: '2600:1f18:100:2::b' }] }),
];

/** `vpc-2`: subnet c (10.2.1.0/24) with c, and what joins it, if anything, in its routes. */
export const second = (routes: Data[] = []): Resource[] => [
  vpc('vpc-2', '10.2.0.0/16'),
  ...subnet('subnet-c', 'vpc-2', '10.2.1.0/24', 'a', routes),
  eni('eni-c', 'vpc-2', 'subnet-c', '10.2.1.10'),
];

/** Changes the data of one resource. */
export const change = (resources: Resource[], id: string, how: (data: Data) => void): Resource[] => {
  const found = resources.find((it) => it.id === id);
  if (!found) throw new Error(`no ${id}`);
  how(found.data);
  return resources;
};

export const deny = (resources: Resource[], acl: string, Egress: boolean, cidr: string, more: Data = {}): Resource[] =>
  change(resources, acl, (it) =>
    it.Entries.push({ Egress, RuleNumber: 10, RuleAction: 'deny', Protocol: '-1', CidrBlock: cidr, ...more }),
  );

export const route = (resources: Resource[], table: string, ...routes: Data[]): Resource[] =>
  change(resources, table, (it) => it.Routes.push(...routes));

export const tcp = (src: string, dst: string, dstPort = 443): Packet => ({ src, dst, protocol: 6, srcPort: 40000, dstPort });
export const echo = (src: string, dst: string): Packet => ({ src, dst, protocol: 1, icmpType: 8, icmpCode: 0 });

/** A call that was refused. */
export const denied = (kind: string): Gap => ({ ...place, kind, operation: kind, code: 'AccessDenied', message: 'not allowed' });

/** `forward/reply` of a packet. */
export const ask = (resources: Resource[], from: string, packet: Packet, gaps: Gap[] = []): string => {
  const { forward, reply }: Opinion = evaluate(resources, gaps, from, packet);
  return `${forward}/${reply}`;
};
