/** An internet gateway, outwards and inwards: one public address for one private one, and no state (I1–I4, I16, G3–G5). */
import type { Address } from '../../net/index.ts';
import { poolOf, poolTableOf } from '../byoip.ts';
import { type Entity, type Ref, stranger } from '../entity.ts';
import { withDestination, withSource } from '../header.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import { realmAt } from '../special.ts';
import type { Subnet, Vpc } from '../vpc.ts';
import type { Arrival, Walk } from '../walk.ts';
import { speakFor } from './appliance.ts';
import { checkPublicAccess } from './block-public-access.ts';
import { checkSteering, enterThroughEdge } from './edge.ts';
import { checkEncryption } from './encryption-control.ts';
import { isPrivateIpv6 } from './ipv6.ts';
import { deliver } from './subnet.ts';

/** The gateway that is attached to a VPC. */
export function internetGatewayOf(walk: Walk, vpc: Vpc): Entity | undefined {
  const raw = walk.network.attached('internet-gateway', vpc.id)[0];
  return raw && walk.network.entity('internet-gateway', raw.id);
}

export function leaveThroughInternetGateway(walk: Walk, id: string, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  const gateway = walk.network.entity('internet-gateway', id) ?? stranger('internet-gateway', id, vpc);
  checkAttached(walk, gateway, vpc);
  speakFor(walk, vpc);
  const { src, dst } = walk.header;
  const sender = vpc.ownerOf(src);
  const subnet = sender?.subnet ?? from;
  const throughNat = walk.translations.at(-1)?.by.kind === 'nat-gateway' && walk.translations.at(-1)?.after.src === src;
  checkEncryption(walk, gateway, vpc, 'InternetGateway');
  checkPublicAccess(walk, gateway, vpc, subnet, throughNat ? 'out through a NAT or egress-only gateway' : 'out');
  checkSteering(walk, gateway, vpc);
  if (!publicDestination(walk, gateway)) return undefined;
  if (typeof src === 'number') translateSource(walk, gateway, vpc, sender, src);
  else checkIpv6Source(walk, gateway, vpc, sender);
  walk.identity = undefined;
  const reflected = reflect(walk, gateway, vpc);
  return reflected ? reflected.arrival : toInternet(walk, gateway, vpc, dst);
}

function checkAttached(walk: Walk, gateway: Entity, vpc: Vpc): void {
  if (walk.network.attached('internet-gateway', vpc.id).some((one) => one.id === gateway.id)) return;
  const missing = walk.network.coverage.missing('internet-gateway', { account: vpc.account, region: vpc.region });
  if (missing) walk.unknown(gateway, missing, () => `whether it is attached to ${vpc.id} is not known: ${missing.text}`);
  else walk.block(gateway, 'BAD_STATE_ATTACHMENT', () => `it is not attached to ${vpc.id}`);
}

/** I2: private destinations do not leave. */
function publicDestination(walk: Walk, gateway: Ref): boolean {
  const match = realmAt(walk.header.dst);
  walk.keep('dst', match);
  const realm = match.entry?.value;
  if (!realm) return true;
  const code =
    realm === 'ULA'
      ? 'HOPSCOPE_PRIVATE_IPV6'
      : realm === 'unroutable'
        ? 'HOPSCOPE_UNROUTABLE_ADDRESS'
        : (`IGW_DESTINATION_ADDRESS_NOT_IN_${realm}_EGRESS` as const);
  walk.block(gateway, code, `an internet gateway sends nothing to private addresses (${realm})`);
  return false;
}

/** The public address for a private one of a VPC (I1). */
const publicAddressOf = (network: Network, vpc: Vpc, src: Address): Address | undefined =>
  vpc.ownerOf(src)?.publicOf(src) ?? network.natPublicAddress(vpc.id, src);

/** I17: it is a public one itself, of a pool that the VPC announces. */
const isAnnounced = (network: Network, vpc: Vpc, src: Address): boolean => poolTableOf(network, src)?.vpcId === vpc.id;

/** Whether an internet gateway has something to show of a private IPv4 address. */
export const isShown = (network: Network, vpc: Vpc, src: Address): boolean =>
  publicAddressOf(network, vpc, src) !== undefined || isAnnounced(network, vpc, src);

