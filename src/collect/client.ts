/** Runs a scan in a thread of its own, seen from the main thread. */
import { Worker } from 'node:worker_threads';
import type { ScanEvents } from './collect.ts';
import { CallFailure } from './failure.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { ScanRequest, ScanResult } from './request.ts';

/** Beside this file while developing; beside the bundle when built. */
const entry = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './collect-worker.js', import.meta.url);

/** Room for pages of answers that live for a moment: with the default they survive into the old generation. Three semi-spaces of 32 MB. */
const YOUNG = { maxYoungGenerationSizeMb: 96 };

/** Like `collect`, off the main thread. `stopped` ends the scan early; what was not read by then is a gap. */
export function collectInWorker(request: ScanRequest, events: ScanEvents, stopped: AbortSignal): Promise<ScanResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: request, resourceLimits: YOUNG });
    const tell = (message: ToWorker) => worker.postMessage(message);
    const stop = () => tell({ type: 'stop' });
    if (stopped.aborted) stop();
    stopped.addEventListener('abort', stop, { once: true });
    const settle = (settled: () => void) => {
      stopped.removeEventListener('abort', stop);
      void worker.terminate();
      settled();
    };
    const fail = (error: unknown) => settle(() => reject(error));
    worker.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'progress':
          return events.progress(message.progress);
        case 'news':
          for (const news of message.news) events.tell?.(news);
          return;
        case 'shard':
          return void Promise.resolve(events.shard(message.shard)).then(
            () => tell({ type: 'stored', number: message.number }),
            fail,
          );
        case 'result':
          return settle(() => resolve(message.result));
        case 'failed':
          return fail(message.code ? new CallFailure(message.code, message.message, 'none') : new Error(message.message));
      }
    });
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`the collecting thread ended early (exit code ${code})`)));
  });
}
