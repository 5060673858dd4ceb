/** The gravest findings; those that would read alike are one row, which says how many they are. */
import { severities } from '../../findings/rule.ts';
import { digits } from '../../report/words.ts';
import type { Told } from '../desk/news.ts';
import { remembered } from '../remembered.ts';
import { type Row, span } from '../screen/row.ts';
import { fresh, type State } from '../state/state.ts';
import { severityMark } from './marks.ts';
import type { Target } from './view.ts';

/** Findings of one rule about what people call the same; `ids`: of what they are about. */
interface Alike {
  readonly first: Told;
  readonly count: number;
  readonly ids: readonly string[];
  readonly regions: readonly string[];
}

/** The gravest `most` rows, and how many findings are in none of them. */
export const gravest = remembered((findings: State['findings'], most: number): { rows: readonly Alike[]; more: number } => {
  const sorted = findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const alike = Map.groupBy(sorted, ({ rule, who }) => JSON.stringify([rule, who]));
  const of = (same: readonly Told[], member: 'id' | 'region'): string[] => [
    ...new Set(same.map(({ subject }) => subject[member])),
  ];
  const rows = [...alike.values()]
    .slice(0, most)
    .map((same): Alike => ({ first: same[0]!, count: same.length, ids: of(same, 'id'), regions: of(same, 'region') }));
  return { rows, more: findings.length - rows.reduce((sum, { count }) => sum + count, 0) };
});

export const gravestRow = ({ first: { severity, title, who }, count, regions }: Alike, isPlaced: boolean): Row => [
  ...severityMark(severity),
  span(count > 1 ? ` ${digits(count)} × ${title}` : ` ${title}`, severity),
  span(` · ${who}${isPlaced ? ` · ${regions.join(', ')}` : ''}`, 'quiet'),
];

/** To its proof; to the list of all of them where they are several. */
export const gravestTarget = ({ first: { rule, who, fingerprint }, count, ids }: Alike): Target => ({
  screen:
    count === 1 ? fresh('finding', { fingerprint }) : fresh('findings', { filter: `${rule} ${ids.length === 1 ? ids[0] : who}` }),
});
