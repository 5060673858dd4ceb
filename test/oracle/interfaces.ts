/** Interfaces: what leaves one, what reaches one, and appliances that forward (W, S, X, R13, F4). */
import { is, same, show, within } from './address.ts';
import { balance, isNode } from './balancers.ts';
import type { Component } from './components.ts';
import { throughPrivateLink } from './endpoints.ts';
import { aclAllows, type Carries, type Decision, entriesOf, groupsAllow } from './filters.ts';
import { natGatewayReply } from './internet.ts';
import { leave, tableOf } from './routes.ts';
import { type Crossing, crossed, type End, marked, met, once, said, type Tree, type Walk } from './state.ts';
import { cidrsOfVpc, type Data, first, gap, type Header, inAny, ownerIn, owns, subnetOf, vpcOf, type World } from './world.ts';

const TRANSIT = ['natGateway', 'nat_gateway', 'gateway_load_balancer', 'gateway_load_balancer_endpoint', 'transit_gateway'];
const NO_INBOUND = [
  'lambda',
  'global_accelerator_managed',
  'quicksight',
  'api_gateway_managed',
  'iot_rules_managed',
  'aws_codestar_connections_managed',
];

export const isNat = (eni: Data): boolean => eni.InterfaceType === 'natGateway' || eni.InterfaceType === 'nat_gateway';

const withoutGroups = (eni: Data): boolean =>
  TRANSIT.includes(eni.InterfaceType) || (eni.InterfaceType === 'network_load_balancer' && (eni.Groups ?? []).length === 0);

export const groupIds = (eni: Data): string[] => (eni.Groups ?? []).map((group: Data) => group.GroupId);

/** X2: attached, and its instance, if it has one, running. */
export function alive(w: Walk, eni: Data): Walk {
  if (eni.Status !== 'in-use')
    return marked(met(w, 'unattached interface'), 'blocked', `X2 ${eni.NetworkInterfaceId} is not attached`);
  const id = eni.Attachment?.InstanceId;
  if (!id) return w;
  const instance = first(w.world, 'instance', (it) => it.InstanceId === id);
  if (!instance) return marked(w, 'unknown', `X2 the state of ${id} is not known`);
  if (instance.State.Name !== 'running')
    return marked(met(w, 'stopped instance'), 'blocked', `X2 ${id} is ${instance.State.Name}`);
  return w;
}

/** S14, X13: does the network itself answer at this address? `'no'`: it is not forwarded either. */
function serviceAnswer(world: World, eni: Data, dst: Header['dst']): 'yes' | 'no' | 'unknown' | undefined {
  const vpc = vpcOf(world, eni.VpcId);
  const dns = (): 'yes' | 'no' => {
    const setting = first(world, 'vpc-attribute', (it) => it.VpcId === eni.VpcId && it.EnableDnsSupport !== undefined);
    return setting?.EnableDnsSupport.Value === false ? 'no' : 'yes';
  };
  if (is(dst, '169.254.169.253') || is(dst, 'fd00:ec2::253')) return dns();
  if (vpc?.CidrBlock && dst.family === 4) {
    const base = vpc.CidrBlock.split('/')[0]!;
    const plusTwo = base.replace(/\d+$/, (last: string) => String(Number(last) + 2));
    if (is(dst, plusTwo)) return dns();
  }
  if (is(dst, '169.254.169.254') || is(dst, 'fd00:ec2::254')) {
    const id = eni.Attachment?.InstanceId;
    if (!id) return 'yes';
    const instance = first(world, 'instance', (it) => it.InstanceId === id);
    if (!instance) return 'unknown';
    return instance.MetadataOptions?.HttpEndpoint === 'disabled' ? 'no' : 'yes';
  }
  for (const answered of ['169.254.170.2', '169.254.169.123', 'fd00:ec2::123']) if (is(dst, answered)) return 'yes';
  if (within(dst, '169.254.0.0/16') || within(dst, 'fe80::/10') || within(dst, 'fd00:ec2::/32')) return 'no';
  for (const resource of world.resources)
    if (resource.kind === 'subnet' && resource.data.SubnetId === eni.SubnetId && dst.family === 4) {
      const base = resource.data.CidrBlock.split('/')[0]!;
      const router = base.replace(/\d+$/, (last: string) => String(Number(last) + 1));
      if (is(dst, router)) return 'yes';
    }
  return undefined;
}

