/** Questions about routes, answered by the tables that the engine has compiled: what leads where, who uses which table. */
import { type Address, address, type Family } from '../net/index.ts';
import { type Interface, Missing, type Route, type RouteTable, type Subnet } from '../reach/index.ts';
import type { Estate } from './estate.ts';

/** Where a route of a table leads out of it. */
export interface Placed {
  readonly table: RouteTable;
  readonly route: Route;
}

/** Every table that belongs to what was scanned. */
export const tables = (estate: Estate): readonly RouteTable[] =>
  estate.once('tables', () => estate.all('route-table').flatMap(({ id }) => estate.network.table(id) ?? []));

/** Subnets by the table that is in effect for them, by their own choice or because it is their VPC's main table. */
export const subnetsOf = (estate: Estate, tableId: string): readonly Subnet[] =>
  estate
    .once('subnets by table', () =>
      Map.groupBy(estate.network.subnets.values(), (subnet) => {
        const table = estate.network.tableOf(subnet);
        return table instanceof Missing ? undefined : table.id;
      }),
    )
    .get(tableId) ?? [];

/** Interfaces whose packets a table takes. */
export const interfacesUsing = (estate: Estate, tableId: string): readonly Interface[] =>
  subnetsOf(estate, tableId).flatMap((subnet) => interfacesIn(estate, subnet.id));

export const interfacesIn = (estate: Estate, subnetId: string): readonly Interface[] =>
  estate
    .once('interfaces by subnet', () => Map.groupBy(estate.network.interfaces.values(), (one) => one.subnet.id))
    .get(subnetId) ?? [];

/** Every route to a target, in whatever table. */
export const routesTo = (estate: Estate, targetId: string): readonly Placed[] =>
  estate
    .once('routes by target', () =>
      Map.groupBy(
        tables(estate).flatMap((table) => table.routes.entries.map((entry): Placed => ({ table, route: entry.value }))),
        ({ route }) => route.target.id,
      ),
    )
    .get(targetId) ?? [];

/** An address in each half of the internet: a default route may be written as two. */
export const somewhere: Record<Family, readonly Address[]> = {
  4: [address('1.1.1.1'), address('193.0.14.129')],
  6: [address('2600::1'), address('2a00::1')],
};

/** The route by which a subnet's packets for the internet leave; nothing where none takes them. */
export function wayOut(estate: Estate, subnet: Subnet, family: Family): Placed | Missing | undefined {
  const table = estate.network.tableOf(subnet);
  if (table instanceof Missing) return table;
  const found = somewhere[family].flatMap((value) => table.routes.lookup(value).entry?.value ?? []);
  const route = found.find(({ state }) => state === 'active') ?? found[0];
  return route && { table, route };
}

/** Where a route leads, as evidence. */
export const routeEvidence = ({ table, route }: Placed) => ({
  kind: 'route-table',
  id: table.id,
  text: `${route.text}${route.state === 'active' ? '' : ` (${route.state})`}`,
});
