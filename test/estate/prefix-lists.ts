/** Managed prefix lists of the account's own, with their entries. */
import type { ManagedPrefixList, PrefixListEntry } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { Region } from './region.ts';
import { type Tags, Thing, tagList } from './thing.ts';

export interface PrefixListSpec {
  /** Blocks, and what each is. */
  entries: Readonly<Record<string, string>>;
  max?: number;
  tags?: Tags;
}

export class PrefixList extends Thing {
  readonly region: Region;
  readonly name: string;
  readonly id: string;
  readonly max: number;
  entries: Readonly<Record<string, string>>;
  version = 1;

  constructor(region: Region, name: string, spec: PrefixListSpec) {
    super(region.tags(name, spec.tags));
    this.region = region;
    this.name = name;
    this.id = region.id('pl', name);
    this.entries = spec.entries;
    this.max = spec.max ?? 20;
  }

  *resources(): Iterable<Resource> {
    const data: ManagedPrefixList = {
      PrefixListId: this.id,
      AddressFamily: Object.keys(this.entries).some((block) => block.includes(':')) ? 'IPv6' : 'IPv4',
      State: this.version > 1 ? 'modify-complete' : 'create-complete',
      PrefixListArn: this.region.arn('ec2', `prefix-list/${this.id}`),
      PrefixListName: this.name,
      MaxEntries: this.max,
      Version: this.version,
      Tags: tagList(this.tags),
      OwnerId: this.region.account.id,
    };
    yield this.region.resource('prefix-list', this.id, data);
    for (const [Cidr, Description] of Object.entries(this.entries)) {
      const entry: PrefixListEntry = { Cidr, ...(Description ? { Description } : {}) };
      yield this.region.resource('prefix-list-entry', `${this.id}/${Cidr}`, entry, this.id);
    }
  }
}
