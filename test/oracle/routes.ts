/** Subnet and gateway route tables (R, G): which route wins and who gets the packet. */
import { inside, prefix } from './address.ts';
import type { Component } from './components.ts';
import { throughVpcEndpoint } from './endpoints.ts';
import { entriesOf } from './filters.ts';
import { acl, deliver, lost, throughAppliance } from './interfaces.ts';
import { throughEgressOnly, throughInternetGateway, throughNat } from './internet.ts';
import { throughVpnGateway } from './on-premises.ts';
import { met, said, type Tree, type Walk } from './state.ts';
import { throughCoreNetwork, throughPeering, throughTransitGateway } from './transit.ts';
import { all, cidrsOfSubnet, type Data, first, type Header, inAny, subnetOf, type World } from './world.ts';

/** R1: the explicit table of a subnet, else the main table of its VPC. */
export function tableOf(world: World, subnetId: string, vpcId: string): Data | undefined {
  for (const table of all(world, 'route-table'))
    for (const association of table.Associations ?? []) if (association.SubnetId === subnetId) return table;
  for (const table of all(world, 'route-table'))
    if (table.VpcId === vpcId) for (const association of table.Associations ?? []) if (association.Main === true) return table;
  return undefined;
}

/** G1: the table that a gateway consults for what enters the VPC. */
export function edgeTableOf(world: World, gatewayId: string): Data | undefined {
  for (const table of all(world, 'route-table'))
    for (const association of table.Associations ?? []) if (association.GatewayId === gatewayId) return table;
  return undefined;
}

interface Candidate {
  route: Data;
  length: number;
  rank: number;
  list?: string;
}

export type Choice = { routes: Data[] } | { doubt: string } | undefined;

/** The target of a route, as one word. */
export const targetOf = (route: Data): string =>
  route.NatGatewayId ??
  route.TransitGatewayId ??
  route.VpcPeeringConnectionId ??
  route.NetworkInterfaceId ??
  route.EgressOnlyInternetGatewayId ??
  route.CoreNetworkArn ??
  route.LocalGatewayId ??
  route.CarrierGatewayId ??
  route.OdbNetworkArn ??
  route.GatewayId ??
  'nothing';

const isLocal = (route: Data): boolean => route.GatewayId === 'local';
const propagated = (route: Data): boolean => route.Origin === 'EnableVgwRoutePropagation' || route.Origin === 'Advertisement';

/** May an unknown prefix list decide? It has one family, and beats a local route only where R6 lets a static route do so. */
function couldMatch(world: World, table: Data, route: Data, dst: Header['dst']): boolean {
  const family = first(world, 'prefix-list', (it) => it.PrefixListId === route.DestinationPrefixListId)?.AddressFamily;
  if (family && family !== `IPv${dst.family}`) return false;
  if (route.NatGatewayId || route.NetworkInterfaceId) return true;
  return !table.Routes.some(
    (it: Data) => isLocal(it) && inside(dst, prefix(it.DestinationCidrBlock ?? it.DestinationIpv6CidrBlock)),
  );
}

/** R2 to R8: the route that wins, or several where AWS picks one (R4, R5). */
export function choose(world: World, table: Data, dst: Header['dst']): Choice {
  const candidates: Candidate[] = [];
  for (const route of table.Routes) {
    if (route.State === 'filtered') continue;
    const list: string | undefined = route.DestinationPrefixListId;
    const cidrs = list ? entriesOf(world, list) : [route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock];
    if (!cidrs && !couldMatch(world, table, route, dst)) continue;
    if (!cidrs) return { doubt: `S19 ${list} in ${table.RouteTableId} cannot be resolved` };
    for (const cidr of cidrs)
      if (inside(dst, prefix(cidr)))
        candidates.push({ route, length: prefix(cidr).length, rank: propagated(route) ? 2 : list ? 1 : 0, list });
  }
  const local = candidates.some((it) => isLocal(it.route));
  const allowed = candidates.filter((it) => !(local && it.route.Origin === 'EnableVgwRoutePropagation'));
  if (allowed.length === 0) return undefined;
  let best = allowed[0]!;
  for (const it of allowed) if (it.length > best.length || (it.length === best.length && it.rank < best.rank)) best = it;
  const routes = [best.route];
  if (best.list)
    for (const it of allowed)
      if (it.list && it.list !== best.list && targetOf(it.route) !== targetOf(best.route)) routes.push(it.route);
  if (local && best.route.Origin === 'Advertisement')
    routes.push(...allowed.filter((it) => isLocal(it.route)).map((it) => it.route));
  return { routes };
}

