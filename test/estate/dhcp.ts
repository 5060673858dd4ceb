/** DHCP options: what instances are told about names and time. */
import type { DhcpOptions as DhcpItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { Region } from './region.ts';
import { type Tags, Thing, tagList } from './thing.ts';

export interface DhcpSpec {
  domain?: string;
  servers?: readonly string[];
  time?: readonly string[];
  tags?: Tags;
}

export class DhcpOptions extends Thing {
  readonly region: Region;
  readonly id: string;
  readonly spec: DhcpSpec;

  constructor(region: Region, name: string, spec: DhcpSpec) {
    super(name === 'aws-default' ? {} : region.tags(name, spec.tags));
    this.region = region;
    this.id = region.id('dopt', name);
    this.spec = spec;
  }

  *resources(): Iterable<Resource> {
    const { domain, servers = ['AmazonProvidedDNS'], time } = this.spec;
    const own = this.region.name === 'us-east-1' ? 'ec2.internal' : `${this.region.name}.compute.internal`;
    const entry = (Key: string, values: readonly string[]) => ({ Key, Values: values.map((Value) => ({ Value })) });
    const data: DhcpItem = {
      OwnerId: this.region.account.id,
      DhcpOptionsId: this.id,
      DhcpConfigurations: [
        entry('domain-name', [domain ?? own]),
        entry('domain-name-servers', servers),
        ...(time ? [entry('ntp-servers', time)] : []),
      ],
      Tags: tagList(this.tags),
    };
    yield this.region.resource('dhcp-options', this.id, data);
  }
}
