/** The screen's thread while a scan runs: CPU time of each key, and how long the thread is away for whatever the scan tells it. */
import { Worker } from 'node:worker_threads';
import { type Slice, Slices } from '../../src/cli/explore/slices.ts';
import type { Answer } from '../../src/tui/desk/answers.ts';
import type { News } from '../../src/tui/desk/news.ts';
import { explore } from '../../src/tui/shell/explore.ts';
import { stdin, terminal } from './terminal.ts';

const [interfaces = '100000', seconds = '30', again = ''] = process.argv.slice(2);

const worker = new Worker(new URL('./scanning.js', import.meta.url), {
  workerData: { interfaces: Number(interfaces), seconds: Number(seconds), isAgain: again === 'again' },
  resourceLimits: { maxOldGenerationSizeMb: 12_000 },
});
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const waiting = new Map<number, (answer: Answer) => void>();
const slices = new Slices();
/** Milliseconds of CPU for each message of the scan, up to the frame that follows from it. */
const taken: { what: string; cpu: number; wall: number }[] = [];
let [number, growths, nodes, isDone] = [0, 0, 0, false];

await new Promise<void>((ready) => {
  void explore(
    terminal,
    (tell) => {
      worker.on(
        'message',
        (message: { ready: number } | { slice: Slice } | { news: News } | { number: number; answer: Answer }) => {
          if ('ready' in message) return ready();
          if ('answer' in message) return waiting.get(message.number)?.(message.answer);
          const [begun, at] = [cpu(), performance.now()];
          const what = 'slice' in message ? 'slice' : message.news.news;
          if ('slice' in message) {
            slices.add(message.slice);
            setImmediate(() => worker.postMessage({ more: true }));
          } else {
            const news = slices.whole(message.news);
            if (news.news === 'tree') [growths, nodes] = [growths + 1, news.tree.size];
            isDone ||= news.news === 'scan' && news.scan.is === 'done';
            tell(news);
          }
          setImmediate(() => taken.push({ what, cpu: cpu() - begun, wall: performance.now() - at }));
        },
      );
      return {
        ask: (question) => {
          if (question.ask === 'plan' || question.ask === 'credentials') return new Promise(() => {});
          number += 1;
          const mine = number;
          worker.postMessage({ number: mine, question, growth: 0 });
          return new Promise((resolve) => waiting.set(mine, resolve));
        },
        open() {},
        sample() {},
        import() {},
        scan: () => worker.postMessage({ scan: true }),
        stopScan() {},
        close: () => void worker.terminate(),
      };
    },
    { session: { settings: { theme: 'dark', ascii: false, mouse: false } }, isEmpty: true },
  );
});

const keys: { cpu: number; wall: number }[] = [];
async function press(key: string): Promise<void> {
  const [begun, at] = [cpu(), performance.now()];
  stdin.emit('data', key);
  await new Promise((resolve) => setImmediate(resolve));
  keys.push({ cpu: cpu() - begun, wall: performance.now() - at });
  await pause(25);
}

for (const key of ['N', '\r', 't']) await press(key);
keys.length = 0;
/** Everywhere that a reader goes while he waits. */
const round = [
  'j',
  'j',
  'l',
  'j',
  'j',
  'l',
  'j',
  'j',
  'j',
  'k',
  '\u001B[6~',
  '\u001B[5~',
  'h',
  'd',
  'j',
  '-',
  '*',
  'j',
  'j',
  'g',
  '*',
];
for (let at = 0; !isDone; at += 1) await press(round[at % round.length]!);
process.stdout.write(`${JSON.stringify({ nodes, growths, keys, taken })}\n`);
process.exit(0);
