/** One resource on a sheet: what it is, the rules that hold for it, what it is connected with, and all that AWS says of it. */
import { isKind, kindNamed, refsOf, tagsOf } from '../../kinds/index.ts';
import type { Network } from '../../reach/index.ts';
import { ownerOfInterface } from '../../reach/network/owner.ts';
import { forTerminal } from '../../report/escape.ts';
import { cellText } from '../../report/listing.ts';
import { thingText } from '../../report/owner-text.ts';
import { fields } from '../../report/resource.ts';
import { table, wrap } from '../../report/table.ts';
import { inSentence, plural, titleOf } from '../../report/words.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import { factsOf } from '../model/facts.ts';
import { rowsOfReport, span } from '../screen/row.ts';
import type { Line, Section, Sheet } from './answers.ts';
import { effective } from './effective.ts';
import { arnOf, consoleUrl } from './names.ts';
import { type LookUp, linesOf, paneStyle, section, sheet } from './sheet.ts';

export interface Surroundings {
  readonly network: Network;
  readonly at: LookUp;
  /** What names a thing, and what it is called. */
  referrers(resource: Resource): readonly Resource[];
  nameOf(kind: string, id: string): string | undefined;
}

export function detail(around: Surroundings, resource: Resource, width: number): Sheet {
  const { at } = around;
  const style = paneStyle(width);
  const { kind, id, account, region, data } = resource;
  const row = kindNamed(kind);
  const name = around.nameOf(kind, id);
  const { cause } = factsOf(resource);
  const text = (words: string): Line[] => wrap(forTerminal(words), style).map((line) => ({ row: rowsOfReport(line)[0] ?? [] }));
  const head: Line[] = [
    { row: [span(`${row.title} `, 'quiet'), span(forTerminal(name ?? id), 'heading')] },
    ...(name && name !== id ? [{ row: [span(forTerminal(id), 'quiet')] }] : []),
    { row: [span(`${region === 'global' ? 'account-wide' : region} · account ${account}`, 'quiet')] },
    ...text(sentence(around, resource)),
    ...(cause ? [{ row: [span('⚠ ', 'warning'), span(forTerminal(cause), 'warning')] }] : []),
  ];
  const url = consoleUrl(resource);
  const arn = arnOf(resource);
  const { Tags: _, TagSet: __, tags: ___, ...own } = data as Record<string, unknown>;
  const tags = Object.entries(tagsOf(data)).map(
    ([key, value]): Line => ({ row: [span(`${forTerminal(key)} `, 'quiet'), span(forTerminal(value))] }),
  );
  const links = [...(arn ? [`ARN ${arn}`] : []), ...(url ? [`Console ${url}`] : [])];
  return sheet([
    section(undefined, head),
    ...effective(around.network, resource, at),
    ...relations(around, resource, width),
    section('Tags', tags),
    section('As AWS says it', linesOf(fields(own, '').join('\n'))),
    section(
      'Elsewhere',
      links.map((line) => ({ row: [span(forTerminal(line), 'quiet')] })),
    ),
  ]);
}

/** What it is, in one sentence. */
function sentence({ network }: Surroundings, { kind, id }: Resource): string {
  const one = kind === 'network-interface' ? network.interfaces.get(id) : undefined;
  const owner = one && ownerOfInterface(network, one);
  const whose = owner && owner.id !== id ? ` It belongs to the ${thingText(owner)}.` : '';
  return `${kindNamed(kind).about}${whose}`;
}

/** More of one kind than these are counted. */
const MOST = 12;

function relations({ at, nameOf, referrers }: Surroundings, resource: Resource, width: number): Section[] {
  const to = refsOf(kindNamed(resource.kind), resource).map(({ kind, id }) => ({ kind, id }));
  const from = referrers(resource).filter((other) => other.kind !== 'security-group-rule' || resource.kind !== 'security-group');
  const details = from.filter((other) => kindNamed(other.kind).detailOf === resource.kind);
  const users = from.filter((other) => !details.includes(other));
  const line = ({ kind, id }: { kind: string; id: string }): Line => {
    const name = nameOf(kind, id);
    const known = at(id);
    const shown = [
      span(`${inSentence(titleOf(kind))} `, 'quiet'),
      span(forTerminal(name ?? id), known ? 'command' : 'plain'),
      ...(name && name !== id ? [span(` ${forTerminal(id)}`, 'quiet')] : []),
    ];
    return { row: known ? shown : [...shown, span(' · not in the snapshot', 'quiet')], ...(known && { to: { ...known, kind } }) };
  };
  const listed = (things: readonly { kind: string; id: string }[]): Line[] =>
    [...Map.groupBy(things, ({ kind }) => kind).values()].flatMap((group) => [
      ...group.slice(0, MOST).map(line),
      ...(group.length > MOST
        ? [
            {
              row: [
                span(`… and ${group.length - MOST} more ${plural(inSentence(titleOf(group[0]!.kind)))}: w lists them`, 'quiet'),
              ],
            },
          ]
        : []),
    ]);
  const unique = (all: readonly { kind: string; id: string }[]) => [
    ...new Map(all.map((one) => [`${one.kind} ${one.id}`, one])).values(),
  ];
  return [
    section('Leads to', listed(unique(to))),
    section('Named by', listed(unique(users))),
    ...[...Map.groupBy(details, ({ kind }) => kind)].map(([kind, group]) =>
      section(titleOf(kind), detailLines(kind, group, width)),
    ),
  ];
}

/** A table where the kind has columns for one; else all that AWS says. */
function detailLines(kind: string, details: readonly Resource[], width: number): Line[] {
  const columns = Object.entries(isKind(kind) ? (kindNamed(kind).columns ?? {}) : {});
  const shown = details.slice(0, 200);
  if (columns.length === 0) return shown.flatMap((one) => linesOf(fields(one.data, '').join('\n')));
  const rows = shown.map(({ data }) => columns.map(([, read]) => cellText(read(data))));
  const lines = rowsOfReport(
    table(
      columns.map(([title]) => ({ title })),
      rows,
      paneStyle(width),
    ).join('\n'),
  );
  return lines.map((row, index) => {
    const one = shown[index - 1];
    return one ? { row, to: { kind, id: one.id, account: one.account, region: one.region } } : { row };
  });
}
