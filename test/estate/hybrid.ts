/** Both ends of the way to a network outside AWS: virtual private gateways and customer gateways. */
import type { CustomerGateway as CustomerGatewayItem, VpnGateway as VpnGatewayItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { Region } from './region.ts';
import { type Tags, type Target, Thing, tagList } from './thing.ts';
import type { Vpc } from './vpc.ts';

export interface VpnGatewaySpec {
  vpc?: Vpc;
  asn?: number;
  /** Blocks of the far side that it has learned. */
  knows?: readonly string[];
  tags?: Tags;
}

export class VpnGateway extends Thing implements Target {
  readonly region: Region;
  readonly id: string;
  readonly spec: VpnGatewaySpec;
  knows: readonly string[];

  constructor(region: Region, name: string, spec: VpnGatewaySpec) {
    super(spec.vpc ? spec.vpc.inside(name, spec.tags) : region.tags(name, spec.tags));
    this.region = region;
    this.id = region.id('vgw', name);
    this.spec = spec;
    this.knows = spec.knows ?? [];
  }

  target() {
    return { GatewayId: this.id };
  }

  *resources(): Iterable<Resource> {
    const { vpc, asn } = this.spec;
    const data: VpnGatewayItem = {
      AmazonSideAsn: asn ?? 64512,
      Tags: tagList(this.tags),
      VpnGatewayId: this.id,
      State: 'available',
      Type: 'ipsec.1',
      VpcAttachments: vpc ? [{ VpcId: vpc.id, State: 'attached' }] : [],
    };
    yield this.region.resource('vpn-gateway', this.id, data);
  }
}

export interface CustomerGatewaySpec {
  address: string;
  asn: number;
  device: string;
  tags?: Tags;
}

export class CustomerGateway extends Thing {
  readonly region: Region;
  readonly id: string;
  readonly spec: CustomerGatewaySpec;

  constructor(region: Region, name: string, spec: CustomerGatewaySpec) {
    super(region.tags(name, spec.tags));
    this.region = region;
    this.id = region.id('cgw', name);
    this.spec = spec;
  }

  *resources(): Iterable<Resource> {
    const data: CustomerGatewayItem = {
      DeviceName: this.spec.device,
      Tags: tagList(this.tags),
      CustomerGatewayId: this.id,
      State: 'available',
      Type: 'ipsec.1',
      IpAddress: this.spec.address,
      BgpAsn: String(this.spec.asn),
    };
    yield this.region.resource('customer-gateway', this.id, data);
  }
}
