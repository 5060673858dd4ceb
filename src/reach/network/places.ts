/** What packets live in: VPCs, subnets and interfaces, put into one another. */
import type { Address } from '../../net/index.ts';
import type { Resource, Snapshot } from '../../snapshot/snapshot.ts';
import { byId } from './entity.ts';
import { Interface } from './interface.ts';
import { InterfaceBook } from './interface-book.ts';
import { Owners } from './owners.ts';
import { Shown } from './shown.ts';
import { Subnet } from './subnet.ts';
import { Vpc } from './vpc.ts';

export class Places {
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly interfaces = new Map<string, Interface>();
  /** Public IPv4 addresses of interfaces. */
  readonly publicAddresses = new Map<Address, { owner: Interface; private: Address }>();

  readonly book: InterfaceBook;
  readonly shown: Shown;
  readonly #owners: Owners;
  /** The names of zones, each kept once, so that equal ones are told by where they lie. */
  readonly #zones = new Map<string, string>();
  readonly #groupLists = new Map<string, readonly string[]>();

  constructor(snapshot: Pick<Snapshot, 'resources'>) {
    for (const resource of byId(snapshot.resources('vpc')).values())
      this.vpcs.set(resource.id, new Vpc(resource, this.vpcs.size));
    for (const resource of byId(snapshot.resources('subnet')).values()) this.#addSubnet(resource);
    for (const resource of byId(snapshot.resources('network-interface')).values()) this.#addInterface(resource);
    this.book = new InterfaceBook([...this.interfaces.values()], [...this.subnets.values()]);
    this.shown = new Shown(this.publicAddresses);
    this.#owners = new Owners(this.book);
    for (const vpc of this.vpcs.values()) vpc.settle(this.#owners, this.book);
  }

  /** The number of the interface of an id, which is likely to have the address; −1 where there is none. */
  numberOf(id: string, likely: Address): number {
    const guess = this.#owners.guess(likely);
    return guess >= 0 && this.book.isNamed(guess, id) ? guess : (this.interfaces.get(id)?.number ?? -1);
  }

  #addSubnet(resource: Resource): void {
    const vpc = this.vpcs.get(resource.data.VpcId);
    if (!vpc) return;
    const subnet = new Subnet(resource, vpc, this.subnets.size, this.#zones);
    vpc.subnets.push(subnet);
    this.subnets.set(subnet.id, subnet);
  }

  #addInterface(resource: Resource): void {
    const subnet = this.subnets.get(resource.data.SubnetId);
    if (!subnet) return;
    const one = new Interface(resource, subnet, this.interfaces.size, (groupIds) => this.#shared(groupIds));
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
