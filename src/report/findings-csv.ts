/** Findings, and what was not evaluated, as CSV: one a line. */
import { ruleNamed } from '../findings/index.ts';
import { remedyText } from '../findings/remedy.ts';
import { statementNamed } from '../findings/trust.ts';
import { csvText } from './csv.ts';
import type { Told } from './findings.ts';

const columns = [
  ...['state', 'severity', 'rule', 'title', 'account', 'region', 'kind', 'id', 'name', 'message', 'evidence'],
  ...['fix', 'commands', 'fsbp', 'cis', 'muted', 'monthly cost', 'currency', 'cost because', 'fingerprint'],
];

export function findingsCsv({ findings, notEvaluated, stated }: Told): string {
  const found = findings.map((one) => {
    const { title } = ruleNamed(one.rule);
    const { account, region, kind, id, name } = one.subject;
    const fixes = one.fix.map(remedyText);
    return [
      one.muted ? 'muted' : one.accepted ? 'accepted' : 'open',
      ...[one.severity, one.rule, title, account, region, kind, id, name, one.message],
      one.evidence.map((each) => `${each.id}: ${each.text}`).join('; '),
      ...[fixes.map(({ text }) => text).join('; '), fixes.map(({ command }) => command).join('; ')],
      ...[one.maps?.fsbp?.join(' '), one.maps?.cis?.join(' ')],
      one.muted && `until ${one.muted.expires} by ${one.muted.owner}: ${one.muted.reason}`,
      ...[one.cost?.monthly?.toFixed(2), one.cost?.currency, one.cost?.because],
      one.fingerprint,
    ];
  });
  const open = notEvaluated.map(({ rule, place, subject, because }) => [
    ...['not evaluated', ruleNamed(rule).severity, rule, ruleNamed(rule).title, place.account, place.region],
    ...[subject?.kind, subject?.id, subject?.name, because],
  ]);
  const about = stated.map(({ rule, severity, place, message }) => [
    ...['coverage', severity, rule, statementNamed(rule)?.title, place.account, place.region],
    ...[undefined, undefined, undefined, message],
  ]);
  return csvText(columns, [...found, ...open, ...about]);
}
