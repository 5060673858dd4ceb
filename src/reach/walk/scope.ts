/**
 * For which packets a walk speaks. A walk follows one packet; every decision on its way narrows the scope to packets that would be decided
 * the same way, so that one walk answers for a whole box of traffic. What is left over of a question is walked again.
 */
import {
  type Address,
  type Box,
  type Dimension,
  fieldOf,
  type Interval,
  type Match,
  meet,
  only,
  type Point,
  type PrefixTable,
  withField,
} from '../../net/index.ts';
import type { Links } from './header.ts';

/** What a rule asks of a header. Dimensions that it leaves out it does not look at. */
export type Condition = { readonly [field in Dimension]?: Interval<Address> };

/** Where a miss is pinned down first: where it costs the scope least. */
const missOrder: readonly Dimension[] = ['protocol', 'destinationPort', 'dst', 'src', 'sourcePort'];

export class Scope {
  box: Box;

  constructor(box: Box) {
    this.box = box;
  }

  /** Keeps only packets whose field lies in the range. The walked packet does. */
  keep(links: Links, field: Dimension, range: Interval<Address>): void {
    const original = links[field];
    if (!original) return;
    const mine = fieldOf(this.box, original);
    const kept = meet(mine, range);
    if (!kept) throw new Error(`the scope of a walk lost its packet in ${original}`);
    if (kept.lo !== mine.lo || kept.hi !== mine.hi) this.box = withField(this.box, original, kept);
  }

  /** Keeps only packets for which a table's look-up ends as it did. `alike`: what of an entry decides, for who can make use of it. */
  keepMatch<T>(links: Links, field: Dimension, match: Match<T>, _table: PrefixTable<T>, _alike: (value: T) => string): void {
    this.keep(links, field, match);
  }

  /** Keeps only packets of the walked one's protocol, if it is one of these; else of protocols around it that are none of them. */
  keepProtocol(links: Links, header: Point, among: readonly number[]): void {
    if (among.includes(header.protocol)) this.keep(links, 'protocol', only(header.protocol));
    else for (const one of among) this.keepMiss(links, header, { protocol: only(one) });
  }

  /** The same where all of them share a fate, for who can make use of it. */
  keepAmong(links: Links, header: Point, alike: readonly number[]): void {
    this.keepProtocol(links, header, alike);
  }

  /** Keeps only packets that meet the condition, as the walked packet does. */
  keepHit(links: Links, condition: Condition): void {
    for (const field of missOrder) {
      const range = condition[field];
      if (range) this.keep(links, field, range);
    }
  }

  /** Keeps only packets that do not meet the condition, as the walked packet does not. */
  keepMiss(links: Links, header: Point, condition: Condition): void {
    let cut: { field: Dimension; range: Interval<Address> } | undefined;
    for (const field of missOrder) {
      const range = condition[field];
      const value = header[field];
      if (!range || (typeof range.lo === typeof value && range.lo <= value && value <= range.hi)) continue;
      const original = links[field];
      if (!original || typeof range.lo !== typeof value || !meet<Address>(this.box[original], range)) return;
      cut ??= { field, range };
    }
    if (cut) this.keep(links, cut.field, beside(header[cut.field], cut.range));
  }
}

/** Everything on the value's side of a range that does not hold it. */
function beside(value: Address, range: Interval<Address>): Interval<Address> {
  if (typeof value === 'number') {
    return value < range.lo ? { lo: 0, hi: Number(range.lo) - 1 } : { lo: Number(range.hi) + 1, hi: 0xffff_ffff };
  }
  return value < range.lo ? { lo: 0n, hi: BigInt(range.lo) - 1n } : { lo: BigInt(range.hi) + 1n, hi: (1n << 128n) - 1n };
}
