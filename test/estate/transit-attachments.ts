/** Attachments of transit gateways, listed to the owner of either side. */
import type {
  TransitGatewayAttachment,
  TransitGatewayVpcAttachment,
  TransitGatewayVpcAttachmentOptions,
} from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { momentOf } from './names.ts';
import type { Region } from './region.ts';
import type { Subnet } from './subnet.ts';
import { type Tags, Thing, tagList } from './thing.ts';
import type { TransitGateway } from './transit.ts';
import type { TransitTable } from './transit-tables.ts';
import type { Vpc } from './vpc.ts';
import type { VpnConnection } from './vpn.ts';

interface AttachedVpc {
  vpc: Vpc;
  subnets: readonly Subnet[];
  options: TransitGatewayVpcAttachmentOptions;
}

interface AttachedVpn {
  vpn: VpnConnection;
  learned: readonly string[];
}

/** What is neither a VPC nor a VPN connection: a line, a Connect attachment, another router. */
export interface AttachedOther {
  type: 'connect' | 'direct-connect-gateway' | 'peering' | 'vpn-concentrator';
  id: string;
  learned: readonly string[];
  /** The id of the attachment, where the far side has given it. */
  as?: string;
}

export class TransitAttachment extends Thing {
  readonly transit: TransitGateway;
  readonly id: string;
  readonly what: AttachedVpc | AttachedVpn | AttachedOther;
  /** The table that its packets are looked up in. */
  table: TransitTable | undefined;

  constructor(transit: TransitGateway, name: string, what: AttachedVpc | AttachedVpn | AttachedOther) {
    super('vpc' in what ? what.vpc.inside(name) : transit.region.tags(name));
    this.transit = transit;
    this.id = ('as' in what && what.as) || transit.region.id('tgw-attach', name);
    this.what = what;
    if ('vpc' in what) {
      for (const subnet of what.subnets) {
        subnet.interface(`tgw ${this.id}`, {
          description: `Network Interface for Transit Gateway Attachment ${this.id}`,
          groups: [],
          type: 'transit_gateway',
          by: { id: '694065802095', attachedFor: 'amazon-aws', elastic: true },
          sourceDestCheck: false,
          ...(what.options.Ipv6Support === 'enable' ? { ipv6: true } : {}),
        });
      }
    }
  }

  associate(table: TransitTable): this {
    this.table = table;
    return this;
  }

  /** Tells tables its routes. */
  propagate(...tables: readonly TransitTable[]): this {
    for (const table of tables) table.propagating.push(this);
    return this;
  }

  get resource(): { type: 'vpc' | 'vpn' | AttachedOther['type']; id: string; region: Region } {
    const { what } = this;
    if ('type' in what) return { type: what.type, id: what.id, region: this.transit.region };
    return 'vpc' in what
      ? { type: 'vpc', id: what.vpc.id, region: what.vpc.region }
      : { type: 'vpn', id: what.vpn.id, region: what.vpn.region };
  }

  /** What it tells the tables that it propagates to. */
  get blocks(): readonly string[] {
    const { what } = this;
    if ('learned' in what) return what.learned;
    const ipv6 = what.options.Ipv6Support === 'enable' ? what.vpc.spec.ipv6 : undefined;
    return [...what.vpc.cidrs, ...(ipv6 ? [ipv6] : [])];
  }

  *resources(): Iterable<Resource> {
    const owner = this.transit.region;
    const { region } = this.resource;
    for (const at of new Set([owner, region])) {
      const tags = at === region ? this.tags : {};
      yield at.resource('transit-gateway-attachment', this.id, this.#item(tags, at === owner));
      if ('vpc' in this.what) yield at.resource('transit-gateway-vpc-attachment', this.id, this.#vpcItem(this.what, tags));
    }
  }

  #item(tags: Tags, toOwner: boolean): TransitGatewayAttachment {
    const { type, id, region } = this.resource;
    return {
      TransitGatewayAttachmentId: this.id,
      TransitGatewayId: this.transit.id,
      TransitGatewayOwnerId: this.transit.region.account.id,
      ResourceOwnerId: region.account.id,
      ResourceType: type,
      ResourceId: id,
      State: 'available',
      // Only who owns the transit gateway sees its tables.
      ...(toOwner && this.table
        ? { Association: { TransitGatewayRouteTableId: this.table.id, State: 'associated' as const } }
        : {}),
      CreationTime: momentOf(this.id),
      Tags: tagList(tags),
    };
  }

  #vpcItem({ vpc, subnets, options }: AttachedVpc, tags: Tags): TransitGatewayVpcAttachment {
    return {
      TransitGatewayAttachmentId: this.id,
      TransitGatewayId: this.transit.id,
      VpcId: vpc.id,
      VpcOwnerId: vpc.region.account.id,
      State: 'available',
      SubnetIds: subnets.map((subnet) => subnet.id),
      CreationTime: momentOf(this.id),
      Options: {
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'enable',
        Ipv6Support: 'disable',
        ApplianceModeSupport: 'disable',
        ...options,
      },
      Tags: tagList(tags),
    };
  }
}
