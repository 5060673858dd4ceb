/** When the tree of a scan grows: soon after the first news, and then no more often than leaves the thread time for the scan. */

/** The first tree comes soon; a later one takes no more than a part of the time between two. */
const GROWS = { afterMs: 250, restFactor: 4 };

/** Grows a tree again and again while there is news, and rests in between. */
export class Growing {
  readonly #clock: () => number;
  readonly #grow: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #isDirty = false;
  #isEnded = false;
  ended: Promise<void> = Promise.resolve();

  constructor(clock: () => number, grow: () => Promise<void>, failed: (error: unknown) => void) {
    this.#clock = clock;
    this.#grow = grow;
    this.#failed = failed;
  }

  wake(): void {
    this.#isDirty = true;
    if (!this.#isEnded) this.#timer ??= setTimeout(() => this.#go(), GROWS.afterMs);
  }

  #go(): void {
    const begun = this.#clock();
    this.#isDirty = false;
    this.ended = this.#grow()
      .catch(this.#failed)
      .then(() => {
        const rest = Math.max(GROWS.afterMs, GROWS.restFactor * (this.#clock() - begun));
        this.#timer = this.#isEnded
          ? undefined
          : setTimeout(() => {
              this.#timer = undefined;
              if (this.#isDirty) this.wake();
            }, rest);
      });
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }
}
