/** What a packet's walk has in mind on its way, forward and back. */
import type { Address } from '../../net/index.ts';
import type { Missing } from '../network/coverage.ts';
import type { Interface } from '../network/interface.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Attachment } from '../network/transit.ts';
import type { Vpc } from '../network/vpc.ts';
import type { NextLeg, Translation } from './arrival.ts';
import type { Code } from './codes.ts';
import type { Header } from './header.ts';
import { Telling } from './telling.ts';

interface FlowZone {
  readonly attachment: Attachment;
  readonly subnet: Subnet;
  readonly before: FlowZone | undefined;
}

interface Visit {
  readonly component: unknown;
  readonly by: unknown;
  readonly header: Header;
  readonly before: Visit | undefined;
}

/** Most walks remember nothing of a sort: what does not grow costs nothing. */
export const NONE: readonly never[] = [];

export class Memory extends Telling {
  /** The number of the interface whose private address the source is, as long as group references may still recognise it (S8, S9); else −1. */
  sender = -1;
  /** The number of the interface where the packet began, if it was at one. */
  origin = -1;
  /** Why a reference to the source's groups would not match although it is one of theirs. */
  unrecognised: Code | Missing | undefined;
  /** An egress rule that let the packet out because of a group reference: void once a middlebox is met. */
  byReference: Interface | undefined;
  /** By what the packet came into the VPC that it is in; nothing where it began there. */
  entry: 'internet-gateway' | 'vpn-gateway' | 'peering' | 'transit-gateway' | undefined;
  protected where: string | Subnet | undefined;
  /** The numbers of interfaces whose groups have seen the connection (S13, S17). */
  tracked: readonly number[] = NONE;
  translations: readonly Translation[] = NONE;
  /** What keeps state and saw the packet: stateful engines, appliances. The reply must cross the same (W7, F2). */
  inspections: readonly string[] = NONE;
  /** The peering that a NAT gateway's packet went over: the reply needs no route to it (I9). */
  returnTo: { peeringId: string; nat: Address; vpc: Vpc } | undefined;
  /** Gateways, endpoints and appliances that were passed in this direction, by what leads to them. */
  passed: readonly string[] = NONE;
  /** Peerings of transit gateways that the packet went over in this direction (T17). */
  transitPeerings = 0;
  /** The subnet of the transit gateway attachment that handed the packet over last (R14). */
  serviceSubnet: Subnet | undefined;
  /** In which zone a flow entered a VPC by an attachment: in appliance mode the same both ways (T8). */
  flowZones: FlowZone | undefined;
  protected visited: Visit | undefined;
  /** A load balancer that led the connection on with the client's address: the reply comes back through its node (L9). */
  balanced: { node: Interface; target: Interface | undefined; before: Header; after: Header } | undefined;
  /** The appliance that forwarded the packet last, as it came: it may send on in its own name (I18). */
  appliance: Interface | undefined;
  /** The VPC that the packet left by an egress-only gateway, which lets the reply in by its memory (I5). */
  egressOnly: Vpc | undefined;
  /** VPCs whose Block Public Access has judged the connection; its reply shares their answer (I6). */
  judgedPublic: readonly Vpc[] = NONE;
  /** The connection came by PrivateLink: from whom, at the consumer's side (L1). */
  privateLink: { client: Address; consumer: Interface } | undefined;
  /** A Classic Load Balancer's packet: its subnet's ACL counts even inside the subnet (N10). */
  ownAcl = false;
  /** A second connection that a proxy opened (W12): walked after this one. */
  next: NextLeg | undefined;

  /** Takes over what another walk has in mind and has said. */
  recall(other: Memory): void {
    this.direction = other.direction;
    this.header = other.header;
    this.steps = other.steps.slice();
    this.verdict = other.verdict;
    this.sender = other.sender;
    this.origin = other.origin;
    this.unrecognised = other.unrecognised;
    this.byReference = other.byReference;
    this.entry = other.entry;
    this.where = other.where;
    this.tracked = other.tracked;
    this.translations = other.translations;
    this.inspections = other.inspections;
    this.returnTo = other.returnTo;
    this.passed = other.passed;
    this.transitPeerings = other.transitPeerings;
    this.serviceSubnet = other.serviceSubnet;
    this.flowZones = other.flowZones;
    this.visited = other.visited;
    this.balanced = other.balanced;
    this.appliance = other.appliance;
    this.egressOnly = other.egressOnly;
    this.judgedPublic = other.judgedPublic;
    this.privateLink = other.privateLink;
    this.ownAcl = other.ownAcl;
    this.next = other.next;
  }
}
