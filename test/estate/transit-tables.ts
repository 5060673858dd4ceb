/** Route tables of transit gateways, with the routes that follow from their propagations. */
import type { TransitGatewayRoute, TransitGatewayRouteTable } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { momentOf } from './names.ts';
import { Thing, tagList } from './thing.ts';
import type { TransitGateway } from './transit.ts';
import type { TransitAttachment } from './transit-attachments.ts';

export class TransitTable extends Thing {
  readonly transit: TransitGateway;
  readonly id: string;
  readonly propagating: TransitAttachment[] = [];
  readonly #static: { to: string; by: TransitAttachment | 'blackhole' }[] = [];

  constructor(transit: TransitGateway, name: string) {
    super(transit.region.tags(name));
    this.transit = transit;
    this.id = transit.region.id('tgw-rtb', name);
  }

  /** A static route; without an attachment it drops. */
  route(to: string, by: TransitAttachment | 'blackhole'): this {
    this.#static.push({ to, by });
    return this;
  }

  *resources(): Iterable<Resource> {
    const { region } = this.transit;
    const { AssociationDefaultRouteTableId, PropagationDefaultRouteTableId } = this.transit.spec.options ?? {};
    const data: TransitGatewayRouteTable = {
      TransitGatewayRouteTableId: this.id,
      TransitGatewayId: this.transit.id,
      State: 'available',
      DefaultAssociationRouteTable: AssociationDefaultRouteTableId === this.id,
      DefaultPropagationRouteTable: PropagationDefaultRouteTableId === this.id,
      CreationTime: momentOf(this.id),
      Tags: tagList(this.tags),
    };
    yield region.resource('transit-gateway-route-table', this.id, data);
    for (const attachment of this.transit.attachments) {
      if (attachment.gone || attachment.table !== this) continue;
      const item = { ...named(attachment), State: 'associated' };
      yield region.resource('transit-gateway-association', `${this.id}/${attachment.id}`, item, this.id);
    }
    const propagating = this.propagating.filter((attachment) => !attachment.gone);
    for (const attachment of propagating) {
      const item = { ...named(attachment), State: 'enabled' };
      yield region.resource('transit-gateway-propagation', `${this.id}/${attachment.id}`, item, this.id);
    }
    for (const item of this.#routes(propagating)) {
      yield region.resource('transit-gateway-route', `${this.id}/${item.DestinationCidrBlock}`, item, this.id);
    }
  }

  /** Of the routes to one destination only the best is listed: static before VPC before VPN. */
  #routes(propagating: readonly TransitAttachment[]): TransitGatewayRoute[] {
    const best = new Map<string, TransitGatewayRoute>();
    for (const { to, by } of this.#static) {
      const dead = by === 'blackhole' || by.gone;
      best.set(to, {
        DestinationCidrBlock: to,
        TransitGatewayAttachments: dead ? [] : [named(by)],
        Type: 'static',
        State: dead ? 'blackhole' : 'active',
      });
    }
    const vpcsFirst = [...propagating].sort((a, b) => a.resource.type.localeCompare(b.resource.type));
    for (const attachment of vpcsFirst) {
      for (const to of attachment.blocks) {
        if (best.has(to)) continue;
        best.set(to, {
          DestinationCidrBlock: to,
          TransitGatewayAttachments: [named(attachment)],
          Type: 'propagated',
          State: 'active',
        });
      }
    }
    return [...best.values()];
  }
}

const named = (attachment: TransitAttachment) => ({
  ResourceId: attachment.resource.id,
  TransitGatewayAttachmentId: attachment.id,
  ResourceType: attachment.resource.type,
});
