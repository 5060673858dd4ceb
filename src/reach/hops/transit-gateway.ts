/** A transit gateway: in from a VPC, through the table of the attachment that a packet came by, out to another (T1–T18). */
import { judgeAcl } from '../acls.ts';
import { type Entity, stranger } from '../entity.ts';
import type { Attachment, TransitRoute } from '../transit.ts';
import type { Subnet, Vpc } from '../vpc.ts';
import type { Arrival, Walk } from '../walk.ts';
import { judgeTransitFirewall } from './firewall-endpoint.ts';
import { fromPeer, toConnection } from './transit-edges.ts';
import { intoVpc } from './transit-vpc.ts';
import { isUp } from './vpn.ts';
import { zoneOf } from './zone.ts';

export function enterTransitGateway(walk: Walk, id: string, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  const gateway = walk.network.entity('transit-gateway', id) ?? stranger('transit-gateway', id, vpc);
  const attachment = walk.network.transit.ofVpc(vpc.id, id);
  if (!attachment) {
    const missing = walk.network.coverage.missing('transit-gateway-attachment', { account: vpc.account, region: vpc.region });
    if (missing) return walk.unknown(gateway, missing, () => `how ${vpc.id} is attached is not known: ${missing.text}`);
    return walk.block(gateway, 'BAD_STATE_ATTACHMENT', () => `${vpc.id} is not attached to it`);
  }
  checkAttachment(walk, attachment);
  walk.loseReference('such rules count nothing over a transit gateway');
  walk.leaveDirectWay('a transit gateway');
  if (from) {
    walk.zone = zoneOf(walk, from);
    crossAttachmentSubnet(walk, attachment, from);
  }
  return lookUp(walk, gateway, attachment);
}

export function checkAttachment(walk: Walk, attachment: Attachment): void {
  if (attachment.state !== 'available')
    walk.block(attachment, 'BAD_STATE_ATTACHMENT', () => `the attachment is ${attachment.state}`);
}

/** The subnets of a VPC attachment that the snapshot has. */
export const subnetsOf = (walk: Walk, attachment: Attachment): Subnet[] =>
  (attachment.subnetIds ?? []).flatMap((id) => walk.network.subnets.get(id) ?? []);

/** T5, T6: the zone must have an attachment subnet; that subnet's ACL lets the packet in, or not. */
function crossAttachmentSubnet(walk: Walk, attachment: Attachment, from: Subnet): void {
  const subnets = subnetsOf(walk, attachment);
  if (subnets.length === 0) {
    const missing = walk.network.absent('transit-gateway-vpc-attachment', attachment.id, {
      account: attachment.resourceOwner,
      region: attachment.region,
    });
    walk.unknown(attachment, missing, () => `the subnets of ${attachment.id} are not known: ${missing.text}`);
    return;
  }
  const mine = subnets.find((subnet) => subnet === from) ?? subnets.find((subnet) => zoneOf(walk, subnet) === zoneOf(walk, from));
  if (!mine) {
    walk.block(attachment, 'TGW_ROUTE_AZ_RESTRICTION', () => `${attachment.id} has no subnet in the zone of ${from.id}`);
    return;
  }
  if (mine !== from) walk.assume(attachment, 'zone-not-subnet');
  judgeAcl(walk, mine, 'ingress');
}

