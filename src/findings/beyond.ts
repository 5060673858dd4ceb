/** What lies at the other ends of a transit gateway or a peering connection: the tables there, by what their routes answer. */
import { type Address, type Family, familyOf, holds, type Interval, joined, longestFirst, prefixTable } from '../net/index.ts';
import type { Missing, Route, RouteTable, Vpc } from '../reach/index.ts';
import type { Estate } from './estate.ts';
import { peerOf } from './peerings.ts';
import { routesTo, subnetsOf, tablesOf } from './routes.ts';

/** Tables whose routes answer the same addresses. */
export interface BackClass {
  /** Where routes lead that work, and not to the internet; those within their own VPC aside. */
  readonly answered: readonly Interval<Address>[];
  readonly tables: readonly RouteTable[];
}

/** What lies beyond a join: the tables there, and the VPCs of which nothing is known. */
export interface Beyond {
  readonly classes: readonly BackClass[];
  readonly unknowns: readonly { readonly vpc: string; readonly because: Missing | string }[];
}

/** What lies at the other ends of a join. All users of a transit gateway share one answer. */
export const beyond = (estate: Estate, vpcId: string, id: string): Beyond =>
  estate.once(`beyond ${id}${id.startsWith('pcx-') ? ` from ${vpcId}` : ''}`, () => {
    const unknowns: { vpc: string; because: Missing | string }[] = [];
    const tables = farEnds(estate, vpcId, id).flatMap(({ vpc, account, region }) => {
      const missing = (['route-table', 'subnet', 'network-interface'] as const)
        .map((kind) => estate.missing(kind, { account, region }))
        .find((one) => one !== undefined);
      const far = estate.network.vpcs.get(vpc);
      if (!missing && far) return tablesOf(estate, far).filter((table) => leadsOut(estate, table) && knows(estate, table, id));
      unknowns.push({ vpc, because: missing ?? `${vpc} beyond ${id} is not in the snapshot` });
      return [];
    });
    const alike = Map.groupBy(tables, (table) => textOf(answeredBy(estate, table)));
    const classes = [...alike.values()].map((mine) => ({ answered: answeredBy(estate, mine[0]!), tables: mine }));
    return { classes, unknowns };
  });

interface FarEnd {
  readonly vpc: string;
  readonly account: string;
  readonly region: string;
}

function farEnds(estate: Estate, vpcId: string, id: string): FarEnd[] {
  const peering = estate.get('vpc-peering-connection', id);
  const peer = peering && peerOf(estate, peering, vpcId);
  if (peer) return peering.data.Status?.Code === 'active' ? [{ ...peer, vpc: peer.vpcId }] : [];
  return estate.network.transit
    .ofGateway(id)
    .filter(({ type, state }) => type === 'vpc' && state === 'available')
    .map(({ resourceId, resourceOwner, region }) => ({ vpc: resourceId, account: resourceOwner, region }));
}

/** Of a peering connection: whether the far VPC routes back at all. */
const knows = (estate: Estate, { vpcId }: RouteTable, id: string): boolean =>
  !id.startsWith('pcx-') ||
  routesTo(estate, id).some(({ table }) => table.vpcId === vpcId && subnetsOf(estate, table.id).length > 0);

/** The addresses that routes of a table lead to, where they work and do not lead to the internet. */
const answeredBy = (estate: Estate, table: RouteTable): readonly Interval<Address>[] =>
  estate.once(`${table.id} answers`, () => {
    const { entries } = table.routes;
    const away = prefixTable(
      entries.filter(({ value: { target } }) => target.kind !== 'local'),
      (a, b) => longestFirst(a, b) || a.value.rank - b.value.rank,
    );
    return joined(([4, 6] as const).flatMap((family) => away.stretches(family).filter(({ entry }) => isAnswer(entry?.value))));
  });

/** Whether a route works and does not lead to the internet, where a private address is nobody's. */
export const isAnswer = (route: Route | undefined): boolean =>
  route?.state === 'active' && !['internet-gateway', 'nat-gateway', 'egress-only-internet-gateway'].includes(route.target.kind);

const textOf = (ranges: readonly Interval<Address>[]): string =>
  ranges.map(({ lo, hi }) => `${typeof lo === 'number' ? '' : 'v6 '}${lo}-${hi}`).join();

/** Whether such tables have routes for all of a VPC's addresses of a family: most have, and nothing needs to be walked. */
export const answersAll = ({ answered }: BackClass, { blocks }: Vpc, family: Family): boolean =>
  blocks
    .filter(({ lo }) => familyOf(lo) === family)
    .every(({ lo, hi }) => answered.some((one) => holds(one, lo) && holds(one, hi)));

/** Whether a table leads anywhere but to its own VPC, to gateway endpoints, and to the internet as public subnets do. */
const leadsOut = (estate: Estate, { id, routes }: RouteTable): boolean =>
  estate.once(`${id} leads out`, () =>
    routes.entries.some(({ value: { target } }) => !['local', 'vpc-endpoint', 'internet-gateway'].includes(target.kind)),
  );
