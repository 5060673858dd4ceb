/** A virtual private gateway: to and from what is behind its VPNs and Direct Connect (V1–V8). */
import { type Prefix, type PrefixTable, parsePrefix, prefixTable } from '../../net/index.ts';
import { type Data, type Entity, type Ref, stranger } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { checkAdvertised, directConnectStates, hasDirectConnect } from './direct-connect.ts';
import { enterThroughEdge } from './edge.ts';
import { checkEncryption } from './encryption-control.ts';
import { isUp } from './vpn.ts';

export function leaveThroughVpnGateway(walk: Walk, id: string, vpc: Vpc): Arrival | undefined {
  const gateway = walk.network.entity('vpn-gateway', id) ?? stranger('vpn-gateway', id, vpc);
  checkState(walk, gateway, vpc);
  checkEncryption(walk, gateway, vpc, 'VirtualPrivateGateway');
  if (walk.scope) walk.keep('src', vpc.ownedAround(walk.header.src));
  if (!vpc.ownerOf(walk.header.src))
    walk.block(gateway, 'VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS', () => `the source is no interface of ${vpc.id}`);
  const known = knownPrefixes(walk.network, gateway, vpc);
  const match = known.table.lookup(walk.header.dst);
  walk.keep('dst', match);
  if (!match.entry) return unknownPrefix(walk, gateway, known);
  checkCarriers(walk, gateway, match.entry.value);
  walk.deliver(gateway, () => `to the other end of the VPN or Direct Connect, which has announced ${match.entry?.value.text}`);
  return { at: 'on-premises', where: gateway, vpc };
}

function checkState(walk: Walk, gateway: Entity, vpc: Vpc): void {
  const state = gateway.data.State ?? 'available';
  if (state !== 'available') walk.block(gateway, 'BAD_STATE', () => `the virtual private gateway is ${state}`);
  if (walk.network.attached('vpn-gateway', vpc.id).some((one) => one.id === gateway.id)) return;
  const missing = walk.network.coverage.missing('vpn-gateway', { account: vpc.account, region: vpc.region });
  if (missing) walk.unknown(gateway, missing, () => `whether it is attached to ${vpc.id} is not known: ${missing.text}`);
  else walk.block(gateway, 'BAD_STATE_ATTACHMENT', () => `it is not attached to ${vpc.id}`);
}

export interface Known {
  text: string;
  /** VPN connections with a static route to it. */
  fixed: Entity[];
  /** Shown as propagated in a table of the VPC: by BGP, of a VPN or of Direct Connect. */
  learned: boolean;
}

export interface KnownPrefixes {
  table: PrefixTable<Known>;
  learns: boolean;
  shown: boolean;
}

/** V1, V6: static VPN routes, and what shows as propagated in the VPC's tables. */
export function knownPrefixes(network: Network, gateway: Entity, vpc: Vpc): KnownPrefixes {
  return network.once(`VGW prefixes ${gateway.id}`, () => {
    const found = new Map<string, Known>();
    const at = (text: string): Known => {
      const known = found.get(text) ?? { text, fixed: [], learned: false };
      found.set(text, known);
      return known;
    };
    const vpns = vpnsOf(network, gateway.id);
    for (const vpn of vpns) {
      const routes: Data[] = (vpn.data.Routes ?? []).filter((one: Data) => one.State !== 'deleted');
      for (const route of routes) at(route.DestinationCidrBlock).fixed.push(vpn);
    }
    const tables = [...network.routeTables.values()].filter((one) => one.data.VpcId === vpc.id);
    const learned = tables.flatMap((one) =>
      (one.data.Routes ?? []).filter(
        (route: Data) => route.Origin === 'EnableVgwRoutePropagation' && route.GatewayId === gateway.id,
      ),
    );
    for (const route of learned) at(route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock).learned = true;
    const shown =
      tables.some((one) => (one.data.PropagatingVgws ?? []).some((vgw: Data) => vgw.GatewayId === gateway.id)) ||
      learned.length > 0;
    const learns = vpns.some((vpn) => vpn.data.Options?.StaticRoutesOnly !== true) || vpns.length === 0;
    const entries = [...found].flatMap(([text, value]) => {
      const prefix = parsePrefix(text);
      return prefix ? [{ prefix, value }] : [];
    });
    return { table: prefixTable(entries), learns, shown };
  });
}

