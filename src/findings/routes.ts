/** Questions about routes, answered by the tables that the engine has compiled: what leads where, who uses which table. */
import type { KindName } from '../kinds/index.ts';
import { type Address, address, type Family, formatPrefix } from '../net/index.ts';
import { type Interface, Missing, type Route, type RouteTable, type Subnet, type Vpc } from '../reach/index.ts';
import type { Estate } from './estate.ts';
import type { Remedy } from './remedy.ts';

/** What it takes to say where the packets of a subnet go: a prefix list may be the destination of a route. */
export const ROUTES = ['route-table', 'subnet', 'vpc', 'prefix-list', 'prefix-list-entry'] as const satisfies readonly KindName[];

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

/** The tables that the subnets of a VPC use, each once. */
export const tablesOf = (estate: Estate, { id, subnets }: Vpc): readonly RouteTable[] =>
  estate.once(`tables of ${id}`, () => {
    const used = subnets.flatMap((subnet) => {
      const table = estate.network.tableOf(subnet);
      return table instanceof Missing ? [] : table;
    });
    return [...new Set(used)];
  });

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
  return table instanceof Missing ? table : defaultOf(table, family);
}

/** The route of a table that takes packets for the internet, one that works before one that does not. */
export function defaultOf(table: RouteTable, family: Family): Placed | undefined {
  const found = somewhere[family].flatMap((value) => table.routes.lookup(value).entry?.value ?? []);
  const route = found.find(({ state }) => state === 'active') ?? found[0];
  return route && { table, route };
}

/** Subnets whose IPv4 packets for the internet a NAT gateway takes, or would if it worked. */
export const leavingThrough = (estate: Estate, natId: string): readonly Subnet[] => subnetsByNat(estate).get(natId) ?? [];

/** Subnets by the NAT gateway that their IPv4 way to the internet leads to. */
export const subnetsByNat = (estate: Estate): ReadonlyMap<string, readonly Subnet[]> =>
  estate.once('subnets by NAT gateway', () => {
    const found = new Map<string, Subnet[]>();
    for (const subnet of estate.network.subnets.values()) {
      const out = wayOut(estate, subnet, 4);
      if (!out || out instanceof Missing || out.route.target.kind !== 'nat-gateway') continue;
      const list = found.get(out.route.target.id);
      if (list) list.push(subnet);
      else found.set(out.route.target.id, [subnet]);
    }
    return found;
  });

/** The zones of the subnets that leave through a NAT gateway, where their VPC uses no other; nothing where it has several. */
export function zonesDependingOn(estate: Estate, natId: string): readonly string[] {
  const users = subnetsByNat(estate);
  const subnets = users.get(natId) ?? [];
  const used = estate.once('NAT gateways in use by VPC', () => Map.groupBy(users.keys(), (id) => users.get(id)![0]!.vpc.id));
  return used.get(subnets[0]?.vpc.id ?? '')?.length === 1 ? [...new Set(subnets.map(({ zone }) => zone))].sort() : [];
}

/** Whether it leads to an internet gateway, and the route works. */
export const isPublic = (out: Placed | undefined): boolean =>
  out?.route.state === 'active' && out.route.target.kind === 'internet-gateway';

/** Whether it leads to something that inspects packets and may hand them on to an internet gateway. */
export const isInspected = (out: Placed | undefined): boolean =>
  out?.route.state === 'active' && ['vpc-endpoint', 'network-interface'].includes(out.route.target.kind);

/** Where a route leads to: a prefix list, or a range. Tells a route from the others of its table. */
export const destinationOf = ({ prefixListId, prefix }: Route): string => prefixListId ?? formatPrefix(prefix);

/** A route to the same destination that leads elsewhere, instead of one. */
export const leadTo = (placed: Placed, target: Readonly<Record<string, string>>): Remedy => ({
  do: 'replace route',
  ...whichRoute(placed),
  target,
});

/** Takes a route away; nothing where a gateway propagates it, for it would be back at once. */
export function without(placed: Placed): Remedy[] {
  const { data, origin, target } = placed.route;
  const field = Object.keys(data).find((key) => data[key] === target.id);
  return field && origin === 'CreateRoute' ? [{ do: 'delete route', ...whichRoute(placed), target: { [field]: target.id } }] : [];
}

const whichRoute = ({ table: { id: tableId, account, region }, route }: Placed) => ({
  account,
  region,
  tableId,
  cidr: destinationOf(route),
});

/** Where a route leads, as evidence. */
export const routeEvidence = ({ table, route }: Placed) => ({
  kind: 'route-table',
  id: table.id,
  text: `${route.text}${route.state === 'active' ? '' : ` (${route.state})`}`,
});
