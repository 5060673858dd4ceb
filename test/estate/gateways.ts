/** Gateways of a VPC to the internet: internet gateway, egress-only gateway, NAT gateway. */
import type {
  EgressOnlyInternetGateway as EgressOnlyItem,
  InternetGateway as InternetGatewayItem,
  NatGateway as NatGatewayItem,
} from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { ElasticIp } from './elastic-ips.ts';
import type { NetworkInterface } from './interfaces.ts';
import { momentOf } from './names.ts';
import type { Region } from './region.ts';
import type { Subnet } from './subnet.ts';
import { type Tags, type Target, Thing, tagList } from './thing.ts';
import type { Vpc } from './vpc.ts';

export class InternetGateway extends Thing implements Target {
  readonly region: Region;
  readonly id: string;
  attachedTo: Vpc | undefined;

  constructor(region: Region, name: string, vpc: Vpc | undefined) {
    super(vpc?.spec.default ? {} : vpc ? vpc.inside(name) : region.tags(name));
    this.region = region;
    this.id = region.id('igw', name);
    this.attachedTo = vpc;
  }

  target() {
    return { GatewayId: this.id };
  }

  *resources(): Iterable<Resource> {
    const data: InternetGatewayItem = {
      // `available` is what AWS says here, although its list of states lacks it.
      Attachments: this.attachedTo ? [{ State: 'available' as 'attached', VpcId: this.attachedTo.id }] : [],
      InternetGatewayId: this.id,
      OwnerId: this.region.account.id,
      Tags: tagList(this.tags),
    };
    yield this.region.resource('internet-gateway', this.id, data);
  }
}

export class EgressOnlyGateway extends Thing implements Target {
  readonly vpc: Vpc;
  readonly id: string;

  constructor(vpc: Vpc, name: string) {
    super(vpc.inside(name));
    this.vpc = vpc;
    this.id = vpc.region.id('eigw', name);
  }

  target() {
    return { EgressOnlyInternetGatewayId: this.id };
  }

  *resources(): Iterable<Resource> {
    const data: EgressOnlyItem = {
      Attachments: [{ State: 'attached', VpcId: this.vpc.id }],
      EgressOnlyInternetGatewayId: this.id,
      Tags: tagList(this.tags),
    };
    yield this.vpc.region.resource('egress-only-internet-gateway', this.id, data);
  }
}

export interface NatSpec {
  /** Absent: a private NAT gateway. */
  elasticIp?: ElasticIp;
  tags?: Tags;
}

export class NatGateway extends Thing implements Target {
  readonly subnet: Subnet;
  readonly id: string;
  readonly interface: NetworkInterface;
  readonly #elasticIp: ElasticIp | undefined;

  constructor(subnet: Subnet, name: string, spec: NatSpec) {
    super(subnet.vpc.inside(name, spec.tags));
    this.subnet = subnet;
    this.id = subnet.vpc.region.id('nat', subnet.vpc.name, name);
    this.#elasticIp = spec.elasticIp;
    this.interface = subnet.interface(`nat ${name}`, {
      description: `Interface for NAT Gateway ${this.id}`,
      groups: [],
      type: 'nat_gateway',
      by: { id: '036931229876', attachedFor: 'amazon-aws', elastic: true },
      sourceDestCheck: false,
    });
    spec.elasticIp?.associate(this.interface);
  }

  target() {
    return { NatGatewayId: this.id };
  }

  *resources(): Iterable<Resource> {
    const { vpc, zone } = this.subnet;
    const eip = this.#elasticIp;
    const data: NatGatewayItem = {
      CreateTime: momentOf(this.id),
      NatGatewayAddresses: [
        {
          ...(eip ? { AllocationId: eip.id, PublicIp: eip.address, AssociationId: eip.associationId } : {}),
          NetworkInterfaceId: this.interface.id,
          PrivateIp: this.interface.addresses[0]!.address,
          IsPrimary: true,
          Status: 'succeeded',
          AvailabilityZone: zone.name,
          AvailabilityZoneId: zone.id,
        },
      ],
      NatGatewayId: this.id,
      State: 'available',
      SubnetId: this.subnet.id,
      VpcId: vpc.id,
      Tags: tagList(this.tags),
      ConnectivityType: eip ? 'public' : 'private',
      AvailabilityMode: 'zonal',
    };
    yield vpc.region.resource('nat-gateway', this.id, data);
  }
}
