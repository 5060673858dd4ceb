/** What the screen is answered. Plain data, for messages between threads. */
import type { Change } from '../../reach/index.ts';
import type { Meaning } from '../../report/style.ts';
import type { Named } from '../model/tree.ts';
import type { Row } from '../screen/row.ts';
import type { Asked, CellAsked, Proof, SegmentsAsked } from './questions.ts';

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

/** Why there is no answer. */
export interface Failed {
  readonly is: 'failed';
  readonly message: string;
}

export type Answer = Sheet | Roll | Matrix | File | Cells | Order | Names | Json | Snapshots | Credentials | Failed | Dropped;
