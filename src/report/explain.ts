/** What a rule, a code or a finding is about: why it matters, the proof, what mends it. */
import type { Judged } from '../findings/mutes.ts';
import { remedyText } from '../findings/remedy.ts';
import type { Rule } from '../findings/rule.ts';
import type { Statement } from '../findings/trust.ts';
import { type Code, troubleOf } from '../reach/index.ts';
import { codeMeanings } from '../reach/walk/code-meanings.ts';
import { forTerminal, linesForTerminal } from './escape.ts';
import { costText, type Told } from './findings.ts';
import { severityMeans, subjectText } from './findings-text.ts';
import { ladderLines, rungs } from './ladder.ts';
import type { Style } from './style.ts';
import { table, wrap } from './table.ts';

const section = (title: string, text: string, style: Style): string[] => [
  style.paint('heading', title),
  ...wrap(text, style, '  '),
];

export function ruleText({ id, title, severity, why, fix, see, needs, maps }: Rule, style: Style): string {
  const { fsbp = [], cis = [] } = maps ?? {};
  const known = [
    ...(fsbp.length ? [`Security Hub: ${fsbp.join(', ')}`] : []),
    ...(cis.length ? [`CIS AWS Foundations 5.0: ${cis.join(', ')}`] : []),
  ];
  return blocksText([
    wrap(`${style.paint(severityMeans[severity], severity)} ${style.paint('heading', title)} ${style.paint('quiet', id)}`, style),
    section('Why', why, style),
    section('What to do', fix, style),
    ...(known.length ? [section('Also known as', known.join(' · '), style)] : []),
    section('Needs', needs.join(', '), style),
    [style.paint('heading', 'See'), `  ${see}`],
  ]);
}

/** A statement about coverage. */
export const statementText = ({ id, title, severity, why, fix, see }: Statement, style: Style): string =>
  blocksText([
    wrap(`${style.paint(severityMeans[severity], severity)} ${style.paint('heading', title)} ${style.paint('quiet', id)}`, style),
    section('Why', `${why} It is about coverage, and no finding.`, style),
    section('What to do', fix, style),
    [style.paint('heading', 'See'), `  ${see}`],
  ]);

export const codeText = (code: Code, style: Style): string =>
  blocksText([
    [`${style.paint('heading', code)} ${style.paint('quiet', `· ${troubleOf(code)}`)}`],
    wrap(codeMeanings[code], style, '  '),
    wrap(
      code.startsWith('HOPSCOPE_')
        ? 'A code of hopscope’s own: Reachability Analyzer has none for it.'
        : 'A code of AWS Reachability Analyzer: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html',
      style,
      '  ',
    ),
  ]);

export function findingText(finding: Judged, rule: Rule, manifest: Told['manifest'], terraform: boolean, style: Style): string {
  const { severity, message, evidence, path, fix, fingerprint, muted, accepted } = finding;
  const lived = muted
    ? [wrap(`Muted until ${muted.expires} by ${forTerminal(muted.owner)}: ${forTerminal(muted.reason)}`, style)]
    : accepted
      ? [['Accepted by the baseline']]
      : [];
  return blocksText([
    [
      ...wrap(
        `${style.paint(severityMeans[severity], severity)} ${style.paint('heading', rule.title)} ${style.paint('quiet', rule.id)}`,
        style,
      ),
      ...wrap(forTerminal(message), style, '  '),
      ...wrap(style.paint('quiet', forTerminal(subjectText(finding, manifest))), style, '  '),
    ],
    ...lived,
    section('Why', rule.why, style),
    [
      style.paint('heading', 'Evidence'),
      ...evidence.flatMap(({ id, text }) =>
        wrap(`${style.paint('command', forTerminal(id))} ${forTerminal(text)}`, style, '  ', '    '),
      ),
    ],
    ...(path ? [[style.paint('heading', 'The way there'), ...ladderLines(rungs(path.forward), style)]] : []),
    ...(path?.reply.length ? [[style.paint('heading', 'The way back'), ...ladderLines(rungs(path.reply), style)]] : []),
    [
      ...section('What to do', rule.fix, style),
      ...fix.map(remedyText).flatMap((one) => [
        ...wrap(`→ ${forTerminal(one.text)}`, style, '    ', '      '),
        ...linesForTerminal(terraform ? one.terraform : one.command)
          .split('\n')
          .map((line) => `        ${style.paint('command', line)}`),
      ]),
    ],
    ...(finding.cost ? [section('Cost', `${costText(finding)} (${finding.cost.because})`, style)] : []),
    [`${style.paint('heading', 'See')} ${rule.see}`, `${style.paint('quiet', 'Fingerprint')} ${forTerminal(fingerprint)}`],
  ]);
}

export const rulesText = (rules: readonly Pick<Rule, 'id' | 'severity' | 'title'>[], style: Style): string =>
  `${table(
    [{ title: 'rule', whole: true }, { title: 'severity', whole: true }, { title: 'finds' }],
    rules.map(({ id, severity, title }) => [id, { text: severity, means: severityMeans[severity] }, title]),
    style,
  ).join('\n')}\n`;

const blocksText = (blocks: readonly (readonly string[])[]): string =>
  `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
