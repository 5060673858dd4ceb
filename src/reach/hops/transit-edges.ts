/** Where a transit gateway ends: at VPNs, Direct Connect and Connect peers, and at another transit gateway (T4, T10, V2). */
import type { Entity } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Attachment, Side } from '../network/transit.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { checkAdvertised } from './direct-connect.ts';
import { checkAttachment, gatewayOf, lookUp } from './transit-gateway.ts';
import { isUp } from './vpn.ts';

/** Out to a network that is not AWS's. */
export function toConnection(walk: Walk, gateway: Entity, attachment: Attachment): Arrival {
  if (attachment.type === 'vpn') checkVpn(walk, attachment);
  walk.deliver(attachment, () => `to the other end of ${attachment.type} ${attachment.resourceId}, from ${gateway.id}`);
  return { at: 'on-premises', where: attachment };
}

function checkVpn(walk: Walk, attachment: Attachment): void {
  const vpn = walk.network.entity('vpn-connection', attachment.resourceId);
  if (!vpn) {
    const missing = walk.network.absent('vpn-connection', attachment.resourceId, {
      account: attachment.resourceOwner,
      region: attachment.region,
    });
    walk.unknown(attachment, missing, () => `whether a tunnel of ${attachment.resourceId} is up is not known: ${missing.text}`);
  } else if (!isUp(vpn)) walk.block(vpn, 'TGW_BAD_STATE_VPN', () => `no tunnel of ${vpn.id} is up`);
}

/** In from such a network, as source or with the reply. */
export function enterFromConnection(walk: Walk, attachment: Attachment): Arrival | undefined {
  const gateway = gatewayOf(walk.network, attachment.gatewayId, attachment);
  checkAttachment(walk, attachment);
  walk.zone = undefined;
  if (attachment.type === 'vpn') checkVpn(walk, attachment);
  if (attachment.type === 'direct-connect-gateway') checkAdvertised(walk, gateway, (allowed) => walk.isTo(allowed));
  return lookUp(walk, gateway, attachment);
}

/** T10, T17: the other side of a peering routes on its own. */
export function fromPeer(walk: Walk, gateway: Entity, attachment: Attachment): Side | undefined {
  const far = farSide(walk.network, gateway, attachment);
  walk.unrecognised = 'SG_REFERENCES_NOT_PRESERVED';
  if (far === 'not in the snapshot') {
    const place = { account: attachment.resourceOwner, region: attachment.data.PeerRegion ?? attachment.region };
    const missing = walk.network.absent('transit-gateway-attachment', `the other side of ${attachment.id}`, place);
    return walk.unknown(attachment, missing, () => `the other side of the peering is not in the snapshot: ${missing.text}`);
  }
  if (walk.transitPeerings > 0) walk.assume(attachment, 'chained-transit-peering');
  walk.transitPeerings++;
  checkAttachment(walk, far.attachment);
  return far;
}

function farSide(network: Network, gateway: Entity, near: Attachment): Side | 'not in the snapshot' {
  if (near.gatewayId !== gateway.id) return lookUpSide(network, gateway, near);
  near.far ??= lookUpSide(network, gateway, near);
  return near.far;
}

function lookUpSide(network: Network, gateway: Entity, { id }: Attachment): Side | 'not in the snapshot' {
  const attachment = network.transit.sides(id).find((one) => one.gatewayId !== gateway.id);
  return attachment ? { gateway: gatewayOf(network, attachment.gatewayId, attachment), attachment } : 'not in the snapshot';
}
