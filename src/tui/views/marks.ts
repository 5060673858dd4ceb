/** How findings and gaps are marked in a row: a sign and a letter, so that no colour is needed. */
import type { Severity } from '../../findings/rule.ts';
import { type Row, span } from '../screen/row.ts';

/** `critical 2`, short: `C2`. */
export const letters: Record<Severity, string> = { critical: 'C', high: 'H', medium: 'M', low: 'L', info: 'I' };

export const countMarks = (counts: readonly (readonly [Severity, number])[]): Row =>
  counts.flatMap(([severity, count], at) => [...(at > 0 ? [span(' ')] : []), span(`${letters[severity]}${count}`, severity)]);

export const severityMark = (severity: Severity): Row => [span(letters[severity], severity)];
