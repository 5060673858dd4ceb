/** Prefix lists, AWS's and customers': their entries as a table. */
import { type PrefixTable, parsePrefix, prefixTable } from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { type Entity, entityOf } from './entity.ts';

export interface PrefixList extends Entity {
  readonly table: PrefixTable<string>;
}

export function prefixListOf(resource: Resource, entries: readonly Resource[]): PrefixList {
  const prefixes = entries.flatMap(({ data }) => {
    const prefix = parsePrefix(data.Cidr ?? '');
    return prefix ? [{ prefix, value: data.Cidr as string }] : [];
  });
  return { ...entityOf(resource), table: prefixTable(prefixes) };
}