/** W13: destinations that nothing forwards. */
const undeliverable = (dst: Header['dst']): boolean =>
  ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '255.255.255.255/32', 'ff00::/8'].some((cidr) => within(dst, cidr));

/** W1: an interface sends the first packet of a connection. */
export function send(start: Walk, eni: Data): Tree {
  let w = alive(said(start, `W1 ${eni.NetworkInterfaceId} sends`), eni);
  if (eni.SourceDestCheck !== false && !owns(eni, w.header.src))
    w = marked(met(w, 'source check'), 'blocked', `X1 ${show(w.header.src)} is not an address of ${eni.NetworkInterfaceId}`);
  w = met(w, ...whoIs(w.world, eni, w.header.src));
  const lattice = within(w.header.dst, '169.254.171.0/24');
  const answer = lattice ? undefined : serviceAnswer(w.world, eni, w.header.dst);
  if (answer === 'yes' || answer === 'no') w = met(w, 'service address');
  if (answer === 'yes') return done(w, { kind: 'local', header: w.header });
  if (answer === 'no') return lost(w, 'X13 nothing answers at this address and it is not forwarded');
  if (answer === 'unknown') return lost(w, 'X13 whether the metadata service is on is not known', 'unknown');
  if (undeliverable(w.header.dst)) return lost(w, 'W13 multicast, broadcast or a reserved destination');
  if (eni.InterfaceType === 'vpc_endpoint') w = marked(w, 'blocked', 'E2 an interface endpoint cannot initiate');
  if (TRANSIT.includes(eni.InterfaceType)) w = marked(w, 'blocked', `X17 ${eni.InterfaceType} originates nothing`);
  if (eni.InterfaceType === 'ec2_instance_connect_endpoint') w = met(w, 'Instance Connect endpoint');
  if (eni.InterfaceType === 'ec2_instance_connect_endpoint' && w.header.protocol !== 6) w = marked(w, 'blocked', 'X9 TCP only');
  if (lattice) return toLattice(w, eni);
  return leave(pendEgress(w, eni), eni.SubnetId);
}

/** E6, R9, R15: groups and ACLs filter what goes to VPC Lattice, only Lattice's own route carries it, and what it does then is its own affair. */
function toLattice(start: Walk, eni: Data): Tree {
  const w = acl(pendEgress(met(start, 'VPC Lattice'), eni), eni.SubnetId, true);
  const table = tableOf(w.world, eni.SubnetId, eni.VpcId);
  if (!table) return lost(w, `R1 the route table of ${eni.SubnetId} is not in the snapshot`, 'unknown');
  const carries = ({ GatewayId, DestinationPrefixListId: list }: Data): boolean =>
    GatewayId === 'VpcLattice' && (entriesOf(w.world, list)?.some((cidr) => within(w.header.dst, cidr)) ?? true);
  const own = table.Routes.filter(carries);
  if (own.length === 0) return lost(w, 'R9 no other route carries this address');
  if (own.every((it: Data) => it.State === 'blackhole')) return lost(w, 'R8 the route is a blackhole');
  return lost(w, 'E6 the service network decides', 'unknown');
}

/** What is remarkable in an interface and the address by which it is known here. */
function whoIs(world: World, eni: Data, ip: Header['src']): Component[] {
  const found: Component[] = [];
  if (eni.OwnerId !== vpcOf(world, eni.VpcId)?.OwnerId) found.push('shared subnet');
  if ((eni.PrivateIpAddresses ?? []).some((it: Data) => !it.Primary && is(ip, it.PrivateIpAddress)))
    found.push('secondary address');
  const delegated = [...(eni.Ipv4Prefixes ?? []), ...(eni.Ipv6Prefixes ?? [])];
  if (delegated.some((it: Data) => within(ip, it.Ipv4Prefix ?? it.Ipv6Prefix))) found.push('delegated prefix');
  return found;
}

export const pendEgress = (w: Walk, eni: Data): Walk =>
  withoutGroups(eni)
    ? w
    : {
        ...w,
        pending: [...w.pending, { groups: groupIds(eni), vpcId: eni.VpcId, header: w.header, who: eni.NetworkInterfaceId }],
      };

