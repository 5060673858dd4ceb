/** Prefix lists, AWS's and customers': their entries as a table. */
import { type PrefixTable, parsePrefix, prefixTable } from '../../net/index.ts';
import type { Place, Resource } from '../../snapshot/snapshot.ts';
import type { Missing } from './coverage.ts';
import { type Entity, entityOf } from './entity.ts';
import type { Network } from './network.ts';

export interface PrefixList extends Entity {
  readonly table: PrefixTable<string>;
}

export function prefixListOf(resource: Resource, entries: readonly Resource[]): PrefixList {
  const prefixes = entries.flatMap(({ data }) => {
    const prefix = parsePrefix(data.Cidr ?? '');
    return prefix ? [{ prefix, value: data.Cidr as string }] : [];
  });
  return { ...entityOf(resource), table: prefixTable(prefixes) };
}

/** The lists of a network, each made when it is first asked for. */
export class PrefixLists {
  readonly #network: Network;
  readonly #known = new Map<string, PrefixList | Missing>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** `place`: from where it is looked for. */
  list(id: string, place: Place | undefined): PrefixList | Missing {
    let found = this.#known.get(id);
    if (found === undefined) {
      found = lookUp(this.#network, id, place);
      this.#known.set(id, found);
    }
    return found;
  }
}

/** As who sees the entries of a list sees it. */
function lookUp(network: Network, id: string, place: Place | undefined): PrefixList | Missing {
  const { coverage, snapshot } = network;
  const raw = network.grouped('prefix-list', 'id', (one) => one.id).get(id) ?? [];
  const at = raw.find((one) => !coverage.missing('prefix-list-entry', one, id)) ?? raw[0];
  const anywhere = place ?? snapshot.manifest.places[0] ?? { account: 'any', region: 'any' };
  if (!at) return network.missing('prefix-list', anywhere, `${id} is not in the snapshot`);
  const missing = coverage.missing('prefix-list-entry', at, id);
  if (missing) return missing;
  return prefixListOf(at, network.grouped('prefix-list-entry', 'list', (entry) => entry.parent).get(id) ?? []);
}
