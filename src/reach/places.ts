/** What packets live in: VPCs, subnets and interfaces, put into one another. */
import type { Address } from '../net/index.ts';
import type { Resource, Snapshot } from '../snapshot/snapshot.ts';
import { byId } from './entity.ts';
import { Interface } from './interface.ts';
import { Owners } from './owners.ts';
import { Subnet, Vpc } from './vpc.ts';

export class Places {
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly interfaces = new Map<string, Interface>();
  /** Public IPv4 addresses of interfaces. */
  readonly publicAddresses = new Map<Address, { owner: Interface; private: Address }>();

  readonly #groupLists = new Map<string, readonly string[]>();

  constructor(snapshot: Pick<Snapshot, 'resources'>) {
    for (const resource of byId(snapshot.resources('vpc')).values())
      this.vpcs.set(resource.id, new Vpc(resource, this.vpcs.size));
    for (const resource of byId(snapshot.resources('subnet')).values()) this.#addSubnet(resource);
    for (const resource of byId(snapshot.resources('network-interface')).values()) this.#addInterface(resource);
    const owners = new Owners([...this.interfaces.values()]);
    for (const vpc of this.vpcs.values()) vpc.settle(owners);
  }

  #addSubnet(resource: Resource): void {
    const vpc = this.vpcs.get(resource.data.VpcId);
    if (!vpc) return;
    const subnet = new Subnet(resource, vpc);
    vpc.subnets.push(subnet);
    this.subnets.set(subnet.id, subnet);
  }

  #addInterface(resource: Resource): void {
    const subnet = this.subnets.get(resource.data.SubnetId);
    if (!subnet) return;
    const one = new Interface(resource, subnet, (groupIds) => this.#shared(groupIds));
    this.interfaces.set(one.id, one);
    one.vpc.add(one);
    for (const pair of one.publicAddresses) this.publicAddresses.set(pair.public, { owner: one, private: pair.private });
  }

  #shared(groupIds: readonly string[]): readonly string[] {
    const key = groupIds.length === 1 ? groupIds[0]! : groupIds.join(' ');
    const known = this.#groupLists.get(key);
    if (known) return known;
    this.#groupLists.set(key, groupIds);
    return groupIds;
  }
}
