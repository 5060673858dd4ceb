/** From the target of a route to the hop that it names. */
import type { RouteTable } from '../route-table.ts';
import type { Subnet, Vpc } from '../vpc.ts';
import type { Arrival, Walk } from '../walk.ts';
import { enterAppliance } from './appliance.ts';
import { enterCoreNetwork } from './core-network.ts';
import { leaveThroughEgressOnly } from './egress-only-gateway.ts';
import { leaveThroughInternetGateway } from './internet-gateway.ts';
import { enterLattice } from './lattice.ts';
import { enterNatGateway } from './nat-gateway.ts';
import { peering } from './peering.ts';
import type { Chosen } from './route.ts';
import { enterTransitGateway } from './transit-gateway.ts';
import { enterVpcEndpoint } from './vpc-endpoint.ts';
import { leaveThroughVpnGateway } from './vpn-gateway.ts';

/** `from`: the subnet whose table named the target; nothing for an edge table. */
export function sendTo(walk: Walk, route: Chosen, vpc: Vpc, from: Subnet | undefined, table: RouteTable): Arrival | undefined {
  const { target } = route;
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
      return walk.unknown(table, undefined, () => `${route.text} leaves to what is not modelled (${kind})`, {
        code: 'HOPSCOPE_UNMODELLED_DOMAIN',
      });
  }
}
