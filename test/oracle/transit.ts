/** Peering, transit gateways and Cloud WAN (P, T, C). */
import { prefix, show, within } from './address.ts';
import { judge } from './endpoints.ts';
import { acl, deliver, done, lost } from './interfaces.ts';
import { encrypted, encryptionForbids } from './internet.ts';
import { home, tunnelUp } from './on-premises.ts';
import { leave } from './routes.ts';
import { type Crossing, crossed, type End, marked, met, once, type Tree, type Walk } from './state.ts';
import { all, azOf, cidrsOfVpc, type Data, first, gap, inAny, ownerIn, vpcOf, vpcRegion, type World } from './world.ts';

/** P1 to P5, I9. */
export function throughPeering(start: Walk, vpcId: string, id: string): Tree {
  const looped = once(start, id);
  if (!looped) return lost(start, 'W9 loop');
  let w = looped;
  const peering = first(w.world, 'vpc-peering-connection', (it) => it.VpcPeeringConnectionId === id);
  if (!peering) return lost(w, `P1 ${id} was not collected`, 'unknown');
  if (peering.Status?.Code !== 'active') w = marked(w, 'blocked', `P1 ${id} is ${peering.Status?.Code}`);
  const sides = [peering.RequesterVpcInfo, peering.AccepterVpcInfo];
  const other = sides[0].VpcId === vpcId ? sides[1] : sides[0];
  const own = vpcOf(w.world, vpcId);
  const peer = vpcOf(w.world, other.VpcId);
  if (!own || !peer) return lost(w, `P3 ${other.VpcId} is not in the snapshot`, 'unknown');
  if (!inAny(w.header.src, cidrsOfVpc(own))) return lost(w, `P3 ${show(w.header.src)} is not an address of ${vpcId}`);
  if (!inAny(w.header.dst, cidrsOfVpc(peer))) return lost(w, `P3 ${show(w.header.dst)} is not an address of ${other.VpcId}`);
  const sameRegion = vpcRegion(w.world, vpcId) === vpcRegion(w.world, other.VpcId);
  w = met(w, sameRegion ? 'peering in the Region' : 'peering across Regions');
  w = peeringEncryption(w, vpcId, other.VpcId, sameRegion);
  const previous = w.way.at(-1);
  if (previous?.kind === 'nat' && !w.back)
    w = { ...met(w, 'NAT gateway, then peering'), connection: { ...w.connection, natThenPeering: { vpcId } } };
  w = crossed(w, { kind: 'peering', id, fromVpc: vpcId, toVpc: other.VpcId, sameRegion });
  return deliver({ ...w, enteredBy: 'peering', zone: undefined, lastEndpointSubnet: undefined }, other.VpcId, undefined);
}

/** X10: an enforcing VPC has a peering by exclusion, or with a peer in its Region that enforces as well. */
function peeringEncryption(w: Walk, a: string, b: string, sameRegion: boolean): Walk {
  const enforces = (id: string): boolean => encryptionForbids(w.world, id, 'none');
  const bothEnforce = sameRegion && enforces(a) && enforces(b);
  if (bothEnforce) return w;
  return encrypted(encrypted(w, a, 'VpcPeering'), b, 'VpcPeering');
}

const attachmentOf = (world: World, gatewayId: string, vpcId: string): Data | undefined =>
  first(world, 'transit-gateway-vpc-attachment', (it) => it.TransitGatewayId === gatewayId && it.VpcId === vpcId);

