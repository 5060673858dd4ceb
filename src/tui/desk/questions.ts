/**
 * What the screen asks: it holds the tree and nothing else of a snapshot, so that it never waits. Plain data, for messages between threads.
 * The desk answers from the snapshot at once; the analyst judges, and takes its time.
 */
import type { Family } from '../../net/index.ts';
import type { Passing, PortClassId, Service } from '../../reach/index.ts';
import type { Grouping } from '../../report/reaches.ts';
import type { Attempt } from '../../report/tried.ts';
import type { Again } from '../../snapshot/taken-over.ts';
import type { Named } from '../model/tree.ts';

/** `node`: of the tree. `width`: columns that lines may take. */
export type Question =
  | { readonly ask: 'detail'; readonly node: number; readonly width: number }
  | { readonly ask: 'who'; readonly node: number; readonly width: number }
  | { readonly ask: 'json'; readonly node: number }
  | { readonly ask: 'names'; readonly node: number }
  | { readonly ask: 'compare'; readonly nodes: readonly [number, number]; readonly width: number }
  | { readonly ask: 'path'; readonly asked: Asked; readonly width: number }
  | { readonly ask: 'remedies'; readonly asked: Asked; readonly width: number }
  | { readonly ask: 'overview'; readonly width: number }
  | { readonly ask: 'coverage'; readonly width: number }
  | { readonly ask: 'cells'; readonly kind: string }
  | { readonly ask: 'order'; readonly kind: string; readonly column: number; readonly down: boolean }
  | { readonly ask: 'snapshots' }
  | { readonly ask: 'finding'; readonly fingerprint: string; readonly width: number }
  /** Who could sign in, as far as this machine tells without a call. */
  | { readonly ask: 'credentials' }
  /** What a scan would ask, without asking it. */
  | { readonly ask: 'plan'; readonly order: ScanOrder; readonly width: number }
  | { readonly ask: 'exposure'; readonly exposure: ExposureAsked; readonly width: number }
  | { readonly ask: 'exposure head'; readonly width: number }
  | { readonly ask: 'exposure file'; readonly exposure: ExposureAsked; readonly as: FileFormat }
  | { readonly ask: 'exposed'; readonly of: Named; readonly width: number }
  | { readonly ask: 'proof'; readonly proof: Proof; readonly width: number }
  | { readonly ask: 'segments'; readonly segments: SegmentsAsked }
  | { readonly ask: 'segments file'; readonly segments: SegmentsAsked; readonly as: FileFormat }
  | { readonly ask: 'cell'; readonly segments: SegmentsAsked; readonly cell: CellAsked; readonly width: number }
  | { readonly ask: 'reach'; readonly reach: ReachAsked; readonly width: number }
  | { readonly ask: 'reach file'; readonly reach: ReachAsked; readonly as: FileFormat };

export type FileFormat = 'csv' | 'json';

/** `where`: conditions, as they are typed. */
export interface ExposureAsked {
  readonly way: 'in' | 'out';
  readonly where: readonly string[];
}

/** `by` as `hopscope segments --by` takes it. */
export interface SegmentsAsked {
  readonly by: string;
  readonly where: readonly string[];
}

/** Segments by their ids. */
export interface CellAsked {
  readonly from: string;
  readonly to: string;
}

export interface ReachAsked {
  readonly way: 'from' | 'to';
  readonly end: string;
  readonly by: Grouping;
  readonly where: readonly string[];
}

/** One way between a thing and the internet, and what of its traffic is to be proved. */
export interface Proof {
  readonly way: 'in' | 'out';
  /** Names the way: see `desk/exposed.ts`. */
  readonly key: string;
  readonly lot: keyof Passing;
  readonly class?: PortClassId;
}

/** What is asked of a path. An end is what a person may type for it; empty: not chosen yet. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly service: Service;
  /** Absent: each that both ends have. */
  readonly family?: Family | undefined;
  readonly forwardOnly: boolean;
  /** Whether to look for what would close it. */
  readonly close: boolean;
  /** What is tried on a copy, one on top of the other. */
  readonly tried: readonly Attempt[];
  /** Another end, to be compared with that one. */
  readonly beside?: { readonly end: 'from' | 'to'; readonly other: string } | undefined;
}

/** What a scan is to do: words as after `hopscope scan`. */
export interface ScanOrder {
  readonly words: readonly string[];
  /** Only this of the snapshot that is shown is read again. */
  readonly again?: Again;
}

/** Those about a scan that does not run yet: nothing of a snapshot is needed for them. */
export const ahead: ReadonlySet<Question['ask']> = new Set(['credentials', 'plan']);

/** Those that the analyst answers; it may be busy for a while. */
export const slow: ReadonlySet<Question['ask']> = new Set([
  'finding',
  'exposure',
  'exposure head',
  'exposure file',
  'exposed',
  'proof',
  'remedies',
]);

/** Those that go through the whole estate: each has a thread for itself, and gives way to the next. */
export const surveyed: ReadonlySet<Question['ask']> = new Set(['segments', 'segments file', 'cell', 'reach', 'reach file']);

export const keyOf = (question: Question): string => JSON.stringify(question);
