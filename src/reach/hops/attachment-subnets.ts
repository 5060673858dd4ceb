/** The subnets in which a VPC attachment of a transit gateway stands, zone by zone (T5, T6). */
import type { Subnet } from '../network/subnet.ts';
import type { Attachment } from '../network/transit.ts';
import { judgeAcl } from '../walk/acls.ts';
import { type Saying, saying } from '../walk/step.ts';
import type { Walk } from '../walk/walk.ts';
import { zoneOf } from './zone.ts';

/** The subnets of a VPC attachment that the snapshot has. */
export function subnetsOf({ network }: Walk, attachment: Attachment): readonly Subnet[] {
  attachment.subnets ??= (attachment.subnetIds ?? []).flatMap((id) => network.subnets.get(id) ?? []);
  return attachment.subnets;
}

/** T5, T6: the zone must have an attachment subnet; that subnet's ACL lets the packet in, or not. */
export function crossAttachmentSubnet(walk: Walk, attachment: Attachment, from: Subnet): void {
  if (from.standIn && from.attachment === attachment) {
    enterStandIn(walk, attachment, from, from.standIn);
    return;
  }
  const subnets = subnetsOf(walk, attachment);
  if (subnets.length === 0) {
    unknownSubnets(walk, attachment);
    return;
  }
  const mine = subnets.includes(from) ? from : inZone(walk, attachment, zoneOf(walk, from));
  if (!mine) {
    walk.say(attachment, notInZone, attachment, from);
    return;
  }
  from.attachment = attachment;
  from.standIn = mine;
  enterStandIn(walk, attachment, from, mine);
}

function enterStandIn(walk: Walk, attachment: Attachment, from: Subnet, mine: Subnet): void {
  if (mine !== from) walk.assume(attachment, 'zone-not-subnet');
  judgeAcl(walk, mine, 'ingress');
}

const notInZone: Saying<Attachment, Subnet> = saying({
  does: 'blocks',
  code: 'TGW_ROUTE_AZ_RESTRICTION',
  because: (attachment, from) => `${attachment.id} has no subnet in the zone of ${from.id}`,
});

/** The first subnet of an attachment that counts to a zone. */
export function inZone(walk: Walk, attachment: Attachment, zone: string | undefined): Subnet | undefined {
  const subnets = subnetsOf(walk, attachment);
  attachment.zones ??= subnets.map((one) => zoneOf(walk, one));
  const { zones } = attachment;
  for (let at = 0; at < zones.length; at++) if (zones[at] === zone) return subnets[at];
  return undefined;
}

/** Its owner was not scanned. */
export function unknownSubnets(walk: Walk, attachment: Attachment): undefined {
  const place = { account: attachment.resourceOwner, region: attachment.region };
  const missing = walk.network.absent('transit-gateway-vpc-attachment', attachment.id, place);
  return walk.unknown(attachment, missing, () => `the subnets of ${attachment.id} are not known: ${missing.text}`);
}
