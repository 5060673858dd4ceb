/** The entry of the threads that answer the explorer: one from the snapshot at once, one that judges it and takes its time, one that scans. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Config } from '../findings/config.ts';
import { buildNetwork } from '../reach/index.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { Store } from '../snapshot/store.ts';
import { Analyst } from '../tui/desk/analyst.ts';
import type { Answer } from '../tui/desk/answers.ts';
import { Desk, failed } from '../tui/desk/desk.ts';
import type { News } from '../tui/desk/news.ts';
import type { Question, ScanOrder } from '../tui/desk/questions.ts';
import { Surveyor } from '../tui/desk/surveyor.ts';
import { grow } from '../tui/model/grow.ts';
import { type Slice, Slicing } from './explore/slices.ts';
import { storedIn } from './explore/stored.ts';

export interface Assignment {
  role: 'desk' | 'analyst' | 'surveyor' | 'scanner';
  /** Absent: there is nothing yet. */
  shown?: { store: string; snapshot: string };
  /** The folder that scans are kept in. */
  scans: string;
  config: Config;
  baseline: readonly string[];
  /** ISO 8601. */
  now: string;
  cwd: string;
  version: string;
  sample: string;
}

export type ToOffice =
  | { number: number; question: Question; growth: number }
  | { scan: ScanOrder }
  | { import: string }
  | { stop: true }
  /** A slice has arrived: the next may come. */
  | { more: true }
  | { leave: true };
export type FromOffice =
  | { number: number; answer: Answer }
  /** Another tree is on its way: what was asked was about the one before. */
  | { number: number; late: true }
  | { slice: Slice }
  | { ready: true }
  | { news: News };

const TELL_EVERY_MS = 200;

const port = parentPort!;
const assignment = workerData as Assignment;
const { role, shown, config, baseline, now } = assignment;
const post = (message: FromOffice): void => port.postMessage(message);

interface Answering {
  answer(question: Question): Answer | Promise<Answer>;
  growth?: number;
}

/** Questions wait until there is somebody to answer them. */
let answering: Promise<Answering> | undefined;
let scanner: import('./explore/scanner.ts').Scanner | undefined;
const slicing = new Slicing(post);

port.on('message', async (message: ToOffice) => {
  if ('more' in message) return slicing.arrived();
  if ('stop' in message) return scanner?.stop();
  if ('leave' in message) return leave();
  if ('scan' in message) {
    await answering;
    running = scanner!.scan(message.scan).catch(trouble);
    return;
  }
  if ('import' in message) {
    await answering;
    return scanner!.import(message.import);
  }
  const { number, question, growth } = message;
  try {
    const who = await answering!;
    if (growth && who.growth !== growth) return post({ number, late: true });
    const answer = await who.answer(question);
    post(growth && who.growth !== growth ? { number, late: true } : { number, answer });
  } catch (error) {
    post({ number, answer: failed(error) });
  }
});

let running: Promise<void> | undefined;

/** The store is unlocked before the thread ends. */
async function leave(): Promise<void> {
  scanner?.stop();
  slicing.end();
  await running;
  port.close();
}

async function begin(): Promise<Answering> {
  if (role === 'scanner') return beginScanner();
  const store = await Store.open(shown!.store);
  const snapshot = await store.read(shown!.snapshot);
  if (role === 'surveyor') return beginSurveyor(snapshot);
  return role === 'desk' ? beginDesk(store, snapshot) : beginAnalyst(snapshot);
}

/** Says when it has read the snapshot: until then what it is to answer may still be changed. */
function beginSurveyor(snapshot: Snapshot): Answering {
  let sent = Number.NEGATIVE_INFINITY;
  const surveyor = new Surveyor(buildNetwork(snapshot), (done, of) => {
    if (done < of && performance.now() - sent < TELL_EVERY_MS) return;
    sent = performance.now();
    post({ news: { news: 'surveying', done, of } });
  });
  post({ ready: true });
  return surveyor;
}

function beginDesk(store: Store, snapshot: Snapshot): Answering {
  const grown = grow(snapshot);
  const desk = new Desk(snapshot, grown, () => storedIn(store));
  post({ news: { news: 'tree', tree: grown.tree, manifest: snapshot.manifest } });
  return desk;
}

async function beginScanner(): Promise<Answering> {
  const [{ Scanner }, { contextHere }] = await Promise.all([import('./explore/scanner.ts'), import('./explore/context-here.ts')]);
  scanner = new Scanner({
    context: contextHere(assignment),
    store: assignment.scans,
    ...(shown && { shown }),
    tell: (news) => slicing.tell(news),
  });
  return scanner;
}

function beginAnalyst(snapshot: Snapshot): Answering {
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
  return analyst;
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

answering = begin();
answering.catch(trouble);
