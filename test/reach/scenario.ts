/** Small worlds of AWS-shaped resources, and a sentence to ask about them: `path('internet', 'web', tcp(443)).in(world).is('reachable')`. */
import { expect } from 'vitest';
import { isKind, type Kind, kindNamed } from '../../src/kinds/index.ts';
import { ICMP, ICMPV6, TCP, UDP } from '../../src/net/index.ts';
import {
  buildNetwork,
  type From,
  type Options,
  type Packet,
  type Path,
  tracePacket,
  type Verdict,
} from '../../src/reach/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Gap, Resource, Snapshot } from '../../src/snapshot/snapshot.ts';

// biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes
export type Data = any;

export const ACCOUNT = '111111111111';
export const REGION = 'eu-west-1';

/** Every kind that the engine looks at: a world has asked for all of them unless it says otherwise. */
export const allKinds =
  `vpc subnet network-interface instance security-group security-group-rule network-acl route-table prefix-list
prefix-list-entry internet-gateway egress-only-internet-gateway nat-gateway vpc-endpoint vpc-peering-connection transit-gateway
transit-gateway-attachment transit-gateway-vpc-attachment transit-gateway-route-table transit-gateway-association
transit-gateway-propagation transit-gateway-route vpn-gateway vpn-connection customer-gateway availability-zone vpc-attribute elastic-ip
instance-connect-endpoint block-public-access-options block-public-access-exclusion vpc-encryption-control core-network core-network-detail
core-network-attachment core-network-vpc-attachment core-network-route-table firewall firewall-policy firewall-rule-group firewall-rule-group-of-others
firewall-endpoint load-balancer load-balancer-attributes listener listener-rule target-group target-group-attributes target-health
classic-load-balancer classic-load-balancer-attributes endpoint-service client-vpn-endpoint client-vpn-route client-vpn-authorization-rule
direct-connect-gateway-association transit-gateway-policy-table-association public-ipv4-pool resource-record-set hosted-zone`.split(
    /\s+/,
  );

const kept = ['RuleGroup.RulesSource.StatefulRules'];
const rowOf = (kind: string): Kind => (isKind(kind) ? kindNamed(kind) : ({ kind, ordered: kept } as unknown as Kind));
const isGlobal = (kind: string): boolean =>
  kind.startsWith('core-network') || (isKind(kind) && kindNamed(kind).scope === 'global');

export interface At {
  account?: string;
  region?: string;
}

export class World {
  readonly resources: Resource[] = [];
  readonly gaps: Gap[] = [];
  kinds = new Set(allKinds);
  readonly #withheld = new Set<string>();
  readonly unscanned = new Set<string>();

  /** A resource in AWS's own words. */
  add(kind: string, id: string, data: Data, at: At & { parent?: string } = {}): this {
    const { account = ACCOUNT, region = isGlobal(kind) ? 'global' : REGION, parent } = at;
    this.resources.push({ kind, id, account, region, ...(parent && { parent }), data: structuredClone(data) });
    return this;
  }

  /** The data of a resource, to be changed in place. */
  of(kind: string, id: string): Data {
    const found = this.resources.find((one) => one.kind === kind && one.id === id);
    if (!found) throw new Error(`the world has no ${kind} ${id}`);
    return found.data;
  }

  change(kind: string, id: string, change: Record<string, Data> | ((data: Data) => unknown)): this {
    const data = this.of(kind, id);
    if (typeof change === 'function') change(data);
    else Object.assign(data, change);
    return this;
  }

  remove(kind: string, id: string): this {
    const at = this.resources.findIndex((one) => one.kind === kind && one.id === id);
    if (at < 0) throw new Error(`the world has no ${kind} ${id}`);
    this.resources.splice(at, 1);
    return this;
  }

  /** The call was refused. */
  denied(kind: string, at: At & { parents?: string[] } = {}): this {
    const { account = ACCOUNT, region = isGlobal(kind) ? 'global' : REGION, parents } = at;
    this.gaps.push({
      kind,
      account,
      region,
      operation: kind,
      code: 'AccessDenied',
      message: 'not allowed',
      ...(parents && { parents }),
    });
    for (let index = this.resources.length - 1; index >= 0; index--) {
      const one = this.resources[index]!;
      if (
        one.kind === kind &&
        one.account === account &&
        one.region === region &&
        (!parents || parents.includes(one.parent ?? ''))
      )
        this.resources.splice(index, 1);
    }
    return this;
  }

