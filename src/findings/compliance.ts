/** An audit by the controls of others: passed, failed, not evaluated, or not covered by any rule. */
import type { NotEvaluated } from './audit.ts';
import { controls, narrowerBecause, type Standard } from './controls.ts';
import type { Judged } from './mutes.ts';
import type { Rule } from './rule.ts';

/**
 * A control fails by one finding, and passes only where every rule of it could be judged everywhere. One that asks for more than its rules do
 * cannot pass by them: where they find nothing it is as good as not covered.
 */
export type Status = 'failed' | 'not evaluated' | 'passed' | 'not covered';

export const statuses: readonly Status[] = ['failed', 'not evaluated', 'passed', 'not covered'];

export interface ControlResult {
  readonly standard: Standard;
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  /** The rules that ask for it. */
  readonly rules: readonly string[];
  readonly findings: readonly Judged[];
  /** How often one of its rules could not be judged. */
  readonly notEvaluated: number;
  /** Why rules that found nothing do not say that it is met. */
  readonly because?: string;
}

interface Audited {
  readonly rules: readonly Rule[];
  /** Those that count: muted and accepted ones are people's own word that it is met. */
  readonly findings: readonly Judged[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** Every control, in the order of the lists. */
export function byControl({ rules, findings, notEvaluated }: Audited): ControlResult[] {
  const open = Map.groupBy(notEvaluated, ({ rule }) => rule);
  return (Object.keys(controls) as Standard[]).flatMap((standard) =>
    Object.entries(controls[standard]).map(([id, title]): ControlResult => {
      const mine = rules.filter(({ maps }) => maps?.[standard]?.includes(id)).map((rule) => rule.id);
      const failing = findings.filter(({ maps }) => maps?.[standard]?.includes(id));
      const unknown = mine.reduce((sum, rule) => sum + (open.get(rule)?.length ?? 0), 0);
      const narrower = narrowerBecause(standard, id);
      const status = statusOf(narrower === undefined && mine.length > 0, failing.length, unknown);
      return {
        standard,
        id,
        title,
        status,
        rules: mine,
        findings: failing,
        notEvaluated: unknown,
        ...(status === 'not covered' && narrower && { because: narrower }),
      };
    }),
  );
}

const statusOf = (covered: boolean, findings: number, unknown: number): Status =>
  findings > 0 ? 'failed' : !covered ? 'not covered' : unknown > 0 ? 'not evaluated' : 'passed';
