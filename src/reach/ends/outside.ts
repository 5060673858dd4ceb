/** Networks that are in no VPC: behind which gateways and attachments they are, by the routes that lead there (V6). */
import {
  type Address,
  everyAddress,
  holds,
  type Interval,
  joined,
  meet,
  type Prefix,
  type PrefixTable,
  parsePrefix,
} from '../../net/index.ts';
import { knownPrefixes } from '../hops/vpn-gateway.ts';
import type { Data } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { From } from '../walk/start.ts';
import type { Meant } from './meant.ts';

/** Where traffic from such addresses comes in: each gateway with the part of the addresses that it leads to. */
export function behindGateways(network: Network, asked: Interval<Address>): Meant['sources'] {
  return [...behindVpnGateways(network, asked), ...behindTransit(network, asked), ...behindCore(network, asked)];
}

/** The addresses that routes lead to behind a gateway or attachment. */
export function routedBehind(network: Network, from: From): readonly Interval<Address>[] {
  const key = JSON.stringify(from);
  return network.once(`addresses behind ${key}`, () =>
    ([4, 6] as const)
      .flatMap((family) => behindGateways(network, everyAddress(family)))
      .filter((source) => JSON.stringify(source.from) === key)
      .flatMap(({ addresses }) => addresses),
  );
}

type Sources = Meant['sources'][number][];

function behindVpnGateways(network: Network, asked: Interval<Address>): Sources {
  return [...network.entities('vpn-gateway').values()].flatMap((gateway) => {
    const vpcId = (gateway.data.VpcAttachments ?? []).find((one: { State?: string }) => one.State === 'attached')?.VpcId;
    const vpc = network.vpcs.get(vpcId ?? '');
    if (!vpc) return [];
    const addresses = joined<Address>([
      ...partsOf(knownPrefixes(network, gateway, vpc).table, asked).map(({ part }) => part),
      ...statedRoutes(network, gateway.id).flatMap((prefix) => meet<Address>(prefix, asked) ?? []),
    ]);
    return addresses.length > 0 ? [{ from: { vpnGateway: gateway.id }, addresses }] : [];
  });
}

/** What tables say is there: what a gateway learns and no table has propagated is seen nowhere else. */
const statedRoutes = (network: Network, gatewayId: string): Prefix[] =>
  [...network.routeTables.values()]
    .flatMap(({ data }): Data[] => data.Routes ?? [])
    .filter((one) => one.GatewayId === gatewayId)
    .flatMap((one) => parsePrefix(one.DestinationCidrBlock ?? one.DestinationIpv6CidrBlock ?? '') ?? []);

/** What is no VPC's, at the end of an attachment. */
const connections = new Set(['vpn', 'direct-connect-gateway', 'connect', 'vpn-concentrator', 'client-vpn']);

function behindTransit(network: Network, asked: Interval<Address>): Sources {
  const found = [...network.entities('transit-gateway-route-table').keys()].flatMap((tableId) =>
    partsOf(network.transit.routes(tableId), asked).flatMap(({ value, part }) =>
      value.attachments.filter(({ type }) => connections.has(type)).map(({ id }) => ({ id, part })),
    ),
  );
  return grouped(found, (attachment) => ({ attachment }));
}

function behindCore(network: Network, asked: Interval<Address>): Sources {
  const tables = [...network.entities('core-network-route-table').keys()].flatMap((id) => {
    const [coreNetworkId = '', segment = '', edge = ''] = id.split('/');
    return network.cloudWan.routes(coreNetworkId, segment, edge) ?? [];
  });
  const found = tables.flatMap((table) =>
    partsOf(table, asked).flatMap(({ value, part }) =>
      value.destinations.flatMap(({ attachmentId }) => {
        const attachment = network.cloudWan.attachment(attachmentId ?? '');
        return attachment && attachment.type !== 'VPC' ? [{ id: attachment.id, part }] : [];
      }),
    ),
  );
  return grouped(found, (coreAttachment) => ({ coreAttachment }));
}

/** One source for each attachment, however many tables lead to it. */
const grouped = (found: readonly { id: string; part: Interval<Address> }[], from: (id: string) => From): Sources =>
  [...Map.groupBy(found, ({ id }) => id)].map(([id, same]) => ({
    from: from(id),
    addresses: joined<Address>(same.map(({ part }) => part)),
  }));

/** The routes that take addresses of the range: those inside it, and the one that takes its first address. */
function partsOf<T>(table: PrefixTable<T>, asked: Interval<Address>): { value: T; part: Interval<Address> }[] {
  const first = table.lookup(asked.lo).entry;
  const entries = table.entries.filter(
    (one) => one === first || (typeof one.prefix.lo === typeof asked.lo && holds(asked, one.prefix.lo)),
  );
  return entries.flatMap(({ prefix, value }) => {
    const part = meet<Address>(prefix, asked);
    return part ? [{ value, part }] : [];
  });
}