  /** The kind was never asked for. */
  unasked(...kinds: string[]): this {
    for (const kind of kinds) {
      this.kinds.delete(kind);
      this.#withheld.add(kind);
    }
    return this;
  }

  /** These kinds were asked for too, but for those of which it was said that they were not. */
  asked(kinds: Iterable<string>): this {
    for (const kind of kinds) if (!this.#withheld.has(kind)) this.kinds.add(kind);
    return this;
  }

  /** The account was not scanned: nothing that only it sees is there. */
  withoutAccount(account: string): this {
    this.unscanned.add(account);
    return this;
  }

  snapshot(): Snapshot {
    const resources = this.resources.filter((one) => !this.unscanned.has(one.account));
    const seen = new Set([`${ACCOUNT} ${REGION}`, ...resources.map((one) => `${one.account} ${one.region}`)]);
    for (const one of [...seen]) seen.add(`${one.split(' ')[0]} global`);
    const places = [...seen].map((one) => ({ account: one.split(' ')[0]!, region: one.split(' ')[1]! }));
    return memorySnapshot({ resources, gaps: this.gaps, places, kinds: [...this.kinds], rows: rowOf });
  }

  // What worlds are made of -------------------------------------------------------------------------------------------------

  vpc(id: string, cidr: string, more: Data = {}, at: At = {}): this {
    const { ipv6, ...rest } = more;
    const CidrBlockAssociationSet = [{ CidrBlock: cidr, CidrBlockState: { State: 'associated' } }];
    const Ipv6CidrBlockAssociationSet = ipv6 ? [{ Ipv6CidrBlock: ipv6, Ipv6CidrBlockState: { State: 'associated' } }] : [];
    return this.add(
      'vpc',
      id,
      {
        VpcId: id,
        CidrBlock: cidr,
        CidrBlockAssociationSet,
        Ipv6CidrBlockAssociationSet,
        OwnerId: at.account ?? ACCOUNT,
        ...rest,
      },
      at,
    );
  }

  subnet(id: string, vpc: string, cidr: string, zone = 'euw1-az1', more: Data = {}, at: At = {}): this {
    const { ipv6, ...rest } = more;
    const Ipv6CidrBlockAssociationSet = ipv6 ? [{ Ipv6CidrBlock: ipv6, Ipv6CidrBlockState: { State: 'associated' } }] : [];
    const data = {
      SubnetId: id,
      VpcId: vpc,
      CidrBlock: cidr,
      Ipv6CidrBlockAssociationSet,
      AvailabilityZoneId: zone,
      OwnerId: at.account ?? ACCOUNT,
      ...rest,
    };
    return this.add('subnet', id, data, at);
  }

  /** Ingress and egress as `tcp 443 0.0.0.0/0`, `-1 sg-x`, `icmp 8 10.0.0.0/8`, `tcp 0-1023 pl-x`. Egress is open unless it is given. */
  group(id: string, vpc: string, ingress: string[], egress: string[] = ['-1 0.0.0.0/0', '-1 ::/0'], at: At = {}): this {
    const data = {
      GroupId: id,
      VpcId: vpc,
      OwnerId: at.account ?? ACCOUNT,
      IpPermissions: ingress.map(permission),
      IpPermissionsEgress: egress.map(permission),
    };
    return this.add('security-group', id, data, at);
  }

  /** Entries as `in 100 allow tcp 443 0.0.0.0/0`. */
  acl(id: string, vpc: string, subnets: string[], entries: string[] = openAcl, at: At = {}): this {
    const Associations = subnets.map((SubnetId) => ({ SubnetId, NetworkAclId: id }));
    return this.add(
      'network-acl',
      id,
      { NetworkAclId: id, VpcId: vpc, OwnerId: at.account ?? ACCOUNT, Associations, Entries: entries.map(aclEntry) },
      at,
    );
  }

  /** Routes as `0.0.0.0/0 igw-a`; `10.0.0.0/8 vgw-a propagated`, `… blackhole`. Subnets, gateways, or `main`. */
  table(id: string, vpc: string, associated: string[], routes: string[], at: At = {}): this {
    const Associations = associated.map((one) =>
      one === 'main'
        ? { Main: true }
        : one.startsWith('igw-') || one.startsWith('vgw-')
          ? { Main: false, GatewayId: one }
          : { Main: false, SubnetId: one },
    );
    return this.add(
      'route-table',
      id,
      {
        RouteTableId: id,
        VpcId: vpc,
        OwnerId: at.account ?? ACCOUNT,
        Associations,
        Routes: routes.map(routeData),
        PropagatingVgws: [],
      },
      at,
    );
  }

  route(table: string, ...routes: string[]): this {
    return this.change('route-table', table, (data) => data.Routes.push(...routes.map(routeData)));
  }

  eni(id: string, subnet: string, ip: string, groups: string[], more: Data = {}, at: At = {}): this {
    const { publicIp, ipv6, secondary = [], ...rest } = more;
    const one = this.of('subnet', subnet);
    const Association = publicIp ? { PublicIp: publicIp, IpOwnerId: 'amazon' } : undefined;
    const data = {
      NetworkInterfaceId: id,
      SubnetId: subnet,
      VpcId: one.VpcId,
      OwnerId: at.account ?? ACCOUNT,
      InterfaceType: 'interface',
      Status: 'in-use',
      SourceDestCheck: true,
      PrivateIpAddress: ip,
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: ip, Association },
        ...secondary.map((PrivateIpAddress: string) => ({ Primary: false, PrivateIpAddress })),
      ],
      Ipv6Addresses: ipv6 ? [{ Ipv6Address: ipv6 }] : [],
      Groups: groups.map((GroupId) => ({ GroupId })),
      Association,
      ...rest,
    };
    return this.add('network-interface', id, data, at);
  }

  instance(id: string, eni: string, state = 'running'): this {
    this.change('network-interface', eni, { Attachment: { InstanceId: id, DeviceIndex: 0, Status: 'attached' } });
    return this.add('instance', id, { InstanceId: id, State: { Name: state }, Reservation: { OwnerId: ACCOUNT } });
  }

  igw(id: string, vpc: string): this {
    return this.add('internet-gateway', id, {
      InternetGatewayId: id,
      Attachments: [{ VpcId: vpc, State: 'available' }],
      OwnerId: ACCOUNT,
    });
  }

  eigw(id: string, vpc: string): this {
    return this.add('egress-only-internet-gateway', id, {
      EgressOnlyInternetGatewayId: id,
      Attachments: [{ VpcId: vpc, State: 'attached' }],
    });
  }

  nat(id: string, vpc: string, subnet: string, ip: string, publicIp?: string, more: Data = {}): this {
    const NatGatewayAddresses = [
      { PrivateIp: ip, PublicIp: publicIp, IsPrimary: true, Status: 'succeeded', NetworkInterfaceId: `eni-${id}` },
    ];
    this.eni(`eni-${id}`, subnet, ip, [], { publicIp, InterfaceType: 'nat_gateway', SourceDestCheck: false });
    return this.add('nat-gateway', id, {
      NatGatewayId: id,
      VpcId: vpc,
      SubnetId: subnet,
      State: 'available',
      ConnectivityType: publicIp ? 'public' : 'private',
      NatGatewayAddresses,
      ...more,
    });
  }

  peering(id: string, a: string, b: string, more: Data = {}): this {
    const info = (vpc: string): Data => ({ VpcId: vpc, OwnerId: this.of('vpc', vpc).OwnerId, Region: REGION });
    return this.add('vpc-peering-connection', id, {
      VpcPeeringConnectionId: id,
      RequesterVpcInfo: info(a),
      AccepterVpcInfo: info(b),
      Status: { Code: 'active' },
      ...more,
    });
  }

  tgw(id: string, more: Data = {}, at: At = {}): this {
    return this.add('transit-gateway', id, { TransitGatewayId: id, OwnerId: at.account ?? ACCOUNT, Options: {}, ...more }, at);
  }

  attach(id: string, tgw: string, vpc: string, subnets: string[], table?: string, options: Data = {}, at: At = {}): this {
    this.add(
      'transit-gateway-vpc-attachment',
      id,
      {
        TransitGatewayAttachmentId: id,
        TransitGatewayId: tgw,
        VpcId: vpc,
        VpcOwnerId: ACCOUNT,
        State: 'available',
        SubnetIds: subnets,
        Options: options,
      },
      at,
    );
    return this.attachment(id, tgw, 'vpc', vpc, table, at);
  }

  attachment(id: string, tgw: string, type: string, resource: string, table?: string, at: At = {}): this {
    const Association = table ? { TransitGatewayRouteTableId: table, State: 'associated' } : undefined;
    const data = {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: tgw,
      TransitGatewayOwnerId: ACCOUNT,
      ResourceOwnerId: ACCOUNT,
      ResourceType: type,
      ResourceId: resource,
      State: 'available',
      Association,
    };
    return this.add('transit-gateway-attachment', id, data, at);
  }

  /** Routes as `10.1.0.0/16 att-b`, `… propagated`, `10.9.0.0/16 blackhole`; several attachments as `att-a,att-b`. */
  transitTable(id: string, tgw: string, routes: string[], at: At = {}): this {
    this.add(
      'transit-gateway-route-table',
      id,
      { TransitGatewayRouteTableId: id, TransitGatewayId: tgw, State: 'available' },
      at,
    );
    for (const text of routes) this.transitRoute(id, text, at);
    return this;
  }

  transitRoute(table: string, text: string, at: At = {}): this {
    const [cidr, to, type = 'static'] = text.split(' ') as [string, string, string?];
    const attachments =
      to === 'blackhole' ? [] : to.split(',').map((one) => ({ TransitGatewayAttachmentId: one, ResourceType: this.typeOf(one) }));
    const data = {
      DestinationCidrBlock: cidr,
      Type: type,
      State: to === 'blackhole' ? 'blackhole' : 'active',
      TransitGatewayAttachments: attachments,
    };
    return this.add('transit-gateway-route', `${table}/${cidr}`, data, { ...at, parent: table });
  }

  typeOf(attachment: string): string {
    return (
      this.resources.find((one) => one.kind === 'transit-gateway-attachment' && one.id === attachment)?.data.ResourceType ?? 'vpc'
    );
  }

  prefixList(id: string, entries: string[]): this {
    this.add('prefix-list', id, { PrefixListId: id, PrefixListName: id, OwnerId: ACCOUNT });
    for (const Cidr of entries) this.add('prefix-list-entry', `${id}/${Cidr}`, { Cidr }, { parent: id });
    return this;
  }
}