export const vpnsOf = (network: Network, gatewayId: string): Entity[] =>
  network.once(`VPNs of ${gatewayId}`, () =>
    [...network.entities('vpn-connection').values()].filter(
      ({ data }) =>
        (data.VpnGatewayId === gatewayId || data.TransitGatewayId === gatewayId) && !['deleted', 'deleting'].includes(data.State),
    ),
  );

/** V1: dropped, unless routes are learned where no table shows them. */
function unknownPrefix(walk: Walk, gateway: Ref, known: KnownPrefixes): Arrival | undefined {
  if (known.learns && !known.shown) {
    return walk.unknown(
      gateway,
      undefined,
      'what it has learned by BGP is not known: no route table of the VPC has its routes propagated',
    );
  }
  return walk.block(gateway, 'NO_ROUTE_TO_DESTINATION', 'it has heard of no network with this address');
}

/** V2, V4: one of those that carry the prefix works: Direct Connect, or a VPN, which carries no IPv6, with a tunnel that is up. */
function checkCarriers(walk: Walk, gateway: Entity, { fixed, learned }: Known): void {
  const all = vpnsOf(walk.network, gateway.id);
  const learning = learned ? all.filter((vpn) => vpn.data.Options?.StaticRoutesOnly !== true) : [];
  const named = [...new Set([...fixed, ...learning])];
  if (learned && hasDirectConnect(walk.network, gateway)) return;
  if (all.length === 0) checkAssociated(walk, gateway);
  checkVpns(walk, gateway, named.length > 0 ? named : all);
}

/** Without a VPN it is Direct Connect that has announced the prefix; an association that is going carries nothing. */
function checkAssociated(walk: Walk, gateway: Entity): void {
  const states = directConnectStates(walk.network, gateway);
  if (states.length > 0 && !hasDirectConnect(walk.network, gateway))
    walk.block(gateway, 'BAD_STATE_ATTACHMENT', () => `its association with a Direct Connect gateway is ${states.join(', ')}`);
}

/** Says why no VPN of these carries the packet; nothing where one does, or there is none. */
function checkVpns(walk: Walk, gateway: Entity, vpns: readonly Entity[]): void {
  if (vpns.length === 0) return;
  if (typeof walk.header.dst === 'bigint')
    walk.block(gateway, 'HOPSCOPE_VPN_NO_IPV6', 'a VPN that ends on a virtual private gateway carries no IPv6');
  if (!vpns.some(isUp)) walk.block(vpns[0]!, 'BAD_STATE_VPN', () => `no tunnel of ${vpns.map((one) => one.id).join(', ')} is up`);
}

/** From the other end, as source or with the reply. */
export function enterThroughVpnGateway(walk: Walk, gateway: Entity, vpc: Vpc): Arrival | undefined {
  walk.entry = 'vpn-gateway';
  checkState(walk, gateway, vpc);
  checkEncryption(walk, gateway, vpc, 'VirtualPrivateGateway');
  const block = vpc.blockOf(walk.header.dst);
  if (block) walk.keep('dst', block);
  if (walk.scope && !block) for (const own of vpc.blocks) walk.keepMiss({ dst: own });
  if (!block)
    return walk.block(gateway, 'VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', () => `the destination is no address of ${vpc.id}`);
  const vpns = vpnsOf(walk.network, gateway.id);
  const byVpn = typeof walk.header.dst === 'number' && vpns.some(isUp);
  if (!byVpn && (vpns.length === 0 || hasDirectConnect(walk.network, gateway)))
    checkAdvertised(walk, gateway, (prefix) => advertised(walk, vpc, prefix));
  else checkVpns(walk, gateway, vpns);
  walk.forward(gateway, () => `into ${vpc.id}`);
  return enterThroughEdge(walk, gateway, vpc);
}

/** V5: with a virtual private gateway the list is a filter; a VPC block goes out if it is the same or narrower. */
function advertised(walk: Walk, vpc: Vpc, allowed: Prefix): boolean {
  const block = vpc.blocks.find((one) => walk.isTo(one));
  return block !== undefined && typeof allowed.lo === typeof block.lo && allowed.lo <= block.lo && block.hi <= allowed.hi;
}