const broken = (way: Crossing[]): boolean =>
  way.some((it) => it.kind === 'middlebox' || it.kind === 'nat' || it.kind === 'internet');

/** Whether the owner of `ip` in `vpcId` carries the referenced group. */
const ownerCarries = (world: World, vpcId: string, ip: Header['src'], pair: Data) => {
  if (!first(world, 'security-group', (it) => it.GroupId === pair.GroupId)) return 'unknown';
  const owner = ownerIn(world, vpcId, ip);
  if (owner === 'unknown') return 'unknown';
  if (!owner) return 'no';
  if (groupIds(owner).includes(pair.GroupId)) return 'yes';
  return 'no';
};

/** S10: the peering of the reference is gone. */
const stale = (world: World, pair: Data): boolean =>
  pair.PeeringStatus === 'deleted' ||
  (pair.VpcPeeringConnectionId !== undefined &&
    first(
      world,
      'vpc-peering-connection',
      (it) => it.VpcPeeringConnectionId === pair.VpcPeeringConnectionId && it.Status.Code === 'deleted',
    ) !== undefined);

/** S9: does the way keep references, as an ingress rule sees it? */
function ingressReferences(w: Walk, eni: Data): Carries {
  return (pair) => {
    if (stale(w.world, pair)) return 'no';
    for (const it of w.way) if (it.kind === 'balancer' && it.groups?.includes(pair.GroupId)) return 'yes';
    if (broken(w.way) || w.way.some((it) => it.kind === 'balancer')) return 'no';
    const borders = w.way;
    if (borders.length === 0) return ownerCarries(w.world, eni.VpcId, w.header.src, pair);
    const [border] = borders;
    if (borders.length > 1 || !border?.fromVpc) return 'no';
    if (border.kind === 'peering') return border.sameRegion ? ownerCarries(w.world, border.fromVpc, w.header.src, pair) : 'no';
    if (border.kind === 'core-network') return 'no';
    if (eni.InterfaceType === 'vpc_endpoint') return 'no';
    const gateway = first(w.world, 'transit-gateway', (it) => it.TransitGatewayId === border.id);
    if (!gateway) return 'unknown';
    if (gateway.Options?.SecurityGroupReferencingSupport !== 'enable') return 'no';
    for (const id of border.attachments ?? []) {
      const attachment = first(w.world, 'transit-gateway-vpc-attachment', (it) => it.TransitGatewayAttachmentId === id);
      if (attachment?.Options?.SecurityGroupReferencingSupport === 'disable') return 'no';
    }
    return ownerCarries(w.world, border.fromVpc, w.header.src, pair);
  };
}

/** What kind of rule decided, or was to no avail. */
function judgedBy(world: World, { answer, why, tried }: Decision, way: Crossing[], eni: Data): Component[] {
  const found: Component[] = [];
  if (answer === 'yes' ? why.startsWith('S11') : tried.includes('list')) found.push('prefix list in a group');
  if (answer === 'yes' ? why.startsWith('S8') : tried.includes('reference')) {
    const last = way.at(-1)?.kind;
    if (last === undefined) found.push('group reference in the VPC');
    if (last === 'peering') found.push('group reference over peering');
    if (last === 'transit-gateway') found.push('group reference over a transit gateway');
    if (last === 'balancer') found.push("reference to a load balancer's group");
  }
  const groups = groupIds(eni).map((id) => first(world, 'security-group', (it) => it.GroupId === id));
  if (groups.some((it) => it && it.VpcId !== eni.VpcId)) found.push('group of another VPC');
  return found;
}

/** Judges the egress groups that wait for the way to be known. */
export function settled(start: Walk): Walk {
  let w: Walk = { ...start, pending: [] };
  for (const waiting of start.pending) {
    const lastBalancer = w.way.findLastIndex((it) => it.kind === 'balancer');
    const borders = w.way.slice(lastBalancer + 1);
    const carries: Carries = (pair) => {
      if (stale(w.world, pair) || broken(borders) || borders.length > 1) return 'no';
      const [border] = borders;
      if (!border) return ownerCarries(w.world, waiting.vpcId, waiting.header.dst, pair);
      if (border.kind !== 'peering' || !border.sameRegion || !border.toVpc) return 'no';
      return ownerCarries(w.world, border.toVpc, waiting.header.dst, pair);
    };
    const { answer, why } = groupsAllow(w.world, waiting.groups, false, waiting.header, carries);
    w =
      answer === 'yes'
        ? said(w, `${waiting.who} egress: ${why}`)
        : marked(w, answer === 'no' ? 'blocked' : 'unknown', `${waiting.who} egress: ${why}`);
  }
  return w;
}

