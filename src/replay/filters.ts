/** The `Filters` of a request, as AWS applies them: values of one filter OR, filters AND, `*` and `?` as wildcards, case counts. */
import { filterPaths } from '../kinds/filters.ts';
import type { Kind } from '../kinds/index.ts';
import { isRecord } from '../snapshot/canonical.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { Refusal } from './refusal.ts';
import { isRouteSearch, searchRoutes } from './route-search.ts';
import { anyOf } from './wildcard.ts';

const MOST_VALUES = 200;

interface Filter {
  name: string;
  values: string[];
}

/** The resources that a request's filters leave. Throws `Refusal` for a filter that the operation does not have. */
export function filtered(
  row: Kind,
  resources: readonly Resource[],
  input: Record<string, unknown>,
  tagged: boolean | undefined,
): readonly Resource[] {
  const known = filterPaths(row.call.split ? [row.call.split.filter, ...(row.filters ?? [])] : row.filters);
  let left = resources;
  for (const filter of filtersOf(input)) {
    if (isRouteSearch(row.call.operation, filter.name)) {
      left = searchRoutes(filter.name, filter.values, left);
      continue;
    }
    const matches = matcherOf(filter, known, tagged !== false);
    left = left.filter((resource) => matches(resource.data));
  }
  return left;
}

function filtersOf(input: Record<string, unknown>): Filter[] {
  const filters = (input.Filters ?? input.Filter ?? []) as { Name?: string; Values?: unknown[] }[];
  return filters.map(({ Name: name, Values: values = [] }) => {
    if (!name) throw new Refusal('InvalidParameterValue', 'The filter has no name');
    if (values.length > MOST_VALUES) {
      throw new Refusal('FilterLimitExceeded', `The filter '${name}' has more than ${MOST_VALUES} values`);
    }
    return { name, values: values.map(textOf) };
  });
}

function matcherOf({ name, values }: Filter, known: Map<string, string>, tagged: boolean): (item: unknown) => boolean {
  const wanted = anyOf(values);
  if (tagged && name === 'tag-key') return (item) => tagsOf(item).some((tag) => wanted(textOf(tag.Key)));
  if (tagged && name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return (item) => tagsOf(item).some((tag) => tag.Key === key && wanted(textOf(tag.Value)));
  }
  const steps = known.get(name)?.split('.');
  if (!steps) throw new Refusal('InvalidParameterValue', `The filter '${name}' is invalid`);
  return (item) => reaches(item, steps, 0, wanted);
}

/** Whether anything at the path, through every list on the way, is wanted. */
function reaches(value: unknown, steps: readonly string[], at: number, wanted: (text: string) => boolean): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some((element) => reaches(element, steps, at, wanted));
  const step = steps[at];
  if (step === undefined) return typeof value !== 'object' && wanted(textOf(value));
  return isRecord(value) && Object.hasOwn(value, step) && reaches(value[step], steps, at + 1, wanted);
}

interface Tag {
  Key?: string;
  Value?: string;
}

function tagsOf(item: unknown): Tag[] {
  const { Tags, TagSet } = item as { Tags?: Tag[]; TagSet?: Tag[] };
  return Tags ?? TagSet ?? [];
}

/** Everything is compared by its text, also booleans, numbers and dates. */
const textOf = (value: unknown): string => String(value ?? '');
