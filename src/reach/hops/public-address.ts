/** What an internet gateway makes of addresses: the public one of a private one, and back (I1, I17). */
import type { Address } from '../../net/index.ts';
import type { Ref } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import { ATTACHED } from '../network/interface-book.ts';
import type { Network } from '../network/network.ts';
import type { Vpc } from '../network/vpc.ts';
import { poolOf, poolTableOf } from '../walk/byoip.ts';
import { withDestination, withSource } from '../walk/header.ts';
import { type Saying, saying } from '../walk/step.ts';
import type { Walk } from '../walk/walk.ts';

/** The public address for a private one of a VPC (I1). */
function publicAddressOf(network: Network, vpc: Vpc, src: Address): Address | undefined {
  const sender = vpc.numberOf(src);
  return (sender < 0 ? undefined : network.book.publicOf(sender, src)) ?? network.natPublicAddress(vpc.id, src);
}

/** I17: it is a public one itself, of a pool that the VPC announces. */
const isAnnounced = (network: Network, vpc: Vpc, src: Address): boolean => poolTableOf(network, src)?.vpcId === vpc.id;

/** Whether an internet gateway has something to show of a private IPv4 address. */
export const isShown = (network: Network, vpc: Vpc, src: Address): boolean =>
  publicAddressOf(network, vpc, src) !== undefined || isAnnounced(network, vpc, src);

const notShown: Saying<undefined, Interface | undefined> = saying({
  does: 'blocks',
  code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
  because: (_, sender) => `${sender?.id ?? 'the source'} has no public address for its private one`,
});
const unattachedSender: Saying<undefined, Interface> = saying({
  does: 'blocks',
  code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
  because: (_, { id }) => `${id} is attached to nothing`,
});

/** I1: the private address becomes its public one. */
export function translateSource(walk: Walk, gateway: Ref, vpc: Vpc, at: number, src: Address): void {
  walk.pin('src');
  const { book } = walk.network;
  const sender = at < 0 ? undefined : book.all[at];
  const shown = publicAddressOf(walk.network, vpc, src);
  if (shown === undefined && isAnnounced(walk.network, vpc, src)) {
    walk.assume(gateway, 'byoip-advertised');
    return;
  }
  if (shown === undefined) {
    walk.say(gateway, notShown, undefined, sender);
    return;
  }
  if (sender && !book.is(at, ATTACHED)) walk.say(gateway, unattachedSender, undefined, sender);
  if (poolOf(walk.network, shown)) walk.assume(gateway, 'byoip-advertised');
  walk.translate(gateway, withSource(walk.header, shown), 'the private source becomes its public address');
}

/** I1: the public address becomes the private one; by state for what a NAT gateway sent. */
export function translateDestination(walk: Walk, gateway: Ref, vpc: Vpc): void {
  walk.pin('dst');
  const { dst } = walk.header;
  const inner = innerOf(walk.network, vpc, dst);
  if (inner !== undefined) {
    if (poolOf(walk.network, dst)) walk.assume(gateway, 'byoip-advertised');
    walk.translate(gateway, withDestination(walk.header, inner), 'the public address becomes its private one');
    return;
  }
  notPublic(walk, gateway, vpc);
}

/** The private address of an interface of the VPC, or of a NAT gateway, at a public one. */
function innerOf({ shown, book, natAddresses }: Network, vpc: Vpc, dst: Address): Address | undefined {
  const row = shown.rowOf(dst);
  const isOurs = row >= 0 && book.vpcNumberOf(shown.numberIn(row)) === vpc.number;
  return isOurs ? shown.privateIn(row) : natAddresses.get(dst)?.private;
}

function notPublic(walk: Walk, gateway: Ref, vpc: Vpc): void {
  const owner = vpc.ownerOf(walk.header.dst);
  walk.block(gateway, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', () =>
    owner ? `${owner.id} has no public address` : `the address is no public address of an interface of ${vpc.id}`,
  );
}
