/** An egress-only internet gateway: IPv6 out and the replies back, nothing that begins outside (I5). */
import { type Entity, stranger } from '../network/entity.ts';
import { realmAt } from '../network/special.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { checkPublicAccess } from './block-public-access.ts';
import { checkEncryption } from './encryption-control.ts';
import { reflect } from './internet-gateway.ts';
import { isPrivateIpv6 } from './ipv6.ts';
import { deliver } from './subnet.ts';

export function leaveThroughEgressOnly(walk: Walk, id: string, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  const gateway = walk.network.entity('egress-only-internet-gateway', id) ?? stranger('egress-only-internet-gateway', id, vpc);
  if (typeof walk.header.dst === 'number') return walk.block(gateway, 'PROTOCOL_RESTRICTION', 'it carries IPv6 only');
  if (walk.direction === 'reply') {
    walk.block(gateway, 'HOPSCOPE_EGRESS_ONLY_INBOUND', 'it knows no connection that began outside, so the reply does not pass');
  }
  checkAttached(walk, gateway, vpc);
  const sender = vpc.ownerOf(walk.header.src);
  checkEncryption(walk, gateway, vpc, 'EgressOnlyInternetGateway');
  checkPublicAccess(walk, gateway, vpc, sender?.subnet ?? from, 'out through a NAT or egress-only gateway');
  const realm = realmAt(walk.header.dst);
  walk.keep('dst', realm);
  if (realm.entry)
    return walk.block(gateway, 'HOPSCOPE_PRIVATE_IPV6', `it sends nothing to private addresses (${realm.entry.value})`);
  if (walk.scope) walk.keep('src', vpc.ownedAround(walk.header.src));
  if (!sender)
    walk.block(gateway, 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', () => `the source is no address of an interface of ${vpc.id}`);
  if (isPrivateIpv6(sender, vpc, walk.header.src))
    walk.block(gateway, 'HOPSCOPE_PRIVATE_IPV6', 'the source is a private IPv6 address');
  walk.identity = undefined;
  if (walk.direction === 'forward') walk.egressOnly = vpc;
  const reflected = reflect(walk, gateway, vpc);
  if (reflected) return reflected.arrival;
  walk.deliver(gateway, 'out to the internet, and back only the replies');
  return { at: 'internet', where: gateway, vpc };
}

function checkAttached(walk: Walk, gateway: Entity, vpc: Vpc): void {
  if (walk.network.attached('egress-only-internet-gateway', vpc.id).some((one) => one.id === gateway.id)) return;
  const missing = walk.network.coverage.missing('egress-only-internet-gateway', { account: vpc.account, region: vpc.region });
  if (missing) walk.unknown(gateway, missing, () => `whether it is attached to ${vpc.id} is not known: ${missing.text}`);
  else walk.block(gateway, 'BAD_STATE_ATTACHMENT', () => `it is not attached to ${vpc.id}`);
}

/** The reply, by the gateway's memory. */
export function replyThroughEgressOnly(walk: Walk, vpc: Vpc): Arrival | undefined {
  return deliver(walk, vpc, undefined);
}
