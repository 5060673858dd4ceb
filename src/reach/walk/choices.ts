/** Where AWS picks one of several ways and nobody can say which: every way is walked, one after the other. */
import type { Fork } from './forks.ts';

export class Choice {
  readonly options: number;
  /** `any`: one way that works is enough (a load balancer's targets). `all`: only if every way works is it certain (equal-cost paths). */
  readonly needs: 'any' | 'all';
  /** What is said where the ways differ. */
  readonly code: 'HOPSCOPE_ECMP_PARTLY' | 'HOPSCOPE_AMBIGUOUS_ROUTE' | 'HOPSCOPE_DEPENDS_ON_APPLIANCE';
  readonly #about: string | (() => string);

  constructor(options: number, needs: Choice['needs'], about: string | (() => string), code: Choice['code']) {
    this.options = options;
    this.needs = needs;
    this.code = code;
    this.#about = about;
  }

  get about(): string {
    return typeof this.#about === 'string' ? this.#about : this.#about();
  }
}

/** A choice, and which of its options was taken. */
export interface Made {
  readonly choice: Choice;
  readonly taken: number;
}

const NO_SCRIPT: readonly number[] = [];
const NONE_MADE: readonly never[] = [];

/** A script of decisions. Beyond its end the first option is taken, and noted. */
export class Choices {
  made: readonly Made[] = NONE_MADE;
  readonly #script: readonly number[];
  /** From where a walk can go on with another option, by how many choices were made before; of this walk and of those before it. */
  #forks: (Fork | undefined)[] | undefined;

  constructor(script: readonly number[] = NO_SCRIPT) {
    this.#script = script;
  }

  /** Whether the script says nothing of a choice before which so many were made. */
  isNew(depth: number): boolean {
    return depth >= this.#script.length;
  }

  forkAt(depth: number, fork: Fork): void {
    this.#forks ??= [];
    this.#forks[depth] = fork;
  }

  /** The choices of the walk that follows the script, and the fork from which it may go on: all choices of the script are made then. */
  following(script: readonly number[]): { choices: Choices; fork: Fork | undefined } {
    const choices = new Choices(script);
    choices.#forks = this.#forks;
    const last = script.length - 1;
    const fork = this.#forks?.[last];
    if (fork) choices.made = script.map((taken, at) => ({ choice: this.made[at]!.choice, taken }));
    return { choices, fork };
  }

  /** Picks one of the options; the script says which. */
  pick<T>(
    options: readonly T[],
    needs: Choice['needs'],
    about: string | (() => string),
    code: Choice['code'] = 'HOPSCOPE_ECMP_PARTLY',
  ): T {
    if (options.length === 1) return options[0]!;
    const { length } = this.made;
    const taken = this.isNew(length) ? 0 : this.#script[length]!;
    // A fork of another walk, which had come here by other ways.
    if (this.#forks && this.isNew(length)) this.#forks[length] = undefined;
    const made = { choice: new Choice(options.length, needs, about, code), taken };
    this.made = length === 0 ? [made] : [...this.made, made];
    return options[taken]!;
  }

  /** The script of the next walk, if there is one: the last decision that has another option, advanced. */
  next(): number[] | undefined {
    for (let at = this.made.length - 1; at >= 0; at--) {
      const { choice, taken } = this.made[at]!;
      if (taken + 1 < choice.options) return [...this.made.slice(0, at).map((one) => one.taken), taken + 1];
    }
    return undefined;
  }
}
