/** One packet on its way, forward and back: where it is, what it looks like now, and what everyone on the way said about it. */
import { type Address, type Dimension, holds, type Interval, type Match, only, type PrefixTable } from '../../net/index.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Arrival, Translation } from './arrival.ts';
import type { Choices } from './choices.ts';
import type { Header } from './header.ts';
import { Memory, NONE } from './memory.ts';
import type { Options } from './recorder.ts';
import type { Condition, Scope } from './scope.ts';
import type { Step, Verdict } from './step.ts';

export type { Arrival, NextLeg, Translation } from './arrival.ts';
export type { Options, Recorder } from './recorder.ts';

export class Walk extends Memory {
  readonly network: Network;
  readonly scope: Scope | undefined;
  choices: Choices;
  /** The first connection of a question, of which all that is done after a choice is to go on: see `forks.ts`. */
  isFirst = false;
  /** What came of the way out, once the packet has turned round. */
  outward: Outward | undefined;

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
    return typeof this.where === 'object' ? this.where.zone : this.where;
  }

  /** A subnet stands for its zone, which is read when somebody asks. */
  set zone(where: string | Subnet | undefined) {
    this.where = where;
  }

  /** Notes that the groups of an interface, told by its number, have seen the connection. */
  track(at: number): void {
    const { tracked } = this;
    if (!tracked.includes(at)) this.tracked = tracked.length === 0 ? [at] : [...tracked, at];
  }

  /** Keeps in mind what somebody made of the packet, for its reply. */
  remember(translation: Translation): void {
    this.translations = this.translations.length === 0 ? [translation] : [...this.translations, translation];
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
    for (let seen = this.visited; seen; seen = seen.before) {
      if (seen.component === component && seen.by === by && haveSameEnds(seen.header, header)) return true;
    }
    this.visited = { component, by, header, before: this.visited };
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

  /** The same walk once more, to go on from here another way. What it has in mind is never changed in place, but for the list of steps. */
  copy(): Walk {
    const made = new Walk(this.network, this.header, this.options, this.choices, this.scope);
    made.recall(this);
    made.isFirst = this.isFirst;
    made.outward = this.outward;
    return made;
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
    this.visited = undefined;
    this.entry = undefined;
    this.serviceSubnet = undefined;
  }
}

/** How a packet's way out ended. */
export interface Outward {
  readonly steps: readonly Step[];
  readonly verdict: Verdict;
  readonly arrival: Arrival;
  readonly through: Interface | undefined;
  readonly inspections: readonly string[];
}

const haveSameEnds = (a: Header, b: Header): boolean => a === b || (a.src === b.src && a.dst === b.dst);