/** T1–T3: the table that is associated with the attachment by which the packet came. */
export function lookUp(walk: Walk, gateway: Entity, came: Attachment): Arrival | undefined {
  walk.options.recorder?.lookedUp(walk, came);
  const { tableId } = came;
  if (!tableId) return noTable(walk, gateway, came);
  const table =
    walk.network.entity('transit-gateway-route-table', tableId) ?? stranger('transit-gateway-route-table', tableId, gateway);
  if (walk.isLoop(tableId, came.id))
    return walk.block(table, 'HOPSCOPE_LOOP', 'the packet has been here before with the same addresses');
  const missing = walk.network.coverage.missing(
    'transit-gateway-route',
    { account: table.account, region: table.region },
    tableId,
  );
  if (missing)
    return walk.unknown(table, missing, () => `the routes of ${tableId} are not known: ${missing.text}`, {
      code: 'TGW_RTB_ROUTES_ARE_UNKNOWN',
    });
  const routes = walk.network.transit.routes(tableId);
  const match = routes.lookup(walk.header.dst);
  walk.keepMatch('dst', match, routes, outcomeOf);
  const route = match.entry?.value;
  if (!route) return walk.block(table, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', () => `${tableId} has no route to this address`);
  const evidence = { label: route.text, text: route.text, source: route };
  if (route.state === 'blackhole' || route.attachments.length === 0) {
    return walk.block(table, 'TGW_RTB_BAD_STATE_ROUTE', () => `${route.text}: a black hole`, { evidence });
  }
  walk.forward(table, () => `${route.text}, in the table of ${came.id}`, { evidence });
  return out(walk, gateway, came, route);
}

/** What of a route decides on what becomes of a packet that it takes. */
const outcomeOf = ({ attachments, state }: TransitRoute): string => [state, ...attachments.map(({ id }) => id)].join(' ');

function noTable(walk: Walk, gateway: Entity, came: Attachment): undefined {
  const policy = walk.network.snapshot
    .resources('transit-gateway-policy-table-association')
    .find((one) => one.data.TransitGatewayAttachmentId === came.id);
  if (policy) return walk.unknown(came, undefined, 'a policy table, not a route table, decides for this attachment');
  const place = { account: gateway.account, region: gateway.region };
  const missing =
    walk.network.coverage.missing('transit-gateway-association', place) ??
    walk.network.coverage.missing('transit-gateway-attachment', place);
  if (missing)
    return walk.unknown(gateway, missing, () => `which table is associated with ${came.id} is not known: ${missing.text}`, {
      code: 'TGW_RTB_ROUTES_ARE_UNKNOWN',
    });
  return walk.block(came, 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', () => `no route table is associated with ${came.id}`);
}

/** V2: a VPN without a tunnel that is up carries nothing while another way is there. */
function inService(walk: Walk, ways: TransitRoute['attachments']): TransitRoute['attachments'] {
  const up = ways.filter(({ id, type }) => {
    const resource = walk.network.transit.sides(id)[0]?.resourceId;
    const vpn = type === 'vpn' && resource ? walk.network.entity('vpn-connection', resource) : undefined;
    return !vpn || isUp(vpn);
  });
  return up.length > 0 ? up : ways;
}

/** T14: every attachment of a route is a possible next hop. */
function out(walk: Walk, gateway: Entity, came: Attachment, route: TransitRoute): Arrival | undefined {
  const to = walk.choices.pick(inService(walk, route.attachments), 'all', `${route.text} has several attachments of equal cost`);
  const attachment = walk.network.transit.attachment(to.id, gateway.id) ?? walk.network.transit.sides(to.id)[0];
  if (!attachment) {
    const missing = walk.network.absent('transit-gateway-attachment', to.id, gateway);
    return walk.unknown(
      stranger('transit-gateway-attachment', to.id, gateway),
      missing,
      () => `nothing is known of ${to.id}: ${missing.text}`,
    );
  }
  checkAttachment(walk, attachment);
  walk.forward(gateway, () => `to ${attachment.id} (${attachment.type} ${attachment.resourceId})`);
  if (attachment.type === 'vpc') return intoVpc(walk, gateway, came, attachment);
  if (attachment.type === 'network-function') {
    judgeTransitFirewall(walk, attachment);
    return lookUp(walk, gateway, attachment);
  }
  if (attachment.type === 'peering') {
    const far = fromPeer(walk, gateway, attachment);
    return far && lookUp(walk, far.gateway, far.attachment);
  }
  return toConnection(walk, gateway, attachment);
}
