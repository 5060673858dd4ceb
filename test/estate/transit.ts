/** Transit gateways, listed to their owner and, as far as AWS does, to those they are shared with. */
import type {
  TransitGateway as TransitGatewayItem,
  TransitGatewayOptions,
  TransitGatewayVpcAttachmentOptions,
} from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { momentOf } from './names.ts';
import type { Region } from './region.ts';
import type { Subnet } from './subnet.ts';
import { type Tags, type Target, Thing, tagList } from './thing.ts';
import { type AttachedOther, TransitAttachment } from './transit-attachments.ts';
import { TransitTable } from './transit-tables.ts';
import type { Vpc } from './vpc.ts';
import type { VpnConnection } from './vpn.ts';

export interface TransitGatewaySpec {
  asn: number;
  description?: string;
  options?: Partial<TransitGatewayOptions>;
  /** Whom it is shared with: their Regions of the same name. */
  shared?: readonly Region[];
  tags?: Tags;
}

export class TransitGateway extends Thing implements Target {
  readonly region: Region;
  readonly id: string;
  readonly spec: TransitGatewaySpec;
  readonly attachments: TransitAttachment[] = [];
  readonly tables: TransitTable[] = [];

  constructor(region: Region, name: string, spec: TransitGatewaySpec) {
    super(region.tags(name, spec.tags));
    this.region = region;
    this.id = region.id('tgw', name);
    this.spec = spec;
  }

  target() {
    return { TransitGatewayId: this.id };
  }

  table(name: string): TransitTable {
    const table = new TransitTable(this, name);
    this.tables.push(table);
    return table;
  }

  /** Attaches a VPC by one subnet a zone. */
  attach(
    name: string,
    vpc: Vpc,
    subnets: readonly Subnet[],
    options: TransitGatewayVpcAttachmentOptions = {},
  ): TransitAttachment {
    const attachment = new TransitAttachment(this, name, { vpc, subnets, options });
    this.attachments.push(attachment);
    return attachment;
  }

  /** The attachment that AWS makes along with a VPN connection. `learned`: what comes over BGP. */
  attachVpn(name: string, vpn: VpnConnection, learned: readonly string[]): TransitAttachment {
    const attachment = new TransitAttachment(this, name, { vpn, learned });
    this.attachments.push(attachment);
    return attachment;
  }

  /** The attachment of anything else. */
  attachOther(name: string, other: AttachedOther): TransitAttachment {
    const attachment = new TransitAttachment(this, name, other);
    this.attachments.push(attachment);
    return attachment;
  }

  *resources(): Iterable<Resource> {
    yield this.region.resource('transit-gateway', this.id, this.#item(this.tags));
    for (const region of this.spec.shared ?? []) yield region.resource('transit-gateway', this.id, this.#item({}));
    for (const attachment of this.attachments) if (!attachment.gone) yield* attachment.resources();
    for (const table of this.tables) if (!table.gone) yield* table.resources();
  }

  #item(tags: Tags): TransitGatewayItem {
    return {
      TransitGatewayId: this.id,
      TransitGatewayArn: this.region.arn('ec2', `transit-gateway/${this.id}`),
      State: 'available',
      OwnerId: this.region.account.id,
      Description: this.spec.description ?? '',
      CreationTime: momentOf(this.id),
      Options: {
        AmazonSideAsn: this.spec.asn,
        AutoAcceptSharedAttachments: 'disable',
        DefaultRouteTableAssociation: 'disable',
        DefaultRouteTablePropagation: 'disable',
        VpnEcmpSupport: 'enable',
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'disable',
        MulticastSupport: 'disable',
        ...this.spec.options,
      },
      Tags: tagList(tags),
    };
  }
}
