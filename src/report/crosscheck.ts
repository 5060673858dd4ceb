/** AWS's verdicts beside ours; disagreements with both explanations. */
import type { Check, Explanation } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import { componentText, withoutSubject } from './ladder.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { distinctSteps } from './verdict.ts';
import { counted, moment } from './words.ts';

export interface Crosschecked {
  checks: readonly Check[];
  /** Analyses that have no answer. */
  unfinished: number;
  takenAt: string;
}

export const agreementOf = (checks: readonly Check[]): { agree: number; disagree: number; open: number } => ({
  agree: checks.filter(({ agrees }) => agrees === true).length,
  disagree: checks.filter(({ agrees }) => agrees === false).length,
  open: checks.filter(({ agrees }) => agrees === undefined).length,
});

export function crosscheckText({ checks, unfinished, takenAt }: Crosschecked, style: Style): string {
  if (!checks.length) return `${noneLines(unfinished, style).join('\n')}\n`;
  const { agree, disagree, open } = agreementOf(checks);
  const counts = [
    style.paint(agree ? 'good' : 'quiet', `${agree} agree`),
    style.paint(disagree ? 'bad' : 'quiet', `${disagree} disagree`),
    style.paint(open ? 'warning' : 'quiet', `${open} cannot be compared`),
  ];
  const sorted = [...checks].sort((a, b) => order(a) - order(b));
  return `${[
    `${style.paint('heading', counted(checks.length, 'path'))} of Reachability Analyzer · ${counts.join(' · ')}`,
    ...wrap(style.paint('quiet', 'AWS judges the way there, for IPv4; so does hopscope here.'), style),
    ...(unfinished ? [style.paint('quiet', `${counted(unfinished, 'more analysis')} without an answer`)] : []),
    ...sorted.flatMap((check) => ['', ...checkLines(check, takenAt, style)]),
  ].join('\n')}\n`;
}

const order = ({ agrees }: Check): number => (agrees === false ? 0 : agrees === undefined ? 1 : 2);

function checkLines(check: Check, takenAt: string, style: Style): string[] {
  const { agrees, path, name, from, to, protocol, port, aws, ours, why } = check;
  const sign = agrees === undefined ? style.paint('warning', '?') : agrees ? style.paint('good', '✓') : style.paint('bad', '✗');
  const title = `${path}${name ? ` “${name}”` : ''} · ${from} → ${to} ${protocol}${port === undefined ? '' : ` ${port}`}`;
  const verdicts = `AWS: ${aws} · hopscope: ${ours ?? 'not asked'}`;
  return [
    ...wrap(`${sign} ${forTerminal(title)}`, style, '', '  '),
    ...wrap(forTerminal(verdicts), style, '  ', '    '),
    ...(why ? wrap(forTerminal(`There is nothing to compare: ${why}.`), style, '  ', '    ') : []),
    ...(agrees === false || ours === 'unknown' ? reasonLines(check, takenAt, style) : []),
  ];
}

function reasonLines({ explanations, reply, startedAt }: Check, takenAt: string, style: Style): string[] {
  const path = reply?.shown.path;
  const steps = distinctSteps([...(path?.blockers ?? []), ...(path?.unknowns ?? [])]);
  const ours = steps.map(
    ({ at, because, code }) => `${componentText(at)}: ${withoutSubject(because, at)}${code ? ` (${code})` : ''}`,
  );
  const reasons = (who: string, texts: readonly string[], otherwise: string): string[] =>
    (texts.length ? texts : [otherwise]).flatMap((text) => wrap(forTerminal(`${who}: ${text}`), style, '    ', '      '));
  return [
    ...reasons('AWS', explanations.map(explanationText), 'found a path and explains no more'),
    ...reasons('hopscope', ours, 'nothing is in the way'),
    ...(startedAt && startedAt !== takenAt
      ? wrap(
          style.paint('quiet', forTerminal(`AWS looked at ${moment(startedAt)}, the snapshot is of ${moment(takenAt)}.`)),
          style,
          '    ',
        )
      : []),
  ];
}

const explanationText = ({ code, direction, ids }: Explanation): string =>
  [code, direction, ids.length ? `at ${ids.join(', ')}` : ''].filter(Boolean).join(' ');

function noneLines(unfinished: number, style: Style): string[] {
  const why = unfinished
    ? `None of the ${counted(unfinished, 'Reachability Analyzer analysis')} in the snapshot has an answer.`
    : 'The snapshot holds no analysis of Reachability Analyzer, so there is nothing to compare with.';
  return [
    ...wrap(why, style),
    '',
    ...wrap('To make one (AWS charges for each analysis, and hopscope itself only reads), then scan again:', style),
    ...[
      'aws ec2 create-network-insights-path --source eni-… --destination eni-… --protocol tcp --destination-port 443',
      'aws ec2 start-network-insights-analysis --network-insights-path-id nip-…',
    ].map((line) => `  ${style.paint('command', line)}`),
  ];
}