export function lost(start: Walk, why: string, verdict: 'blocked' | 'unknown' = 'blocked'): Tree {
  const w = marked(settled(start), verdict, why);
  return leaf(w, { kind: 'nowhere', header: w.header });
}

export const done = (start: Walk, end: End): Tree => leaf(settled(start), end);

function leaf(w: Walk, end: End): Tree {
  return {
    kind: 'leaf',
    marks: w.marks,
    trail: w.trail,
    met: w.met,
    connections: [...w.past, { ...w.connection, end }],
    end,
    header: w.header,
  };
}

/** A mark for what a network ACL says, if it does not say allow. */
export function acl(w: Walk, subnetId: string, egress: boolean): Walk {
  const { answer, why } = aclAllows(w.world, subnetId, egress, w.header);
  if (answer === 'yes') return said(w, why);
  return answer === 'no' ? marked(met(w, 'network ACL, deny'), 'blocked', why) : marked(w, 'unknown', why);
}

export function ingressGroups(start: Walk, eni: Data): Walk {
  if (withoutGroups(eni)) return start;
  const decision = groupsAllow(start.world, groupIds(eni), true, start.header, ingressReferences(start, eni));
  const { answer, why } = decision;
  const w = met(start, ...judgedBy(start.world, decision, start.way, eni));
  if (answer === 'yes') return said(w, `${eni.NetworkInterfaceId} ingress: ${why}`);
  return marked(w, answer === 'no' ? 'blocked' : 'unknown', `${eni.NetworkInterfaceId} ingress: ${why}`);
}

/** W6, W10: to whichever interface of the VPC owns the destination. `fromSubnet`: where the packet was sent, inside this VPC. */
export function deliver(start: Walk, vpcId: string, fromSubnet: string | undefined): Tree {
  const eni = ownerIn(start.world, vpcId, start.header.dst);
  if (eni === 'unknown') return lost(start, `W10 interfaces in the Region of ${vpcId} were not collected`, 'unknown');
  if (!eni) return lost(start, `W10 no interface of ${vpcId} owns ${show(start.header.dst)}`);
  const looped = once(start, `deliver ${eni.NetworkInterfaceId}`);
  if (!looped) return lost(start, 'W9 loop');
  let w: Walk = fromSubnet === eni.SubnetId ? looped : acl(looped, eni.SubnetId, false);
  if (w.back) return arriveBack(w, eni);
  if (!isNat(eni)) w = settled(w);
  w = met(w, ...whoIs(w.world, eni, w.header.dst));
  if (isNat(eni)) return lost(w, 'I7 unsolicited packet to a NAT gateway');
  w = ingressGroups(w, eni);
  if (w.connection.node && nodeToTarget(w).some((it) => it.kind === 'transit-gateway' || it.kind === 'middlebox'))
    w = marked(w, 'blocked', 'L2 not over a transit gateway or an appliance');
  if (TRANSIT.includes(eni.InterfaceType)) w = marked(w, 'blocked', `X17 ${eni.InterfaceType} takes no connections`);
  if (NO_INBOUND.includes(eni.InterfaceType))
    w = marked(met(w, 'interface that takes nothing new'), 'blocked', `X17 ${eni.InterfaceType} takes no inbound connections`);
  w = alive(w, eni);
  if (eni.InterfaceType === 'vpc_endpoint') return throughPrivateLink(w, eni);
  if (isNode(eni)) return balance(w, eni);
  return done(w, { kind: 'eni', eni, vpcId, header: w.header });
}

const nodeToTarget = (w: Walk): Crossing[] => w.way.slice(w.way.findLastIndex((it) => it.kind === 'balancer') + 1);

