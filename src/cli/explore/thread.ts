/** A thread of the explorer, seen from the main one. */
import { Worker } from 'node:worker_threads';
import type { Answer, News, Question } from '../../tui/desk/questions.ts';
import type { Assignment, FromOffice, ToOffice } from '../explore-worker.ts';

/** Beside this folder while developing; beside the bundle when built. */
const entry = new URL(import.meta.url.endsWith('.ts') ? '../explore-worker.ts' : './explore-worker.js', import.meta.url);

/** A thread that answers questions, and may tell news. */
export class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #number = 0;
  #ended: string | undefined;
  /** When it may be asked; a thread that has ended says so in its answers. */
  readonly ready: Promise<void>;

  constructor(assignment: Assignment, news: (news: News) => void) {
    this.#worker = new Worker(entry, { workerData: assignment });
    let isReady = (): void => {};
    this.ready = new Promise((resolve) => {
      isReady = resolve;
    });
    this.#worker.on('message', (message: FromOffice) => {
      if ('news' in message) return news(message.news);
      if ('ready' in message) return isReady();
      this.#waiting.get(message.number)?.(message.answer);
      this.#waiting.delete(message.number);
    });
    this.#worker.on('error', (error: Error) => {
      const message = `The thread that answers has ended: ${error.message}`;
      this.#ended = message;
      isReady();
      for (const answer of this.#waiting.values()) answer({ is: 'failed', message });
      this.#waiting.clear();
      news({ news: 'trouble', message });
    });
  }

  ask(question: Question): Promise<Answer> {
    if (this.#ended !== undefined) return Promise.resolve({ is: 'failed', message: this.#ended });
    this.#number += 1;
    const number = this.#number;
    this.#worker.postMessage({ number, question } satisfies ToOffice);
    return new Promise((resolve) => this.#waiting.set(number, resolve));
  }

  close(): void {
    void this.#worker.terminate();
  }
}