/** T5, T6: from a VPC into a transit gateway. */
export function throughTransitGateway(start: Walk, vpcId: string, id: string, fromSubnet: string | undefined): Tree {
  const looped = once(start, `${vpcId} to ${id}`);
  if (!looped) return lost(start, 'W9 loop');
  let w = looped;
  const attachment = attachmentOf(w.world, id, vpcId);
  if (!attachment) {
    const doubt = gap(w.world, 'transit-gateway-vpc-attachment');
    return lost(w, `T1 ${vpcId} has no attachment to ${id}`, doubt ? 'unknown' : 'blocked');
  }
  const gateway = first(w.world, 'transit-gateway', (it) => it.TransitGatewayId === id);
  w = met(w, 'transit gateway');
  if (gateway && gateway.OwnerId !== vpcOf(w.world, vpcId)?.OwnerId) w = met(w, 'transit gateway of another account');
  if (!gateway) w = marked(w, 'unknown', `T4 ${id} was not collected`);
  else if (gateway.State !== 'available') w = marked(w, 'blocked', `T4 ${id} is ${gateway.State}`);
  if (attachment.State !== 'available')
    w = marked(w, 'blocked', `T4 ${attachment.TransitGatewayAttachmentId} is ${attachment.State}`);
  if (!w.back && (w.enteredBy === 'peering' || w.enteredBy === 'vpn-gateway')) return lost(w, 'P2, V7 no edge-to-edge routing');
  const zone = fromSubnet ? azOf(w.world, fromSubnet) : w.zone;
  const entrance = attachment.SubnetIds.find((subnetId: string) => azOf(w.world, subnetId) === zone);
  if (!entrance) return lost(w, `T5 the attachment has no subnet in ${zone}`);
  w = acl({ ...w, zone, lastEndpointSubnet: undefined }, entrance, false);
  return routed(w, id, attachment.TransitGatewayAttachmentId, {
    fromVpc: vpcId,
    attachments: [attachment.TransitGatewayAttachmentId],
  });
}

const KINDS = ['vpc', 'direct-connect-gateway', 'connect', 'vpn', 'vpn-concentrator', 'client-vpn', 'peering'];

/** T1, T2, T3: the table associated with the attachment that a packet came from. */
function routed(start: Walk, gatewayId: string, fromAttachment: string, from: Partial<Crossing>): Tree {
  const looped = once(start, `${gatewayId} from ${fromAttachment}`);
  if (!looped) return lost(start, 'W9 loop');
  const w = looped;
  const tables = all(w.world, 'transit-gateway-route-table').filter((it) => it.TransitGatewayId === gatewayId);
  let tableId: string | undefined;
  for (const resource of w.world.resources)
    if (resource.kind === 'transit-gateway-association' && resource.data.TransitGatewayAttachmentId === fromAttachment)
      if (resource.data.State === 'associated' && tables.some((it) => it.TransitGatewayRouteTableId === resource.parent))
        tableId = resource.parent;
  if (!tableId) {
    const doubt = tables.length === 0 || gap(w.world, 'transit-gateway-association');
    return lost(w, `T1 ${fromAttachment} is associated with no table of ${gatewayId}`, doubt ? 'unknown' : 'blocked');
  }
  const tableAt = w.world.resources.find((it) => it.kind === 'transit-gateway-route-table' && it.id === tableId);
  if (gap(w.world, 'transit-gateway-route', { region: tableAt?.region, account: tableAt?.account, parent: tableId })) {
    const known = w.world.resources.some((it) => it.kind === 'transit-gateway-route' && it.parent === tableId);
    if (!known) return lost(w, `T3 the routes of ${tableId} were not collected`, 'unknown');
  }
  let best: Data;
  const rank = (route: Data): number =>
    route.PrefixListId
      ? 1
      : route.Type === 'static'
        ? 0
        : 2 + KINDS.indexOf(route.TransitGatewayAttachments?.[0]?.ResourceType ?? 'peering');
  for (const resource of w.world.resources) {
    if (resource.kind !== 'transit-gateway-route' || resource.parent !== tableId) continue;
    const route = resource.data;
    if (!route.DestinationCidrBlock || !within(w.header.dst, route.DestinationCidrBlock)) continue;
    if (!['active', 'blackhole'].includes(route.State)) continue;
    const length = prefix(route.DestinationCidrBlock).length;
    const bestLength = best ? prefix(best.DestinationCidrBlock).length : -1;
    if (length > bestLength || (length === bestLength && rank(route) < rank(best))) best = route;
  }
  if (!best) return lost(w, `T3 ${tableId} has no route`);
  if (best.State === 'blackhole') return lost(w, `T3 ${best.DestinationCidrBlock} in ${tableId} is a blackhole`);
  const branches = (best.TransitGatewayAttachments ?? []).map((it: Data) => toAttachment(w, gatewayId, it, from));
  if (branches.length === 0) return lost(w, 'T3 the route names no attachment');
  return branches.length === 1 ? branches[0] : { kind: 'any', branches };
}

