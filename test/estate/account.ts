/** An account of the estate, and what it says about itself: its alias and its list of Regions. */
import type { Region as RegionItem } from '@aws-sdk/client-ec2';
import type { Account as AccountSeen, Resource } from '../../src/snapshot/snapshot.ts';
import { Described } from './described.ts';
import type { Estate } from './estate.ts';
import { Region } from './region.ts';
import { plain, type Tags, type Thing } from './thing.ts';
import { regions } from './zones.ts';

export interface AccountSpec {
  alias?: string;
  /** The role that was assumed to read it. */
  role: string;
  /** How far its zone letters are turned against the zone ids. */
  zoneShift?: number;
  /** Opt-in Regions that are switched on. */
  optedIn?: readonly string[];
  /** What its owner puts on everything. */
  tags?: Tags;
}

export class Account {
  readonly estate: Estate;
  readonly id: string;
  readonly spec: AccountSpec;
  readonly regions: Region[] = [];
  readonly #global: Thing[] = [];

  constructor(estate: Estate, id: string, spec: AccountSpec) {
    this.estate = estate;
    this.id = id;
    this.spec = spec;
  }

  region(name: string): Region {
    const region = new Region(this, name);
    this.regions.push(region);
    return region;
  }

  /** Something that belongs to no Region. */
  add<T extends Thing>(thing: T): T {
    this.#global.push(thing);
    return thing;
  }

  /** A resource of any kind that belongs to no Region, as AWS describes it. `parent`: what was asked about. */
  describe(kind: string, data: object, parent?: string): Described {
    return this.add(new Described(this, kind, data, parent));
  }

  /** A resource that belongs to no Region. */
  resource(kind: string, id: string, data: unknown, parent?: string): Resource {
    return { account: this.id, region: 'global', kind, id, ...(parent === undefined ? {} : { parent }), data: plain(data) };
  }

  seen(): AccountSeen {
    const arn = `arn:aws:sts::${this.id}:assumed-role/${this.spec.role}/hopscope`;
    return { account: this.id, partition: 'aws', arn, ...(this.spec.alias ? { alias: this.spec.alias } : {}) };
  }

  *resources(): Iterable<Resource> {
    for (const [name, facts] of Object.entries(regions)) {
      const off = facts.optIn && !this.spec.optedIn?.includes(name);
      const data: RegionItem = {
        RegionName: name,
        Endpoint: `ec2.${name}.amazonaws.com`,
        OptInStatus: off ? 'not-opted-in' : facts.optIn ? 'opted-in' : 'opt-in-not-required',
        Geography: [{ Name: facts.geography }],
      };
      yield this.resource('region', name, data);
    }
    const { alias } = this.spec;
    yield this.resource('account-alias', 'aliases', { AccountAliases: alias ? [alias] : [], IsTruncated: false });
    for (const thing of this.#global) if (!thing.gone) yield* thing.resources();
    for (const region of this.regions) yield* region.resources();
  }
}
