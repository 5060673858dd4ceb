/** The findings of a day, accepted as they were: only what is new counts from then on. A file of its own, which people can read. */
import type { Finding } from './audit.ts';

export interface Baseline {
  /** The snapshot that was accepted. */
  readonly snapshot: string;
  /** ISO 8601. */
  readonly made: string;
  readonly fingerprints: ReadonlySet<string>;
}

const SCHEMA = 'hopscope/baseline/1';

/** One fingerprint a line, sorted: a change of the file shows what was accepted. */
export function writeBaseline(findings: readonly Finding[], snapshot: string, now: Date): string {
  const accepted = [...new Set(findings.map(({ fingerprint }) => fingerprint))].sort();
  return `${JSON.stringify({ schema: SCHEMA, snapshot, made: now.toISOString(), accepted }, null, 2)}\n`;
}

/** Throws an `Error` that says what is wrong with the text. */
export function readBaseline(text: string): Baseline {
  const value: unknown = JSON.parse(text);
  if (value === null || typeof value !== 'object') throw new Error('it is not a baseline: it holds no object');
  const { schema, snapshot, made, accepted } = value as Record<string, unknown>;
  if (schema !== SCHEMA) throw new Error(`its schema is ${JSON.stringify(schema)}, and ${JSON.stringify(SCHEMA)} is wanted`);
  if (typeof snapshot !== 'string' || typeof made !== 'string')
    throw new Error('it does not say of which snapshot, or when, it was made');
  if (!Array.isArray(accepted) || !accepted.every((one) => typeof one === 'string'))
    throw new Error('`accepted` is not a list of fingerprints');
  return { snapshot, made, fingerprints: new Set(accepted) };
}
