/** A subnet: gives out addresses, counts the free ones, and is where instances and AWS's own interfaces are put. */
import type { Subnet as SubnetItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { cidr, dotted, ipv6Slice } from './addresses.ts';
import { NatGateway, type NatSpec } from './gateways.ts';
import { Instance, type InstanceSpec } from './instances.ts';
import { type InterfaceSpec, NetworkInterface } from './interfaces.ts';
import { digitsOf } from './names.ts';
import type { NetworkAcl } from './network-acls.ts';
import type { RouteTable } from './route-tables.ts';
import { someTags, type Tags, Thing } from './thing.ts';
import type { Vpc } from './vpc.ts';

export interface SubnetSpec {
  /** Absent: IPv6 only. */
  cidr?: string;
  /** The letter of its zone in this account. */
  zone: string;
  /** Which /64 of the VPC's /56 it has. */
  ipv6?: number;
  /** Instances get a public address without asking for one. */
  publicAddresses?: boolean;
  defaultForZone?: boolean;
  tags?: Tags;
}

/** The router, DNS, one for AWS and the first and last of the block. */
const RESERVED = 5;

export class Subnet extends Thing {
  readonly vpc: Vpc;
  readonly name: string;
  readonly id: string;
  readonly spec: SubnetSpec;
  readonly zone: { name: string; id: string };
  readonly ipv6: string | undefined;
  /** The route table that was associated with it; none: the VPC's main one. */
  table: RouteTable | undefined;
  /** The network ACL that was associated with it; none: the VPC's default one. */
  acl: NetworkAcl | undefined;
  readonly #interfaces = new Map<string, NetworkInterface>();
  readonly #taken = new Set<number>();

  constructor(vpc: Vpc, name: string, spec: SubnetSpec) {
    super(spec.defaultForZone ? {} : vpc.inside(name, spec.tags));
    this.vpc = vpc;
    this.name = name;
    this.id = vpc.region.id('subnet', vpc.name, name);
    this.spec = spec;
    this.zone = vpc.region.zone(spec.zone);
    this.ipv6 = spec.ipv6 === undefined ? undefined : ipv6Slice(vpc.spec.ipv6!, spec.ipv6);
  }

  /** A free address that follows from a name, or the chosen one. Throws when there is none. */
  address(name: string, chosen?: string): string {
    const { base, size } = cidr(this.spec.cidr!);
    const usable = size - RESERVED;
    const wanted = chosen === undefined ? undefined : cidr(`${chosen}/32`).base - base - 4;
    const first = wanted ?? Number.parseInt(digitsOf(name).slice(0, 8), 16) % usable;
    for (let step = 0; step < usable; step++) {
      const address = base + 4 + ((first + step) % usable);
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      return dotted(address);
    }
    throw new Error(`${this.name} (${this.spec.cidr}) has no address left for ${name}`);
  }

  add<T extends Thing>(thing: T): T {
    return this.vpc.region.add(thing);
  }

  interface(name: string, spec: InterfaceSpec = {}): NetworkInterface {
    if (this.#interfaces.has(name)) throw new Error(`${this.name} already has an interface called ${name}`);
    const made = this.add(new NetworkInterface(this, name, spec));
    this.#interfaces.set(name, made);
    return made;
  }

  instance(name: string, spec: InstanceSpec): Instance {
    return this.add(new Instance(this, name, spec));
  }

  natGateway(name: string, spec: NatSpec): NatGateway {
    return this.add(new NatGateway(this, name, spec));
  }

  get free(): number {
    if (!this.spec.cidr) return 0;
    const used = this.#interfaces.values().reduce((sum, made) => sum + (made.gone ? 0 : made.addresses.length), 0);
    return cidr(this.spec.cidr).size - RESERVED - used;
  }

  *resources(): Iterable<Resource> {
    const { region, id: VpcId } = this.vpc;
    const data: SubnetItem = {
      AvailabilityZoneId: this.zone.id,
      MapCustomerOwnedIpOnLaunch: false,
      OwnerId: region.account.id,
      AssignIpv6AddressOnCreation: this.ipv6 !== undefined,
      Ipv6CidrBlockAssociationSet: this.ipv6
        ? [
            {
              AssociationId: region.id('subnet-cidr-assoc', this.id),
              Ipv6CidrBlock: this.ipv6,
              Ipv6CidrBlockState: { State: 'associated' },
              Ipv6AddressAttribute: 'public',
              IpSource: 'amazon',
            },
          ]
        : [],
      ...someTags(this.tags),
      SubnetArn: region.arn('ec2', `subnet/${this.id}`),
      EnableDns64: false,
      Ipv6Native: !this.spec.cidr,
      PrivateDnsNameOptionsOnLaunch: {
        HostnameType: this.spec.cidr ? 'ip-name' : 'resource-name',
        EnableResourceNameDnsARecord: false,
        EnableResourceNameDnsAAAARecord: !this.spec.cidr,
      },
      BlockPublicAccessStates: { InternetGatewayBlockMode: region.blockPublicAccess },
      SubnetId: this.id,
      State: 'available',
      VpcId,
      ...(this.spec.cidr ? { CidrBlock: this.spec.cidr } : {}),
      AvailableIpAddressCount: this.free,
      AvailabilityZone: this.zone.name,
      DefaultForAz: this.spec.defaultForZone ?? false,
      MapPublicIpOnLaunch: this.spec.publicAddresses ?? false,
    };
    yield region.resource('subnet', this.id, data);
  }
}
