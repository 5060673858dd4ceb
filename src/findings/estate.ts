/** What rules are given: the network as the engine knows it, resources by kind with their types, and answers that are kept. */
import { type DataOf, isKind, type KindName, kindNamed } from '../kinds/index.ts';
import { entityOf, type Missing, type Network, type Ref } from '../reach/index.ts';
import type { Place, Resource } from '../snapshot/snapshot.ts';
import { type Settings, usualSettings } from './settings.ts';

/** A resource as rules see it. Its account is the owner's. */
export interface Thing<Name extends KindName> extends Ref {
  readonly data: DataOf<Name>;
  /** What it was asked for: the VPC of an attribute, the table of a route. */
  readonly parent?: string;
}

/** What both ends list as one thing, and to which of them it is told to belong: always the same, whoever was scanned. */
const homes: Partial<Record<KindName, (data: DataOf<'vpc-peering-connection'> & Ends) => Partial<Place>>> = {
  'vpc-peering-connection': ({ RequesterVpcInfo: one }) => ({ account: one?.OwnerId, region: one?.Region }),
  'transit-gateway-attachment': (data) => ({ account: data.TransitGatewayOwnerId }),
  'transit-gateway-vpc-attachment': (data) => ({ account: data.VpcOwnerId }),
  'transit-gateway-peering-attachment': ({ RequesterTgwInfo: one }) => ({ account: one?.OwnerId, region: one?.Region }),
};

interface Ends {
  TransitGatewayOwnerId?: string;
  VpcOwnerId?: string;
  RequesterTgwInfo?: { OwnerId?: string; Region?: string };
}

export class Estate {
  readonly network: Network;
  readonly settings: Settings;
  /** When the snapshot was taken: what is old is old by this. */
  readonly takenAt: Date;
  readonly #all = new Map<string, readonly Thing<KindName>[]>();
  readonly #kept = new Map<string, unknown>();

  constructor(network: Network, settings: Settings = usualSettings) {
    this.network = network;
    this.settings = settings;
    this.takenAt = new Date(network.snapshot.manifest.takenAt);
  }

  /** Every resource of a kind that belongs to what was scanned, each once, however many accounts see it. */
  all<Name extends KindName>(kind: Name): readonly Thing<Name>[] {
    let found = this.#all.get(kind);
    if (!found) {
      found = this.#own(kind);
      this.#all.set(kind, found);
    }
    return found as unknown as readonly Thing<Name>[];
  }

  #own(kind: KindName): Thing<KindName>[] {
    const home = homes[kind];
    const things = new Map<string, { thing: Thing<KindName>; ownView: boolean }>();
    for (const resource of this.network.snapshot.resources(kind)) {
      const seen = thingOf(resource);
      const at = home && { account: seen.account, region: seen.region, ...defined(home(resource.data)) };
      const thing = at && this.network.coverage.scanned(at) ? { ...seen, ...at } : seen;
      if (!this.network.coverage.scanned(thing)) continue;
      const key = home ? thing.id : `${thing.account} ${thing.region} ${thing.parent ?? ''} ${thing.id}`;
      const ownView = thing.account === resource.account && thing.region === resource.region;
      if (!things.has(key) || (ownView && !things.get(key)!.ownView)) things.set(key, { thing, ownView });
    }
    return [...things.values()].map(({ thing }) => thing);
  }

  /** A resource by its id, whoever owns it; the owner's view where there is one. */
  get<Name extends KindName>(kind: Name, id: string | undefined): Thing<Name> | undefined {
    return id === undefined ? undefined : (this.network.entity(kind, id) as unknown as Thing<Name> | undefined);
  }

  /** Something that is worked out once for all rules. `key` names it among everything that is kept. */
  once<T>(key: string, make: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, make());
    return this.#kept.get(key) as T;
  }

  /** Resources of a kind by something that each says, as `by('vpc-endpoint', 'vpc', ({ data }) => data.VpcId)`. */
  by<Name extends KindName>(
    kind: Name,
    what: string,
    key: (thing: Thing<Name>) => string | undefined | readonly (string | undefined)[],
  ): ReadonlyMap<string, readonly Thing<Name>[]> {
    return this.once(`${kind} by ${what}`, () => {
      const found = new Map<string, Thing<Name>[]>();
      for (const thing of this.all(kind)) {
        for (const one of new Set([key(thing)].flat())) {
          // An empty id names nothing, and AWS sends some.
          if (typeof one !== 'string' || one === '') continue;
          const list = found.get(one);
          if (list) list.push(thing);
          else found.set(one, [thing]);
        }
      }
      return found;
    });
  }

  /** The ids of a kind that any resource of some kinds names, whoever owns it. */
  named(kind: KindName, users: readonly KindName[]): ReadonlySet<string> {
    return this.once(`${kind} named by ${users.join()}`, () => {
      const found = new Set<string>();
      for (const user of users) {
        const read = kindNamed(user).refs?.[kind];
        if (!read) throw new Error(`the row of ${user} says nothing of a ${kind}`);
        for (const { data, parent } of this.network.snapshot.resources(user)) {
          for (const id of [read(data, parent ?? '')].flat()) if (id) found.add(id);
        }
      }
      return found;
    });
  }

  /** Why a kind is not known in another place than the subject's; nothing when it is. `needs` covers the subject's own place. */
  missing(kind: KindName, { account, region }: Place, parent?: string): Missing | undefined {
    return this.network.coverage.missing(kind, { account, region }, parent);
  }

  /** Whether an account is one's own, or was said to be trusted. */
  trusts(account: string): boolean {
    return (
      this.settings.trustedAccounts.includes(account) ||
      this.network.snapshot.manifest.accounts.some((one) => one.account === account)
    );
  }

  /** Hours from a moment, as AWS writes it, to the scan. */
  hoursSince(moment: string | number): number {
    const then = typeof moment === 'number' ? moment * 1000 : Date.parse(moment);
    return (this.takenAt.getTime() - then) / 3_600_000;
  }
}

function thingOf(resource: Resource): Thing<KindName> {
  const owner = isKind(resource.kind) ? kindNamed(resource.kind).owner?.(resource.data) : undefined;
  const entity = entityOf(resource);
  return {
    ...entity,
    account: owner ?? entity.account,
    ...(resource.parent !== undefined && { parent: resource.parent }),
  };
}

const defined = (place: Partial<Place>): Partial<Place> =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
