/** The screen's thread alone, on a terminal that takes everything and shows nothing: CPU time and bytes from a key to its frame. */
import { Worker } from 'node:worker_threads';
import type { Answer } from '../../src/tui/desk/answers.ts';
import type { News } from '../../src/tui/desk/news.ts';
import { explore } from '../../src/tui/shell/explore.ts';
import { stdin, terminal, written } from './terminal.ts';

const [size = '1000', keys = '200'] = process.argv.slice(2);

const worker = new Worker(new URL('./answers.js', import.meta.url), {
  workerData: Number(size),
  resourceLimits: { maxOldGenerationSizeMb: 12_000 },
});
const waiting = new Map<number, (answer: Answer) => void>();
let number = 0;
let nodes = 0;
const read = new Promise<void>((resolve) => {
  begin((news) => {
    if (news.news === 'tree') nodes = news.tree.size;
    resolve();
  });
});

function begin(heard: (news: News) => void): void {
  void explore(
    terminal,
    (tell) => {
      worker.on('message', (message: { news: News } | { number: number; answer: Answer }) => {
        if ('news' in message) {
          tell(message.news);
          heard(message.news);
        } else waiting.get(message.number)?.(message.answer);
      });
      return {
        ask: (question) => {
          // What the analyst would answer: it is not here.
          if (question.ask === 'exposed' || question.ask === 'exposure') return Promise.resolve({ is: 'sheet', sections: [] });
          number += 1;
          const mine = number;
          worker.postMessage({ number: mine, question });
          return new Promise((resolve) => waiting.set(mine, resolve));
        },
        open() {},
        sample() {},
        scan() {},
        stopScan() {},
        import() {},
        close: () => void worker.terminate(),
      };
    },
    { session: { settings: { theme: 'dark', ascii: false, mouse: false } } },
  );
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** CPU milliseconds of this thread, and bytes, until the frame is out. */
async function measured(key: string): Promise<[number, number]> {
  const [before, was] = [process.threadCpuUsage(), written.bytes];
  stdin.emit('data', key);
  await pause(30);
  const { user, system } = process.threadCpuUsage(before);
  return [(user + system) / 1000, written.bytes - was];
}

async function many(sent: string, first: readonly string[], times = Number(keys)): Promise<[number, number][]> {
  for (const key of first) await measured(key);
  await pause(300);
  const all: [number, number][] = [];
  for (let at = 0; at < times; at += 1) all.push(await measured(sent));
  return all;
}

await read;
await pause(500);
const runs: Record<string, [number, number][]> = {
  'move in a page': await many('j', ['g'], 40),
  'unfold all': await many('*', ['g'], 1),
  'move, unfolded': await many('j', ['g'], 40),
  'scroll a line': await many('j', ['g', '60j']),
  'page down': await many('\u001B[6~', ['g']),
};
const filter: [number, number][] = [];
await measured('/');
for (const sign of '10.7') filter.push(await measured(sign));
runs['filter, a sign'] = filter;
await measured('\u001B');
await measured(':eni\r');
await pause(3_000);
runs['table, a line'] = await many('j', ['g', '60j']);
await measured('t');
globalThis.gc?.();
const { heapUsed, external, arrayBuffers } = process.memoryUsage();
process.stdout.write(`${JSON.stringify({ nodes, runs, memory: (heapUsed + Math.max(external, arrayBuffers)) / 2 ** 20 })}\n`);
process.exit(0);
