/** The explorer's threads together: who answers what, and whose trees are shown. */
import type { Answer } from '../../tui/desk/answers.ts';
import type { News } from '../../tui/desk/news.ts';
import { ahead, keyOf, slow, surveyed } from '../../tui/desk/questions.ts';
import type { Office } from '../../tui/shell/terminal.ts';
import type { Assignment } from '../explore-worker.ts';
import { LatestOnly } from './latest-only.ts';
import { Thread } from './thread.ts';

/** Milliseconds that a scan has to end by itself when the reader leaves. */
const PATIENCE = 3_000;

interface Shown {
  readonly store: string;
  readonly snapshot: string;
}

/** `shown`: what to begin with; absent: there is nothing yet. `scans`: the folder that scans are kept in. */
/** `of`: what was shown when it came. */
interface Scanning {
  readonly thread: Thread;
  readonly of: Shown | undefined;
  runs: boolean;
}

export function openOffice(
  { shown: first, scans, ...rest }: Omit<Assignment, 'role' | 'shown'> & { shown?: Shown; scans: string },
  tell: (news: News) => void,
): Office {
  let shown = first;
  let desk: Thread | undefined;
  /** Reads what is to be shown next. */
  let opening: Thread | undefined;
  let analyst: Thread | undefined;
  let surveyor: LatestOnly | undefined;
  let scanner: Scanning | undefined;
  /** Whose tree is on the screen while a scan runs, and which. */
  let growth = 0;

  const assigned = (role: Assignment['role'], of: Shown | undefined): Assignment => ({
    ...rest,
    role,
    scans,
    ...(of && { shown: of }),
  });

  /** What was shown before stays, and answers, until there is a tree of the next; of one that cannot be read there never is. */
  function begin(next: Shown): void {
    opening?.close();
    const mine = new Thread(assigned('desk', next), (news) => {
      if (opening === mine && news.news === 'tree') {
        for (const one of [desk, analyst, surveyor]) one?.close();
        [shown, growth, opening] = [next, 0, undefined];
        [desk, analyst, surveyor] = [mine, undefined, undefined];
        // Judging waits for the tree: findings have no place before, and reading has the machine for itself.
        judge(next);
      } else if (opening === mine && news.news === 'trouble') {
        opening = undefined;
        mine.close();
      } else if (desk !== mine) return;
      // What a snapshot that was left has still to say is not heard.
      tell(news);
    });
    opening = mine;
  }

  /** From when the tree is there: who judges, and who is asked for what takes long. */
  function judge(of: Shown): void {
    surveyor ??= new LatestOnly(() => {
      // How far it was with what nobody waits for any more is forgotten.
      tell({ news: 'surveying', done: 0, of: 0 });
      return new Thread(assigned('surveyor', of), (news) => shown === of && tell(news));
    });
    analyst ??= new Thread(assigned('analyst', of), (news) => {
      if (shown === of) tell(news);
    });
  }

  /** The one that knows who could sign in, and that scans; a scan has one of its own. */
  function scanning(): Scanning {
    if (scanner) return scanner;
    const thread = new Thread(assigned('scanner', shown), (news) => heard(mine, news));
    const mine: Scanning = { thread, runs: false, of: shown };
    scanner = mine;
    return mine;
  }

  function heard(mine: Scanning, news: News): void {
    if (scanner !== mine) return;
    if (news.news === 'imported') begin({ store: scans, snapshot: news.snapshot });
    // Somebody who looks at another snapshot meanwhile is not torn away from it.
    const isWatched = mine.of === shown;
    if (news.news === 'tree') {
      if (!isWatched) return;
      growth = news.growth!.number;
    }
    if (news.news === 'scan' && news.scan.is !== 'running') {
      mine.runs = false;
      scanner = undefined;
      growth = 0;
      if (news.scan.is === 'done' && isWatched) {
        // It has the tree and everything behind it already: from now on it answers as any other desk.
        const stored = { store: scans, snapshot: news.scan.snapshot };
        for (const one of [desk, analyst, surveyor]) one?.close();
        [shown, desk, analyst, surveyor] = [stored, mine.thread, undefined, undefined];
        tell(news);
        judge(stored);
        return;
      }
      mine.thread.close();
    }
    tell(news);
  }

  if (shown) begin(shown);
  return {
    ask: (question) => {
      if (ahead.has(question.ask)) return scanning().thread.ask(question, 0);
      if (surveyed.has(question.ask) && surveyor) return surveyor.ask(question);
      const watched = growth > 0 && scanner?.of === shown ? scanner?.thread : desk;
      const thread = surveyed.has(question.ask) ? undefined : slow.has(question.ask) ? analyst : watched;
      return (
        thread?.ask(question, thread === watched ? growth : 0) ?? Promise.resolve(nobody(keyOf(question), scanner?.runs ?? false))
      );
    },
    open: (snapshot, store = shown?.store ?? scans) => begin({ store, snapshot }),
    sample: () => begin({ store: rest.sample, snapshot: 'latest' }),
    scan: (order) => {
      if (scanner && !scanner.runs && scanner.of !== shown) {
        scanner.thread.close();
        scanner = undefined;
      }
      const one = scanning();
      one.runs = true;
      one.thread.tell({ scan: order });
    },
    import: (dir) => scanning().thread.tell({ import: dir }),
    stopScan: () => scanner?.thread.tell({ stop: true }),
    close: async () => {
      const last = scanner;
      scanner = undefined;
      for (const one of [desk, opening, analyst, surveyor]) one?.close();
      await (last?.runs ? last.thread.leave(PATIENCE) : last?.thread.close());
    },
  };
}

const nobody = (what: string, scans: boolean): Answer => ({
  is: 'failed',
  message: scans ? 'This is worked out when the scan is complete.' : `Nobody is there yet to answer ${what}.`,
});
