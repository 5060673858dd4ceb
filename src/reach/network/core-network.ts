/** Cloud WAN: attachments and the routes of every segment at every edge, as collected (C1–C3). */
import { type Entry, type PrefixTable, parsePrefix, prefixTable } from '../../net/index.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import type { Network } from './network.ts';

export interface CoreAttachment extends Entity {
  readonly coreNetworkId: string;
  readonly type: string;
  readonly segment: string | undefined;
  readonly edge: string;
  readonly state: string;
  readonly resourceArn: string;
  readonly owner: string;
}

export interface CoreRoute {
  readonly destinations: readonly { attachmentId?: string; transitAttachmentId?: string; edge?: string; text: string }[];
  readonly state: string;
  readonly text: string;
  readonly data: Data;
}

export interface CloudWan {
  attachment(id: string): CoreAttachment | undefined;
  ofVpc(vpcId: string, coreNetworkId: string): CoreAttachment | undefined;
  /** The routes of a segment at an edge; nothing when they were not collected. */
  routes(coreNetworkId: string, segment: string, edge: string): PrefixTable<CoreRoute> | undefined;
}

export function cloudWanOf(network: Network): CloudWan {
  const attachments = new Map(
    [...network.entities('core-network-attachment').values()].map((one) => [one.id, attachmentOf(one)]),
  );
  const byVpc = Map.groupBy(
    [...attachments.values()].filter((one) => one.type === 'VPC'),
    (one) => `${one.resourceArn.split('/').at(-1)} ${one.coreNetworkId}`,
  );
  return {
    attachment: (id) => attachments.get(id),
    ofVpc: (vpcId, coreNetworkId) => {
      const found = byVpc.get(`${vpcId} ${coreNetworkId}`);
      return found?.find((one) => one.state === 'AVAILABLE') ?? found?.[0];
    },
    routes: (coreNetworkId, segment, edge) => {
      const id = `${coreNetworkId}/${segment}/${edge}`;
      const answer = network.entity('core-network-route-table', id);
      return answer && network.once(`core routes ${id}`, () => routeTable(answer.data.NetworkRoutes ?? []));
    },
  };
}

const attachmentOf = (one: Entity): CoreAttachment => ({
  ...entityOf({ ...one, data: one.data }),
  kind: 'core-network-attachment',
  coreNetworkId: one.data.CoreNetworkId ?? '',
  type: one.data.AttachmentType ?? '',
  segment: one.data.SegmentName,
  edge: one.data.EdgeLocation ?? one.region,
  state: one.data.State ?? 'AVAILABLE',
  resourceArn: one.data.ResourceArn ?? '',
  owner: one.data.OwnerAccountId ?? one.account,
});

function routeTable(routes: readonly Data[]): PrefixTable<CoreRoute> {
  const entries = routes.flatMap((data): Entry<CoreRoute>[] => {
    const prefix = parsePrefix(data.DestinationCidrBlock ?? '');
    if (!prefix) return [];
    const destinations = (data.Destinations ?? []).map((one: Data) => ({
      attachmentId: one.CoreNetworkAttachmentId,
      transitAttachmentId: one.TransitGatewayAttachmentId,
      edge: one.EdgeLocation,
      text: one.CoreNetworkAttachmentId ?? one.TransitGatewayAttachmentId ?? one.ResourceId ?? 'an unnamed destination',
    }));
    const state = String(data.State ?? 'ACTIVE').toUpperCase();
    const target = state === 'BLACKHOLE' ? 'blackhole' : destinations.map((one: { text: string }) => one.text).join(', ');
    return [{ prefix, value: { destinations, state, text: `${data.DestinationCidrBlock} → ${target}`, data } }];
  });
  const rank = (route: CoreRoute): number => (String(route.data.Type).toUpperCase() === 'STATIC' ? 0 : 1);
  return prefixTable(entries, (a, b) => b.prefix.length - a.prefix.length || rank(a.value) - rank(b.value));
}
