/** From the target of a route to the hop that it names. */
import type { RouteTable } from '../network/route-table.ts';
import type { Target } from '../network/route-target.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { enterAppliance } from './appliance.ts';
import { enterCoreNetwork } from './core-network.ts';
import { leaveThroughEgressOnly } from './egress-only-gateway.ts';
import { leaveThroughInternetGateway } from './internet-gateway.ts';
import { enterLattice } from './lattice.ts';
import { enterNatGateway } from './nat-gateway.ts';
import { peering } from './peering.ts';
import { enterTransitGateway } from './transit-gateway.ts';
import { enterVpcEndpoint } from './vpc-endpoint.ts';
import { leaveThroughVpnGateway } from './vpn-gateway.ts';

/** The route that led there was said last. `from`: the subnet whose table named the target; nothing for an edge table. */
export function sendTo(walk: Walk, target: Target, vpc: Vpc, from: Subnet | undefined, table: RouteTable): Arrival | undefined {
  const { kind, id } = target;
  switch (kind) {
    case 'internet-gateway':
      return leaveThroughInternetGateway(walk, target, vpc, from);
    case 'egress-only-internet-gateway':
      return leaveThroughEgressOnly(walk, id, vpc, from);
    case 'nat-gateway':
      return enterNatGateway(walk, target, from, vpc);
    case 'vpc-peering-connection':
      return peering(walk, target, vpc);
    case 'transit-gateway':
      return enterTransitGateway(walk, target, vpc, from);
    case 'core-network':
      return enterCoreNetwork(walk, id, vpc, from);
    case 'vpn-gateway':
      return leaveThroughVpnGateway(walk, id, vpc);
    case 'vpc-endpoint':
      return enterVpcEndpoint(walk, id, vpc, from);
    case 'network-interface':
      return enterAppliance(walk, id, vpc, from, table);
    case 'vpc-lattice':
      return enterLattice(walk, vpc, from);
    default:
      return notModelled(walk, kind, table);
  }
}

function notModelled(walk: Walk, kind: string, table: RouteTable): undefined {
  const route = walk.steps.at(-1)!.evidence!.text;
  const because = `${route} leaves to what is not modelled (${kind})`;
  return walk.unknown(table, undefined, because, { code: 'HOPSCOPE_UNMODELLED_DOMAIN' });
}
