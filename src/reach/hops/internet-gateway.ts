/** An internet gateway, outwards and inwards: one public address for one private one, and no state (I1–I4, I16, G3–G5). */
import type { Address } from '../../net/index.ts';
import { type Entity, type Ref, stranger } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import { ATTACHED } from '../network/interface-book.ts';
import type { Network } from '../network/network.ts';
import type { Found, Target } from '../network/route-target.ts';
import { realmAt, realmOf } from '../network/special.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import { type Saying, saying } from '../walk/step.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { speakFor } from './appliance.ts';
import { checkPublicAccess } from './block-public-access.ts';
import { checkSteering, enterThroughEdge } from './edge.ts';
import { checkEncryption } from './encryption-control.ts';
import { isPrivateIpv6 } from './ipv6.ts';
import { translateDestination, translateSource } from './public-address.ts';
import { deliver } from './subnet.ts';

/** The gateway that is attached to a VPC. */
export function internetGatewayOf(walk: Walk, vpc: Vpc): Entity | undefined {
  vpc.internetGateway ??= firstAttached(walk.network, vpc) ?? 'none';
  return vpc.internetGateway === 'none' ? undefined : vpc.internetGateway;
}

function firstAttached(network: Network, vpc: Vpc): Entity | undefined {
  const raw = network.attached('internet-gateway', vpc.id)[0];
  return raw && network.entity('internet-gateway', raw.id);
}

export function leaveThroughInternetGateway(walk: Walk, target: Target, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  const gateway = target.foundIn(vpc, walk.network, found).gateway ?? stranger('internet-gateway', target.id, vpc);
  if (gateway !== internetGatewayOf(walk, vpc)) checkAttached(walk, gateway, vpc);
  speakFor(walk, vpc);
  const { src, dst } = walk.header;
  const { book } = walk.network;
  const sender = vpc.numberOf(src);
  const subnet = sender < 0 ? from : book.subnetOf(sender);
  const throughNat = walk.translations.at(-1)?.by.kind === 'nat-gateway' && walk.translations.at(-1)?.after.src === src;
  checkEncryption(walk, gateway, vpc, 'InternetGateway');
  checkPublicAccess(walk, gateway, vpc, subnet, throughNat ? 'out through a NAT or egress-only gateway' : 'out');
  checkSteering(walk, gateway, vpc);
  if (!publicDestination(walk, gateway)) return undefined;
  if (typeof src === 'number') translateSource(walk, gateway, vpc, sender, src);
  else checkIpv6Source(walk, gateway, vpc, sender < 0 ? undefined : book.all[sender]);
  walk.identity = undefined;
  const reflected = reflect(walk, gateway, vpc);
  return reflected ? reflected.arrival : toInternet(walk, gateway, vpc, dst);
}

const found = (network: Network, id: string): Found => ({ gateway: network.entity('internet-gateway', id) });

function checkAttached(walk: Walk, gateway: Entity, vpc: Vpc): void {
  if (walk.network.attached('internet-gateway', vpc.id).some((one) => one.id === gateway.id)) return;
  const missing = walk.network.coverage.missing('internet-gateway', { account: vpc.account, region: vpc.region });
  if (missing) walk.unknown(gateway, missing, () => `whether it is attached to ${vpc.id} is not known: ${missing.text}`);
  else walk.block(gateway, 'BAD_STATE_ATTACHMENT', () => `it is not attached to ${vpc.id}`);
}

/** I2: private destinations do not leave. */
function publicDestination(walk: Walk, gateway: Ref): boolean {
  const realm = realmOf(walk.header.dst);
  if (walk.scope) walk.keep('dst', realmAt(walk.header.dst));
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
  const far = walk.network.publicVpcOf(dst);
  if (walk.scope) walk.keep('dst', walk.network.publicVpcAt(dst));
  if (!far || (typeof dst === 'bigint' && far === vpc)) return undefined;
  if (walk.header.src === dst) walk.assume(gateway, 'hairpin');
  walk.note(gateway, 'the destination is a public address of our own: it comes in again', { code: 'IGW_NAT_REFLECTION' });
  return { arrival: enterFromInternet(walk, far) };
}

const out = saying({ does: 'delivers', because: 'out to the internet' });
const outUntranslated = saying({ does: 'delivers', because: 'out to the internet, untranslated' });
const comesIn: Saying<undefined, Vpc> = saying({ does: 'forwards', because: (_, { id }) => `into ${id}` });
const notInside: Saying<undefined, Vpc> = saying({
  does: 'blocks',
  code: 'IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS',
  because: (_, { id }) => `the destination is no address of ${id}`,
});
const unattachedTarget: Saying<undefined, Interface> = saying({
  does: 'blocks',
  code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
  because: (_, { id }) => `${id} is attached to nothing`,
});

