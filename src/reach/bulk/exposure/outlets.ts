/** By what a route table leads to addresses of the internet: read of it once, for all that leaves by it. */
import { type Address, type Family, familyOf, type Interval, joined } from '../../../net/index.ts';
import { isGatewayEndpoint } from '../../hops/vpc-endpoint.ts';
import { Missing } from '../../network/coverage.ts';
import type { Network } from '../../network/network.ts';
import type { Route, RouteTable } from '../../network/route-table.ts';
import { isInside, outsideOf } from '../charts/ground.ts';

export interface Outlets {
  /** By routes, dead ones too, to internet gateways alone, or also to something else; or nobody knows. */
  readonly by: 'none' | 'internet gateways' | 'some';
  /** What it leads to gateway endpoints, and so not to the internet. */
  readonly served: readonly Interval<Address>[];
}

const UNKNOWN: Outlets = { by: 'some', served: [] };

const known = new WeakMap<RouteTable, { 4?: Outlets; 6?: Outlets }>();

export function outletsOf(network: Network, table: RouteTable | Missing, family: Family): Outlets {
  if (table instanceof Missing || table.unresolved.length > 0) return UNKNOWN;
  let mine = known.get(table);
  if (!mine) {
    mine = {};
    known.set(table, mine);
  }
  mine[family] ??= outletsIn(network, table, family);
  return mine[family];
}

function outletsIn(network: Network, { routes, mayBeAmbiguous }: RouteTable, family: Family): Outlets {
  const outside = outsideOf(network, family);
  const serves = ({ target }: Route): boolean =>
    !mayBeAmbiguous && target.kind === 'vpc-endpoint' && isGatewayEndpoint(network, target.id);
  const leading = routes.entries.filter(
    ({ prefix, value }) => familyOf(prefix.lo) === family && !serves(value) && !isInside(outside, prefix),
  );
  if (leading.length === 0) return { by: 'none', served: [] };
  const isGateway = leading.every(({ value }) => value.target.kind === 'internet-gateway');
  const served = routes.entries.some(({ value }) => serves(value))
    ? joined(routes.stretches(family).filter(({ entry }) => entry !== undefined && serves(entry.value)))
    : [];
  return { by: isGateway ? 'internet gateways' : 'some', served };
}
