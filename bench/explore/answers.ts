/** The thread that answers, on an estate that it draws itself. */
import { parentPort, workerData } from 'node:worker_threads';
import { Desk, failed } from '../../src/tui/desk/desk.ts';
import type { Question } from '../../src/tui/desk/questions.ts';
import { grow } from '../../src/tui/model/grow.ts';
import { estateOf } from './estate.ts';

const port = parentPort!;
const snapshot = estateOf(workerData as number);
const grown = grow(snapshot);
const desk = new Desk(snapshot, grown, async () => []);
port.on('message', ({ number, question }: { number: number; question: Question }) => {
  desk
    .answer(question)
    .catch(failed)
    .then((answer) => port.postMessage({ number, answer }));
});
port.postMessage({ news: { news: 'tree', tree: grown.tree, manifest: snapshot.manifest } });
