/** What the screen is told unasked. Plain data, for messages between threads. */
import type { Severity } from '../../findings/rule.ts';
import type { Running } from '../../report/progress.ts';
import type { Manifest } from '../../snapshot/snapshot.ts';
import type { Reading } from '../model/reading.ts';
import type { Named, TreeData } from '../model/tree.ts';

/** A finding as lists show it. */
export interface Told {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly subject: Required<Named>;
  /** What people call it, or what it belongs to. */
  readonly who: string;
  readonly message: string;
  readonly fingerprint: string;
  /** Muted, or accepted by the baseline. */
  readonly quiet: boolean;
}

/** What comes unasked: the tree when the snapshot is read, findings rule by rule, where the analyst is. */
export type News =
  | { readonly news: 'tree'; readonly tree: TreeData; readonly manifest: Manifest; readonly growth?: Growth }
  | { readonly news: 'scan'; readonly scan: Scanning }
  | {
      readonly news: 'findings';
      readonly findings: readonly Told[];
      readonly notEvaluated: number;
      readonly done: number;
      readonly of: number;
    }
  | { readonly news: 'imported'; readonly snapshot: string }
  | { readonly news: 'trouble'; readonly message: string };

/** How a tree came of the one that was shown before, while a scan runs. */
export interface Growth {
  /** They are counted; 0 is the tree of the snapshot that was shown when the scan began. */
  readonly number: number;
  /** For each node of the tree before where it is now; -1: nowhere. */
  readonly moved: Int32Array;
  /** What is not as it was when the scan began. */
  readonly changes: Uint8Array;
  readonly told: { readonly added: number; readonly changed: number; readonly gone: number };
}

/** How a scan is, from its order to its end. */
export type Scanning =
  | { readonly is: 'running'; readonly progress?: Running; readonly readings: readonly Reading[] }
  | { readonly is: 'done'; readonly snapshot: string; readonly gaps: number; readonly warnings: readonly string[] }
  | { readonly is: 'failed'; readonly message: string; readonly next: readonly string[] }
  | { readonly is: 'abandoned' };
