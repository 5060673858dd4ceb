/** A Cloud WAN core network: the segment of the attachment, its collected routes at the Region's edge, the attachment beyond (C1–C3). */
import type { CoreAttachment, CoreRoute } from '../network/core-network.ts';
import { type Entity, stranger } from '../network/entity.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import { judgeAcl } from '../walk/acls.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { leaveSubnet } from './subnet.ts';
import { zoneOf } from './zone.ts';

export function enterCoreNetwork(walk: Walk, arn: string, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  const id = arn.split('/').at(-1)!;
  const network = walk.network.entity('core-network', id) ?? stranger('core-network', id, vpc);
  const attachment = walk.network.cloudWan.ofVpc(vpc.id, id);
  if (!attachment) {
    const missing = walk.network.coverage.missing('core-network-attachment', { account: network.account, region: 'global' });
    if (missing) return walk.unknown(network, missing, () => `how ${vpc.id} is attached is not known: ${missing.text}`);
    return walk.block(network, 'BAD_STATE_ATTACHMENT', () => `${vpc.id} is not attached to it`);
  }
  checkAttachment(walk, attachment);
  walk.loseReference('such rules count nothing over a core network');
  walk.leaveDirectWay('a core network');
  const subnets = attachedSubnets(walk, attachment);
  if (from) walk.zone = zoneOf(walk, from);
  if (from && subnets) crossSubnet(walk, attachment, subnets, from);
  else noSubnets(walk, attachment);
  return lookUp(walk, network, attachment);
}

function checkAttachment(walk: Walk, attachment: CoreAttachment): void {
  if (attachment.state !== 'AVAILABLE')
    walk.block(attachment, 'BAD_STATE_ATTACHMENT', () => `the attachment is ${attachment.state}`);
}

/** The subnets that the attachment names, where its details were collected. */
function attachedSubnets(walk: Walk, attachment: CoreAttachment): Subnet[] | undefined {
  const detail = walk.network.entity('core-network-vpc-attachment', attachment.id)?.data;
  const arns: string[] | undefined = detail?.SubnetArns ?? attachment.data.SubnetArns;
  return arns?.flatMap((one) => walk.network.subnets.get(one.split('/').at(-1)!) ?? []);
}

function noSubnets(walk: Walk, attachment: CoreAttachment): undefined {
  const missing = walk.network.absent('core-network-vpc-attachment', attachment.id, {
    account: attachment.owner,
    region: 'global',
  });
  return walk.unknown(attachment, missing, () => `the subnets of ${attachment.id} are not known: ${missing.text}`);
}

/** C3: zones and ACLs as at a transit gateway. */
function crossSubnet(walk: Walk, attachment: CoreAttachment, subnets: readonly Subnet[], from: Subnet): void {
  const mine = subnets.find((one) => one === from) ?? subnets.find((one) => zoneOf(walk, one) === zoneOf(walk, from));
  if (mine) judgeAcl(walk, mine, 'ingress');
  else walk.block(attachment, 'TGW_ROUTE_AZ_RESTRICTION', () => `${attachment.id} has no subnet in the zone of ${from.id}`);
}

/** The routes of the attachment's segment at its edge. */
export function lookUp(walk: Walk, network: Entity, came: CoreAttachment): Arrival | undefined {
  if (!came.segment) return walk.block(came, 'HOPSCOPE_CORE_NETWORK_NO_SEGMENT', 'the attachment belongs to no segment');
  const at = { ...network, id: `${network.id}/${came.segment}/${came.edge}`, kind: 'core-network-route-table' };
  if (walk.isLoop(at.id, came.id))
    return walk.block(at, 'HOPSCOPE_LOOP', 'the packet has been here before with the same addresses');
  const routes = walk.network.cloudWan.routes(network.id, came.segment, came.edge);
  if (!routes) {
    const missing = walk.network.absent('core-network-route-table', at.id, { account: network.account, region: 'global' });
    return walk.unknown(
      at,
      missing,
      () => `the routes of segment ${came.segment} in ${came.edge} are not known: ${missing.text}`,
    );
  }
  const match = routes.lookup(walk.header.dst);
  walk.keep('dst', match);
  const route = match.entry?.value;
  if (!route)
    return walk.block(at, 'HOPSCOPE_CORE_NETWORK_NO_ROUTE', () => `segment ${came.segment} has no route to this address`);
  const evidence = { label: route.text, text: route.text, source: route };
  if (route.state === 'BLACKHOLE' || route.destinations.length === 0) {
    return walk.block(at, 'HOPSCOPE_CORE_NETWORK_BLACKHOLE', () => `${route.text}: a black hole`, { evidence });
  }
  walk.forward(at, () => `${route.text}, in segment ${came.segment} at ${came.edge}`, { evidence });
  return out(walk, network, came, route);
}

function out(walk: Walk, network: Entity, came: CoreAttachment, route: CoreRoute): Arrival | undefined {
  const to = walk.choices.pick(route.destinations, 'all', () => `${route.text} has several destinations`);
  const attachment = walk.network.cloudWan.attachment(to.attachmentId ?? '');
  if (!attachment) {
    const missing = walk.network.absent('core-network-attachment', to.text, { account: network.account, region: 'global' });
    return walk.unknown(network, missing, () => `nothing is known of ${to.text}: ${missing.text}`);
  }
  checkAttachment(walk, attachment);
  if (attachment.type !== 'VPC') {
    walk.deliver(attachment, () => `to the other end of ${attachment.type} ${attachment.id}`);
    return { at: 'on-premises', where: attachment };
  }
  return intoVpc(walk, came, attachment);
}

function intoVpc(walk: Walk, came: CoreAttachment, attachment: CoreAttachment): Arrival | undefined {
  const vpc = walk.network.vpcs.get(attachment.resourceArn.split('/').at(-1)!);
  if (!vpc) {
    const missing = walk.network.absent('vpc', attachment.resourceArn, { account: attachment.owner, region: attachment.edge });
    return walk.unknown(attachment, missing, () => `the VPC of ${attachment.id} is not in the snapshot: ${missing.text}`);
  }
  const subnets = attachedSubnets(walk, attachment);
  if (!subnets || subnets.length === 0) return noSubnets(walk, attachment);
  walk.unrecognised ??= keepsReferences(walk, came, attachment) ? undefined : 'SG_REFERENCING_SUPPORT';
  walk.entry = 'transit-gateway';
  const same = subnets.find((one) => zoneOf(walk, one) === walk.zone);
  const subnet = same ?? walk.choices.pick(subnets, 'all', () => `${attachment.id} may hand the packet to any of its zones`);
  walk.forward(attachment, () => `into ${vpc.id} through ${subnet.id}`);
  return leaveSubnet(walk, subnet);
}

/** S9: on one edge only, and off by default. */
function keepsReferences(walk: Walk, came: CoreAttachment, attachment: CoreAttachment): boolean {
  const options = (one: CoreAttachment): { SecurityGroupReferencingSupport?: boolean } | undefined =>
    walk.network.entity('core-network-vpc-attachment', one.id)?.data.Options;
  const on = [came, attachment].every((one) => options(one)?.SecurityGroupReferencingSupport === true);
  return on && came.edge === attachment.edge;
}

/** In from a network that is not AWS's, as source or with the reply. */
export function enterFromCoreConnection(walk: Walk, attachment: CoreAttachment): Arrival | undefined {
  const network =
    walk.network.entity('core-network', attachment.coreNetworkId) ??
    stranger('core-network', attachment.coreNetworkId, attachment);
  checkAttachment(walk, attachment);
  walk.zone = undefined;
  return lookUp(walk, network, attachment);
}
