/** Whose turn it is to be read: long answers that arrive together are read one at a time, so that nothing waits behind all of them. */

/** What is shorter is read sooner than it could stand in line: a long answer is thousands of times that. */
const SHORT_BYTES = 64 * 1024;

interface Waiting {
  worth: number;
  begin(): void;
}

export class Turns {
  readonly #line: Waiting[] = [];

  /**
   * Resolves when an answer of so many bytes may be read; `undefined` when it is short, and need not wait. Else one is read in each
   * turn of the event loop, between timers, calls that leave and answers that have just arrived: more `worth` first, and of equals the
   * latest, so that a list that has begun comes to its end, and its memory is free, before the next begins.
   */
  take(bytes: number, worth: number): Promise<void> | undefined {
    if (bytes < SHORT_BYTES) return undefined;
    return new Promise((begin) => {
      const behind = this.#line.findIndex((other) => other.worth <= worth);
      this.#line.splice(behind < 0 ? this.#line.length : behind, 0, { worth, begin });
      if (this.#line.length === 1) setImmediate(this.#next);
    });
  }

  readonly #next = (): void => {
    this.#line.shift()!.begin();
    if (this.#line.length) setImmediate(this.#next);
  };
}
