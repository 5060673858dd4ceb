/**
 * A walk charted: for which packets it speaks, and which filters they meet, without having them judged. Where a scope cuts a box in two to
 * stay out of a range that the packet misses, a chart keeps the box and notes the range as a hole; and it knows that to packets of the
 * internet, and to protocols that nothing names, everything happens alike.
 */
import {
  type Address,
  type Box,
  box as boxOf,
  type Dimension,
  type Interval,
  type Match,
  meet,
  only,
  type Point,
  type PrefixTable,
} from '../../net/index.ts';
import type { Links } from '../header.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import { type Condition, Scope } from '../scope.ts';
import type { RuleDirection } from '../security-group.ts';
import { realmAt, unroutableAt } from '../special.ts';
import type { Direction } from '../step.ts';
import type { Attachment } from '../transit.ts';
import type { Subnet } from '../vpc.ts';
import type { Recorder, Walk } from '../walk.ts';
import { isInside, namedProtocols, type Outside, outsideAround } from './ground.ts';
import { regionOf } from './regions.ts';

/** A field of the packet where a filter meets it: a field of the question still, or the value that somebody wrote. */
interface Field<T extends Address> {
  readonly link: Dimension | undefined;
  readonly value: T;
}

/** A filter that a packet meets, and how the packet looks there. */
export interface Check {
  readonly at: Interface | Subnet;
  readonly side: RuleDirection;
  readonly direction: Direction;
  readonly other: Field<Address>;
  /** The address at the filter's own side. */
  readonly own: Field<Address>;
  readonly protocol: Field<number>;
  readonly port: Field<number>;
  readonly identity: Walk['identity'];
  readonly unrecognised: Walk['unrecognised'];
  /** Egress rules that name a group count nothing. */
  referencesVoid: boolean;
}

/** Where a transit gateway first looks the packet up: the way up to there is the sender's own. */
export interface Junction {
  readonly came: Attachment;
  readonly direction: Direction;
  /** How many checks there were before. */
  readonly checks: number;
  readonly verdict: Walk['verdict'];
  readonly territory: Box;
  /** How many holes the territory has of those of the chart. */
  readonly holes: number;
  /** What the rest of the way depends on, of all that a walk remembers; nothing where it remembers too much. */
  readonly key: string | undefined;
}

/** The filters of one connection. */
export interface Notes {
  readonly checks: Check[];
  readonly junctions: Junction[];
}

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

  override keepMiss(links: Links, header: Point, condition: Condition): void {
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

  lookedUp(walk: Walk, came: Attachment): void {
    const { checks, junctions } = this.#noted(walk);
    if (junctions.some((one) => one.direction === walk.direction)) return;
    const key = this.#walks.length === 1 ? rememberedBy(walk, came) : undefined;
    const { direction, verdict } = walk;
    junctions.push({ came, direction, checks: checks.length, verdict, territory: this.box, holes: this.holes.length, key });
  }
}

function checkOf(walk: Walk, at: Interface | Subnet, side: RuleDirection): Check {
  const { header, direction, identity, unrecognised } = walk;
  const [other, own] = side === 'ingress' ? (['src', 'dst'] as const) : (['dst', 'src'] as const);
  return {
    at,
    side,
    direction,
    other: { link: header.links[other], value: header[other] },
    own: { link: header.links[own], value: header[own] },
    protocol: { link: header.links.protocol, value: header.protocol },
    port: { link: header.links.destinationPort, value: header.destinationPort },
    identity,
    unrecognised,
    referencesVoid: false,
  };
}

/** All that a packet carries into a transit gateway, as far as its way on from there can depend on it; but for its addresses. */
function rememberedBy(walk: Walk, came: Attachment): string | undefined {
  const plain =
    walk.translations.length === 0 &&
    walk.inspections.length === 0 &&
    walk.passed.length === 0 &&
    !walk.appliance &&
    !walk.balanced &&
    !walk.privateLink &&
    !walk.egressOnly &&
    !walk.returnTo &&
    walk.entry === undefined &&
    walk.transitPeerings === 0 &&
    (walk.direction === 'reply' || walk.flowZones.size === 0) &&
    walk.choices.made.length === 0 &&
    typeof walk.unrecognised !== 'object';
  if (!plain) return undefined;
  return [
    came.gatewayId,
    came.tableId ?? came.id,
    came.type,
    came.groupReferences !== 'disable',
    walk.zone,
    walk.unrecognised ?? '',
  ].join(' ');
}
