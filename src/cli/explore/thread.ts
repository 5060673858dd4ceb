/** A thread of the explorer, seen from the main one. */
import { Worker } from 'node:worker_threads';
import type { Answer } from '../../tui/desk/answers.ts';
import type { News } from '../../tui/desk/news.ts';
import type { Question } from '../../tui/desk/questions.ts';
import type { Assignment, FromOffice, ToOffice } from '../explore-worker.ts';
import { type Slice, Slices } from './slices.ts';

/** Beside this folder while developing; beside the bundle when built. */
const entry = new URL(import.meta.url.endsWith('.ts') ? '../explore-worker.ts' : './explore-worker.js', import.meta.url);

/** A thread that answers questions, and may tell news. */
export class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #slices = new Slices();
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
      if ('news' in message) return news(this.#slices.whole(message.news));
      if ('slice' in message) return this.#sliced(message.slice);
      if ('ready' in message) return isReady();
      // What was asked of a tree that is no longer shown is asked anew.
      if ('answer' in message) this.#waiting.get(message.number)?.(message.answer);
      this.#waiting.delete(message.number);
    });
    this.#worker.on('error', (error: Error) => {
      const message = `The thread that answers has ended: ${error.message}`;
      this.#ended = message;
      isReady();
      for (const answer of this.#waiting.values()) answer({ is: 'failed', message });
      this.#waiting.clear();
      news({ news: 'trouble', message });
      if (assignment.role === 'scanner') news({ news: 'scan', scan: { is: 'failed', message, next: [] } });
    });
  }

  /** `growth`: which tree of a scan the question is about; 0: there is but one. */
  ask(question: Question, growth = 0): Promise<Answer> {
    if (this.#ended !== undefined) return Promise.resolve({ is: 'failed', message: this.#ended });
    this.#number += 1;
    const number = this.#number;
    this.tell({ number, question, growth });
    return new Promise((resolve) => this.#waiting.set(number, resolve));
  }

  tell(message: ToOffice): void {
    this.#worker.postMessage(message);
  }

  #sliced(slice: Slice): void {
    this.#slices.add(slice);
    setImmediate(() => this.tell({ more: true }));
  }

  close(): void {
    void this.#worker.terminate();
  }

  /** Lets a scan end by itself, so that the store is unlocked; whoever hangs is ended. */
  async leave(patience: number): Promise<void> {
    const gone = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.tell({ leave: true });
    const timer = setTimeout(() => this.close(), patience);
    await gone;
    clearTimeout(timer);
  }
}
