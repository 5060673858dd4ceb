/** Route tables of subnets and gateways: which route takes a packet, and why that one (R1–R9). */
import {
  type Address,
  covers,
  type Entry,
  type Family,
  familyOf,
  formatPrefix,
  type Prefix,
  type PrefixTable,
  parsePrefix,
  prefixTable,
} from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { Missing } from './coverage.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import type { PrefixList } from './prefix-list.ts';
import { RouteBook, type Stretch } from './route-book.ts';

export type TargetKind =
  | 'local'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'vpn-gateway'
  | 'vpc-endpoint'
  | 'nat-gateway'
  | 'transit-gateway'
  | 'vpc-peering-connection'
  | 'network-interface'
  | 'core-network'
  | 'vpc-lattice'
  | 'local-gateway'
  | 'carrier-gateway'
  | 'odb-network'
  | 'nothing';

export interface Target {
  readonly kind: TargetKind;
  readonly id: string;
}

export interface Route {
  readonly target: Target;
  /** Its target is gone; the route still wins. */
  readonly isDead: boolean;
  readonly prefix: Prefix;
  readonly state: string;
  readonly rank: number;
  readonly origin: string;
  readonly prefixListId?: string;
  readonly data: Data;
  /** `10.0.0.0/8 → tgw-1` */
  readonly text: string;
}

interface Lists {
  prefixList(id: string): PrefixList | Missing;
  listFamily(id: string): Family | undefined;
}

interface Unresolved {
  readonly missing: Missing;
  /** Addresses of another family are not in the list, whatever its entries. */
  readonly family: Family | undefined;
}

/** What is asked of every packet comes first: it lies together in memory. */
export class RouteTable implements Entity, Stretch {
  readonly kind = 'route-table';
  /** Where its IPv4 routes are in the book; nowhere before one is looked for. */
  first = 0;
  count = 0;
  readonly #book: RouteBook;
  /** Whether it says all, and the longest prefix wins: no unknown list, nothing that may be ambiguous. */
  readonly isPlain: boolean;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  readonly vpcId: string;
  readonly routes: PrefixTable<Route>;
  /** Routes that a local route of the same table overrules although they are as long or longer (R5). */
  readonly overruled: readonly Route[];
  /** Lists that a route names and whose entries are not known (S19). */
  readonly unresolved: readonly Unresolved[];
  /** Several prefix lists lead to different targets, among which AWS picks one at random where they overlap (R4); or a route is learned (R5). */
  readonly mayBeAmbiguous: boolean;

  constructor(resource: Resource, { routes, overruled, unresolved, mayBeAmbiguous }: Compiled, book: RouteBook) {
    const { id, account, region, name, data } = entityOf(resource);
    this.#book = book;
    this.isPlain = unresolved.length === 0 && !mayBeAmbiguous;
    this.id = id;
    this.account = account;
    this.region = region;
    this.name = name;
    this.data = data;
    this.vpcId = data.VpcId;
    this.routes = routes;
    this.overruled = overruled;
    this.unresolved = unresolved;
    this.mayBeAmbiguous = mayBeAmbiguous;
  }

