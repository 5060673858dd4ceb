/** Network interfaces: what an address belongs to. */
import type {
  NetworkInterfaceAssociation,
  NetworkInterfaceAttachment,
  NetworkInterface as NetworkInterfaceItem,
} from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { ipv6Host } from './addresses.ts';
import type { Instance } from './instances.ts';
import { digitsOf, macOf, momentOf } from './names.ts';
import type { Region } from './region.ts';
import type { SecurityGroup } from './security-groups.ts';
import type { Subnet } from './subnet.ts';
import { type Tags, type Target, Thing, tagList } from './thing.ts';

/** The AWS service that made an interface and holds it. */
export interface Requester {
  /** `RequesterId`: the service's name, the id of one of its accounts, or the session of a role. */
  id: string;
  /** Who the interface is attached for: `amazon-elb`. */
  attachedFor: string;
  /** AWS's own interfaces hang on an `ela-attach-…`. */
  elastic?: boolean;
  /** Lambda says no, although it is. */
  managed?: boolean;
}

export interface InterfaceSpec {
  description?: string;
  /** Absent: the default group, as AWS does. */
  groups?: readonly SecurityGroup[];
  type?: string;
  by?: Requester;
  /** A chosen address instead of one that follows from the name. */
  address?: string;
  /** How many addresses besides the first. */
  secondary?: number;
  ipv6?: boolean;
  sourceDestCheck?: boolean;
  tags?: Tags;
}

/** A private address, and the public one that leads to it. */
interface Held {
  address: string;
  public?: { address: string; owner: string; allocation?: string; association?: string };
}

export class NetworkInterface extends Thing implements Target {
  readonly subnet: Subnet;
  readonly name: string;
  readonly id: string;
  readonly mac: string;
  readonly spec: InterfaceSpec;
  readonly addresses: Held[] = [];
  readonly ipv6: string | undefined;
  groups: readonly SecurityGroup[];
  sourceDestCheck: boolean;
  attachedTo: { instance: Instance; index: number } | undefined;
  /** When it was attached. */
  readonly since: Date;

  constructor(subnet: Subnet, name: string, spec: InterfaceSpec) {
    super(spec.tags ?? {});
    const { region } = subnet.vpc;
    this.subnet = subnet;
    this.name = name;
    this.id = region.id('eni', subnet.vpc.name, subnet.name, name);
    this.mac = macOf(this.id);
    this.spec = spec;
    this.groups = spec.groups ?? [subnet.vpc.defaultGroup];
    this.sourceDestCheck = spec.sourceDestCheck ?? true;
    this.since = momentOf(this.id);
    if (subnet.spec.cidr) this.addresses.push({ address: subnet.address(this.id, spec.address) });
    for (let n = 1; n <= (spec.secondary ?? 0); n++) this.addresses.push({ address: subnet.address(`${this.id} ${n}`) });
    this.ipv6 = spec.ipv6 && subnet.ipv6 ? ipv6Host(subnet.ipv6, digitsOf(this.id, 'ipv6')) : undefined;
  }

  get region(): Region {
    return this.subnet.vpc.region;
  }

  /** A public address of AWS's pool, not an Elastic IP: `owner` says who asked for it. */
  publish(owner = 'amazon'): this {
    this.addresses[0]!.public = { address: this.region.publicAddress(this.id), owner };
    return this;
  }

  target(): ReturnType<Target['target']> {
    const instance = this.attachedTo?.instance;
    return {
      NetworkInterfaceId: this.id,
      ...(instance ? { InstanceId: instance.id, InstanceOwnerId: this.region.account.id } : {}),
    };
  }

  association(held: Held): NetworkInterfaceAssociation | undefined {
    if (!held.public) return undefined;
    const { address, owner, allocation, association } = held.public;
    return {
      ...(allocation ? { AllocationId: allocation, AssociationId: association } : {}),
      IpOwnerId: owner,
      PublicDnsName: this.named ? this.region.publicName(address) : '',
      PublicIp: address,
    };
  }

  get named(): boolean {
    return this.subnet.vpc.spec.dnsHostnames ?? true;
  }

  attachment(): NetworkInterfaceAttachment | undefined {
    const { by } = this.spec;
    const common = { AttachTime: this.since, NetworkCardIndex: 0, Status: 'attached' } as const;
    if (by) {
      const AttachmentId = this.region.id(by.elastic ? 'ela-attach' : 'eni-attach', this.id);
      return { ...common, AttachmentId, DeleteOnTermination: false, DeviceIndex: 1, InstanceOwnerId: by.attachedFor };
    }
    if (!this.attachedTo) return undefined;
    const { instance, index } = this.attachedTo;
    return {
      ...common,
      AttachmentId: this.region.id('eni-attach', this.id),
      DeleteOnTermination: index === 0,
      DeviceIndex: index,
      InstanceId: instance.id,
      InstanceOwnerId: this.region.account.id,
    };
  }

  groupList(): { GroupId: string; GroupName: string }[] {
    return this.groups.map((group) => ({ GroupId: group.id, GroupName: group.name }));
  }

  /** Its private addresses as both the interface's and the instance's description list them. */
  addressList() {
    return this.addresses.map((held, index) => {
      const Association = this.association(held);
      return {
        ...(Association ? { Association } : {}),
        Primary: index === 0,
        ...(this.named ? { PrivateDnsName: this.region.privateName(held.address) } : {}),
        PrivateIpAddress: held.address,
      };
    });
  }

  *resources(): Iterable<Resource> {
    const { spec, subnet, region } = this;
    const first = this.addresses[0];
    const Association = first && this.association(first);
    const Attachment = this.attachment();
    const data: NetworkInterfaceItem = {
      ...(Association ? { Association } : {}),
      ...(Attachment ? { Attachment } : {}),
      AvailabilityZone: subnet.zone.name,
      AvailabilityZoneId: subnet.zone.id,
      Description: spec.description ?? '',
      Groups: this.groupList(),
      InterfaceType: (spec.type ?? 'interface') as 'interface',
      Ipv6Addresses: this.ipv6 ? [{ Ipv6Address: this.ipv6, IsPrimaryIpv6: false }] : [],
      MacAddress: this.mac,
      NetworkInterfaceId: this.id,
      OwnerId: region.account.id,
      ...(first && this.named ? { PrivateDnsName: region.privateName(first.address) } : {}),
      ...(first ? { PrivateIpAddress: first.address } : {}),
      PrivateIpAddresses: this.addressList(),
      ...(spec.by ? { RequesterId: spec.by.id } : {}),
      RequesterManaged: spec.by ? (spec.by.managed ?? true) : false,
      SourceDestCheck: this.sourceDestCheck,
      Status: Attachment ? 'in-use' : 'available',
      SubnetId: subnet.id,
      TagSet: tagList(this.tags),
      VpcId: subnet.vpc.id,
      ...(this.ipv6 ? { Ipv6Address: this.ipv6 } : {}),
      Operator: { Managed: false },
    };
    yield region.resource('network-interface', this.id, data);
  }
}
