/** The explorer's threads, seen from the main one: questions go to the one that answers them, news come from both. */
import { keyOf, type News, slow, surveyed } from '../../tui/desk/questions.ts';
import type { Office } from '../../tui/shell/explore.tsx';
import type { Assignment } from '../explore-worker.ts';
import { LatestOnly } from './latest-only.ts';
import { Thread } from './thread.ts';

export function openOffice(first: Omit<Assignment, 'role'>, tell: (news: News) => void): Office {
  let threads: { desk: Thread; analyst: Thread | undefined; surveyor: LatestOnly };
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
      surveyor: new LatestOnly(() => new Thread({ ...assignment, role: 'surveyor' }, heard)),
      end: () => {
        isCurrent = false;
        mine.desk.close();
        mine.analyst?.close();
        mine.surveyor.close();
      },
    };
    threads = mine;
    end = mine.end;
  };
  let end = (): void => {};
  begin(first);
  return {
    ask: (question) => {
      if (surveyed.has(question.ask)) return threads.surveyor.ask(question);
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