function toAttachment(w: Walk, gatewayId: string, target: Data, from: Partial<Crossing>): Tree {
  const id: string = target.TransitGatewayAttachmentId;
  switch (target.ResourceType) {
    case 'vpc':
      return toVpc(w, gatewayId, id, from);
    case 'vpn': {
      const vpn = first(w.world, 'vpn-connection', (it) => it.VpnConnectionId === target.ResourceId);
      if (!vpn) return lost(w, `V2 ${target.ResourceId} was not collected`, 'unknown');
      if (!tunnelUp(vpn)) return lost(met(w, 'transit gateway, VPN'), `V2 no tunnel of ${target.ResourceId} is up`);
      return outside(met(w, 'transit gateway, VPN'), gatewayId, id);
    }
    case 'direct-connect-gateway':
      return outside(met(w, 'transit gateway, Direct Connect'), gatewayId, id, target.ResourceId);
    case 'peering':
      return toPeer(w, gatewayId, id);
    case 'network-function':
      return throughNetworkFunction(w, gatewayId, id, from);
    default:
      return lost(w, `T4 an attachment of type ${target.ResourceType} leads to a domain that is not modelled`, 'unknown');
  }
}

function outside(w: Walk, id: string, attachment: string, dxGateway?: string): Tree {
  if (w.back) return w.back.startBehind ? home(w) : lost(w, 'P5 the reply leaves to another network');
  const away = crossed(w, { kind: 'internet', id: attachment });
  return done(away, { kind: 'transit-gateway', id, attachment, dxGateway, header: w.header });
}

/** The first packet from the other side of a VPN or of Direct Connect: over a tunnel that is up, or with an advertised prefix. */
export function firstFromAttachment(start: Walk, attachment: string): Tree {
  const found = first(start.world, 'transit-gateway-attachment', (it) => it.TransitGatewayAttachmentId === attachment);
  if (!found) return lost(start, `T4 ${attachment} was not collected`, 'unknown');
  const id: string = found.TransitGatewayId;
  let w = met(start, 'from the other side of a transit gateway');
  w = crossed({ ...w, connection: { ...w.connection, startBehind: true } }, { kind: 'internet', id: attachment });
  if (found.ResourceType === 'vpn') {
    const vpn = first(w.world, 'vpn-connection', (it) => it.VpnConnectionId === found.ResourceId);
    if (!vpn) w = marked(w, 'unknown', `V2 ${found.ResourceId} was not collected`);
    else if (!tunnelUp(vpn)) w = marked(w, 'blocked', `V2 no tunnel of ${found.ResourceId} is up`);
  }
  const dxGateway = found.ResourceType === 'direct-connect-gateway' ? found.ResourceId : undefined;
  return fromTransitGateway(w, { kind: 'transit-gateway', id, attachment, dxGateway, header: w.header });
}

/** V5, T1: a reply from the other side of a VPN or of Direct Connect. */
export function fromTransitGateway(start: Walk, end: End): Tree {
  let w: Walk = { ...start, zone: undefined };
  if (end.dxGateway) {
    const association = first(
      w.world,
      'direct-connect-gateway-association',
      (it) => it.directConnectGatewayId === end.dxGateway && it.associatedGateway?.id === end.id,
    );
    const doubt = !association && gap(w.world, 'direct-connect-gateway-association');
    const allowed: Data[] = association?.allowedPrefixesToDirectConnectGateway ?? [];
    if (doubt) w = marked(w, 'unknown', 'V5 the allowed prefixes were not collected');
    else if (!allowed.some((it) => within(w.header.dst, it.cidr))) w = marked(w, 'blocked', 'V5 not an allowed prefix');
  }
  return routed(w, end.id!, end.attachment!, {});
}

/** T10, T17. */
function toPeer(start: Walk, gatewayId: string, id: string): Tree {
  let w = start;
  const peering = first(w.world, 'transit-gateway-peering-attachment', (it) => it.TransitGatewayAttachmentId === id);
  if (!peering) return lost(w, `T10 ${id} was not collected`, 'unknown');
  if (peering.State !== 'available') w = marked(w, 'blocked', `T4 ${id} is ${peering.State}`);
  const sides = [peering.RequesterTgwInfo.TransitGatewayId, peering.AccepterTgwInfo.TransitGatewayId];
  const other = sides[0] === gatewayId ? sides[1] : sides[0];
  w = crossed(met(w, 'transit gateway peering'), { kind: 'transit-gateway', id: gatewayId });
  return routed({ ...w, zone: undefined }, other, id, {});
}

