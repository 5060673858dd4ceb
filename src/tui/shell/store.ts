/** Holds the state for the shell: takes what happens, has effects performed, and tells once for all that happened together. */
import type { Happening } from '../state/happening.ts';
import type { Effect, State } from '../state/state.ts';
import { update } from '../state/update.ts';

export class StateStore {
  #state: State;
  readonly #perform: (effect: Effect) => void;
  readonly #listeners = new Set<() => void>();
  #isTelling = false;

  constructor(state: State, perform: (effect: Effect) => void) {
    this.#state = state;
    this.#perform = perform;
  }

  readonly state = (): State => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** All at once: keys that came together are one frame. */
  readonly dispatch = (...happenings: readonly Happening[]): void => {
    for (const happening of happenings) {
      const { state, effects } = update(this.#state, happening);
      this.#state = state;
      for (const effect of effects) this.#perform(effect);
    }
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      for (const listener of this.#listeners) listener();
    });
  };
}
