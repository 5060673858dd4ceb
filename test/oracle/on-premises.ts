/** Virtual private gateways, VPN and Direct Connect (V): out to the other side, and its replies. */
import { address, prefix, same, show, within } from './address.ts';
import { deliver, done, lost, send } from './interfaces.ts';
import { encrypted } from './internet.ts';
import { byTable, edgeTableOf } from './routes.ts';
import { crossed, type End, marked, met, once, type Tree, type Walk } from './state.ts';
import {
  all,
  childrenOf,
  cidrsOfVpc,
  type Data,
  first,
  gap,
  type Header,
  inAny,
  ownerIn,
  vpcOf,
  vpcRegion,
  type World,
} from './world.ts';

export const tunnelUp = (vpn: Data): boolean =>
  vpn.State === 'available' && (vpn.VgwTelemetry ?? []).some((tunnel: Data) => tunnel.Status === 'UP');

interface Carrier {
  length: number;
  works: boolean;
  dxGateway?: string;
}

/** V1, V2: the prefixes that the gateway knows for a destination, each with whether something carries it. */
function carriers(world: World, vpcId: string, gatewayId: string, dst: Header['dst']): Carrier[] {
  const found: Carrier[] = [];
  const learned: number[] = [];
  for (const table of all(world, 'route-table'))
    if (table.VpcId === vpcId)
      for (const route of table.Routes) {
        const cidr = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
        if (route.Origin === 'EnableVgwRoutePropagation' && route.GatewayId === gatewayId && cidr && within(dst, cidr))
          learned.push(prefix(cidr).length);
      }
  for (const vpn of all(world, 'vpn-connection')) {
    if (vpn.VpnGatewayId !== gatewayId) continue;
    const works = tunnelUp(vpn) && dst.family === 4;
    for (const route of vpn.Routes ?? [])
      if (route.State === 'available' && within(dst, route.DestinationCidrBlock))
        found.push({ length: prefix(route.DestinationCidrBlock).length, works });
    if (!vpn.Options?.StaticRoutesOnly) for (const length of learned) found.push({ length, works });
  }
  for (const association of all(world, 'direct-connect-gateway-association'))
    if (association.associatedGateway?.id === gatewayId)
      for (const length of learned)
        found.push({
          length,
          works: association.associationState === 'associated',
          dxGateway: association.directConnectGatewayId,
        });
  return found;
}

export function throughVpnGateway(start: Walk, vpcId: string, id: string): Tree {
  const looped = once(start, id);
  if (!looped) return lost(start, 'W9 loop');
  let w = looped;
  const gateway = first(w.world, 'vpn-gateway', (it) => it.VpnGatewayId === id);
  if (!gateway) return lost(w, `V1 ${id} was not collected`, 'unknown');
  const attached = (gateway.VpcAttachments ?? []).some((it: Data) => it.VpcId === vpcId && it.State === 'attached');
  if (!attached || gateway.State !== 'available') return lost(w, `V1 ${id} is not attached to ${vpcId}`);
  if (w.enteredBy === 'peering' || w.enteredBy === 'internet') {
    if (!w.back) return lost(w, 'P2 no edge-to-edge routing');
  }
  w = encrypted(w, vpcId, 'VirtualPrivateGateway');
  const owner = ownerIn(w.world, vpcId, w.header.src);
  if (owner === 'unknown') w = marked(w, 'unknown', `V3 the owner of ${show(w.header.src)} was not collected`);
  if (!owner) w = marked(w, 'blocked', `V3 ${show(w.header.src)} is no address of an interface of ${vpcId}`);
  const known = carriers(w.world, vpcId, id, w.header.dst);
  const doubt = gap(w.world, 'vpn-connection') || gap(w.world, 'direct-connect-gateway-association');
  if (known.length === 0) return lost(w, `V1 ${id} knows no way to the destination`, doubt ? 'unknown' : 'blocked');
  w = met(w, known.every((it) => it.dxGateway) ? 'virtual private gateway, Direct Connect' : 'virtual private gateway, VPN');
  const longest = Math.max(...known.map((it) => it.length));
  const best = known.filter((it) => it.length === longest && it.works);
  if (best.length === 0) return lost(w, 'V2 no tunnel is up', doubt ? 'unknown' : 'blocked');
  const direct = best.every((it) => it.dxGateway) ? best[0] : undefined;
  if (direct) w = met(w, 'virtual private gateway, Direct Connect');
  w = crossed(w, { kind: 'internet', id });
  if (w.back) return w.back.startBehind ? home(w) : lost(w, 'P5 the reply leaves to another network');
  return done(w, { kind: 'vpn-gateway', id, vpcId, dxGateway: direct?.dxGateway, header: w.header });
}

/** A reply is back outside, where its connection began: at any gateway that knows the address (V6), as no VPN keeps state (W7). */
export function home(w: Walk): Tree {
  const { startHeader } = w.back!;
  if (!same(w.header.src, startHeader.dst) || !same(w.header.dst, startHeader.src))
    return lost(w, 'W7 the reply comes from where nobody spoke to');
  return done(w, { kind: 'local', header: w.header });
}