/** W2, W3, W4: something in a subnet sends a packet. Inside the subnet there is neither table nor ACL. */
export function leave(start: Walk, subnetId: string, always = false): Tree {
  const subnet = subnetOf(start.world, subnetId);
  if (!subnet) return lost(start, `W1 ${subnetId} is not in the snapshot`, 'unknown');
  if (inAny(start.header.dst, cidrsOfSubnet(subnet)))
    return deliver(met(always ? acl(start, subnetId, true) : start, 'same subnet'), subnet.VpcId, subnetId);
  const w = acl({ ...start, zone: subnet.AvailabilityZone }, subnetId, true);
  const table = tableOf(w.world, subnetId, subnet.VpcId);
  if (!table) return lost(w, `R1 the route table of ${subnetId} is not in the snapshot`, 'unknown');
  return byTable(w, table, subnet.VpcId, subnetId);
}

/** A table is consulted in a VPC, from a subnet or from a component without one. */
export function byTable(w: Walk, table: Data, vpcId: string, fromSubnet: string | undefined): Tree {
  const choice = choose(w.world, table, w.header.dst);
  if (!choice) return lost(w, `R12 ${table.RouteTableId} has no route`);
  if ('doubt' in choice) return lost(w, choice.doubt, 'unknown');
  const branches = choice.routes.map((route) =>
    follow(
      met(said(w, `${table.RouteTableId} → ${targetOf(route)}`), ...sortOf(table, route, w.header.dst)),
      vpcId,
      route,
      fromSubnet,
    ),
  );
  return branches.length === 1 ? branches[0]! : { kind: 'fate', branches };
}

/** What is remarkable in a route that won. */
function sortOf(table: Data, route: Data, dst: Header['dst']): Component[] {
  if (isLocal(route)) return ['local route'];
  const sorts: Component[] = [propagated(route) ? 'propagated route' : 'static route'];
  if (route.DestinationPrefixListId) sorts.push('prefix-list route');
  if (route.State === 'blackhole') sorts.push('blackhole route');
  const cidrs: string[] = table.Routes.filter(isLocal).map((it: Data) => it.DestinationCidrBlock ?? it.DestinationIpv6CidrBlock);
  if (inAny(dst, cidrs)) sorts.push('route more specific than local');
  return sorts;
}

export function follow(w: Walk, vpcId: string, route: Data, fromSubnet: string | undefined): Tree {
  if (route.State === 'blackhole') return lost(w, 'R8 the route is a blackhole');
  const target = targetOf(route);
  if (target === 'local') return deliver(w, vpcId, fromSubnet);
  if (route.NatGatewayId) return throughNat(w, vpcId, target, fromSubnet);
  if (route.TransitGatewayId) return throughTransitGateway(w, vpcId, target, fromSubnet);
  if (route.VpcPeeringConnectionId) return throughPeering(w, vpcId, target);
  if (route.NetworkInterfaceId) return throughAppliance(w, target, fromSubnet);
  if (route.EgressOnlyInternetGatewayId) return throughEgressOnly(w, vpcId, target);
  if (route.CoreNetworkArn) return throughCoreNetwork(w, vpcId, target, fromSubnet);
  if (target.startsWith('igw-')) return throughInternetGateway(w, vpcId, target);
  if (target.startsWith('vgw-')) return throughVpnGateway(w, vpcId, target);
  if (target.startsWith('vpce-')) return throughVpcEndpoint(w, target);
  return lost(
    met(w, 'route to a domain that is not modelled'),
    `R15 ${target} leads to a domain that is not modelled`,
    'unknown',
  );
}
