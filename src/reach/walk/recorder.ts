/** How a walk is to be made, and who wants to know what it meets. */
import type { Interface } from '../network/interface.ts';
import type { RuleDirection } from '../network/security-group.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Attachment } from '../network/transit.ts';
import type { Walk } from './walk.ts';

export interface Options {
  /** Every assumption makes the verdict unknown. */
  strict?: boolean;
  /** Filters are not judged but noted, and let everything through: for answers in bulk. */
  recorder?: Recorder;
}

/** Who wants to know which filters a packet meets on its way, for whole classes of packets, instead of what they say of this one. */
export interface Recorder {
  /** A connection begins. */
  opened(walk: Walk): void;
  groups(walk: Walk, one: Interface, side: RuleDirection): void;
  acl(walk: Walk, subnet: Subnet, side: RuleDirection): void;
  /** From here on egress rules that name a group are void. */
  referenceLost(walk: Walk): void;
  /** The packet has arrived and is answered, but not as ICMP messages are. */
  turned(walk: Walk): void;
  /** A transit gateway looks the packet up in the table of the attachment by which it came. */
  lookedUp(walk: Walk, came: Attachment): void;
}
