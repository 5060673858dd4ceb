/** Errors that a person can do something about: what, where, why, and the next step. */
import type { Ending } from './exit.ts';

export class Failure extends Error {
  override name = 'Failure';
  readonly ending: Ending;
  /** What to do next: one line each. */
  readonly next: readonly string[];

  constructor(ending: Ending, message: string, next: string | readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.ending = ending;
    this.next = typeof next === 'string' ? [next] : next;
  }
}

/** A wrong command line. */
export const misuse = (message: string, next?: string | readonly string[]): Failure => new Failure('usage', message, next);

/** The candidate nearest to a misspelt word, if any is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const away = candidate.startsWith(word) && word.length > 1 ? 1 : distance(word, candidate);
    if (away < least) {
      best = candidate;
      least = away;
    }
  }
  return best;
}

/** How many letters to add, drop, change or swap with their neighbour. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (rows[i - 1]?.[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (rows[i - 1]?.[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
