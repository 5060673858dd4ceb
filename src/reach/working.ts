/** How far an answer is that takes long: steps done, of those that are expected by now. */

/** Hears it, often. */
export type Working = (done: number, all: number) => void;

export class Work {
  readonly #tell: Working;
  #done = 0;
  #all = 0;

  constructor(tell: Working = () => {}) {
    this.#tell = tell;
  }

  expect(steps: number): void {
    this.#all += steps;
  }

  did(): void {
    this.#done += 1;
    this.#tell(this.#done, this.#all);
  }
}
