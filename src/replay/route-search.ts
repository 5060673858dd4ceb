/** The `route-search.…` filters of SearchTransitGatewayRoutes and SearchLocalGatewayRoutes: they compare prefixes, not text. */
import { BlockList, isIP } from 'node:net';
import type { Resource } from '../snapshot/snapshot.ts';
import { Refusal } from './refusal.ts';

interface Prefix {
  address: string;
  length: number;
  family: 'ipv4' | 'ipv6';
}

type Search = (routes: readonly Resource[], wanted: readonly Prefix[]) => readonly Resource[];

const matching =
  (fits: (route: Prefix, wanted: Prefix) => boolean): Search =>
  (routes, wanted) =>
    routes.filter((route) => {
      const prefix = prefixOf(route.data.DestinationCidrBlock);
      return prefix && wanted.some((one) => fits(prefix, one));
    });

const searches: Record<string, Search> = {
  'route-search.exact-match': matching((route, wanted) => route.length === wanted.length && contains(route, wanted)),
  'route-search.subnet-of-match': matching((route, wanted) => contains(wanted, route)),
  'route-search.supernet-of-match': matching((route, wanted) => contains(route, wanted)),
  'route-search.longest-prefix-match': (routes, wanted) => {
    const longest = wanted.flatMap((one) => {
      const all = matching((route) => contains(route, one))(routes, [one]);
      const most = Math.max(...all.map((route) => lengthOf(route)));
      return all.filter((route) => lengthOf(route) === most);
    });
    return routes.filter((route) => longest.includes(route));
  },
};

const lengthOf = (route: Resource): number => prefixOf(route.data.DestinationCidrBlock)!.length;

export const isRouteSearch = (operation: string, name: string): boolean =>
  /^Search(Transit|Local)GatewayRoutes$/.test(operation) && Object.hasOwn(searches, name);

/** The routes that one such filter leaves. Throws `Refusal` for a value that is no prefix. */
export function searchRoutes(name: string, values: readonly string[], routes: readonly Resource[]): readonly Resource[] {
  const wanted = values.map((value) => {
    const prefix = prefixOf(value);
    if (!prefix) throw new Refusal('InvalidParameterValue', `Value (${value}) for the filter ${name} is not a prefix`);
    return prefix;
  });
  return searches[name]!(routes, wanted);
}

function prefixOf(text: unknown): Prefix | undefined {
  if (typeof text !== 'string') return undefined;
  const [address = '', length] = text.split('/');
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  const bits = length === undefined ? most : Number(length);
  if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > most) return undefined;
  return { address, length: bits, family: version === 6 ? 'ipv6' : 'ipv4' };
}

function contains(outer: Prefix, inner: Prefix): boolean {
  if (outer.family !== inner.family || outer.length > inner.length) return false;
  const block = new BlockList();
  block.addSubnet(outer.address, outer.length, outer.family);
  return block.check(inner.address, inner.family);
}
