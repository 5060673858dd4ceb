/** What is wrong, what could not be judged and what people live with: one value that every format is made from. */
import type { Audit, NotEvaluated } from '../findings/audit.ts';
import { ruleNamed } from '../findings/index.ts';
import type { Judged, MuteWarning } from '../findings/mutes.ts';
import { priceList } from '../findings/prices.ts';
import { remedyText } from '../findings/remedy.ts';
import { type Rule, type Severity, severities } from '../findings/rule.ts';
import type { Stated } from '../findings/trust.ts';
import { kindNamed } from '../kinds/index.ts';
import type { Manifest } from '../snapshot/snapshot.ts';
import { listed } from './words.ts';

/** An audit as it is to be shown. */
export interface Told {
  readonly manifest: Pick<Manifest, 'id' | 'takenAt' | 'accounts'>;
  readonly audit: Pick<Audit, 'evaluated' | 'rules' | 'unasked'>;
  /** Those that count. */
  readonly findings: readonly Judged[];
  /** Muted or accepted: only counted, unless they are asked for. */
  readonly quiet: readonly Judged[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** What holds of the snapshot itself. */
  readonly stated: readonly Stated[];
  readonly warnings: readonly MuteWarning[];
  /** The configuration that the warnings are about. */
  readonly config: string;
}

/** The findings of a rule, at one severity. */
export interface Group {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly findings: readonly Judged[];
}

/** By severity, then by rule; the worst first. */
export const groupsOf = (findings: readonly Judged[]): Group[] =>
  [...Map.groupBy(findings, ({ severity, rule }) => `${severity} ${rule}`).values()].map((group) => ({
    rule: ruleNamed(group[0]!.rule),
    severity: group[0]!.severity,
    findings: group,
  }));

export const countsOf = (findings: readonly Judged[]): Record<Severity, number> =>
  Object.fromEntries(
    severities.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]),
  ) as Record<Severity, number>;

/** `2 critical, 1 high`; of those that there are. */
export const countsText = (findings: readonly Judged[]): string =>
  listed(
    Object.entries(countsOf(findings))
      .filter(([, count]) => count > 0)
      .map(([severity, count]) => `${count} ${severity}`),
  );

/** `about 37.96 USD a month`, or that nobody knows; empty where nothing is paid for. */
export const costText = ({ cost }: Pick<Judged, 'cost'>): string =>
  !cost
    ? ''
    : cost.monthly === undefined
      ? `no estimate of the cost: ${cost.because}`
      : `about ${cost.monthly.toFixed(2)} ${cost.currency} a month`;

/** What the findings would save together, where it is known of any. */
export function savingText(findings: readonly Judged[]): string {
  const costs = findings.flatMap(({ cost }) => cost ?? []);
  const known = costs.flatMap(({ monthly }) => monthly ?? []);
  if (known.length === 0) return '';
  const sum = known.reduce((total, one) => total + one, 0);
  const unknown = costs.length - known.length;
  const without = unknown > 0 ? `, without ${unknown} whose price is not known` : '';
  return `${sum.toFixed(2)} USD a month could be saved${without} (list prices of ${priceList.asOf} and later)`;
}

/** Rules that look at what this scan was not told to ask for: neither judged nor lacking. Empty where there are none. */
export const unaskedText = ({ audit: { unasked } }: Pick<Told, 'audit'>): string =>
  unasked.length > 0
    ? `Not asked: ${listed(unasked.map(({ id }) => id).sort())} need a scan with ${listed([...new Set(unasked.flatMap(flagsOf))].sort())}.`
    : '';

const flagsOf = ({ needs }: Rule): string[] =>
  needs.flatMap((kind) => {
    const { optional } = kindNamed(kind);
    return optional ? [`--${optional}`] : [];
  });

/** What one cause leaves open: rules and subjects. */
export interface Open {
  readonly because: string;
  readonly rules: readonly string[];
  readonly subjects: readonly string[];
}

/** By cause, what leaves most open first. */
export const openOf = (notEvaluated: readonly NotEvaluated[]): Open[] =>
  [...Map.groupBy(notEvaluated, ({ because }) => because)]
    .map(([because, all]) => ({
      because,
      rules: [...new Set(all.map(({ rule }) => rule))].sort(),
      subjects: [...new Set(all.flatMap(({ subject }) => subject?.id ?? []))].sort(),
    }))
    .sort((a, b) => b.rules.length - a.rules.length || (a.because < b.because ? -1 : 1));

/** A finding as plain values, for programs. */
export function findingJson({ subject, owner, path, fix, muted, accepted, ...finding }: Judged): Record<string, unknown> {
  const { kind, id, account, region, name } = subject;
  const { title } = ruleNamed(finding.rule);
  return {
    ...finding,
    title,
    subject: { kind, id, account, region, name },
    owner: owner && { what: owner.what, kind: owner.kind, id: owner.id, name: owner.name },
    path: path && { ways: path.verdict, forward: path.forward, reply: path.reply },
    fix: fix.map(remedyText),
    muted: muted && { reason: muted.reason, owner: muted.owner, expires: muted.expires },
    accepted,
  };
}

export const notEvaluatedJson = ({ subject, ...one }: NotEvaluated): Record<string, unknown> => ({
  ...one,
  subject: subject && {
    kind: subject.kind,
    id: subject.id,
    account: subject.account,
    region: subject.region,
    name: subject.name,
  },
});
