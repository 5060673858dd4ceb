/** Networks that the snapshot does not hold: what leads to them, and which addresses routes say are there. */
import { type Address, and, box, type Interval, type Prefix, parsePrefix } from '../net/index.ts';
import { type Meant, resolve } from './endpoints.ts';
import type { Data, Entity } from './entity.ts';
import type { Network } from './network.ts';

/** Attachments behind which there is a VPC or another gateway, which are walked through. */
const inner = new Set(['vpc', 'peering', 'tgw-peering', 'VPC', 'TRANSIT_GATEWAY_ROUTE_TABLE']);

/** What is at the other end of gateways and attachments of VPN, Direct Connect and Connect. `among`: not more addresses than these. */
export const foreignNetworks = (network: Network, among: readonly Interval<Address>[]): Meant[] =>
  ['vpn-gateway', 'transit-gateway-attachment', 'core-network-attachment']
    .flatMap((kind) => [...network.entities(kind).values()])
    .filter(({ data }) => !inner.has(data.ResourceType ?? data.AttachmentType))
    .flatMap((one) => {
      const addresses = and(
        routedTo(network, one).map((dst) => box({ dst })),
        among.map((dst) => box({ dst })),
      ).map(({ dst }) => dst);
      if (addresses.length === 0) return [];
      return resolve(network, one.id).map((meant) => ({
        ...meant,
        addresses,
        sources: meant.sources.map(({ from }) => ({ from, addresses })),
      }));
    });

/** The prefixes whose routes lead there: replies to other addresses would not come back. */
function routedTo(network: Network, { kind, id }: Entity): Prefix[] {
  const leading: Data[] =
    kind === 'vpn-gateway'
      ? [
          ...[...network.routeTables.values()]
            .flatMap(({ data }) => data.Routes ?? [])
            .filter((one: Data) => one.GatewayId === id),
          ...[...network.entities('vpn-connection').values()]
            .filter(({ data }) => data.VpnGatewayId === id)
            .flatMap(({ data }) => data.Routes ?? []),
        ]
      : kind === 'transit-gateway-attachment'
        ? network.snapshot
            .resources('transit-gateway-route')
            .map(({ data }) => data)
            .filter((one: Data) => (one.TransitGatewayAttachments ?? []).some((at: Data) => at.TransitGatewayAttachmentId === id))
        : [...network.entities('core-network-route-table').values()]
            .flatMap(({ data }) => data.NetworkRoutes ?? [])
            .filter((one: Data) => (one.Destinations ?? []).some((at: Data) => at.CoreNetworkAttachmentId === id));
  const texts = leading.map((one) => one.DestinationCidrBlock ?? one.DestinationIpv6CidrBlock ?? '');
  return [...new Set<string>(texts)].flatMap((text) => parsePrefix(text) ?? []);
}
