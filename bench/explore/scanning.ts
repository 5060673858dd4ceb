/** A scan that runs, without AWS: the shards of an estate that it draws itself come one after the other, and the tree grows as in the program. */
import { parentPort, workerData } from 'node:worker_threads';
import { Growing } from '../../src/cli/explore/growing.ts';
import { Slicing } from '../../src/cli/explore/slices.ts';
import { kindNamed } from '../../src/kinds/index.ts';
import { type SealedShard, sealShard } from '../../src/snapshot/shard.ts';
import { failed } from '../../src/tui/desk/desk.ts';
import { Following } from '../../src/tui/desk/following.ts';
import { Live } from '../../src/tui/desk/live.ts';
import type { Question } from '../../src/tui/desk/questions.ts';
import { grow } from '../../src/tui/model/grow.ts';
import { estateOf } from './estate.ts';

type Message = { more: true } | { scan: true } | { number: number; question: Question; growth: number };

const { interfaces, seconds, isAgain } = workerData as { interfaces: number; seconds: number; isAgain: boolean };
const port = parentPort!;
const slicing = new Slicing((message) => port.postMessage(message));
const aws = estateOf(interfaces);
const before = isAgain ? estateOf(interfaces) : undefined;
const live = new Live(new Date(), before, undefined);
const following = new Following(live, before, async () => []);
const key = new Uint8Array(32);
const sealed: SealedShard[] = [];
for (const shard of aws.manifest.shards)
  sealed.push(await sealShard(shard, kindNamed(shard.kind), [...aws.resources(shard.kind, shard)], key));

port.on('message', async (message: Message) => {
  if ('more' in message) return slicing.arrived();
  if ('scan' in message) return scan();
  const { number, question } = message;
  const answer = await Promise.resolve(following.desk?.answer(question) ?? failed(new Error('nothing is read yet'))).catch(
    failed,
  );
  port.postMessage({ number, answer });
});

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function scan(): Promise<void> {
  const growing = new Growing(
    () => performance.now(),
    async () => slicing.tell(following.next()),
    (error) => {
      throw error;
    },
  );
  live.hear({ is: 'begun', ...aws.manifest });
  for (const [at, shard] of sealed.entries()) {
    await pause((seconds * 1000) / sealed.length);
    live.sealed(shard);
    growing.wake();
    if (at % 4 === 0)
      port.postMessage({ news: { news: 'scan', scan: { is: 'running', readings: live.readings(), progress: progress(at) } } });
  }
  growing.end();
  await growing.ended;
  await slicing.tell(following.next());
  const { id } = aws.manifest;
  port.postMessage({ news: { news: 'scan', scan: { is: 'done', snapshot: id, gaps: 0, warnings: [] } } });
}

const progress = (at: number) => ({
  ...{ calls: { done: at * 10, open: (sealed.length - at) * 10 }, resources: at * 100, throttles: 0, gaps: 0 },
  places: { done: 0, all: aws.manifest.places.length },
});

if (before) port.postMessage({ news: { news: 'tree', tree: grow(before).tree, manifest: before.manifest } });
port.postMessage({ ready: aws.manifest.shards.length });
