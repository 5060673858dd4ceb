/** An audit by the controls of Security Hub and CIS, in every format. */
import { byControl, type ControlResult, type Status, statuses } from '../findings/compliance.ts';
import { controlLists, type Standard, standards } from '../findings/controls.ts';
import { csvText } from './csv.ts';
import { forMarkdown, markdownCode } from './escape.ts';
import { countsText, type Told } from './findings.ts';
import type { Meaning, Style } from './style.ts';
import { table, wrap } from './table.ts';
import { digits, listed, moment, shortened } from './words.ts';

const means: Record<Status, Meaning> = {
  failed: 'bad',
  'not evaluated': 'warning',
  passed: 'good',
  'not covered': 'quiet',
};

export const controlsOf = ({ audit, findings, notEvaluated }: Told): ControlResult[] =>
  byControl({ rules: audit.rules, findings, notEvaluated });

/** `12 failed, 3 not evaluated, 9 passed and 30 not covered`. */
const countText = (results: readonly ControlResult[]): string =>
  listed(
    statuses.flatMap((status) => {
      const count = results.filter((one) => one.status === status).length;
      return count > 0 ? [`${digits(count)} ${status}`] : [];
    }),
  );

const proofOf = ({ findings, rules, notEvaluated, because }: ControlResult): string =>
  [
    ...(findings.length ? [countsText(findings)] : []),
    ...(notEvaluated ? [`${digits(notEvaluated)} not evaluated`] : []),
    ...(rules.length ? [shortened(rules, 4)] : []),
    ...(because ? [because] : []),
  ].join(' · ');

const byStandard = (results: readonly ControlResult[]): [Standard, ControlResult[]][] => [
  ...Map.groupBy(results, ({ standard }) => standard),
];

const scope = 'Only what is about networks; passed means that every rule asked could be judged everywhere and found nothing.';

export function controlsText(told: Told, style: Style): string {
  const blocks = byStandard(controlsOf(told)).map(([standard, results]) => [
    ...wrap(`${style.paint('heading', standards[standard])}: ${countText(results)}`, style, '', '  '),
    ...table(
      [{ title: 'control', whole: true }, { title: 'status', whole: true }, { title: 'asks that' }, { title: 'by' }],
      results.map((one) => [one.id, { text: one.status, means: means[one.status] }, one.title, proofOf(one)]),
      style,
      '  ',
    ),
  ]);
  const { id, takenAt } = told.manifest;
  const foot = `${scope} Lists of ${controlLists.asOf}, on the snapshot ${id} of ${moment(takenAt)}.`;
  return `${[...blocks, wrap(style.paint('quiet', foot), style)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

export const controlsMarkdown = (told: Told): string =>
  [
    '# Controls',
    '',
    `${scope} Lists of ${controlLists.asOf}, on the snapshot ${markdownCode(told.manifest.id)} of ${moment(told.manifest.takenAt)}.`,
    ...byStandard(controlsOf(told)).flatMap(([standard, results]) => [
      '',
      `## ${standards[standard]}: ${countText(results)}`,
      '',
      '| control | status | asks that | by |',
      '| --- | --- | --- | --- |',
      ...results.map((one) => `| ${one.id} | ${one.status} | ${forMarkdown(one.title)} | ${forMarkdown(proofOf(one))} |`),
    ]),
    '',
  ].join('\n');

export const controlsCsv = (told: Told): string =>
  csvText(
    ['standard', 'control', 'status', 'title', 'findings', 'not evaluated', 'rules', 'fingerprints'],
    controlsOf(told).map(({ standard, id, status, title, findings, notEvaluated, rules }) => [
      ...[standards[standard], id, status, title, findings.length, notEvaluated, rules.join(' ')],
      findings.map(({ fingerprint }) => fingerprint).join('; '),
    ]),
  );

export const controlJson = ({ standard, findings, ...one }: ControlResult): Record<string, unknown> => ({
  ...one,
  standard: standards[standard],
  findings: findings.map(({ fingerprint }) => fingerprint),
});
