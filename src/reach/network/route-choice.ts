/** How the routes of a table stand to one another at an address: which cover it, which rival the winner, and why that one won (R3–R5). */
import { type Address, covers, type Entry, familyOf } from '../../net/index.ts';
import type { Missing } from './coverage.ts';
import { LOCAL, type Route, type RouteTable } from './route-table.ts';

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