/** V2, V4, V5: the first packet comes over a tunnel that is up, or over Direct Connect where its destination is advertised. */
export function firstFromVpnGateway(start: Walk, id: string): Tree {
  const gateway = first(start.world, 'vpn-gateway', (it) => it.VpnGatewayId === id);
  const vpcId = (gateway?.VpcAttachments ?? []).find((it: Data) => it.State === 'attached')?.VpcId;
  if (!gateway || !vpcId || gateway.State !== 'available') return lost(start, `V1 ${id} is attached to no VPC`);
  let w = encrypted(met(start, 'from the other side of a virtual private gateway'), vpcId, 'VirtualPrivateGateway');
  w = crossed(w, { kind: 'internet', id });
  const vpns = all(w.world, 'vpn-connection').filter((it) => it.VpnGatewayId === id);
  const end: End = { kind: 'vpn-gateway', id, vpcId, header: w.header };
  if (w.header.dst.family === 4 && vpns.some(tunnelUp)) return fromVpnGateway(w, end);
  const direct = first(
    w.world,
    'direct-connect-gateway-association',
    (it) => it.associatedGateway?.id === id && it.associationState === 'associated',
  );
  if (direct) return fromVpnGateway(w, { ...end, dxGateway: direct.directConnectGatewayId });
  return fromVpnGateway(marked(w, 'blocked', 'V2, V4 nothing carries it to the gateway'), end);
}

/** V9, W12: a client that is authorised and routed to a subnet speaks as the association's interface there. */
export function fromClientVpn(start: Walk, id: string): Tree {
  const endpoint = first(start.world, 'client-vpn-endpoint', (it) => it.ClientVpnEndpointId === id);
  if (!endpoint) return lost(start, `V9 ${id} was not collected`, 'unknown');
  let w = met(start, 'Client VPN');
  const { dst } = w.header;
  const rules = childrenOf(w.world, 'client-vpn-authorization-rule', id);
  if (!rules.some((it) => within(dst, it.DestinationCidr))) w = marked(w, 'blocked', 'V9 nobody is authorised');
  let best: Data;
  for (const route of childrenOf(w.world, 'client-vpn-route', id))
    if (route.Status.Code === 'active' && within(dst, route.DestinationCidr))
      if (!best || prefix(route.DestinationCidr).length > prefix(best.DestinationCidr).length) best = route;
  if (!best) return lost(w, 'V9 the endpoint has no route');
  const eni = first(
    w.world,
    'network-interface',
    (it) => it.SubnetId === best.TargetSubnet && /^ClientVPN/.test(it.Description ?? '') && it.Description.endsWith(id),
  );
  if (!eni) return lost(w, `V9 no interface in ${best.TargetSubnet}`, 'unknown');
  const header = { ...w.header, src: address(eni.PrivateIpAddress) };
  return send({ ...w, header, connection: { ...w.connection, startEni: eni, startHeader: header } }, eni);
}

/** V3, V5, G1: a reply comes in by the virtual private gateway. */
export function fromVpnGateway(start: Walk, end: End): Tree {
  const vpcId = end.vpcId!;
  const id = end.id!;
  const looped = once(start, `${id} in`);
  if (!looped) return lost(start, 'W9 loop');
  let w: Walk = { ...looped, enteredBy: 'vpn-gateway', zone: undefined };
  const vpc = vpcOf(w.world, vpcId);
  if (end.dxGateway && vpc) {
    const block = cidrsOfVpc(vpc).find((cidr) => within(w.header.dst, cidr));
    const association = first(
      w.world,
      'direct-connect-gateway-association',
      (it) => it.directConnectGatewayId === end.dxGateway && it.associatedGateway?.id === id,
    );
    const allowed: string[] = (association?.allowedPrefixesToDirectConnectGateway ?? []).map((it: Data) => it.cidr);
    const advertised = block !== undefined && (allowed.length === 0 || allowed.some((cidr) => covers(cidr, block)));
    if (!advertised) w = marked(w, 'blocked', 'V5 the CIDR of the VPC is not advertised over Direct Connect');
  }
  if (!vpc || !inAny(w.header.dst, cidrsOfVpc(vpc))) return lost(w, 'V3, G5 not an address of the VPC');
  const table = edgeTableOf(w.world, id);
  if (table) return byTable(met(w, 'edge route table'), table, vpcId, undefined);
  const missing = vpc && gap(w.world, 'route-table', { region: vpcRegion(w.world, vpcId), account: vpc.OwnerId });
  if (missing) w = marked(w, 'unknown', `G1 the route tables of ${vpcId} were not collected`);
  return deliver(w, vpcId, undefined);
}

/** Is `inner` the same prefix as `outer`, or narrower? */
export const covers = (outer: string, inner: string): boolean =>
  prefix(inner).length >= prefix(outer).length && within(prefix(inner), outer);
