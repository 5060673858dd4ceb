/** What a scan would ask AWS, from the rows alone. */
import { actionOf, type Kind } from '../kinds/index.ts';
import { services } from '../kinds/services.ts';
import type { Style } from './style.ts';
import { table, wrap } from './table.ts';
import { counted, digits, inSentence, listed, plural, titleOf } from './words.ts';

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

/** The plan in short: of each service how many calls there are, whatever is found and for what is. */
export function planInShort(rows: readonly Kind[], style: Style): string[] {
  const byService = Map.groupBy(rows, ({ call }) => call.service);
  const cells = [...byService].map(([service, mine]) => {
    const { least, calls } = planOf(mine, [], '');
    const more = calls.length - least.account - least.region;
    const shown = (count: number): string => (count ? digits(count) : '·');
    return [services[service].title, shown(least.account), shown(least.region), shown(more)];
  });
  const right = 'right' as const;
  const columns = [
    { title: 'service' },
    { title: 'an account', align: right },
    { title: 'a Region', align: right },
    { title: 'if there is what they ask about', align: right },
  ];
  const { least } = planOf(rows, [], '');
  return [
    ...table(columns, cells, style),
    '',
    ...wrap(
      `At least ${leastText(least)}, more where a list has many pages. Every call only reads, and none is made yet.`,
      style,
    ),
  ];
}

const leastText = ({ account, region }: Plan['least']): string =>
  `${counted(account, 'call')} for an account and ${counted(region, 'call')} for a Region`;

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
    ...wrap(`At least ${leastText(least)}; every call only reads. Nothing was called.`, style),
  ].join('\n')}\n`;
}
