/** Elastic IPs: public addresses that are kept, whether they lead anywhere or not. */
import type { Address } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { NetworkInterface } from './interfaces.ts';
import type { Region } from './region.ts';
import { type Tags, Thing, tagList } from './thing.ts';

export class ElasticIp extends Thing {
  readonly region: Region;
  readonly id: string;
  readonly address: string;
  #holder: { interface: NetworkInterface; index: number } | undefined;

  constructor(region: Region, name: string, address: string, tags: Tags = {}) {
    super(region.tags(name, tags));
    this.region = region;
    this.id = region.id('eipalloc', name);
    this.address = address;
  }

  /** Leads to the `index`th private address of an interface. */
  associate(holder: NetworkInterface, index = 0): this {
    const held = holder.addresses[index];
    if (!held) throw new Error(`${holder.name} has no address number ${index} for ${this.address}`);
    const association = this.region.id('eipassoc', this.id, holder.id, String(index));
    held.public = { address: this.address, owner: this.region.account.id, allocation: this.id, association };
    this.#holder = { interface: holder, index };
    return this;
  }

  disassociate(): void {
    const held = this.#holder?.interface.addresses[this.#holder.index];
    if (held) delete held.public;
    this.#holder = undefined;
  }

  get associationId(): string | undefined {
    return this.#holder?.interface.addresses[this.#holder.index]?.public?.association;
  }

  *resources(): Iterable<Resource> {
    const at = this.#holder;
    const instance = at?.interface.attachedTo?.instance;
    const data: Address = {
      AllocationId: this.id,
      ...(at
        ? {
            AssociationId: this.associationId,
            NetworkInterfaceId: at.interface.id,
            NetworkInterfaceOwnerId: this.region.account.id,
            PrivateIpAddress: at.interface.addresses[at.index]?.address,
          }
        : {}),
      Domain: 'vpc',
      ...(instance ? { InstanceId: instance.id } : {}),
      Tags: tagList(this.tags),
      PublicIpv4Pool: 'amazon',
      NetworkBorderGroup: this.region.name,
      PublicIp: this.address,
    };
    yield this.region.resource('elastic-ip', this.id, data);
  }
}
