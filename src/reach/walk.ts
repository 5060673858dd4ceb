/** One packet on its way, forward and back: where it is, what it looks like now, and what everyone on the way said about it. */
import { type Address, type Dimension, holds, type Interval, type Match, only, type PrefixTable } from '../net/index.ts';
import type { NextLeg, Translation } from './arrival.ts';
import type { Choices } from './choices.ts';
import type { Code } from './codes.ts';
import type { Missing } from './coverage.ts';
import type { Header } from './header.ts';
import type { Interface } from './interface.ts';
import type { Network } from './network.ts';
import type { Options } from './recorder.ts';
import type { Condition, Scope } from './scope.ts';
import { Telling } from './telling.ts';
import type { Subnet, Vpc } from './vpc.ts';

export type { Arrival, NextLeg, Translation } from './arrival.ts';
export type { Options, Recorder } from './recorder.ts';

export class Walk extends Telling {
  readonly network: Network;
  readonly scope: Scope | undefined;
  readonly choices: Choices;
  /** The number of the interface whose private address the source is, as long as group references may still recognise it (S8, S9); else −1. */
  sender = -1;
  /** The number of the interface where the packet began, if it was at one. */
  origin = -1;
  /** The number of the interface that took the packet. */
  receiver = -1;
  /** Why a reference to the source's groups would not match although it is one of theirs. */
  unrecognised: Code | Missing | undefined;
  /** An egress rule that let the packet out because of a group reference: void once a middlebox is met. */
  byReference: Interface | undefined;
  /** By what the packet came into the VPC that it is in; nothing where it began there. */
  entry: 'internet-gateway' | 'vpn-gateway' | 'peering' | 'transit-gateway' | undefined;
  #zone: string | Subnet | undefined;
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
  flowZones: ReadonlyMap<string, Subnet> = NO_ZONES;
  #visited: Visit | undefined;
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

  constructor(network: Network, header: Header, options: Options, choices: Choices, scope?: Scope) {
    super(header, options);
    this.network = network;
    this.choices = choices;
    this.scope = scope;
    options.recorder?.opened(this);
  }

  /** The interface of `sender`. */
  get identity(): Interface | undefined {
    return this.sender < 0 ? undefined : this.network.book.all[this.sender];
  }

  set identity(one: Interface | undefined) {
    this.sender = one ? one.number : -1;
  }

  /** The Availability Zone (its id) where the packet last left a host, or went into a transit gateway (T8). */
  get zone(): string | undefined {
    return typeof this.#zone === 'object' ? this.#zone.zone : this.#zone;
  }

  /** A subnet stands for its zone, which is read when somebody asks. */
  set zone(where: string | Subnet | undefined) {
    this.#zone = where;
  }

  /** The number of an interface, told without a look at it where it took the packet last. */
  numberOf(one: Interface): number {
    const { receiver } = this;
    return receiver >= 0 && this.network.book.all[receiver] === one ? receiver : one.number;
  }

  /** Notes that the groups of an interface, told by its number, have seen the connection. */
  track(at: number): void {
    const { tracked } = this;
    if (!tracked.includes(at)) this.tracked = tracked.length === 0 ? [at] : [...tracked, at];
  }

  /** Narrows the scope to packets whose field lies in the range, as this one's does. */
  keep(field: Dimension, range: Interval<Address>): void {
    this.scope?.keep(this.header.links, field, range);
  }

  /** Narrows the scope to packets for which a look-up in a table ends as it did for this one. */
  keepMatch<T>(field: Dimension, match: Match<T>, table: PrefixTable<T>, alike: (value: T) => string): void {
    this.scope?.keepMatch(this.header.links, field, match, table, alike);
  }

  /** Narrows the scope to this packet's own value of a field. */
  pin(field: Dimension): void {
    this.scope?.keep(this.header.links, field, only<Address>(this.header[field]));
  }

  /** Narrows the scope to this packet's protocol if it is one of these; else to protocols around it that are none of them. */
  keepProtocol(...among: readonly number[]): void {
    this.scope?.keepProtocol(this.header.links, this.header, among);
  }

  /** Narrows the scope to these protocols, which are treated alike, if this packet's is one of them; else to those around it that are not. */
  keepAmong(...alike: readonly number[]): void {
    this.scope?.keepAmong(this.header.links, this.header, alike);
  }

  keepHit(condition: Condition): void {
    this.scope?.keepHit(this.header.links, condition);
  }

  keepMiss(condition: Condition): void {
    this.scope?.keepMiss(this.header.links, this.header, condition);
  }

  /** Whether the destination lies in a range; narrows the scope to addresses for which the answer is the same. */
  isTo(range: Interval<Address>): boolean {
    const isIn = holds(range, this.header.dst);
    if (isIn) this.keep('dst', range);
    else this.keepMiss({ dst: range });
    return isIn;
  }

  /** Whether this component has seen this header before in this direction; remembers it (W9). Components are told apart by identity. */
  isLoop(component: unknown, by?: unknown): boolean {
    const { header } = this;
    for (let seen = this.#visited; seen; seen = seen.before) {
      if (seen.component === component && seen.by === by && haveSameEnds(seen.header, header)) return true;
    }
    this.#visited = { component, by, header, before: this.#visited };
    return false;
  }

  /** A forwarding middlebox: references to groups end here (S9). */
  meetMiddlebox(): void {
    this.unrecognised = 'SG_REFERENCES_NOT_PRESERVED';
    this.loseReference('a middlebox is on the way');
    this.leaveDirectWay('a middlebox');
  }

  /** L2: what a load balancer sends on with the client's address goes directly to its target. */
  leaveDirectWay(why: string): void {
    if (!this.balanced || this.direction === 'reply') return;
    this.block(
      this.balanced.node,
      'ELBV2_SOURCE_ADDRESS_PRESERVATION',
      `with the client’s address preserved the target must be reached directly, and ${why} is on the way`,
    );
  }

  /** An egress rule that names a group lets nothing out to here. */
  loseReference(why: string): void {
    if (this.direction === 'forward') this.options.recorder?.referenceLost(this);
    if (!this.byReference || this.direction === 'reply') return;
    const because = `only an egress rule that names a group lets it out, and ${why}`;
    this.block(this.byReference, 'SG_REFERENCES_NOT_PRESERVED', because);
    this.byReference = undefined;
  }

  /** Turns round: from here on the reply is walked. */
  turn(header: Header): void {
    this.direction = 'reply';
    this.header = header;
    this.sender = -1;
    this.unrecognised = undefined;
    this.steps = [];
    this.verdict = 'reachable';
    this.inspections = NONE;
    this.passed = NONE;
    this.transitPeerings = 0;
    this.appliance = undefined;
    this.#visited = undefined;
    this.entry = undefined;
    this.serviceSubnet = undefined;
  }
}

const NO_ZONES: ReadonlyMap<string, Subnet> = new Map();
/** Most walks remember nothing of a sort: what does not grow costs nothing. */
const NONE: readonly never[] = [];

interface Visit {
  readonly component: unknown;
  readonly by: unknown;
  readonly header: Header;
  readonly before: Visit | undefined;
}

const haveSameEnds = (a: Header, b: Header): boolean => a === b || (a.src === b.src && a.dst === b.dst);
