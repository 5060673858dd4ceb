/** What the collecting thread and the main thread tell each other. */
import type { SealedShard } from '../snapshot/shard.ts';
import type { Progress, ScanNews, ScanResult } from './request.ts';

export type FromWorker =
  | { type: 'progress'; progress: Progress }
  | { type: 'news'; news: ScanNews[] }
  | { type: 'shard'; number: number; shard: SealedShard }
  | { type: 'result'; result: ScanResult }
  | { type: 'failed'; code?: string; message: string };

export type ToWorker = { type: 'stop' } | { type: 'stored'; number: number };
