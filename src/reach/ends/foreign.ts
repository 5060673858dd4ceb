/** Networks that the snapshot does not hold: what leads to them, and which addresses routes say are there. */
import { type Address, and, box, type Interval } from '../../net/index.ts';
import type { Network } from '../network/network.ts';
import { resolve } from './endpoints.ts';
import type { Meant } from './meant.ts';
import { routedBehind } from './outside.ts';

/** Attachments behind which there is a VPC or another gateway, which are walked through. */
const inner = new Set(['vpc', 'peering', 'tgw-peering', 'VPC', 'TRANSIT_GATEWAY_ROUTE_TABLE']);

/**
 * What is at the other end of gateways and attachments of VPN, Direct Connect and Connect. `among`: not more addresses than these.
 * Only what routes lead to: replies to other addresses would not come back.
 */
export const foreignNetworks = (network: Network, among: readonly Interval<Address>[]): Meant[] =>
  ['vpn-gateway', 'transit-gateway-attachment', 'core-network-attachment']
    .flatMap((kind) => [...network.entities(kind).values()])
    .filter(({ data }) => !inner.has(data.ResourceType ?? data.AttachmentType))
    .flatMap((one) => resolve(network, one.id))
    .flatMap((meant) => {
      const addresses = and(
        meant.sources.flatMap(({ from }) => routedBehind(network, from)).map((dst) => box({ dst })),
        among.map((dst) => box({ dst })),
      ).map(({ dst }) => dst);
      const sources = meant.sources.map(({ from }) => ({ from, addresses }));
      return addresses.length > 0 ? [{ ...meant, addresses, sources }] : [];
    });
