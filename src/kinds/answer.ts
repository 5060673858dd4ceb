/** Between an operation's answer and the resources of a row: what a page holds, and which questions a fan-out asks. */
import type { Kind, Point } from './kind.ts';
import { services } from './services.ts';

/** The resources in one page of a row's operation. */
export function itemsOf(row: Kind, page: Record<string, unknown>): unknown[] {
  const { items, within, service } = row.call;
  if (items === '.') {
    const { [services[service].pages.next]: _, ...whole } = page;
    return [whole];
  }
  const member = page[items];
  const list = member === undefined || member === null ? [] : Array.isArray(member) ? member : [member];
  if (!within) return list;
  return list.flatMap((outer: Record<string, unknown>) => {
    const { [within.list]: inner, ...rest } = outer;
    return ((inner as object[] | undefined) ?? []).map((item) => ({ ...item, [within.as]: rest }));
  });
}

/** The questions of a row that fans out, over `items` of the kind that it fans out over. `account` is who asks. */
export function pointsOf(row: Kind, owner: Kind['owner'], items: readonly unknown[], account: string): Point[] {
  const over = row.call.over!;
  const mine = over.shared ? items : items.filter((item) => (owner?.(item) ?? account) === account);
  return mine.flatMap((item) => over.points(item));
}
