/** From a transit gateway into a VPC: which attachment subnet, and that subnet's table and ACL (T6–T8). */
import { Missing } from '../network/coverage.ts';
import type { Entity } from '../network/entity.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Attachment } from '../network/transit.ts';
import { forked } from '../walk/forks.ts';
import { type Saying, saying } from '../walk/step.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { inZone, subnetsOf, unknownSubnets } from './attachment-subnets.ts';
import { leaveSubnet } from './subnet.ts';
import { zoneOf } from './zone.ts';

const enters: Saying<undefined, Subnet> = saying({
  does: 'forwards',
  because: (_, subnet) => `into ${subnet.vpc.id} through ${subnet.id}`,
});

export function intoVpc(walk: Walk, gateway: Entity, came: Attachment, attachment: Attachment): Arrival | undefined {
  const subnets = subnetsOf(walk, attachment);
  if (subnets.length === 0) return unknownSubnets(walk, attachment);
  walk.unrecognised ??= lostReferences(walk, gateway, came, attachment);
  walk.entry = 'transit-gateway';
  const steady = entrance(walk, attachment);
  if (steady) return through(walk, attachment, steady);
  const about = (): string => `${attachment.id} may hand the packet to any of its zones`;
  return forked(walk, distinct(walk, subnets), 'all', about, (other, subnet) => through(other, attachment, subnet));
}

function through(walk: Walk, attachment: Attachment, subnet: Subnet): Arrival | undefined {
  if (attachment.applianceMode && !keptFor(attachment, walk.flowZones))
    walk.flowZones = { attachment, subnet, before: walk.flowZones };
  walk.serviceSubnet = subnet;
  walk.say(attachment, enters, undefined, subnet);
  return leaveSubnet(walk, subnet);
}

/** T8: the zone of the sender; nothing, and so any, where there is no such subnet, and in appliance mode unless both ends share it and routes are propagated. */
function entrance(walk: Walk, attachment: Attachment): Subnet | undefined {
  const kept = attachment.applianceMode ? keptFor(attachment, walk.flowZones) : undefined;
  if (kept) return kept;
  const same = inZone(walk, attachment, walk.zone);
  const steady =
    same && (!attachment.applianceMode || (sharesZone(walk, same) && walk.network.transit.propagates(attachment.tableId)));
  return steady ? same : undefined;
}

/** Where the flow came in before. */
function keptFor({ id }: Attachment, zones: Walk['flowZones']): Subnet | undefined {
  for (let one = zones; one; one = one.before) if (one.attachment.id === id) return one.subnet;
  return undefined;
}

/** The destination lies in the sender's zone, or in no zone that the VPC has. */
function sharesZone(walk: Walk, same: Subnet): boolean {
  const owner = same.vpc.ownerOf(walk.header.dst) ?? walk.network.ownersOf(walk.header.dst)[0];
  return !owner || zoneOf(walk, owner.subnet) === walk.zone;
}

/** Subnets that would treat the packet the same are one. */
function distinct(walk: Walk, subnets: readonly Subnet[]): readonly Subnet[] {
  for (let at = 1; at < subnets.length; at++) {
    if (isLikeOneBefore(walk, subnets, at)) return subnets.filter((_, other) => !isLikeOneBefore(walk, subnets, other));
  }
  return subnets;
}

function isLikeOneBefore(walk: Walk, subnets: readonly Subnet[], at: number): boolean {
  for (let before = 0; before < at; before++) if (areAlike(walk, subnets[at]!, subnets[before]!)) return true;
  return false;
}

const areAlike = ({ network, header }: Walk, a: Subnet, b: Subnet): boolean =>
  a.holds(header.dst) === b.holds(header.dst) &&
  areSame(network.tableOf(a), network.tableOf(b)) &&
  areSame(network.aclOf(a), network.aclOf(b));

const areSame = (a: unknown, b: unknown): boolean =>
  a === b || (a instanceof Missing && b instanceof Missing && a.text === b.text);

/** S9: both switches on, both VPCs on this gateway. Not where the feature does not exist. */
function lostReferences(walk: Walk, gateway: Entity, came: Attachment, attachment: Attachment): Walk['unrecognised'] {
  if (came.type !== 'vpc') return 'SG_REFERENCES_NOT_PRESERVED';
  const both = came.groupReferences !== 'disable' && attachment.groupReferences !== 'disable';
  if (!both || walk.zone === 'use1-az3') return 'SG_REFERENCING_SUPPORT';
  const { Options } = gateway.data;
  if (!Options) return walk.network.absent('transit-gateway', gateway.id, gateway);
  return Options.SecurityGroupReferencingSupport === 'enable' ? undefined : 'SG_REFERENCING_SUPPORT';
}