/** The reply reaches an interface: home, a NAT gateway that undoes its translation, or the wrong place (P5). */
function arriveBack(w: Walk, eni: Data): Tree {
  const { back } = w;
  if (!back) throw new Error('only while walking back');
  if (isNat(eni)) return natGatewayReply(w, eni);
  const translated = back.nats.find((nat) => nat.id === eni.NetworkInterfaceId && same(nat.to, w.header.src));
  if (translated) {
    const restored: Walk = { ...w, header: { ...w.header, dst: translated.before.src } };
    return leave(
      { ...restored, connection: { ...w.connection, boxes: [...w.connection.boxes, eni.NetworkInterfaceId] } },
      eni.SubnetId,
    );
  }
  if (back.startEni?.NetworkInterfaceId !== eni.NetworkInterfaceId)
    return lost(w, `P5 the reply reaches ${eni.NetworkInterfaceId}, not the sender`);
  if (!same(w.header.src, back.startHeader.dst) || !same(w.header.dst, back.startHeader.src))
    return lost(w, `W7 the reply comes from ${show(w.header.src)}, which the sender never spoke to`);
  return done(quicksight(w, eni), { kind: 'eni', eni, header: w.header });
}

/** S18: QuickSight interfaces of old VPC connections keep no state. */
function quicksight(w: Walk, eni: Data): Walk {
  const old = eni.InterfaceType === 'quicksight' && (eni.Attachment?.AttachTime ?? '9') < '2023-04-27';
  return old ? ingressGroups(met(w, 'reply through the rules of a stateless interface'), eni) : w;
}

/** R13, F4, I18: a route that hands the packet to an interface. */
export function throughAppliance(start: Walk, eniId: string, fromSubnet: string | undefined): Tree {
  const eni = first(start.world, 'network-interface', (it) => it.NetworkInterfaceId === eniId);
  if (!eni) {
    if (gap(start.world, 'network-interface')) return lost(start, `R13 ${eniId} was not collected`, 'unknown');
    return lost(start, `R13 ${eniId} is not in the snapshot`, 'unknown');
  }
  const looped = once(start, `appliance ${eniId}`);
  if (!looped) return lost(start, 'W9 loop');
  let w: Walk = fromSubnet === eni.SubnetId ? looped : acl(looped, eni.SubnetId, false);
  if (owns(eni, w.header.dst)) return deliver(w, eni.VpcId, eni.SubnetId);
  const known = w.back?.boxes.includes(eniId) ?? false;
  if (!known) w = ingressGroups(w, eni);
  w = met(w, 'appliance');
  if (eni.SourceDestCheck !== false) w = marked(met(w, 'destination check'), 'blocked', `X1 ${eniId} checks the destination`);
  w = alive(w, eni);
  w = { ...w, connection: { ...w.connection, boxes: [...w.connection.boxes, eniId] }, lastEndpointSubnet: undefined };
  w = crossed(w, { kind: 'middlebox', id: eniId });
  const onward = leave(known ? w : pendEgress(w, eni), eni.SubnetId);
  if (w.back || !goesOutside(w, eni)) return onward;
  const own = eni.PrivateIpAddress;
  if (w.header.dst.family !== 4 || !own) return onward;
  const src = ownPrimary(eni);
  const changed: Walk = {
    ...w,
    header: { ...w.header, src },
    connection: { ...w.connection, nats: [...w.connection.nats, { id: eniId, before: w.header, to: w.header.dst }] },
  };
  return { kind: 'fate', branches: [onward, leave(pendEgress(changed, eni), eni.SubnetId)] };
}

const ownPrimary = (eni: Data): Header['src'] => {
  const parts = eni.PrivateIpAddress.split('.').map(Number) as number[];
  return { family: 4, value: BigInt(parts[0]! * 16777216 + parts[1]! * 65536 + parts[2]! * 256 + parts[3]!) };
};

/** I18 is about appliances that send to the internet: the destination is in no VPC and not private. */
function goesOutside(w: Walk, eni: Data): boolean {
  const vpc = vpcOf(w.world, eni.VpcId);
  const own = vpc && inAny(w.header.dst, cidrsOfVpc(vpc));
  const isPrivate = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].some((cidr) => within(w.header.dst, cidr));
  return !own && !isPrivate && subnetOf(w.world, eni.SubnetId) !== undefined;
}