function toInternet(walk: Walk, gateway: Ref, vpc: Vpc, dst: Address): Arrival {
  walk.say(gateway, typeof dst === 'number' ? out : outUntranslated);
  return { at: 'internet', where: gateway, vpc };
}

/** From the internet to an address of the VPC, public (IPv4) or its own (IPv6). */
export function enterFromInternet(walk: Walk, vpc: Vpc): Arrival | undefined {
  walk.unrecognised = undefined;
  walk.identity = undefined;
  if (walk.direction === 'reply' && walk.egressOnly === vpc) return deliver(walk, vpc, undefined);
  const gateway = internetGatewayOf(walk, vpc);
  if (!gateway) noGateway(walk, vpc);
  return enterThroughGateway(walk, gateway ?? vpc, vpc);
}

function noGateway(walk: Walk, vpc: Vpc): void {
  const missing = walk.network.coverage.missing('internet-gateway', { account: vpc.account, region: vpc.region });
  if (missing) walk.unknown(vpc, missing, () => `whether ${vpc.id} has an internet gateway is not known: ${missing.text}`);
  else walk.block(vpc, 'HOPSCOPE_NO_INTERNET_GATEWAY', () => `${vpc.id} has no internet gateway`);
}

export function enterThroughGateway(walk: Walk, gateway: Ref, vpc: Vpc): Arrival | undefined {
  checkInboundSource(walk, gateway, vpc);
  if (typeof walk.header.dst === 'number') translateDestination(walk, gateway, vpc);
  const { book } = walk.network;
  const owner = vpc.numberOf(walk.header.dst);
  checkEncryption(walk, gateway, vpc, 'InternetGateway');
  checkPublicAccess(walk, gateway, vpc, owner < 0 ? undefined : book.subnetOf(owner), 'in');
  if (owner >= 0 && typeof walk.header.dst === 'bigint') checkIpv6(walk, gateway, book.all[owner]!);
  if (owner >= 0 && !book.is(owner, ATTACHED)) walk.say(gateway, unattachedTarget, undefined, book.all[owner]!);
  if (!vpc.holds(walk.header.dst) && !isRemembered(walk, vpc)) {
    walk.say(gateway, notInside, undefined, vpc);
    return undefined;
  }
  walk.entry = 'internet-gateway';
  if (gateway.kind === 'internet-gateway') walk.say(gateway, comesIn, undefined, vpc);
  return enterThroughEdge(walk, gateway, vpc) ?? undefined;
}

/** Whether a gateway of the VPC made the packet's destination of another address. */
const isRemembered = ({ direction, translations, header: { dst } }: Walk, vpc: Vpc): boolean =>
  direction === 'reply' && translations.some((one) => one.vpc === vpc && one.after.src === dst);

/** I2: private sources are not let in; nor is anyone who claims to be inside. */
export function checkInboundSource(walk: Walk, gateway: Ref, vpc: Vpc): void {
  const { src } = walk.header;
  const realm = realmOf(src);
  if (walk.scope) walk.keep('src', realmAt(src));
  if (realm === 'RFC1918' || realm === 'RFC6598') {
    walk.block(
      gateway,
      `IGW_SOURCE_ADDRESS_NOT_IN_${realm}_INGRESS`,
      `nothing with a private source (${realm}) comes in from the internet`,
    );
  } else if (realm) walk.block(gateway, 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', 'no packet of the internet has such a source');
  if (walk.scope) keepBlock(walk, vpc);
  if (!realm && vpc.holds(src))
    walk.block(gateway, 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', () => `the source claims to be inside ${vpc.id}`);
}

/** The same for every packet of the scope: from the same block of the VPC, or from none. */
function keepBlock(walk: Walk, vpc: Vpc): void {
  const own = vpc.blockOf(walk.header.src);
  for (const block of vpc.blocks) if (block !== own) walk.keepMiss({ src: block });
  if (own) walk.keep('src', own);
}

/** I3. */
function checkIpv6(walk: Walk, gateway: Ref, owner: Interface): void {
  if (walk.scope) walk.keep('dst', owner.vpc.ownedAround(walk.header.dst));
  if (isPrivateIpv6(owner, owner.vpc, walk.header.dst))
    walk.block(gateway, 'HOPSCOPE_PRIVATE_IPV6', () => `${owner.id} has a private IPv6 address`);
  if (owner.deniesInternet)
    walk.block(owner, 'HOPSCOPE_DENY_IGW_TRAFFIC', () => `${owner.id} denies all traffic of internet gateways`);
}
