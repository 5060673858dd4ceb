/** Route tables of subnets and gateways: which route takes a packet, and why that one (R1–R9). */
import {
  type Address,
  covers,
  type Family,
  familyOf,
  formatPrefix,
  lowest,
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
import { type Target, targetOf } from './route-target.ts';

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
export class RouteTable implements Entity {
  readonly kind = 'route-table';
  /** Where its routes are in the book, by family; nowhere before one is looked for. −1: its IPv6 routes are too narrow for the book. */
  #first4 = 0;
  #count4 = 0;
  #first6 = 0;
  #count6 = 0;
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
    const row = this.#rowAt(value);
    return row < 0 ? this.routes.find(value) : this.#book.winner(familyOf(value), row);
  }

  /** Whether that is a local route: told without a look at it. */
  isLocalAt(value: Address): boolean {
    const row = this.#rowAt(value);
    return row >= 0 && this.#book.isLocal(familyOf(value), row);
  }

  /** Where its routes of a family are in the book; nothing where they are too narrow for it. */
  stretchOf(family: Family): Stretch | undefined {
    this.#rowAt(lowest(family));
    if (family === 4) return { first: this.#first4, count: this.#count4 };
    return this.#count6 < 0 ? undefined : { first: this.#first6, count: this.#count6 };
  }

  /** Where the address is in the book; −1 where the routes are too narrow for it. */
  #rowAt(value: Address): number {
    if (typeof value === 'bigint') return this.#sixAt(value);
    if (this.#count4 === 0) ({ first: this.#first4, count: this.#count4 } = this.#book.addFour(this.routes.stretches(4)));
    return this.#book.fourAt(this.#first4, this.#count4, value);
  }

  #sixAt(value: bigint): number {
    if (this.#count6 === 0)
      ({ first: this.#first6, count: this.#count6 } = this.#book.addSix(this.routes.stretches(6)) ?? { first: 0, count: -1 });
    return this.#count6 < 0 ? -1 : this.#book.sixAt(this.#first6, this.#count6, value);
  }
}

type Compiled = Pick<RouteTable, 'routes' | 'overruled' | 'unresolved' | 'mayBeAmbiguous'>;

export const LOCAL = 0;
const STATIC = 1;
const PREFIX_LIST = 2;
const PROPAGATED = 3;

export function routeTableOf(resource: Resource, lists: Lists, book = new RouteBook()): RouteTable {
  const unresolved: Unresolved[] = [];
  const shared = (target: Target): Target => book.shared(resource.data.VpcId, target);
  const all = (resource.data.Routes ?? [])
    .filter((data: Data) => data.State !== 'filtered')
    .flatMap((data: Data) => {
      if (!data.DestinationPrefixListId)
        return routeOf(data, data.DestinationCidrBlock ?? data.DestinationIpv6CidrBlock, shared) ?? [];
      const id = data.DestinationPrefixListId;
      const list = lists.prefixList(id);
      if (list instanceof Missing) unresolved.push({ missing: list, family: lists.listFamily(id) });
      return list instanceof Missing ? [] : list.table.entries.map(({ value }) => routeOf(data, value, shared));
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

function routeOf(data: Data, destination: string, shared: (target: Target) => Target): Route | undefined {
  const prefix = parsePrefix(destination ?? '');
  if (!prefix) return undefined;
  const target = shared(targetOf(data));
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
