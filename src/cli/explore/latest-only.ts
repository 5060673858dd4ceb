/**
 * Questions that may take long, one at a time: the latest is answered. One that came before and has no answer yet is given up, and where a
 * thread is already at it, that thread is ended: nothing else stops it.
 */
import type { Answer } from '../../tui/desk/answers.ts';
import type { Question } from '../../tui/desk/questions.ts';

export interface Answering {
  /** When it may be asked; what it is asked first may change until then. */
  readonly ready: Promise<void>;
  ask(question: Question): Promise<Answer>;
  close(): void;
}

interface Asked {
  readonly question: Question;
  answer(answer: Answer): void;
}

export class LatestOnly {
  readonly #start: () => Answering;
  #thread: Answering | undefined;
  #latest: Asked | undefined;
  /** Whether the thread is at it. */
  #isAtIt = false;

  constructor(start: () => Answering) {
    this.#start = start;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((answer) => {
      const before = this.#latest;
      if (this.#isAtIt) this.close();
      this.#latest = { question, answer };
      before?.answer({ is: 'dropped' });
      this.#thread ??= this.#start();
      const thread = this.#thread;
      void thread.ready.then(() => this.#go(thread));
    });
  }

  #go(thread: Answering): void {
    const asked = this.#latest;
    if (thread !== this.#thread || !asked || this.#isAtIt) return;
    this.#isAtIt = true;
    void thread.ask(asked.question).then((answer) => {
      if (this.#latest !== asked) return;
      this.#latest = undefined;
      this.#isAtIt = false;
      asked.answer(answer);
    });
  }

  close(): void {
    this.#thread?.close();
    this.#thread = undefined;
    this.#isAtIt = false;
  }
}
