/** Where a rule could be judged, and where not and why: from what it needs and what the scan could not read. */
import { type KindName, kindNamed } from '../kinds/index.ts';
import { Missing, type Network } from '../reach/index.ts';
import { type Gap, gapsFor, type Place } from '../snapshot/snapshot.ts';
import type { Rule } from './rule.ts';

/** The engine places an interface in its subnet, and a subnet in its VPC: without these it does not know them. */
const implied: Partial<Record<KindName, readonly KindName[]>> = {
  'network-interface': ['subnet', 'vpc'],
  subnet: ['vpc'],
};

/** What a rule needs, with what that takes. */
export const needsOf = ({ needs }: Pick<Rule, 'needs'>): readonly KindName[] => [
  ...new Set(needs.flatMap((kind) => [kind, ...(implied[kind] ?? [])])),
];

export class RuleCoverage {
  readonly #network: Network;
  readonly #known = new Map<string, readonly Missing[]>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** Whether the scan was told to ask for all that a rule needs: for some kinds it is only where people want it. */
  isAsked({ needs }: Pick<Rule, 'needs'>): boolean {
    const { kinds } = this.#network.snapshot.manifest;
    return needs.every((kind) => kindNamed(kind).optional === undefined || kinds.includes(kind));
  }

  /** Where a rule is judged: in every Region that was scanned; once an account, where all that it needs belongs to no Region. */
  placesOf({ needs }: Pick<Rule, 'needs'>): Place[] {
    const global = needs.length > 0 && needs.every((kind) => kindNamed(kind).scope === 'global');
    return this.#network.snapshot.manifest.places.filter(({ region }) => (region === 'global') === global);
  }

  /** What keeps a rule from being judged in a place, one for each call. Nothing: it is judged there. */
  missing(rule: Pick<Rule, 'needs' | 'partly'>, place: Place): readonly Missing[] {
    const { partly = [] } = rule;
    const needs = needsOf(rule);
    const key = `${needs.join()} ${partly.join()} ${place.account} ${place.region}`;
    let found = this.#known.get(key);
    if (!found) {
      const all = needs.flatMap((kind) => this.#missingKind(kind, place, partly.includes(kind)));
      found = [...new Map(all.map((one) => [one.text, one])).values()];
      this.#known.set(key, found);
    }
    return found;
  }

  #missingKind(kind: KindName, place: Place, partly: boolean): Missing[] {
    const { manifest } = this.#network.snapshot;
    if (place.region === 'global' && kindNamed(kind).scope !== 'global') {
      const regions = manifest.places.filter(({ account, region }) => account === place.account && region !== 'global');
      return regions.flatMap((region) => this.#missingKind(kind, region, partly));
    }
    const { coverage } = this.#network;
    const gaps = gapsFor(manifest, kind, place);
    if (gaps.length === 0) return [coverage.missing(kind, place) ?? []].flat();
    return gaps.filter((gap) => !partly || !gap.parents).map((gap) => missingBy(gap, coverage.operation(gap.kind)));
  }
}

const missingBy = ({ account, region, code, message }: Gap, operation: string): Missing =>
  new Missing(operation, { account, region }, `${code}: ${message}`);
