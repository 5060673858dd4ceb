/** The entry of the threads that answer the explorer: one from the snapshot at once, one that judges it and takes its time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Config } from '../findings/config.ts';
import { buildNetwork } from '../reach/index.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { Store } from '../snapshot/store.ts';
import { Analyst } from '../tui/desk/analyst.ts';
import { Desk, failed } from '../tui/desk/desk.ts';
import type { Answer, News, Question, StoredSnapshot } from '../tui/desk/questions.ts';
import { Surveyor } from '../tui/desk/surveyor.ts';
import { grow } from '../tui/model/grow.ts';

export interface Assignment {
  role: 'desk' | 'analyst' | 'surveyor';
  store: string;
  snapshot: string;
  config: Config;
  baseline: readonly string[];
  /** ISO 8601. */
  now: string;
}

export type ToOffice = { number: number; question: Question };
export type FromOffice = { number: number; answer: Answer } | { news: News } | { ready: true };

const TELL_EVERY_MS = 200;

const port = parentPort!;
const { role, store: folder, snapshot: id, config, baseline, now } = workerData as Assignment;
const post = (message: FromOffice, transfer: ArrayBufferLike[] = []): void =>
  port.postMessage(message, transfer as ArrayBuffer[]);

/** Questions wait until there is somebody to answer them. */
let answerer: Promise<(question: Question) => Promise<Answer>> | undefined;

port.on('message', async ({ number, question }: ToOffice) => {
  try {
    post({ number, answer: await (await answerer!)(question) });
  } catch (error) {
    post({ number, answer: failed(error) });
  }
});

async function stored(store: Store): Promise<StoredSnapshot[]> {
  const all = await store.list();
  return all
    .filter(({ damaged }) => !damaged)
    .map(({ id, takenAt, accounts, regions, resources, gaps }) => ({ id, takenAt, accounts, regions, resources, gaps }))
    .reverse();
}

async function begin(): Promise<(question: Question) => Promise<Answer>> {
  const store = await Store.open(folder);
  const snapshot = await store.read(id);
  if (role === 'surveyor') return beginSurveyor(snapshot);
  return role === 'desk' ? beginDesk(store, snapshot) : beginAnalyst(snapshot);
}

/** Says when it has read the snapshot: until then what it is to answer may still be changed. */
function beginSurveyor(snapshot: Snapshot): (question: Question) => Promise<Answer> {
  const surveyor = new Surveyor(buildNetwork(snapshot));
  post({ ready: true });
  return async (question) => surveyor.answer(question);
}

function beginDesk(store: Store, snapshot: Snapshot): (question: Question) => Promise<Answer> {
  const grown = grow(snapshot);
  const desk = new Desk(snapshot, grown, () => stored(store));
  post({ news: { news: 'tree', tree: grown.tree, manifest: snapshot.manifest } });
  return (question) => desk.answer(question);
}

function beginAnalyst(snapshot: Snapshot): (question: Question) => Promise<Answer> {
  const analyst = new Analyst(snapshot, config, new Set(baseline), new Date(now));
  const judging = analyst.audit();
  let gathered: Judged | undefined;
  let sent = performance.now();
  // Between one file of rules and the next, questions are answered; what was found is told a few times a second.
  const go = (): void => {
    const { value, done } = judging.next();
    if (!done) gathered = together(gathered, value);
    if (gathered && (done || performance.now() - sent > TELL_EVERY_MS)) {
      post({ news: gathered });
      gathered = undefined;
      sent = performance.now();
    }
    if (!done) setImmediate(() => attempt(go));
  };
  setImmediate(() => attempt(go));
  return async (question) => analyst.answer(question);
}

type Judged = News & { news: 'findings' };

const together = (before: Judged | undefined, next: Judged): Judged =>
  before
    ? { ...next, findings: [...before.findings, ...next.findings], notEvaluated: before.notEvaluated + next.notEvaluated }
    : next;

function attempt(run: () => void): void {
  try {
    run();
  } catch (error) {
    trouble(error);
  }
}

const trouble = (error: unknown): void => {
  const answer = failed(error);
  if (answer.is === 'failed') post({ news: { news: 'trouble', message: answer.message } });
};

answerer = begin();
answerer.catch(trouble);
