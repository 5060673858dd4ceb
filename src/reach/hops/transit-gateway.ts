/** A transit gateway: in from a VPC, through the table of the attachment that a packet came by, out to another (T1–T18). */
import type { Place } from '../../snapshot/snapshot.ts';
import type { Missing } from '../network/coverage.ts';
import { type Entity, stranger } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Found, Target } from '../network/route-target.ts';
import type { Subnet } from '../network/subnet.ts';
import type { AttachedTable, Attachment, TransitHop, TransitRoute } from '../network/transit.ts';
import type { Vpc } from '../network/vpc.ts';
import { type Evidence, type Saying, saying } from '../walk/step.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { crossAttachmentSubnet } from './attachment-subnets.ts';
import { judgeTransitFirewall } from './firewall-endpoint.ts';
import { fromPeer, toConnection } from './transit-edges.ts';
import { intoVpc } from './transit-vpc.ts';
import { isUp } from './vpn.ts';
import { zoneOf } from './zone.ts';

export function enterTransitGateway(walk: Walk, target: Target, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  const { attachment, gateway } = target.foundIn(vpc, walk.network, found) as Target & { gateway: Entity };
  if (attachment === undefined) return notAttached(walk, gateway, vpc);
  return enterByAttachment(walk, gateway, attachment, from);
}

/** The same where it is known by which attachment. */
export function enterByAttachment(
  walk: Walk,
  gateway: Entity,
  attachment: Attachment,
  from: Subnet | undefined,
): Arrival | undefined {
  checkAttachment(walk, attachment);
  walk.loseReference('such rules count nothing over a transit gateway');
  walk.leaveDirectWay('a transit gateway');
  if (from) {
    walk.zone = zoneOf(walk, from);
    crossAttachmentSubnet(walk, attachment, from);
  }
  return lookUp(walk, gateway, attachment);
}

function found(network: Network, id: string, vpc: Vpc): Found {
  const [gateway, attachment] = [gatewayOf(network, id, vpc), network.transit.ofVpc(vpc.id, id)];
  if (attachment) attachment.gateway = gateway;
  return { gateway, attachment };
}

function notAttached(walk: Walk, gateway: Entity, vpc: Vpc): undefined {
  const missing = walk.network.coverage.missing('transit-gateway-attachment', { account: vpc.account, region: vpc.region });
  if (missing) return walk.unknown(gateway, missing, () => `how ${vpc.id} is attached is not known: ${missing.text}`);
  return walk.block(gateway, 'BAD_STATE_ATTACHMENT', () => `${vpc.id} is not attached to it`);
}

export function checkAttachment(walk: Walk, attachment: Attachment): void {
  if (attachment.state !== 'available') walk.say(attachment, isNotThere, undefined, attachment);
}

const isNotThere: Saying<undefined, Attachment> = saying({
  does: 'blocks',
  code: 'BAD_STATE_ATTACHMENT',
  because: (_, { state }) => `the attachment is ${state}`,
});

/** The table that takes what comes by an attachment. */
function tableOf({ network }: Walk, gateway: Entity, tableId: string): AttachedTable {
  return network.once(`table ${tableId} of ${gateway.id}`, () => {
    const kind = 'transit-gateway-route-table';
    const at = network.entity(kind, tableId) ?? stranger(kind, tableId, gateway);
    const place = { account: at.account, region: at.region };
    return {
      at,
      missing: network.coverage.missing('transit-gateway-route', place, tableId),
      routes: network.transit.routes(tableId),
    };
  });
}

export const gatewayOf = (network: Network, id: string, near: Place): Entity =>
  network.entity('transit-gateway', id) ?? stranger('transit-gateway', id, near);

