/** What a way lets through besides the groups at its two ends: services as bits of a mask, with the source ports and addresses for which it does. */
import { type Address, type Box, box, type Interval, joined, type Traffic } from '../../../net/index.ts';
import { everyService, maskOf, muteOf, type Services } from './service-masks.ts';

/** `sure`: passes both ways. `possible`: passes if all that nobody knows is well. `sent`: surely arrives, whatever becomes of the reply. */
export type Lot = 'sure' | 'possible' | 'sent';
export const lots = ['sure', 'possible', 'sent'] as const satisfies readonly Lot[];

export interface Facet {
  /** A bit for each service. */
  readonly mask: number;
  /** The number of a set of source ports, see `FacetSets`. */
  readonly sports: number;
  /** The addresses in the open field; all where it is not there. */
  readonly range: Interval<Address> | undefined;
}

export interface Facets {
  /** The same for facets that are the same. */
  readonly id: number;
  readonly lots: Readonly<Record<Lot, readonly Facet[]>>;
  /** Some of it holds for some addresses only. */
  readonly hasRanges: boolean;
  /** Something surely passes that needs a reply, as far as anything that was asked does: messages that need none say nothing of replies. */
  readonly isAnswered: boolean;
}

/** Facets by number, and which services two of them have in common. */
export class FacetSets {
  readonly #services: Services;
  /** Those that need a reply; all where none does. */
  readonly #answered: number;
  readonly #everywhere: Interval<Address>;
  readonly #portNumbers = new Map<string, number>();
  readonly #ports: (readonly Interval<number>[])[] = [];
  readonly #meets: boolean[][] = [];
  readonly #known = new Map<string, Facets>();
  readonly #shared = new Map<number, number>();
  /** Everything that some way was told for, by what it is: what filters on ways tell apart begins or ends there. */
  readonly pieces = new Map<string, Pick<Box, 'protocol' | 'destinationPort'>>();
  /** Of a half that keeps nothing back. */
  readonly anything: Facets;

  constructor(services: Services, everywhere: Interval<Address>) {
    this.#services = services;
    const answered = everyService(services) & ~muteOf(services);
    this.#answered = answered === 0 ? everyService(services) : answered;
    this.#everywhere = everywhere;
    const all = [box({ src: everywhere, dst: everywhere })];
    this.anything = this.of({ sure: all, possible: all, sent: all }, 'src');
  }

  /** `open`: the field of the traffic that is told for all addresses. */
  of(traffic: Record<Lot, Traffic>, open: 'src' | 'dst'): Facets {
    const sure = this.#flatten(traffic.sure, open);
    const possible = traffic.possible === traffic.sure ? sure : this.#flatten(traffic.possible, open);
    const sent = traffic.sent === traffic.sure ? sure : this.#flatten(traffic.sent, open);
    const key = [sure, possible, sent].map((all) => all.map(keyOf).join(';')).join('|');
    let found = this.#known.get(key);
    if (!found) {
      const hasRanges = [...sure, ...possible, ...sent].some(({ range }) => range);
      found = {
        id: this.#known.size,
        lots: { sure, possible, sent },
        hasRanges,
        isAnswered: sure.some(({ mask }) => mask & this.#answered),
      };
      this.#known.set(key, found);
    }
    return found;
  }

  /** The services that pass both; for a pair of addresses, where one of them has ranges. */
  shared(there: Facets, home: Facets, lot: Lot, from: Address, to: Address): number {
    if (there.hasRanges || home.hasRanges) return this.#meet(there.lots[lot], home.lots[lot], from, to);
    const key = (there.id * 0x10_0000 + home.id) * lots.length + lots.indexOf(lot);
    let mask = this.#shared.get(key);
    if (mask === undefined) {
      mask = this.#meet(there.lots[lot], home.lots[lot], from, to);
      this.#shared.set(key, mask);
    }
    return mask;
  }

  #meet(there: readonly Facet[], home: readonly Facet[], from: Address, to: Address): number {
    let mask = 0;
    for (const a of there) {
      if (a.range && (from < a.range.lo || from > a.range.hi)) continue;
      for (const b of home) {
        if (b.range && (to < b.range.lo || to > b.range.hi)) continue;
        if (this.#portsMeet(a.sports, b.sports)) mask |= a.mask & b.mask;
      }
    }
    return mask;
  }

  #flatten(boxes: Traffic, open: 'src' | 'dst'): Facet[] {
    const found = new Map<string, Facet>();
    for (const one of boxes) {
      const { protocol, destinationPort } = one;
      this.pieces.set(`${protocol.lo}-${protocol.hi} ${destinationPort.lo}-${destinationPort.hi}`, one);
      const mask = maskOf(this.#services, protocol, destinationPort);
      if (mask === 0) continue;
      const { [open]: field } = one;
      const range = field.lo === this.#everywhere.lo && field.hi === this.#everywhere.hi ? undefined : field;
      const sports = this.#numberOf([one.sourcePort]);
      const key = keyOf({ mask: 0, sports, range });
      const known = found.get(key);
      found.set(key, { mask: mask | (known?.mask ?? 0), sports, range });
    }
    return [...found.values()];
  }

  #numberOf(ports: readonly Interval<number>[]): number {
    const set = joined(ports);
    const key = set.map(({ lo, hi }) => `${lo}-${hi}`).join();
    let found = this.#portNumbers.get(key);
    if (found === undefined) {
      found = this.#ports.length;
      this.#portNumbers.set(key, found);
      this.#ports.push(set);
      this.#meets.push([]);
    }
    return found;
  }

  #portsMeet(a: number, b: number): boolean {
    const row = this.#meets[a]!;
    row[b] ??= this.#ports[a]!.some((one) => this.#ports[b]!.some((other) => one.lo <= other.hi && other.lo <= one.hi));
    return row[b];
  }
}

const keyOf = ({ mask, sports, range }: Facet): string => `${mask} ${sports} ${range ? `${range.lo}-${range.hi}` : ''}`;