/** I1: the private address becomes its public one. */
function translateSource(walk: Walk, gateway: Ref, vpc: Vpc, sender: Interface | undefined, src: Address): void {
  walk.pin('src');
  const shown = publicAddressOf(walk.network, vpc, src);
  if (shown === undefined && isAnnounced(walk.network, vpc, src)) {
    walk.assume(gateway, 'byoip-advertised');
    return;
  }
  if (shown === undefined) {
    walk.block(
      gateway,
      'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
      () => `${sender?.id ?? 'the source'} has no public address for its private one`,
    );
    return;
  }
  if (sender && !sender.attached) {
    walk.block(gateway, 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', () => `${sender.id} is attached to nothing`);
  }
  if (poolOf(walk.network, shown)) walk.assume(gateway, 'byoip-advertised');
  walk.translate(gateway, withSource(walk.header, shown), 'the private source becomes its public address');
}

/** I3: nothing is translated; the address must be a public one of an interface. */
function checkIpv6Source(walk: Walk, gateway: Ref, vpc: Vpc, sender: Interface | undefined): void {
  if (walk.scope) walk.keep('src', vpc.ownedAround(walk.header.src));
  if (!sender)
    walk.block(gateway, 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', () => `the source is no address of an interface of ${vpc.id}`);
  if (isPrivateIpv6(sender, vpc, walk.header.src))
    walk.block(gateway, 'HOPSCOPE_PRIVATE_IPV6', 'the source is a private IPv6 address');
}

/** I16: a public address of our own is turned round and comes in again. */
export function reflect(walk: Walk, gateway: Ref, vpc: Vpc): { arrival: Arrival | undefined } | undefined {
  const { dst } = walk.header;
  const match = walk.network.publicVpcAt(dst);
  walk.keep('dst', match);
  const far = match.entry?.value;
  if (!far || (typeof dst === 'bigint' && far === vpc)) return undefined;
  if (walk.header.src === dst) walk.assume(gateway, 'hairpin');
  walk.note(gateway, 'the destination is a public address of our own: it comes in again', { code: 'IGW_NAT_REFLECTION' });
  return { arrival: enterFromInternet(walk, far) };
}

function toInternet(walk: Walk, gateway: Ref, vpc: Vpc, dst: Address): Arrival {
  walk.deliver(gateway, () => (typeof dst === 'number' ? 'out to the internet' : 'out to the internet, untranslated'));
  return { at: 'internet', where: gateway, vpc };
}

/** From the internet to an address of the VPC, public (IPv4) or its own (IPv6). */
export function enterFromInternet(walk: Walk, vpc: Vpc): Arrival | undefined {
  walk.unrecognised = undefined;
  walk.identity = undefined;
  if (walk.direction === 'reply' && walk.egressOnly === vpc) return deliver(walk, vpc, undefined);
  const gateway = internetGatewayOf(walk, vpc);
  if (!gateway) {
    const missing = walk.network.coverage.missing('internet-gateway', { account: vpc.account, region: vpc.region });
    if (missing) walk.unknown(vpc, missing, () => `whether ${vpc.id} has an internet gateway is not known: ${missing.text}`);
    else walk.block(vpc, 'HOPSCOPE_NO_INTERNET_GATEWAY', () => `${vpc.id} has no internet gateway`);
  }
  return enterThroughGateway(walk, gateway ?? vpc, vpc);
}

export function enterThroughGateway(walk: Walk, gateway: Ref, vpc: Vpc): Arrival | undefined {
  checkInboundSource(walk, gateway, vpc);
  if (typeof walk.header.dst === 'number') translateDestination(walk, gateway, vpc);
  const owner = vpc.ownerOf(walk.header.dst);
  checkEncryption(walk, gateway, vpc, 'InternetGateway');
  checkPublicAccess(walk, gateway, vpc, owner?.subnet, 'in');
  if (owner && typeof walk.header.dst === 'bigint') checkIpv6(walk, gateway, owner);
  if (owner && !owner.attached)
    walk.block(gateway, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', () => `${owner.id} is attached to nothing`);
  const remembered =
    walk.direction === 'reply' && walk.translations.some((one) => one.vpc === vpc && one.after.src === walk.header.dst);
  if (!remembered && !vpc.blockOf(walk.header.dst)) {
    return walk.block(gateway, 'IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS', () => `the destination is no address of ${vpc.id}`);
  }
  walk.entry = 'internet-gateway';
  if (gateway.kind === 'internet-gateway') walk.forward(gateway, () => `into ${vpc.id}`);
  return enterThroughEdge(walk, gateway, vpc) ?? undefined;
}

/** I2: private sources are not let in; nor is anyone who claims to be inside. */
export function checkInboundSource(walk: Walk, gateway: Ref, vpc: Vpc): void {
  const match = realmAt(walk.header.src);
  walk.keep('src', match);
  const realm = match.entry?.value;
  if (realm === 'RFC1918' || realm === 'RFC6598') {
    walk.block(
      gateway,
      `IGW_SOURCE_ADDRESS_NOT_IN_${realm}_INGRESS`,
      `nothing with a private source (${realm}) comes in from the internet`,
    );
  } else if (realm) walk.block(gateway, 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', 'no packet of the internet has such a source');
  const own = vpc.blockOf(walk.header.src);
  for (const block of vpc.blocks) if (block !== own) walk.keepMiss({ src: block });
  if (!own) return;
  walk.keep('src', own);
  if (!realm) walk.block(gateway, 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', () => `the source claims to be inside ${vpc.id}`);
}

/** I1: the public address becomes the private one; by state for what a NAT gateway sent. */
function translateDestination(walk: Walk, gateway: Ref, vpc: Vpc): void {
  walk.pin('dst');
  const { dst } = walk.header;
  const shown = walk.network.publicAddresses.get(dst);
  const inner = shown?.owner.vpc === vpc ? shown.private : walk.network.natAddresses.get(dst)?.private;
  if (inner !== undefined) {
    if (poolOf(walk.network, dst)) walk.assume(gateway, 'byoip-advertised');
    walk.translate(gateway, withDestination(walk.header, inner), 'the public address becomes its private one');
    return;
  }
  const owner = vpc.ownerOf(dst);
  walk.block(gateway, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', () =>
    owner ? `${owner.id} has no public address` : `the address is no public address of an interface of ${vpc.id}`,
  );
}

/** I3. */
function checkIpv6(walk: Walk, gateway: Ref, owner: Interface): void {
  if (walk.scope) walk.keep('dst', owner.vpc.ownedAround(walk.header.dst));
  if (isPrivateIpv6(owner, owner.vpc, walk.header.dst))
    walk.block(gateway, 'HOPSCOPE_PRIVATE_IPV6', () => `${owner.id} has a private IPv6 address`);
  if (owner.data.DenyAllIgwTraffic === true)
    walk.block(owner, 'HOPSCOPE_DENY_IGW_TRAFFIC', () => `${owner.id} denies all traffic of internet gateways`);
}