/** T6, T7, T8: out of a transit gateway into a VPC. */
function toVpc(start: Walk, gatewayId: string, id: string, from: Partial<Crossing>): Tree {
  let w = start;
  const attachment = first(w.world, 'transit-gateway-vpc-attachment', (it) => it.TransitGatewayAttachmentId === id);
  if (!attachment) return lost(w, `T4 ${id} was not collected`, 'unknown');
  if (attachment.State !== 'available') w = marked(w, 'blocked', `T4 ${id} is ${attachment.State}`);
  const attachments = [...(from.attachments ?? []), id];
  w = crossed(w, { kind: 'transit-gateway', id: gatewayId, fromVpc: from.fromVpc, toVpc: attachment.VpcId, attachments });
  if (attachment.Options?.ApplianceModeSupport === 'enable') w = met(w, 'transit gateway, appliance mode');
  const zones: string[] = attachment.SubnetIds.map((subnetId: string) => azOf(w.world, subnetId));
  const branches = zonesFor(w, attachment, zones).map((zone) => {
    const subnetId = attachment.SubnetIds[zones.indexOf(zone)];
    const remembered = [...w.connection.zones, { attachment: id, zone }];
    const inside: Walk = { ...w, zone, enteredBy: 'transit-gateway', connection: { ...w.connection, zones: remembered } };
    return leave(inside, subnetId);
  });
  return branches.length === 1 ? branches[0]! : { kind: 'fate', branches };
}

/** T8: the Availability Zones in which the packet may come out. */
function zonesFor(w: Walk, attachment: Data, zones: string[]): string[] {
  const id = attachment.TransitGatewayAttachmentId;
  if (attachment.Options?.ApplianceModeSupport !== 'enable') return w.zone && zones.includes(w.zone) ? [w.zone] : zones;
  const chosen = w.back?.zones.find((it) => it.attachment === id);
  if (chosen) return [chosen.zone];
  const association = w.world.resources.find(
    (it) =>
      it.kind === 'transit-gateway-association' && it.data.TransitGatewayAttachmentId === id && it.data.State === 'associated',
  );
  const propagates = w.world.resources.some(
    (it) => it.kind === 'transit-gateway-propagation' && it.parent === association?.parent && it.data.State === 'enabled',
  );
  const there = destinationZones(w);
  if (propagates && w.zone && zones.includes(w.zone) && (there.length === 0 || there.includes(w.zone))) return [w.zone];
  return zones;
}

const destinationZones = (w: Walk): string[] => {
  const found: string[] = [];
  for (const vpc of all(w.world, 'vpc')) {
    const eni = ownerIn(w.world, vpc.VpcId, w.header.dst);
    if (eni && eni !== 'unknown') found.push(azOf(w.world, eni.SubnetId) ?? '');
  }
  return found;
};

/** T18: a Network Firewall attached to the transit gateway itself. */
function throughNetworkFunction(start: Walk, gatewayId: string, id: string, from: Partial<Crossing>): Tree {
  const found = first(start.world, 'firewall', (it) => it.FirewallStatus?.TransitGatewayAttachmentSyncState?.AttachmentId === id);
  if (!found) return lost(start, `T18 the firewall of ${id} was not collected`, 'unknown');
  const w = judge(met(start, 'Network Firewall on a transit gateway'), id, found.Firewall);
  return routed(crossed(w, { kind: 'middlebox', id }), gatewayId, id, from);
}

