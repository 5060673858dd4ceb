/** The explorer's threads, seen from the main one: questions go to the one that answers them, news come from both. */
import { Worker } from 'node:worker_threads';
import { type Answer, keyOf, type News, type Question, slow } from '../../tui/desk/questions.ts';
import type { Office } from '../../tui/shell/explore.tsx';
import type { Assignment, FromOffice, ToOffice } from '../explore-worker.ts';

/** Beside this folder while developing; beside the bundle when built. */
const entry = new URL(import.meta.url.endsWith('.ts') ? '../explore-worker.ts' : './explore-worker.js', import.meta.url);

class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #number = 0;

  constructor(assignment: Assignment, news: (news: News) => void) {
    this.#worker = new Worker(entry, { workerData: assignment });
    this.#worker.on('message', (message: FromOffice) => {
      if ('news' in message) return news(message.news);
      this.#waiting.get(message.number)?.(message.answer);
      this.#waiting.delete(message.number);
    });
    this.#worker.on('error', (error: Error) => {
      const message = `The thread that answers has ended: ${error.message}`;
      for (const answer of this.#waiting.values()) answer({ is: 'failed', message });
      this.#waiting.clear();
      news({ news: 'trouble', message });
    });
  }

  ask(question: Question): Promise<Answer> {
    this.#number += 1;
    const number = this.#number;
    this.#worker.postMessage({ number, question } satisfies ToOffice);
    return new Promise((resolve) => this.#waiting.set(number, resolve));
  }

  close(): void {
    void this.#worker.terminate();
  }
}

export function openOffice(first: Omit<Assignment, 'role'>, tell: (news: News) => void): Office {
  let threads: { desk: Thread; analyst: Thread | undefined };
  const begin = (assignment: Omit<Assignment, 'role'>): void => {
    // What a snapshot that was left has still to say is not heard.
    let isCurrent = true;
    const heard = (news: News): void => {
      if (!isCurrent) return;
      // Judging waits for the tree: findings have no place before, and reading has the machine for itself.
      if (news.news === 'tree') mine.analyst ??= new Thread({ ...assignment, role: 'analyst' }, heard);
      tell(news);
    };
    const mine: typeof threads & { end(): void } = {
      desk: new Thread({ ...assignment, role: 'desk' }, heard),
      analyst: undefined,
      end: () => {
        isCurrent = false;
        mine.desk.close();
        mine.analyst?.close();
      },
    };
    threads = mine;
    end = mine.end;
  };
  let end = (): void => {};
  begin(first);
  return {
    ask: (question) => {
      const thread = slow.has(question.ask) ? threads.analyst : threads.desk;
      return thread
        ? thread.ask(question)
        : Promise.resolve({ is: 'failed', message: `Nobody is there yet to answer ${keyOf(question)}.` });
    },
    open: (snapshot) => {
      end();
      begin({ ...first, snapshot });
    },
    close: () => end(),
  };
}