  /** The route that wins at an address. */
  find(value: Address): Route | undefined {
    if (typeof value === 'bigint') return this.routes.find(value);
    if (this.count === 0) ({ first: this.first, count: this.count } = this.#book.add(this.routes.stretches(4)));
    return this.#book.find(this, value);
  }
}

type Compiled = Pick<RouteTable, 'routes' | 'overruled' | 'unresolved' | 'mayBeAmbiguous'>;

const LOCAL = 0;
const STATIC = 1;
const PREFIX_LIST = 2;
const PROPAGATED = 3;

export function routeTableOf(resource: Resource, lists: Lists, book = new RouteBook()): RouteTable {
  const unresolved: Unresolved[] = [];
  const all = (resource.data.Routes ?? [])
    .filter((data: Data) => data.State !== 'filtered')
    .flatMap((data: Data) => {
      if (!data.DestinationPrefixListId) return routeOf(data, data.DestinationCidrBlock ?? data.DestinationIpv6CidrBlock) ?? [];
      const id = data.DestinationPrefixListId;
      const list = lists.prefixList(id);
      if (list instanceof Missing) unresolved.push({ missing: list, family: lists.listFamily(id) });
      return list instanceof Missing ? [] : list.table.entries.map(({ value }) => routeOf(data, value));
    }) as Route[];
  const locals = all.filter((route) => route.rank === LOCAL);
  const overruled = all.filter(
    (route) => route.origin === 'EnableVgwRoutePropagation' && locals.some((local) => covers(local.prefix, route.prefix)),
  );
  const entries = all.filter((route) => !overruled.includes(route)).map((route) => ({ prefix: route.prefix, value: route }));
  const listTargets = new Map(all.filter((route) => route.prefixListId).map((route) => [route.prefixListId, route.target.id]));
  const compiled = {
    routes: prefixTable(entries, (a, b) => b.prefix.length - a.prefix.length || a.value.rank - b.value.rank),
    overruled,
    unresolved,
    mayBeAmbiguous: new Set(listTargets.values()).size > 1 || all.some((route) => route.origin === 'Advertisement'),
  };
  return new RouteTable(resource, compiled, book);
}

function routeOf(data: Data, destination: string): Route | undefined {
  const prefix = parsePrefix(destination ?? '');
  if (!prefix) return undefined;
  const target = targetOf(data);
  const origin = data.Origin ?? (target.kind === 'local' ? 'CreateRouteTable' : 'CreateRoute');
  const prefixListId = data.DestinationPrefixListId;
  const text = `${formatPrefix(prefix)}${prefixListId ? ` (${prefixListId})` : ''} → ${target.id}`;
  return {
    target,
    isDead: data.State === 'blackhole',
    prefix,
    state: data.State ?? 'active',
    rank: rankOf(origin, prefixListId),
    origin,
    prefixListId,
    data,
    text,
  };
}

/** R3: static before prefix list before propagated. */
function rankOf(origin: string, prefixListId: string | undefined): number {
  if (origin === 'CreateRouteTable') return LOCAL;
  if (origin !== 'CreateRoute') return PROPAGATED;
  return prefixListId ? PREFIX_LIST : STATIC;
}

const THE_VPC: Target = { kind: 'local', id: 'local' };

/** R11: the fields of a route that name its target. */
export function targetOf(data: Data): Target {
  if (data.GatewayId === 'local') return THE_VPC;
  if (data.GatewayId) return { kind: gatewayKind(data.GatewayId), id: data.GatewayId };
  const named: [TargetKind, string | undefined][] = [
    ['nat-gateway', data.NatGatewayId],
    ['transit-gateway', data.TransitGatewayId],
    ['vpc-peering-connection', data.VpcPeeringConnectionId],
    ['network-interface', data.NetworkInterfaceId],
    ['egress-only-internet-gateway', data.EgressOnlyInternetGatewayId],
    ['core-network', data.CoreNetworkArn],
    ['local-gateway', data.LocalGatewayId],
    ['carrier-gateway', data.CarrierGatewayId],
    ['odb-network', data.OdbNetworkArn],
  ];
  const found = named.find(([, id]) => id);
  return found ? { kind: found[0], id: found[1]! } : { kind: 'nothing', id: data.InstanceId ?? 'no target' };
}

function gatewayKind(id: string): TargetKind {
  if (id === 'VpcLattice') return 'vpc-lattice';
  if (id.startsWith('igw-')) return 'internet-gateway';
  if (id.startsWith('vgw-')) return 'vpn-gateway';
  return id.startsWith('vpce-') ? 'vpc-endpoint' : 'nothing';
}

/** What of a table's lists would have to be known about an address. */
export const unresolvedFor = (table: RouteTable, value: Address): Missing | undefined =>
  table.unresolved.length === 0
    ? undefined
    : table.unresolved.find(({ family }) => family === undefined || family === familyOf(value))?.missing;

/** All routes that cover an address, the winner first. */
export const candidates = (table: RouteTable, value: Address): Route[] =>
  table.routes.entries
    .filter(({ prefix }) => typeof prefix.lo === typeof value && prefix.lo <= value && value <= prefix.hi)
    .map((entry) => entry.value)
    .sort((a, b) => b.prefix.length - a.prefix.length || a.rank - b.rank);

/** R4: other prefix lists that cover the address and lead elsewhere; AWS picks among them at random. */
export function rivals(table: RouteTable, winner: Route, value: Address): Route[] {
  if (!table.mayBeAmbiguous || !winner.prefixListId) return [];
  return candidates(table, value).filter(
    (other) => other.prefixListId && other.prefixListId !== winner.prefixListId && other.target.id !== winner.target.id,
  );
}

/** Why the winner won, as people say it. */
export function whyItWon(table: RouteTable, value: Address): string {
  const entry = table.routes.lookup(value).entry as Entry<Route>;
  // A list that two accounts see gives its routes twice.
  const loser = candidates(table, value).find((route) => route !== entry.value && route.text !== entry.value.text);
  const beaten = table.overruled.find((route) => covers(route.prefix, { lo: value, hi: value }));
  if (beaten && entry.value.rank === LOCAL) return `the local route is preferred to the propagated ${beaten.text}`;
  if (!loser) return 'no other route matches';
  if (loser.prefix.length < entry.prefix.length) return `more specific than ${loser.text}`;
  return `${['local', 'static', 'prefix-list', 'propagated'][entry.value.rank]} is preferred to ${loser.text}`;
}
