/** The `Filters` of a request, as AWS applies them: values of one filter OR, filters AND, `*` and `?` as wildcards, case counts. */
import { BlockList, isIP } from 'node:net';
import { filterPaths } from '../kinds/filters.ts';
import type { Kind } from '../kinds/index.ts';
import { isRecord } from '../snapshot/canonical.ts';
import { Refusal } from './refusal.ts';

type Matches = (item: unknown) => boolean;

interface Filter {
  Name?: string;
  Values?: unknown[];
}

/** What a request asks for, as one question to an item. Throws `Refusal` for a filter that the operation does not have. */
export function filtersOf(row: Kind, input: Record<string, unknown>, tagged: boolean | undefined): Matches | undefined {
  const filters = (input.Filters ?? input.Filter) as Filter[] | undefined;
  if (!filters || filters.length === 0) return undefined;
  const known = filterPaths(row.call.split ? [row.call.split.filter, ...(row.filters ?? [])] : row.filters);
  const all = filters.map((filter) => matcherOf(filter, known, tagged !== false));
  return (item) => all.every((matches) => matches(item));
}

function matcherOf({ Name: name, Values: values = [] }: Filter, known: Map<string, string>, tagged: boolean): Matches {
  if (!name) throw new Refusal('InvalidParameterValue', 'The filter has no name');
  if (values.length > 200) throw new Refusal('FilterLimitExceeded', `The filter '${name}' has more than 200 values`);
  if (tagged && name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    const wanted = pattern(values);
    return (item) => tagsOf(item).some((tag) => tag.Key === key && wanted(textOf(tag.Value)));
  }
  if (tagged && name === 'tag-key') {
    const wanted = pattern(values);
    return (item) => tagsOf(item).some((tag) => wanted(textOf(tag.Key)));
  }
  const path = known.get(name);
  if (path === undefined) throw new Refusal('InvalidParameterValue', `The filter '${name}' is invalid`);
  const wanted = name.startsWith('route-search.') ? routeSearch(name, values) : pattern(values);
  const steps = path.split('.');
  return (item) => reaches(item, steps, 0, wanted);
}

/** Whether anything at the path, through every list on the way, is wanted. */
function reaches(value: unknown, steps: readonly string[], at: number, wanted: (text: string) => boolean): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some((element) => reaches(element, steps, at, wanted));
  if (at === steps.length) return typeof value === 'object' ? false : wanted(textOf(value));
  return isRecord(value) && Object.hasOwn(value, steps[at]!) && reaches(value[steps[at]!], steps, at + 1, wanted);
}

interface Tag {
  Key?: string;
  Value?: string;
}

function tagsOf(item: unknown): Tag[] {
  const { Tags, TagSet } = item as { Tags?: Tag[]; TagSet?: Tag[] };
  return Tags ?? TagSet ?? [];
}

const textOf = (value: unknown): string => String(value ?? '');

/** Whether a text is one of the values, in which `*` stands for any characters, `?` for one, and `\` takes their meaning away. */
function pattern(values: readonly unknown[]): (text: string) => boolean {
  const exact = new Set<string>();
  const wild: ((text: string) => boolean)[] = [];
  for (const value of values.map(textOf)) {
    if (/[*?\\]/.test(value)) wild.push(wildcard(value));
    else exact.add(value);
  }
  return (text) => exact.has(text) || wild.some((matches) => matches(text));
}

/** Compares without backtracking beyond the last `*`, so that no value can make it slow. */
function wildcard(value: string): (text: string) => boolean {
  const parts: (string | '*' | '?')[] = [];
  const literal: boolean[] = [];
  const characters = [...value];
  for (let at = 0; at < characters.length; at += 1) {
    const escaped = characters[at] === '\\' && at + 1 < characters.length;
    if (escaped) at += 1;
    parts.push(characters[at]!);
    literal.push(escaped || !/[*?]/.test(characters[at]!));
  }
  return (whole) => {
    const text = [...whole];
    let t = 0;
    let p = 0;
    let star = -1;
    let from = 0;
    while (t < text.length) {
      if (p < parts.length && (literal[p] ? parts[p] === text[t] : parts[p] === '?')) {
        t += 1;
        p += 1;
      } else if (p < parts.length && !literal[p]) {
        star = p;
        from = t;
        p += 1;
      } else if (star >= 0) {
        p = star + 1;
        from += 1;
        t = from;
      } else return false;
    }
    while (p < parts.length && !literal[p] && parts[p] === '*') p += 1;
    return p === parts.length;
  };
}

/** `route-search.…` of SearchTransitGatewayRoutes: not text, but prefixes within prefixes. */
function routeSearch(name: string, values: readonly unknown[]): (text: string) => boolean {
  const prefixes = values.map((value) => prefixOf(textOf(value)));
  const by = name.slice('route-search.'.length);
  return (text) => {
    const route = prefixOf(text);
    return prefixes.some((wanted) => {
      if (by === 'exact-match') return contains(wanted, route) && wanted.length === route.length;
      if (by === 'subnet-of-match') return contains(wanted, route);
      return contains(route, wanted);
    });
  };
}

interface Prefix {
  address: string;
  length: number;
  family: 'ipv4' | 'ipv6';
}

function prefixOf(text: string): Prefix {
  const [address = '', length] = text.split('/');
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  const bits = length === undefined ? most : Number(length);
  if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > most) {
    throw new Refusal('InvalidParameterValue', `Value (${text}) for a route search is not a prefix`);
  }
  return { address, length: bits, family: version === 6 ? 'ipv6' : 'ipv4' };
}

function contains(outer: Prefix, inner: Prefix): boolean {
  if (outer.family !== inner.family || outer.length > inner.length) return false;
  const block = new BlockList();
  block.addSubnet(outer.address, outer.length, outer.family);
  return block.check(inner.address, inner.family);
}
