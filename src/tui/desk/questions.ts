/**
 * What the screen asks, and what it is told: the screen holds the tree and nothing else of a snapshot, so that it never waits. Plain data,
 * for messages between threads. The desk answers from the snapshot at once; the analyst judges, and takes its time.
 */
import type { Severity } from '../../findings/rule.ts';
import type { Family } from '../../net/index.ts';
import type { Service } from '../../reach/index.ts';
import type { Running } from '../../report/progress.ts';
import type { Manifest } from '../../snapshot/snapshot.ts';
import type { Again } from '../../snapshot/taken-over.ts';
import type { Reading } from '../model/reading.ts';
import type { Named, TreeData } from '../model/tree.ts';
import type { Row } from '../screen/row.ts';

/** `node`: of the tree. `width`: columns that lines may take. */
export type Question =
  | { readonly ask: 'detail'; readonly node: number; readonly width: number }
  | { readonly ask: 'who'; readonly node: number; readonly width: number }
  | { readonly ask: 'json'; readonly node: number }
  | { readonly ask: 'names'; readonly node: number }
  | { readonly ask: 'compare'; readonly nodes: readonly [number, number]; readonly width: number }
  | { readonly ask: 'path'; readonly asked: Asked; readonly width: number }
  | { readonly ask: 'overview'; readonly width: number }
  | { readonly ask: 'coverage'; readonly width: number }
  | { readonly ask: 'cells'; readonly kind: string }
  | { readonly ask: 'order'; readonly kind: string; readonly column: number; readonly down: boolean }
  | { readonly ask: 'snapshots' }
  | { readonly ask: 'finding'; readonly fingerprint: string; readonly width: number }
  | { readonly ask: 'exposure'; readonly width: number }
  /** Who could sign in, as far as this machine tells without a call. */
  | { readonly ask: 'credentials' }
  /** What a scan would ask, without asking it. */
  | { readonly ask: 'plan'; readonly order: ScanOrder; readonly width: number }
  | { readonly ask: 'exposed'; readonly of: Named; readonly width: number };

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
}

/** Those about a scan that does not run yet: nothing of a snapshot is needed for them. */
export const ahead: ReadonlySet<Question['ask']> = new Set(['credentials', 'plan']);

/** Those that the analyst answers; it may be busy for a while. */
export const slow: ReadonlySet<Question['ask']> = new Set(['finding', 'exposure', 'exposed']);

export interface Line {
  readonly row: Row;
  /** Where enter leads. */
  readonly to?: Named;
}

/** Lines under a heading; a view shows them as they are. */
export interface Section {
  readonly title?: string;
  readonly lines: readonly Line[];
}

export interface Sheet {
  readonly is: 'sheet';
  readonly sections: readonly Section[];
}

/** The cells of a table, those of a row one after the other with a tab after each. Escaped. */
export interface Cells {
  readonly is: 'cells';
  readonly columns: readonly string[];
  readonly numeric: readonly boolean[];
  readonly nodes: Int32Array;
  readonly text: string;
  readonly starts: Uint32Array;
}

/** Rows of the cells in the order that was asked for. */
export interface Order {
  readonly is: 'order';
  readonly rows: Int32Array;
}

/** As AWS writes it, not escaped: for the clipboard and other programs. */
export interface Names {
  readonly is: 'names';
  readonly id: string;
  readonly arn?: string;
  readonly url?: string;
}

export interface Json {
  readonly is: 'json';
  readonly text: string;
}

export interface StoredSnapshot {
  readonly id: string;
  readonly takenAt: string;
  readonly accounts: number;
  readonly regions: number;
  readonly resources: number;
  readonly gaps: number;
}

export interface Snapshots {
  readonly is: 'snapshots';
  readonly list: readonly StoredSnapshot[];
}

/** Somebody who could sign in. `usual`: who does when nobody is named. */
export interface Credentials {
  readonly is: 'credentials';
  readonly list: readonly { readonly profile?: string; readonly about: string; readonly works: boolean }[];
  /** The Region that the environment names. */
  readonly region?: string;
  /** The folder that a scan is kept in. */
  readonly store: string;
}

/** What a scan is to do: words as after `hopscope scan`. */
export interface ScanOrder {
  readonly words: readonly string[];
  /** Only this of the snapshot that is shown is read again. */
  readonly again?: Again;
}

/** Why there is no answer. */
export interface Failed {
  readonly is: 'failed';
  readonly message: string;
}

export type Answer = Sheet | Cells | Order | Names | Json | Snapshots | Credentials | Failed;

/** A finding as lists show it. */
export interface Told {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly subject: Named;
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

export const keyOf = (question: Question): string => JSON.stringify(question);
