/** What to mend first, in every format. */
import { type Plan, type PlanStep, planOf } from '../findings/plan.ts';
import { csvText } from './csv.ts';
import { forMarkdown, forTerminal, linesForTerminal, markdownCode } from './escape.ts';
import { costText, countsText, savingText, type Told } from './findings.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted, digits, shortened } from './words.ts';

/** More steps than these are counted, unless all are asked for. */
const MOST = 10;

const headText = ({ steps, words }: Plan): string => {
  const ended = steps.reduce((sum, { ends }) => sum + ends.length, 0);
  const changes = steps.reduce((sum, one) => sum + one.changes.length, 0);
  const rest = words.length > 0 ? `; ${counted(words.length, 'finding')} need more than a change` : '';
  return `${counted(changes, 'change')} in ${counted(steps.length, 'step')} end ${counted(ended, 'finding')}${rest}`;
};

const rulesOf = ({ ends }: PlanStep): string => shortened([...new Set(ends.map(({ rule }) => rule))].sort(), 4);

const endsText = (step: PlanStep): string => {
  const { ends } = step;
  const saving = savingText(ends);
  return `ends ${counted(ends.length, 'finding')}: ${countsText(ends)} (${rulesOf(step)})${saving ? ` · ${saving}` : ''}`;
};

export function planText(told: Told, all: boolean, style: Style): string {
  const plan = planOf(told.findings);
  const shown = all ? plan.steps : plan.steps.slice(0, MOST);
  const left = plan.steps.length - shown.length;
  const blocks = [
    wrap(style.paint('heading', headText(plan)), style, '', '  '),
    ...shown.map((step, at) => [
      ...wrap(`${at + 1}. ${step.changes.map(({ text }) => forTerminal(text)).join('; ')}`, style, '', '   '),
      ...wrap(style.paint('quiet', forTerminal(endsText(step))), style, '   '),
      ...step.changes.flatMap(({ command }) =>
        linesForTerminal(command)
          .split('\n')
          .map((line) => `     ${style.paint('command', line)}`),
      ),
    ]),
    ...(left > 0 ? [wrap(`${counted(left, 'step')} more: ${style.paint('command', '--all')} shows them.`, style)] : []),
    ...(plan.words.length > 0
      ? [
          [
            `${digits(plan.words.length)} without a change to show:`,
            ...wrap(shortened([...new Set(plan.words.map(({ rule }) => rule))].sort(), 8), style, '  '),
          ],
        ]
      : []),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

export function planMarkdown(told: Told): string {
  const plan = planOf(told.findings);
  return [
    `# ${headText(plan)}`,
    ...plan.steps.flatMap((step, at) => [
      '',
      `## ${at + 1}. ${forMarkdown(step.changes.map(({ text }) => text).join('; '))}`,
      '',
      forMarkdown(endsText(step)),
      '',
      ...step.changes.map(({ command }) => `- ${markdownCode(command)}`),
    ]),
    ...(plan.words.length
      ? ['', '## Without a change to show', '', ...plan.words.map(({ message }) => `- ${forMarkdown(message)}`)]
      : []),
    '',
  ].join('\n');
}

export const planCsv = (told: Told): string =>
  csvText(
    ['step', 'score', 'change', 'command', 'ends', 'counts', 'rules', 'fingerprints'],
    planOf(told.findings).steps.flatMap((step, at) =>
      step.changes.map(({ text, command }) => [
        ...[at + 1, Math.round(step.score * 100) / 100, text, command, step.ends.length, countsText(step.ends), rulesOf(step)],
        step.ends.map(({ fingerprint }) => fingerprint).join('; '),
      ]),
    ),
  );

export function planJson(told: Told): object {
  const { steps, words } = planOf(told.findings);
  return {
    snapshot: told.manifest.id,
    steps: steps.map((step) => ({
      score: step.score,
      changes: step.changes,
      ends: step.ends.map((one) => ({
        fingerprint: one.fingerprint,
        severity: one.severity,
        ...(one.cost && { cost: costText(one) }),
      })),
    })),
    withoutChange: words.map(({ fingerprint }) => fingerprint),
  };
}
