/** Scans for the explorer, in a thread of its own: the same scan as `hopscope scan`, and the tree that grows while it runs. */
import { identitiesSeen } from '../../collect/credential-links.ts';
import { CallFailure } from '../../collect/failure.ts';
import { isKind } from '../../kinds/index.ts';
import { isRegionName } from '../../kinds/partition.ts';
import { scan } from '../../pipeline.ts';
import { planInShort } from '../../report/plan.ts';
import type { Running } from '../../report/progress.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { Store } from '../../snapshot/store.ts';
import type { Again } from '../../snapshot/taken-over.ts';
import type { Answer } from '../../tui/desk/answers.ts';
import { Following } from '../../tui/desk/following.ts';
import { Live } from '../../tui/desk/live.ts';
import type { News, Scanning } from '../../tui/desk/news.ts';
import type { Question, ScanOrder } from '../../tui/desk/questions.ts';
import { linesOf, paneStyle, section, sheet } from '../../tui/desk/sheet.ts';
import { builtOn } from '../built-on.ts';
import scanCommand from '../commands/scan.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { parse } from '../parse.ts';
import { refused } from '../run-scan.ts';
import { partOf, type ScanFlags, scanRequest } from '../scan-request.ts';
import { explain } from '../trouble.ts';
import { Growing } from './growing.ts';
import { storedIn } from './stored.ts';

const TELLS_EVERY_MS = 250;

export interface Scanners {
  context: Context;
  /** The folder that scans are kept in. */
  store: string;
  /** What the screen shows when the scan begins. */
  shown?: { store: string; snapshot: string };
  tell(news: News): Promise<void>;
}

export class Scanner {
  readonly #io: Scanners;
  readonly #stop = new AbortController();
  #following: Following | undefined;

  constructor(io: Scanners) {
    this.#io = io;
  }

  /** Which tree the answers are about. */
  get growth(): number {
    return this.#following?.number ?? 0;
  }

  stop(): void {
    this.#stop.abort();
  }

  async answer(question: Question): Promise<Answer> {
    const { context, store } = this.#io;
    if (question.ask === 'credentials') {
      const { AWS_REGION: region = context.env.AWS_DEFAULT_REGION } = context.env;
      return { is: 'credentials', list: await identitiesSeen(context.env), ...(region && { region }), store };
    }
    if (question.ask === 'plan') return this.#plan(question.order, question.width);
    if (!this.#following?.desk) throw new Error('Nothing is read yet.');
    return this.#following.desk.answer(question);
  }

  async #plan({ words, again }: ScanOrder, width: number): Promise<Answer> {
    const { rowsFor } = await import('../../collect/rows-for.ts');
    const flags = flagsOf(words);
    const part = again && partOf(await this.#shown(), again);
    return sheet([
      section(undefined, linesOf(planInShort(rowsFor(part?.kinds ?? flags.kind, flags.metrics), paneStyle(width)).join('\n'))),
    ]);
  }

  async #shown(): Promise<Snapshot> {
    const { shown } = this.#io;
    if (!shown) throw misuse('There is no snapshot of which a part could be read again.', 'N scans everything.');
    return (await Store.open(shown.store)).read(shown.snapshot);
  }

  /** Runs to its end, and tells of it. */
  async scan(order: ScanOrder): Promise<void> {
    const say = (scanning: Scanning): Promise<void> => this.#io.tell({ news: 'scan', scan: scanning });
    try {
      await say({ is: 'running', readings: [] });
      const { snapshot, warnings } = await this.#run(order, say);
      await say({ is: 'done', snapshot: snapshot.manifest.id, gaps: snapshot.manifest.gaps.length, warnings });
    } catch (error) {
      if (this.#stop.signal.aborted) return say({ is: 'abandoned' });
      const { lines } = explain(error instanceof CallFailure ? refused(error) : error);
      return say({ is: 'failed', message: lines[0]!, next: lines.slice(1) });
    }
  }

  /** As `hopscope import DIR`: what that would print on stderr is what is told of it. */
  async import(dir: string): Promise<void> {
    const { context, store, tell } = this.#io;
    const { run } = await import('../run.ts');
    let said = '';
    const write = (text: string): void => {
      said += text;
    };
    const quiet = { ...context, stderr: { ...context.stderr, write } };
    const code = await run(['import', dir, '--store', store], quiet);
    const isKept = code === exitCode('yes') || code === exitCode('unknown');
    if (said)
      await tell({
        news: 'trouble',
        message: said
          .trim()
          .replace(/^hopscope: /, '')
          .replaceAll('\n', ' '),
      });
    if (isKept) await tell({ news: 'imported', snapshot: await (await Store.open(store)).resolve('latest') });
  }

  async #run(order: ScanOrder, say: (scanning: Scanning) => Promise<void>) {
    const { context, store: folder, shown } = this.#io;
    const flags = { ...flagsOf(order.words), store: folder };
    const request = await scanRequest(context, flags);
    const store = await Store.open(folder, { create: true, self: context.self });
    const before = shown && (await this.#shown());
    if (order.again && shown?.store !== store.dir)
      throw misuse(`What is shown is not of the store ${store.dir}, so no part of it can be read again.`, 'N scans everything.');
    const built = order.again && before ? partAgain(before, order.again) : await builtOn(context, flags);
    const live = new Live(context.now(), before, built?.before.again);
    const following = new Following(live, before, () => storedIn(store));
    this.#following = following;
    const growing = new Growing(
      context.monotonic,
      async () => this.#io.tell(following.next()),
      (error) => void this.#io.tell({ news: 'trouble', message: explain(error).lines[0]! }),
    );
    let progress: Running | undefined;
    let toldAt = Number.NEGATIVE_INFINITY;
    const done = await scan({
      request: { ...request, ...built?.asks },
      store,
      tool: { name: 'hopscope', version: context.version },
      now: context.now,
      ...(built && { before: built.before }),
      stopped: this.#stop.signal,
      progress(now) {
        progress = now;
        if (context.monotonic() - toldAt < TELLS_EVERY_MS) return;
        toldAt = context.monotonic();
        void say({ is: 'running', progress, readings: live.readings() });
      },
      sealed(shard) {
        live.sealed(shard);
        growing.wake();
      },
      tell(news) {
        live.hear(news);
        if (live.hasBegun) growing.wake();
      },
    }).finally(() => growing.end());
    await growing.ended;
    await this.#io.tell(following.next(done.snapshot.manifest));
    return done;
  }
}

const partAgain = (snapshot: Snapshot, again: Again) => ({ before: { snapshot, again }, asks: partOf(snapshot, again) });

/** Words as after `hopscope scan`; a bare one is a Region, a kind or a profile, by its looks. */
function flagsOf(words: readonly string[]): ScanFlags & { metrics: boolean; resume?: string; again?: string } {
  const argv = words.flatMap((word, at) => {
    const isValue = at > 0 && words[at - 1]!.startsWith('--') && !words[at - 1]!.includes('=');
    if (word.startsWith('-') || isValue) return [word];
    return [isRegionName(word) ? '--region' : isKind(word) ? '--kind' : '--profile', word];
  });
  return parse('scan', scanCommand, argv).flags as never;
}