const openAcl = ['in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0', 'in 101 allow -1 ::/0', 'out 101 allow -1 ::/0'];

function permission(text: string): Data {
  const words = text.split(' ');
  const [IpProtocol, ports, peer] =
    words.length === 3 ? (words as [string, string, string]) : ([words[0], undefined, words[1]] as const);
  const [FromPort, ToPort = ports?.includes('-') || IpProtocol?.startsWith('icmp') ? -1 : Number(ports)] = (
    ports?.startsWith('-') ? [ports] : (ports ?? '').split(/[-/]/)
  ).map(Number);
  const range = ports === undefined ? {} : { FromPort, ToPort };
  if (!peer) return { IpProtocol, ...range };
  if (peer.startsWith('sg-')) return { IpProtocol, ...range, UserIdGroupPairs: [{ GroupId: peer, UserId: ACCOUNT }] };
  if (peer.startsWith('pl-')) return { IpProtocol, ...range, PrefixListIds: [{ PrefixListId: peer }] };
  return peer.includes(':')
    ? { IpProtocol, ...range, Ipv6Ranges: [{ CidrIpv6: peer }] }
    : { IpProtocol, ...range, IpRanges: [{ CidrIp: peer }] };
}

const numbers: Record<string, string> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58' };

export function aclEntry(text: string): Data {
  const [direction, number, action, protocol, ...rest] = text.split(' ') as [string, string, string, string, ...string[]];
  const cidr = rest.at(-1)!;
  const [From, To = From] = (rest.length > 1 ? rest[0]! : '').split('-').map(Number);
  const isIcmp = protocol.startsWith('icmp') && rest.length > 1;
  return {
    Egress: direction === 'out',
    RuleNumber: Number(number),
    RuleAction: action,
    Protocol: numbers[protocol] ?? protocol,
    ...(cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    ...(isIcmp
      ? { IcmpTypeCode: { Type: From, Code: rest[0]!.includes('-') ? To : -1 } }
      : rest.length > 1 && { PortRange: { From, To } }),
  };
}

export function routeData(text: string): Data {
  const [destination, target, ...flags] = text.split(' ') as [string, string, ...string[]];
  const where = destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : destination.includes(':')
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock';
  const names: [string, string][] = [
    ['nat-', 'NatGatewayId'],
    ['tgw-', 'TransitGatewayId'],
    ['pcx-', 'VpcPeeringConnectionId'],
    ['eni-', 'NetworkInterfaceId'],
    ['eigw-', 'EgressOnlyInternetGatewayId'],
    ['arn:', 'CoreNetworkArn'],
  ];
  const field = names.find(([start]) => target.startsWith(start))?.[1] ?? 'GatewayId';
  const Origin = flags.includes('propagated')
    ? 'EnableVgwRoutePropagation'
    : flags.includes('advertised')
      ? 'Advertisement'
      : target === 'local'
        ? 'CreateRouteTable'
        : 'CreateRoute';
  return {
    [where]: destination,
    [field]: target,
    State: flags.includes('blackhole') ? 'blackhole' : flags.includes('filtered') ? 'filtered' : 'active',
    Origin,
  };
}

// What is asked ---------------------------------------------------------------------------------------------------------------

export type Service = Partial<Packet> & { protocol: number };
export const tcp = (dstPort: number, srcPort?: number): Service => ({ protocol: TCP, dstPort, srcPort: srcPort ?? 40000 });
export const udp = (dstPort: number): Service => ({ protocol: UDP, dstPort, srcPort: 40000 });
export const ping: Service = { protocol: ICMP, icmpType: 8, icmpCode: 0 };
export const ping6: Service = { protocol: ICMPV6, icmpType: 128, icmpCode: 0 };
export const protocol = (number: number): Service => ({ protocol: number });

/** Someone on the internet. */
export const CLIENT = '198.51.100.7';
export const CLIENT6 = '2a00::7';
/** Someone in the office behind a VPN. */
export const OFFICE = '192.168.7.7';

/** From an interface's id, `internet`, `vgw-…`, an attachment; to an interface's id, `id public`, or an address. */
export function path(from: string, to: string, service: Service): Question {
  return new Question(from, to, service);
}

export class Question {
  #world = new World();
  #options: Options = {};
  readonly from: string;
  readonly to: string;
  readonly service: Service;

  constructor(from: string, to: string, service: Service) {
    this.from = from;
    this.to = to;
    this.service = service;
  }

  in(world: World, options: Options = {}): this {
    this.#world = world;
    this.#options = options;
    return this;
  }

  path(): Path {
    const world = this.#world;
    const dst = addressOf(world, this.to, this.service, true);
    const src = this.service.src ?? sourceOf(world, this.from, dst);
    return tracePacket(buildNetwork(world.snapshot()), fromOf(this.from), { ...this.service, src, dst } as Packet, this.#options);
  }

  is(verdict: Verdict, ...codes: string[]): Path {
    const found = this.path();
    const told = [...found.forward, ...found.reply]
      .map((step) => `${step.direction} ${step.does} ${step.label} ${step.code ?? ''} ${step.because}`)
      .join('\n');
    expect(found.verdict.both, told).toBe(verdict);
    const said = [...found.blockers, ...found.unknowns].map((step) => step.code);
    for (const code of codes) expect(said, told).toContain(code);
    return found;
  }
}

function fromOf(from: string): From {
  if (from === 'internet' || from === 'internet6') return { internet: true };
  if (from.startsWith('vgw-')) return { vpnGateway: from };
  if (from.startsWith('eice-')) return { instanceConnect: from };
  if (from.startsWith('cvpn-')) return { clientVpn: from };
  if (from.startsWith('core-att')) return { coreAttachment: from };
  if (from === 'eni-accelerator') return { accelerator: from };
  if (from === 'eni-cloudfront') return { cloudFront: from };
  if (from === 'lattice') return { lattice: true };
  return from.startsWith('att-') ? { attachment: from } : { eni: from };
}

function sourceOf(world: World, from: string, dst: string): string {
  const six = dst.includes(':');
  if (from.startsWith('internet') || from === 'eni-accelerator') return six ? CLIENT6 : CLIENT;
  if (from === 'lattice') return six ? 'fd00:ec2:80::5' : '169.254.171.5';
  if (from.startsWith('cvpn-')) return '172.31.0.9';
  if (from.startsWith('eice-')) return world.of('network-interface', `eni-${from}`).PrivateIpAddress;
  if (from.startsWith('vgw-') || from.startsWith('att-') || from.startsWith('core-att')) return six ? '2a00:7::7' : OFFICE;
  const data = world.of('network-interface', from);
  return six ? data.Ipv6Addresses[0].Ipv6Address : data.PrivateIpAddress;
}

function addressOf(world: World, to: string, service: Service, destination: boolean): string {
  const [id, which] = to.split(' ') as [string, string?];
  const found = world.resources.find((one) => one.kind === 'network-interface' && one.id === id);
  if (!found) return to;
  if (which === 'public') return found.data.Association.PublicIp;
  if (which === 'ipv6' || service.protocol === ICMPV6) return found.data.Ipv6Addresses[0].Ipv6Address;
  return destination ? found.data.PrivateIpAddress : to;
}
