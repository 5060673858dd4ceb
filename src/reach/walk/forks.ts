/**
 * Where a walk picks one of several ways: the walk as it was there, so that the other ways go on from there instead of from the beginning.
 * That is right where nothing more is done with the end of a way than to take it, as in the first connection of a question.
 */
import type { Choice, Choices } from './choices.ts';
import type { Arrival, Walk } from './walk.ts';

/** A walk that has gone another way from a fork, up to its end. */
export interface Resumed {
  readonly walk: Walk;
  readonly arrival: Arrival | undefined;
}

/** What is left of the way with the option of a number. */
type Rest = (walk: Walk, taken: number) => Arrival | undefined;

export class Fork {
  readonly #walk: Walk;
  readonly #rest: Rest;

  constructor(walk: Walk, rest: Rest) {
    this.#walk = walk.copy();
    this.#rest = rest;
  }

  /** Goes another way. `choices`: with what was chosen up to here, this option the last of them. */
  resume(choices: Choices): Resumed {
    const { choice, taken } = choices.made.at(-1)!;
    const walk = taken + 1 < choice.options ? this.#walk.copy() : this.#walk;
    walk.choices = choices;
    return { walk, arrival: this.#rest(walk, taken) };
  }
}

/** Picks one of the options and goes on with it; `rest`: what is left of the way. The other ways go on from here. */
export function forked<T>(
  walk: Walk,
  options: readonly T[],
  needs: Choice['needs'],
  about: () => string,
  rest: (walk: Walk, option: T) => Arrival | undefined,
): Arrival | undefined {
  const { choices } = walk;
  const depth = choices.made.length;
  const option = choices.pick(options, needs, about);
  if (walk.isFirst && options.length > 1 && choices.isNew(depth))
    choices.forkAt(depth, new Fork(walk, (other, taken) => rest(other, options[taken]!)));
  return rest(walk, option);
}
