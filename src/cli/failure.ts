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
