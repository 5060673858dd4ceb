/**
 * A walk charted: for which packets it speaks, and which filters they meet, without having them judged. Where a scope cuts a box in two to
 * stay out of a range that the packet misses, a chart keeps the box and notes the range as a hole; and it knows that to packets of the
 * internet, and to protocols that nothing names, everything happens alike.
 */
import {
  type Address,
  ANY_PROTOCOL,
  type Box,
  box as boxOf,
  type Dimension,
  ICMP,
  ICMPV6,
  type Interval,
  type Match,
  meet,
  only,
  outside,
  type Point,
  type PrefixTable,
} from '../../../net/index.ts';
import { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { RuleDirection } from '../../network/security-group.ts';
import { realmAt, unroutableAt } from '../../network/special.ts';
import type { Subnet } from '../../network/subnet.ts';
import type { Attachment } from '../../network/transit.ts';
import type { Links } from '../../walk/header.ts';
import { type Condition, Scope } from '../../walk/scope.ts';
import type { Recorder, Walk } from '../../walk/walk.ts';
import type { ChartedWay } from './charting.ts';
import { isInside, namedProtocols, type Outside, outsideAround } from './ground.ts';
import { checkOf, type Notes, rememberedBy } from './notes.ts';
import { regionOf } from './regions.ts';

/** The field of a question that stands for the internet, if one does. */
export type Open = 'src' | 'dst' | undefined;

export class Chart extends Scope implements Recorder {
  readonly holes: Box[] = [];
  /** Of the way that is being walked, by connection. */
  notes: Notes[] = [];
  readonly #walks: Walk[] = [];
  readonly #open: Open;
  readonly #outside: Outside | undefined;
  readonly #gaps: readonly Interval<Address>[];
  readonly #named: readonly number[];
  readonly #unnamed: number | undefined;
  readonly #own: 'src' | 'dst' | undefined;
  /** Whether something other than a group or an ACL looks at ports. */
  #looksAtPorts = false;
  readonly #turned: { links: Links; header: Point }[] = [];

  constructor(network: Network, box: Box, point: Point, open: Open) {
    super(box);
    this.#open = open;
    const value = open && point[open];
    this.#outside = value === undefined ? undefined : outsideAround(network, value);
    const matches = value === undefined ? [] : [network.publicVpcAt(value), realmAt(value), unroutableAt(value)];
    this.#gaps = matches.filter((match) => match.entry === undefined);
    this.#named = namedProtocols(network);
    this.#own = open && (open === 'src' ? 'dst' : 'src');
    this.#unnamed = this.#named.includes(point.protocol) ? undefined : point.protocol;
  }

  /** The next way begins. */
  begin(): Notes[] {
    this.#walks.length = 0;
    this.notes = [];
    return this.notes;
  }

  override keep(links: Links, field: Dimension, range: Interval<Address>): void {
    const original = links[field];
    if (!original) return;
    if (isPort(field)) this.#looksAtPorts = true;
    if (original === this.#open && this.#gaps.includes(range)) return;
    // The addresses of a question at our own end are alike: a pin to the one that is walked says nothing against the others.
    if (original === this.#own && range.lo === range.hi) return;
    if (original === 'protocol' && range.lo === this.#unnamed && range.hi === this.#unnamed) this.#keepUnnamed();
    else super.keep(links, field, range);
  }

  override keepMatch<T>(
    links: Links,
    field: Dimension,
    match: Match<T>,
    table: PrefixTable<T>,
    alike: (value: T) => string,
  ): void {
    if (links[field] !== this.#open || !this.#open) {
      this.keep(links, field, match);
      return;
    }
    const { around, holes } = regionOf(table, match, alike, this.#outside!);
    super.keep(links, field, around);
    for (const hole of holes) this.#addHole({ [this.#open]: hole });
  }

  /** What happens to one protocol that nothing names happens to all of them. */
  #keepUnnamed(): void {
    for (const one of this.#named) {
      if (this.box.protocol.lo <= one && one <= this.box.protocol.hi) this.#addHole({ protocol: only(one) });
    }
  }

  override keepAmong(links: Links, header: Point, alike: readonly number[]): void {
    if (!links.protocol || !alike.includes(header.protocol)) {
      super.keepAmong(links, header, alike);
      return;
    }
    const others = alike.reduce<Interval<number>[]>(
      (rest, one) => rest.flatMap((range) => (meet(range, only(one)) ? outside(range, only(one)) : [range])),
      [ANY_PROTOCOL],
    );
    for (const protocol of others) this.#addHole({ protocol });
  }

  override keepMiss(links: Links, header: Point, condition: Condition): void {
    if (condition.destinationPort || condition.sourcePort) this.#looksAtPorts = true;
    const hole: { [field in Dimension]?: Interval<Address> } = {};
    for (const field of Object.keys(condition) as Dimension[]) {
      const range = condition[field];
      if (!range) continue;
      const value = header[field];
      const original = links[field];
      if (typeof range.lo !== typeof value) return;
      if (original) hole[original] = range;
      else if (value < range.lo || value > range.hi) return;
    }
    const open = this.#open && hole[this.#open];
    if (open && isInside(this.#outside!, open)) return;
    this.#addHole(hole);
  }

  #addHole(hole: { readonly [field in Dimension]?: Interval<Address> }): void {
    const parts: { [field in Dimension]?: Interval<Address> } = {};
    for (const field of Object.keys(hole) as Dimension[]) {
      const part = meet<Address>(this.box[field], hole[field]!);
      if (!part) return;
      parts[field] = part;
    }
    this.holes.push(boxOf({ src: this.box.src, dst: this.box.dst, ...(parts as Partial<Box>) }));
  }

  opened(walk: Walk): void {
    this.#walks.push(walk);
    this.notes.push({ checks: [], junctions: [] });
  }

  #noted(walk: Walk): Notes {
    return this.notes[this.#walks.indexOf(walk)]!;
  }

  groups(walk: Walk, one: Interface, side: RuleDirection): void {
    this.#noted(walk).checks.push(checkOf(walk, one, side));
  }

  acl(walk: Walk, subnet: Subnet, side: RuleDirection): void {
    this.#noted(walk).checks.push(checkOf(walk, subnet, side));
  }

  referenceLost(walk: Walk): void {
    for (const one of this.#noted(walk).checks) if (one.side === 'egress') one.referencesVoid = true;
  }

  turned({ header }: Walk): void {
    this.#turned.push({ links: header.links, header });
  }

  /**
   * When every way is walked: whether they speak for ICMP messages too, that is but for what these are answered. So it is where nothing on
   * the way back but ACLs could tell the answers apart; else ICMP is left to a chart of its own.
   */
  settle(ways: readonly ChartedWay[]): boolean {
    if (this.#turned.length === 0) return false;
    if (!this.#looksAtPorts && ways.every(mayBeIcmp)) return true;
    for (const { links, header } of this.#turned)
      for (const one of [ICMP, ICMPV6]) this.keepMiss(links, header, { protocol: only(one) });
    return false;
  }

  lookedUp(walk: Walk, came: Attachment): void {
    const { checks, junctions } = this.#noted(walk);
    if (junctions.some((one) => one.direction === walk.direction)) return;
    const key = this.#walks.length === 1 ? rememberedBy(walk, came) : undefined;
    const { direction, verdict } = walk;
    junctions.push({ came, direction, checks: checks.length, verdict, territory: this.box, holes: this.holes.length, key });
  }
}

const isPort = (field: Dimension): boolean => field === 'destinationPort' || field === 'sourcePort';

/** One connection, whose answer meets nothing but ACLs, and it is known whether it comes home but for these. */
const mayBeIcmp = ({ path: { connections, verdict }, notes }: ChartedWay): boolean =>
  connections.length === 1 &&
  (verdict.forward === 'blocked' || verdict.reply !== 'unknown') &&
  notes.every(({ checks }) => checks.every(({ at, direction }) => direction === 'forward' || !(at instanceof Interface)));
