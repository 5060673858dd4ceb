/** What a scan would ask AWS, from the rows alone. */
import { actionOf, type Kind } from '../kinds/index.ts';
import type { Style } from './style.ts';
import { table, wrap } from './table.ts';
import { counted, inSentence, listed, plural, titleOf } from './words.ts';

export interface Planned {
  kind: string;
  action: string;
  where: 'each Region' | 'each account';
  /** How often it is asked there: once, or once for each resource of another kind. */
  often: string;
  /** It is not asked where there is none of these kinds. */
  onlyWith?: readonly string[];
}

export interface Plan {
  /** Who signs in: profiles, roles. */
  as: string[];
  regions: string;
  calls: Planned[];
  /** Calls that are made whatever there is, in an account and in each of its Regions. */
  least: { account: number; region: number };
}

export function planOf(rows: readonly Kind[], as: readonly string[], regions: string): Plan {
  const calls = rows.map((row): Planned => {
    const { over, pageSize } = row.call;
    const pages = pageSize ? `, ${pageSize} a page` : '';
    return {
      kind: row.kind,
      action: actionOf(row),
      where: row.scope === 'global' ? 'each account' : 'each Region',
      often: oftenOf(over) + pages,
      ...(row.onlyWith && { onlyWith: row.onlyWith }),
    };
  });
  const sure = rows.filter((row) => !row.call.over && !row.onlyWith);
  const region = sure.filter((row) => row.scope !== 'global').length;
  return { as: [...as], regions, calls, least: { account: sure.length - region, region } };
}

/** How often a call that fans out is made. */
function oftenOf(over: Kind['call']['over']): string {
  if (!over) return 'once';
  return over.kind ? `for each ${inSentence(titleOf(over.kind))}` : `${over.points({}, '').length} times`;
}

export function planText({ as, regions, calls, least }: Plan, style: Style): string {
  const rows = calls.map(({ kind, action, where, often, onlyWith }) => [
    kind,
    action,
    where,
    often,
    onlyWith ? `where there are ${listed(onlyWith.map((each) => plural(inSentence(titleOf(each)))))}` : '',
  ]);
  const columns = ['kind', 'call', 'in', 'how often', 'only'].map((title) => ({ title }));
  return `${[
    `Would sign in ${listed(as)}, and ask ${regions}:`,
    '',
    ...table(columns, rows, style),
    '',
    ...wrap(
      `At least ${counted(least.account, 'call')} for an account and ${counted(least.region, 'call')} for a Region; every call only reads. Nothing was called.`,
      style,
    ),
  ].join('\n')}\n`;
}
