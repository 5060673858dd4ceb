/** What is made of resources once, when it is first asked for: entities by id, groups by a key, what is joined to a VPC. */
import type { Resource, Snapshot } from '../../snapshot/snapshot.ts';
import { byId, type Data, type Entity, entityOf } from './entity.ts';

/** What the engine reads of a snapshot; also one that never was, as it would be after a change. */
export type Observed = Pick<Snapshot, 'manifest' | 'resources'>;

export class Shelves {
  readonly #snapshot: Observed;
  readonly #entities: Map<string, Map<string, Entity>>;
  readonly #attached: Map<string, ReadonlyMap<string, Resource[]>>;
  readonly #kept: Map<string, unknown>;
  #peers: ReadonlyMap<string, string[]> | undefined;

  /** `base`: with resources of one kind changed, which nothing is attached by; else with what has to do with transit gateways. */
  constructor(snapshot: Observed, base?: { readonly shelves: Shelves; readonly edited: string | undefined }) {
    this.#snapshot = snapshot;
    const isChanged = (kind: string): boolean => (base?.edited ? kind === base.edited : kind.startsWith('transit-gateway'));
    this.#entities = new Map([...(base ? base.shelves.#entities : [])].filter(([kind]) => !isChanged(kind)));
    this.#kept = new Map([...(base?.edited ? base.shelves.#kept : [])].filter(([key]) => !hangsOnTables(key)));
    this.#attached = base ? base.shelves.#attached : new Map();
    if (base) this.#peers = base.shelves.#peers;
  }

  entities(kind: string): ReadonlyMap<string, Entity> {
    let found = this.#entities.get(kind);
    if (!found) {
      found = new Map<string, Entity>();
      for (const [id, resource] of byId(this.#snapshot.resources(kind))) found.set(id, entityOf(resource));
      this.#entities.set(kind, found);
    }
    return found;
  }

  once<T>(key: string, make: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, make());
    return this.#kept.get(key) as T;
  }

  peersOf(vpcId: string): readonly string[] {
    this.#peers ??= peersIn(this.entities('vpc-peering-connection').values());
    return this.#peers.get(vpcId) ?? NONE;
  }

  attached(kind: string, vpcId: string): readonly Resource[] {
    let found = this.#attached.get(kind);
    if (!found) {
      found = attachedIn(kind, byId(this.#snapshot.resources(kind)).values());
      this.#attached.set(kind, found);
    }
    return found.get(vpcId) ?? NONE;
  }
}

/** What is kept of a network although it was read from its route tables. */
const hangsOnTables = (key: string): boolean => key.startsWith('VGW prefixes') || key.startsWith('route-table by');

const NONE: readonly never[] = [];

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
};

function peersIn(connections: Iterable<Entity>): Map<string, string[]> {
  const peers = new Map<string, string[]>();
  for (const { data } of connections) {
    const [a, b] = [data.RequesterVpcInfo, data.AccepterVpcInfo];
    if (data.Status?.Code !== 'active' || !a || !b || (a.Region ?? '') !== (b.Region ?? '')) continue;
    add(peers, a.VpcId, b.VpcId);
    add(peers, b.VpcId, a.VpcId);
  }
  return peers;
}

function attachedIn(kind: string, resources: Iterable<Resource>): Map<string, Resource[]> {
  const found = new Map<string, Resource[]>();
  const [list, states] =
    kind === 'vpn-gateway' ? (['VpcAttachments', ['attached']] as const) : (['Attachments', ['available', 'attached']] as const);
  for (const resource of resources) {
    for (const one of (resource.data[list] ?? []) as Data[])
      if ((states as readonly string[]).includes(one.State)) add(found, one.VpcId, resource);
  }
  return found;
}
