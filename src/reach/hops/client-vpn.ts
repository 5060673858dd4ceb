/** A Client VPN endpoint as source: authorised, routed to a subnet, then an interface there speaks for the client (V9). */
import { parsePrefix } from '../../net/index.ts';
import type { Data, Entity } from '../network/entity.ts';
import { withSource } from '../walk/header.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { leaveInterface } from './interface.ts';

export function leaveClientVpn(walk: Walk, endpoint: Entity): Arrival | undefined {
  checkAuthorised(walk, endpoint);
  const subnetId = routeOf(walk, endpoint);
  if (!subnetId) return undefined;
  const groups: string[] = endpoint.data.SecurityGroupIds ?? [];
  const one = [...walk.network.interfaces.values()].find(
    (candidate) =>
      candidate.subnet.id === subnetId &&
      String(candidate.data.Description ?? '').startsWith('ClientVPN') &&
      groups.every((id) => candidate.groupIds.includes(id)),
  );
  if (!one) {
    const missing = walk.network.absent('network-interface', `the interface of ${endpoint.id} in ${subnetId}`, endpoint);
    return walk.unknown(endpoint, missing, () => `its interface in ${subnetId} is not in the snapshot: ${missing.text}`);
  }
  walk.assume(endpoint, 'client-vpn-source');
  walk.translate(
    endpoint,
    withSource(walk.header, one.addressIn(walk.header.dst) ?? one.addresses[0]!),
    'the client speaks with the address of the association’s interface',
  );
  return leaveInterface(walk, one.number);
}

function checkAuthorised(walk: Walk, endpoint: Entity): void {
  const missing = walk.network.coverage.missing('client-vpn-authorization-rule', endpoint, endpoint.id);
  if (missing) {
    walk.unknown(endpoint, missing, () => `whom it authorises is not known: ${missing.text}`);
    return;
  }
  const rules = ofEndpoint(walk, 'client-vpn-authorization-rule', endpoint);
  if (!rules.some((rule) => covers(walk, rule.DestinationCidr)))
    walk.block(endpoint, 'HOPSCOPE_CLIENT_VPN_NOT_AUTHORIZED', 'no authorization rule covers the destination');
}

function routeOf(walk: Walk, endpoint: Entity): string | undefined {
  const missing = walk.network.coverage.missing('client-vpn-route', endpoint, endpoint.id);
  if (missing) return walk.unknown(endpoint, missing, () => `its routes are not known: ${missing.text}`);
  const routes = ofEndpoint(walk, 'client-vpn-route', endpoint)
    .filter((one) => (one.Status?.Code ?? 'active') === 'active' && covers(walk, one.DestinationCidr))
    .sort((a, b) => parsePrefix(b.DestinationCidr)!.length - parsePrefix(a.DestinationCidr)!.length);
  if (routes[0]) return routes[0].TargetSubnet;
  return walk.block(endpoint, 'NO_ROUTE_TO_DESTINATION', 'the endpoint’s route table has no route to this address');
}

const ofEndpoint = (walk: Walk, kind: string, endpoint: Entity): Data[] =>
  (walk.network.grouped(kind, 'endpoint', ({ parent, data }) => parent ?? data.ClientVpnEndpointId).get(endpoint.id) ?? []).map(
    (one) => one.data,
  );

function covers(walk: Walk, cidr: string | undefined): boolean {
  const prefix = parsePrefix(cidr ?? '');
  return prefix !== undefined && walk.isTo(prefix);
}
