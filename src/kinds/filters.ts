/** How the name of an AWS filter tells which member of a resource it looks at. */

/** A filter as a row writes it: its name where the path follows from it, else its name and its path. */
export type RowFilter = string | readonly [name: string, path: string];

/**
 * The path that follows from a filter's name: split at the dots, each part from kebab-case to PascalCase.
 * `options.amazon-side-asn` → `Options.AmazonSideAsn`. Whoever reads a path walks through the lists on its way.
 * `tag:<key>` and `tag-key` work for every resource with tags and stand in no row.
 */
export const filterPath = (name: string): string => name.split('.').map(pascal).join('.');

const pascal = (part: string): string =>
  part
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** Filters that share a beginning which is not what the member is called: `entry.egress` looks at `Entries.Egress`. */
export const under = (name: string, path: string, rest: readonly RowFilter[]): RowFilter[] =>
  rest.map((filter) => {
    const [restName, restPath] = typeof filter === 'string' ? [filter, filterPath(filter)] : filter;
    return [`${name}.${restName}`, `${path}.${restPath}`] as const;
  });

/** Every filter of a row, by name, with the path that it looks at. */
export const filterPaths = (filters: readonly RowFilter[] = []): Map<string, string> =>
  new Map(filters.map((filter) => (typeof filter === 'string' ? [filter, filterPath(filter)] : filter)));