/** T1–T3: the table that is associated with the attachment by which the packet came. */
export function lookUp(walk: Walk, gateway: Entity, came: Attachment): Arrival | undefined {
  walk.options.recorder?.lookedUp(walk, came);
  if (came.tableId === undefined) return noTable(walk, gateway, came);
  came.table ??= tableOf(walk, gateway, came.tableId);
  const { at, missing, routes } = came.table;
  if (walk.isLoop(routes, came))
    return walk.block(at, 'HOPSCOPE_LOOP', 'the packet has been here before with the same addresses');
  if (missing) return unknownRoutes(walk, at, missing);
  const { dst } = walk.header;
  if (walk.scope) walk.keepMatch('dst', routes.lookup(dst), routes, outcomeOf);
  const route = routes.find(dst);
  if (!route) {
    walk.say(at, noRoute, at);
    return undefined;
  }
  walk.say(at, route.isDead ? leadsNowhere : forwards, route, came);
  return route.isDead ? undefined : out(walk, gateway, came, route);
}

const unknownRoutes = (walk: Walk, at: Entity, missing: Missing): undefined =>
  walk.unknown(at, missing, () => `the routes of ${at.id} are not known: ${missing.text}`, {
    code: 'TGW_RTB_ROUTES_ARE_UNKNOWN',
  });

const noRoute: Saying<Entity> = saying({
  does: 'blocks',
  code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
  because: ({ id }) => `${id} has no route to this address`,
});
const evidenceOf = (route: TransitRoute): Evidence => ({ label: route.text, text: route.text, source: route });
const forwards: Saying<TransitRoute, Attachment> = saying({
  does: 'forwards',
  because: (route, came) => `${route.text}, in the table of ${came.id}`,
  evidence: evidenceOf,
});
const leadsNowhere: Saying<TransitRoute, Attachment> = saying({
  does: 'blocks',
  code: 'TGW_RTB_BAD_STATE_ROUTE',
  because: (route) => `${route.text}: a black hole`,
  evidence: evidenceOf,
});

/** What of a route decides on what becomes of a packet that it takes. */
const outcomeOf = ({ attachments, isDead }: TransitRoute): string => [isDead, ...attachments.map(({ id }) => id)].join(' ');

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

type Way = NonNullable<TransitRoute['ways']>[number];

/** Where a route of the gateway leads. V2: a VPN without a tunnel that is up carries nothing while another way is there. */
function waysOf({ network }: Walk, gateway: Entity, { attachments }: TransitRoute): readonly Way[] {
  const up = attachments.filter(({ id, type }) => {
    const resource = network.transit.sides(id)[0]?.resourceId;
    const vpn = type === 'vpn' && resource ? network.entity('vpn-connection', resource) : undefined;
    return !vpn || isUp(vpn);
  });
  return (up.length > 0 ? up : attachments).map((hop) => ({
    hop,
    attachment: network.transit.attachment(hop.id, gateway.id) ?? network.transit.sides(hop.id)[0],
  }));
}

const leaves: Saying<undefined, Attachment> = saying({
  does: 'forwards',
  because: (_, { id, type, resourceId }) => `to ${id} (${type} ${resourceId})`,
});

/** T14: every attachment of a route is a possible next hop. */
function out(walk: Walk, gateway: Entity, came: Attachment, route: TransitRoute): Arrival | undefined {
  if (route.only) return follow(walk, gateway, came, route.only);
  if (!route.ways) {
    route.ways = waysOf(walk, gateway, route);
    if (route.ways.length === 1) route.only = route.ways[0]!.attachment;
  }
  const { hop, attachment } = walk.choices.pick(route.ways, 'all', () => `${route.text} has several attachments of equal cost`);
  return attachment ? follow(walk, gateway, came, attachment) : unknownHop(walk, gateway, hop);
}

function follow(walk: Walk, gateway: Entity, came: Attachment, attachment: Attachment): Arrival | undefined {
  checkAttachment(walk, attachment);
  walk.say(gateway, leaves, undefined, attachment);
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

function unknownHop(walk: Walk, gateway: Entity, { id }: TransitHop): undefined {
  const missing = walk.network.absent('transit-gateway-attachment', id, gateway);
  const at = stranger('transit-gateway-attachment', id, gateway);
  return walk.unknown(at, missing, () => `nothing is known of ${id}: ${missing.text}`);
}
