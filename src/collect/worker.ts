/** The entry point of the collecting thread: HTTP, parsing and sealing happen here, so that a screen on the main thread never waits. */
import { parentPort, workerData } from 'node:worker_threads';
import { collect } from './collect.ts';
import { CallFailure } from './failure.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { Progress, ScanNews, ScanRequest } from './request.ts';

const PROGRESS_EVERY_MS = 100;

const port = parentPort!;
const post = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
const stop = new AbortController();
const acknowledged = new Map<number, () => void>();

port.on('message', (message: ToWorker) => {
  if (message.type === 'stop') stop.abort();
  else {
    acknowledged.get(message.number)?.();
    acknowledged.delete(message.number);
  }
});

let last = 0;
let latest: Progress | undefined;
let shards = 0;
let news: ScanNews[] = [];

/** Thousands of small things: told together, a few times a second. */
function tellAll(): void {
  if (news.length) post({ type: 'news', news });
  news = [];
}

try {
  const result = await collect(
    workerData as ScanRequest,
    {
      progress(progress) {
        latest = progress;
        const now = performance.now();
        if (now - last < PROGRESS_EVERY_MS) return;
        last = now;
        tellAll();
        post({ type: 'progress', progress });
      },
      tell: (one) => void news.push(one),
      shard(shard) {
        shards += 1;
        const number = shards;
        const stored = new Promise<void>((resolve) => acknowledged.set(number, resolve));
        const body = alone(shard.body);
        const volatile = shard.volatile && { ...shard.volatile, body: alone(shard.volatile.body) };
        post({ type: 'shard', number, shard: { ...shard, body, volatile } }, [
          body.buffer,
          ...(volatile ? [volatile.body.buffer] : []),
        ]);
        return stored;
      },
    },
    { now: () => new Date(), monotonic: () => performance.now() },
    stop.signal,
  );
  tellAll();
  if (latest) post({ type: 'progress', progress: latest });
  post({ type: 'result', result });
} catch (error) {
  const { code, message } =
    error instanceof CallFailure ? error : { code: undefined, message: (error as Error).stack ?? String(error) };
  post({ type: 'failed', code, message });
}
port.close();

/** Bytes that share their memory with nothing else, so that it can be handed to the other thread without a copy. */
function alone(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
  return whole ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
