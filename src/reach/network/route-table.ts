/** Route tables of subnets and gateways: which route takes a packet, and why that one (R1–R9). */
import {
  type Address,
  covers,
  type Family,
  formatPrefix,
  type Prefix,
  type PrefixTable,
  parsePrefix,
  prefixTable,
} from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
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

export class RouteTable implements Entity {
  readonly kind = 'route-table';
  #four: Stretch | undefined;
  #six: Stretch | 'too narrow' | undefined;
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
    return this.routes.lookup(value).entry?.value;
  }

  /** Where its routes of a family are in the book, which takes them up when that is first asked; nothing where they are too narrow for it. */
  stretchOf(family: Family): Stretch | undefined {
    if (family === 4) {
      this.#four ??= this.#book.addFour(this.routes.stretches(4));
      return this.#four;
    }
    this.#six ??= this.#book.addSix(this.routes.stretches(6)) ?? 'too narrow';
    return this.#six === 'too narrow' ? undefined : this.#six;
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
