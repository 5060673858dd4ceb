/**
 * What the screen asks, and what it is told: the screen holds the tree and nothing else of a snapshot, so that it never waits. Plain data,
 * for messages between threads. The desk answers from the snapshot at once; the analyst judges, and takes its time.
 */
import type { Severity } from '../../findings/rule.ts';
import type { Family } from '../../net/index.ts';
import type { Change, Passing, PortClassId, Service } from '../../reach/index.ts';
import type { Running } from '../../report/progress.ts';
import type { Grouping } from '../../report/reaches.ts';
import type { Meaning } from '../../report/style.ts';
import type { Attempt } from '../../report/tried.ts';
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

/** `where`: conditions as `--where` of the commands takes them. */
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

export interface Line {
  readonly row: Row;
  /** Where enter leads. */
  readonly to?: Named;
  /** Where it leads on the right of two that stand side by side. */
  readonly right?: Named;
  /** What enter asks instead. */
  readonly lead?: Lead;
  /** Changes that can be tried here. */
  readonly tries?: readonly Change[];
}

/** What a line asks: its proof, a path, or the pair of segments the other way round. */
export type Lead =
  | { readonly proof: Proof }
  | { readonly path: Asked }
  | { readonly cell: CellAsked; readonly segments: SegmentsAsked };

/** Lines under a heading; a view shows them as they are. */
export interface Section {
  readonly title?: string;
  readonly lines: readonly Line[];
}

export interface Sheet {
  readonly is: 'sheet';
  readonly sections: readonly Section[];
  /** What is being looked for yet, which is a question of its own. */
  readonly unfinished?: string;
}

/** A report that may be long, as one text: a line each, with what it is about and what it leads to. Cheap to send between threads. */
export interface Roll {
  readonly is: 'roll';
  /** Lines with Select Graphic Rendition codes, each by itself. */
  readonly text: string;
  /** Of each line a `Named` as JSON, or nothing. */
  readonly things: string;
  /** Of each line a `Lead` as JSON, or nothing. */
  readonly leads: string;
}

/** Who may talk to whom: a grid of which only the places are told where something passes. All text is escaped. */
export interface Matrix {
  readonly is: 'matrix';
  readonly head: string;
  readonly legend: string;
  /** Where nobody could look, as lines of a report; empty where there is none. */
  readonly unseen: readonly string[];
  readonly titles: readonly string[];
  readonly ids: readonly string[];
  /** What a segment is in the tree, where it is anything there. */
  readonly things: readonly (Named | undefined)[];
  /** Row times the number of segments, plus column; rising. */
  readonly places: Int32Array;
  /** Of each place the number of its text, and of what it says in words. */
  readonly texts: Int32Array;
  readonly says: Int32Array;
  /** Texts and sayings, each once. */
  readonly words: readonly (readonly [text: string, means: Meaning])[];
}

/** A file as a command writes it. */
export interface File {
  readonly is: 'file';
  readonly text: string;
  readonly name: string;
}

/** A question that gave way to a later one: it may be asked again. */
export interface Dropped {
  readonly is: 'dropped';
}

/** The cells of a table, those of a row one after the other with a tab after each. Escaped. */
export interface Cells {
  readonly is: 'cells';
  readonly columns: readonly string[];
  readonly numeric: readonly boolean[];
  /** Whether anything stands in a column. */
  readonly filled: readonly boolean[];
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

export type Answer = Sheet | Roll | Matrix | File | Cells | Order | Names | Json | Snapshots | Credentials | Failed | Dropped;

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
