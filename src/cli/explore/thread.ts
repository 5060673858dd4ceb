/** One of the explorer's threads, seen from the main one: it is asked, and tells; a large tree comes in slices, so that keys pass between. */
import { Worker } from 'node:worker_threads';
import type { Answer, News, Question } from '../../tui/desk/questions.ts';
import type { Assignment, FromOffice, ToOffice } from '../explore-worker.ts';

/** Beside this folder while developing; beside the bundle when built. */
const entry = new URL(import.meta.url.endsWith('.ts') ? '../explore-worker.ts' : './explore-worker.js', import.meta.url);

export class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #number = 0;
  #slices: { text: string; lower: string } = { text: '', lower: '' };

  constructor(assignment: Assignment, news: (news: News) => void) {
    this.#worker = new Worker(entry, { workerData: assignment });
    this.#worker.on('message', (message: FromOffice) => {
      if ('news' in message) return news(this.#whole(message.news));
      if ('slice' in message) return this.#sliced(message.slice);
      // What was asked of a tree that is no longer shown is asked anew.
      if ('answer' in message) this.#waiting.get(message.number)?.(message.answer);
      this.#waiting.delete(message.number);
    });
    this.#worker.on('error', (error: Error) => {
      const message = `The thread that answers has ended: ${error.message}`;
      for (const answer of this.#waiting.values()) answer({ is: 'failed', message });
      this.#waiting.clear();
      news({ news: 'trouble', message });
      if (assignment.role === 'scanner') news({ news: 'scan', scan: { is: 'failed', message, next: [] } });
    });
  }

  /** `growth`: the tree that the question is about. */
  ask(question: Question, growth: number): Promise<Answer> {
    this.#number += 1;
    const number = this.#number;
    this.tell({ number, question, growth });
    return new Promise((resolve) => this.#waiting.set(number, resolve));
  }

  tell(message: ToOffice): void {
    this.#worker.postMessage(message);
  }

  #sliced(slice: { text: string; lower: string }): void {
    this.#slices = { text: this.#slices.text + slice.text, lower: this.#slices.lower + slice.lower };
    setImmediate(() => this.tell({ more: true }));
  }

  #whole(news: News): News {
    if (news.news !== 'tree' || news.tree.text !== '') return news;
    const { text, lower } = this.#slices;
    this.#slices = { text: '', lower: '' };
    return { ...news, tree: { ...news.tree, text, lower } };
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