/** C1 to C3: from a VPC into a core network; routes as collected. */
export function throughCoreNetwork(start: Walk, vpcId: string, arn: string, fromSubnet: string | undefined): Tree {
  const looped = once(start, `${vpcId} to ${arn}`);
  if (!looped) return lost(start, 'W9 loop');
  const coreId = arn.split('/').at(-1)!;
  const attachment = first(
    start.world,
    'core-network-attachment',
    (it) => it.CoreNetworkId === coreId && it.AttachmentType === 'VPC' && it.ResourceArn.endsWith(`/${vpcId}`),
  );
  if (!attachment) {
    const doubt = gap(start.world, 'core-network-attachment');
    return lost(looped, `C1 ${vpcId} has no attachment to ${coreId}`, doubt ? 'unknown' : 'blocked');
  }
  let w =
    attachment.State === 'AVAILABLE' ? looped : marked(looped, 'blocked', `C1 ${attachment.AttachmentId} is ${attachment.State}`);
  const subnets = coreSubnets(w.world, attachment.AttachmentId);
  if (!subnets) return lost(w, `C3 the subnets of ${attachment.AttachmentId} were not collected`, 'unknown');
  const zone = fromSubnet ? azOf(w.world, fromSubnet) : w.zone;
  const entrance = subnets.find((subnetId) => azOf(w.world, subnetId) === zone);
  if (!entrance) return lost(w, `T5, C3 the attachment has no subnet in ${zone}`);
  w = acl({ ...w, zone, lastEndpointSubnet: undefined }, entrance, false);
  return inSegment(w, coreId, attachment, vpcId);
}

const coreSubnets = (world: World, attachmentId: string): string[] | undefined => {
  const detail = first(world, 'core-network-vpc-attachment', (it) => it.Attachment?.AttachmentId === attachmentId);
  return detail?.SubnetArns?.map((arn: string) => arn.split('/').at(-1)!);
};

function inSegment(w: Walk, coreId: string, attachment: Data, fromVpc: string): Tree {
  const table = first(w.world, 'core-network-route-table', ({ CoreNetworkSegmentEdge: edge }) => {
    return (
      edge?.CoreNetworkId === coreId &&
      edge.SegmentName === attachment.SegmentName &&
      edge.EdgeLocation === attachment.EdgeLocation
    );
  });
  if (!table)
    return lost(w, `C3 the routes of ${attachment.SegmentName} in ${attachment.EdgeLocation} were not collected`, 'unknown');
  let best: Data;
  for (const route of table.NetworkRoutes ?? []) {
    const cidr = route.DestinationCidrBlock;
    if (!cidr || !within(w.header.dst, cidr)) continue;
    if (!best || prefix(cidr).length > prefix(best.DestinationCidrBlock).length) best = route;
  }
  if (!best) return lost(w, 'C3 the segment has no route');
  if (best.State === 'BLACKHOLE') return lost(met(w, 'Cloud WAN'), 'C3 the segment drops it');
  const branches: Tree[] = (best.Destinations ?? []).map((destination: Data) => {
    const target = first(w.world, 'core-network-attachment', (it) => it.AttachmentId === destination.CoreNetworkAttachmentId);
    if (target?.AttachmentType !== 'VPC') return lost(w, 'C3 the attachment is not modelled', 'unknown');
    const here = met(w, target.SegmentName === attachment.SegmentName ? 'Cloud WAN' : 'Cloud WAN across segments');
    return fromCore(here, target, fromVpc, coreId);
  });
  if (branches.length === 0) return lost(w, 'C3 the route names no attachment', 'unknown');
  return branches.length === 1 ? branches[0]! : { kind: 'any', branches };
}

function fromCore(start: Walk, attachment: Data, fromVpc: string, coreId: string): Tree {
  const toVpcId: string = attachment.ResourceArn.split('/').at(-1);
  let w = crossed(start, { kind: 'core-network', id: coreId, fromVpc, toVpc: toVpcId });
  if (attachment.State !== 'AVAILABLE') w = marked(w, 'blocked', `C1 ${attachment.AttachmentId} is ${attachment.State}`);
  const subnets = coreSubnets(w.world, attachment.AttachmentId);
  if (!subnets) return lost(w, `C3 the subnets of ${attachment.AttachmentId} were not collected`, 'unknown');
  const here = subnets.filter((subnetId) => azOf(w.world, subnetId) === w.zone);
  const branches = (here.length > 0 ? here : subnets).map((subnetId) =>
    leave({ ...w, zone: azOf(w.world, subnetId), enteredBy: 'core-network' }, subnetId),
  );
  return branches.length === 1 ? branches[0]! : { kind: 'fate', branches };
}
