/** Between an operation's answer and the resources of a row: what a page holds, and which questions a fan-out asks. */
import type { Kind, Point } from './kind.ts';
import { pagesOf } from './services.ts';

/** The resources in one page of a row's operation. */
export function itemsOf(row: Kind, page: Record<string, unknown>): unknown[] {
  const { items, within, also } = row.call;
  if (items === '.') {
    const tokens = new Set(pagesOf(row.call).next);
    return [Object.fromEntries(Object.entries(page).filter(([name]) => !tokens.has(name)))];
  }
  const list = [page[items], also && page[also.items]].flat().filter((item) => item !== undefined && item !== null);
  if (!within) return list;
  return (list as Record<string, unknown>[]).flatMap((outer) => {
    const { [within.list]: inner, ...rest } = outer;
    return ((inner as object[] | undefined) ?? []).map((item) => ({ ...item, [within.as]: rest }));
  });
}

/**
 * The questions of a row that fans out, over `items` of the kind that it fans out over (`owner` is that kind's), or over nothing.
 * Asked by an account in a Region.
 */
export function pointsOf(
  row: Kind,
  owner: Kind['owner'],
  items: readonly unknown[] | undefined,
  { account, region }: { account: string; region: string },
): Point[] {
  const over = row.call.over!;
  const parents = over.kind ? (items ?? []) : [{}];
  const mine = over.shared || !over.kind ? parents : parents.filter((item) => (owner?.(item) ?? account) === account);
  // Two parents can lead to the same question: two policies to one rule group.
  return [...new Map(mine.flatMap((item) => over.points(item, region)).map((point) => [point.key, point])).values()];
}

/** The key of the question that an item answers; of several questions in one call, the item itself tells which. */
export function parentOf(row: Kind, item: unknown, points: readonly Point[]): string | undefined {
  const batch = row.call.over?.batch;
  return batch && points.length ? batch.keyOf(item) : points[0]?.key;
}
