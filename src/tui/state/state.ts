/** Everything that the screen shows follows from this one value, and everything that happens makes the next one of it. */
import type { Manifest } from '../../snapshot/snapshot.ts';
import type { Again } from '../../snapshot/taken-over.ts';
import type { Answer } from '../desk/answers.ts';
import type { Growth, Scanning, Told } from '../desk/news.ts';
import type {
  Asked,
  CellAsked,
  ExposureAsked,
  Proof,
  Question,
  ReachAsked,
  ScanOrder,
  SegmentsAsked,
} from '../desk/questions.ts';
import type { Worst } from '../model/rollup.ts';
import type { Tree } from '../model/tree.ts';
import type { Open } from '../model/visible.ts';
import type { Token } from '../screen/row.ts';
import type { ThemeName } from '../screen/theme.ts';
import type { Editor } from './editor.ts';

/** The views that there are; `views/index.ts` has one for each. */
export type ViewName =
  | 'tree'
  | 'overview'
  | 'kinds'
  | 'table'
  | 'detail'
  | 'who'
  | 'json'
  | 'compare'
  | 'findings'
  | 'finding'
  | 'exposure'
  | 'proof'
  | 'segments'
  | 'cell'
  | 'reach'
  | 'path'
  | 'coverage'
  | 'scan'
  | 'snapshots'
  | 'scope'
  | 'help';

/** What a view is about, and where the reader is in it. */
export interface Screen {
  readonly view: ViewName;
  readonly node?: number;
  readonly nodes?: readonly [number, number];
  readonly kind?: string;
  readonly fingerprint?: string;
  /** Of `scope`: which of the two is chosen. Of `help`: where it was asked for. */
  readonly of?: 'region' | 'account' | ViewName;
  /** Of `scan`: what is to be read again, and nothing else. */
  readonly again?: Again;
  /** Of `path`: what is asked. */
  readonly path?: Asked;
  /** Of `path`: what was asked before, and stays to be seen while the answer is read. */
  readonly shown?: Asked;
  /** Of the views of what reaches what: what is asked. */
  readonly exposure?: ExposureAsked;
  readonly proof?: Proof;
  readonly segments?: SegmentsAsked;
  readonly cell?: CellAsked;
  readonly reach?: ReachAsked;
  readonly cursor: number;
  /** The row that the cursor is on, by name: it stays there when rows come and go. */
  readonly key?: string;
  /** Gone to the last row: it is gone to again when more rows come below it. */
  readonly atEnd?: boolean;
  /** Enter was pressed before there was anything to open: what the cursor is on opens when there is. */
  readonly isEntering?: boolean;
  /** The first row that is shown. */
  readonly top: number;
  /** Of a grid: the column that the cursor is in, that column by name, and the first that is shown. */
  readonly column?: number;
  readonly columnKey?: string;
  readonly left?: number;
  readonly filter: string;
  readonly sort?: { readonly column: number; readonly down: boolean };
}

/** Nothing is chosen yet; TCP on every port, there and back. */
export const noEnds: Asked = { from: '', to: '', service: { protocol: 6 }, forwardOnly: false, close: false, tried: [] };

export interface Settings {
  readonly theme: ThemeName;
  readonly ascii: boolean;
  readonly mouse: boolean;
}

/** A scan that runs. */
export interface Live {
  readonly told: Extract<Scanning, { is: 'running' }>;
  /** How many of its trees were shown. */
  readonly grown: number;
  /** Whether it reads a part of what was shown again. */
  readonly isAgain: boolean;
  readonly isStopping: boolean;
  /** Whether Esc was pressed once. */
  readonly isAsked: boolean;
  readonly changed?: Growth['told'];
  /** What was shown when it began, to go back to when nothing comes of it. */
  readonly before: Pick<State, 'tree' | 'manifest' | 'open' | 'findings' | 'findingNodes' | 'worst' | 'audit' | 'marks'>;
}

/** Who is to sign in and where is to be looked: empty is whoever does when nobody is named, and every enabled Region. */
export interface Chosen {
  readonly profiles: readonly string[];
  readonly regions: readonly string[];
}

/** What is being typed, and for what. */
export interface Entry {
  readonly purpose: 'command' | 'filter';
  readonly editor: Editor;
  /** Where the reader was before, for Esc. */
  readonly before: Screen;
  /** What was typed before completions were walked along, and which of them stands in the line. */
  readonly completing?: { readonly of: string; readonly choice: number };
}

/** An answer that something is waiting for. */
export interface Errand {
  readonly key: string;
  readonly then: 'copy id' | 'copy ARN' | 'open' | 'page' | 'edit' | 'export';
  /** Of an export: the file that is wanted. */
  readonly name?: string;
}

export interface State {
  readonly size: { readonly columns: number; readonly rows: number };
  readonly tree?: Tree;
  readonly manifest?: Manifest;
  readonly open: Open;
  readonly findings: readonly Told[];
  /** The node of each finding; absent: the tree has none for it. */
  readonly findingNodes: readonly (number | undefined)[];
  readonly worst?: Worst;
  readonly audit: { readonly done: number; readonly of: number; readonly notEvaluated: number };
  /** How far the answer is that takes long. */
  readonly surveying?: { readonly done: number; readonly of: number } | undefined;
  /** Accounts and Regions that are not to be seen. */
  readonly hidden: { readonly region: ReadonlySet<string>; readonly account: ReadonlySet<string> };
  readonly history: readonly Screen[];
  readonly at: number;
  readonly entry?: Entry;
  /** Lines that were typed before, the latest last. */
  readonly said: readonly string[];
  readonly answers: ReadonlyMap<string, Answer>;
  readonly asked: ReadonlySet<string>;
  /** Answers about a tree that has grown since: shown until they are given anew. */
  readonly stale: ReadonlySet<string>;
  readonly errands: readonly Errand[];
  readonly marks: readonly number[];
  /** The end of a path that is chosen, while the other is not. */
  readonly ends?: Asked | undefined;
  /** The node whose detail stands beside the list: the last on which the cursor came to rest and of which everything is known. */
  readonly beside?: number;
  /** The node on which the cursor rests. */
  readonly resting?: number;
  /** There is no snapshot yet, and none is being read. */
  readonly isEmpty?: boolean;
  /** Why there is no tree, where what was to be shown could not be read. */
  readonly trouble?: string | undefined;
  readonly live?: Live | undefined;
  /** How the last scan ended, while that is worth telling. */
  readonly ended?: Exclude<Scanning, { is: 'running' }> | undefined;
  /** What is not as it was before the last scan, a `Change` for each node. */
  readonly changes?: Uint8Array | undefined;
  readonly chosen: Chosen;
  /** Digits typed before a key. */
  readonly count: string;
  readonly message?: { readonly text: string; readonly means: Token };
  readonly settings: Settings;
  /** Whether a key was pressed: until then the cursor may still go to what matters. */
  readonly touched: boolean;
  /** The row to return to when the tree is there: of the last session, or of the snapshot before. */
  readonly wanted?: string;
}

/** What the shell is to do; it tells how that went as a happening. */
export type Effect =
  | { readonly do: 'ask'; readonly question: Question }
  /** To tell when the cursor has not moved for a while. */
  | { readonly do: 'rest' }
  | { readonly do: 'copy'; readonly text: string; readonly what: string }
  | { readonly do: 'open'; readonly url: string }
  | { readonly do: 'page'; readonly text: string }
  | { readonly do: 'edit'; readonly text: string; readonly name: string }
  | { readonly do: 'export'; readonly text: string; readonly name: string }
  | { readonly do: 'snapshot'; readonly id: string }
  | { readonly do: 'scan'; readonly order: ScanOrder }
  | { readonly do: 'stop scan' }
  | { readonly do: 'import'; readonly dir: string }
  /** The sample company, from the store beside the program. */
  | { readonly do: 'sample' }
  | { readonly do: 'mouse'; readonly on: boolean }
  | { readonly do: 'redraw' }
  | { readonly do: 'suspend' }
  | { readonly do: 'quit' };

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export const step = (state: State, ...effects: Effect[]): Step => ({ state, effects });

export const screenOf = (state: State): Screen => state.history[state.at]!;

/** The question that is shown, or that was shown last; else the one that Esc came back from. */
export const lastPath = ({ history, at }: State): Asked | undefined =>
  [...history.slice(0, at + 1).toReversed(), ...history.slice(at + 1)].find(
    ({ view, path }) => view === 'path' && path?.from && path.to,
  )?.path;

export const fresh = (view: ViewName, rest: Partial<Screen> = {}): Screen => ({ view, cursor: 0, top: 0, filter: '', ...rest });

export const started = (size: State['size'], settings: Settings, rest: Partial<State> = {}): State => ({
  size,
  open: new Uint8Array(0),
  findings: [],
  findingNodes: [],
  audit: { done: 0, of: 0, notEvaluated: 0 },
  hidden: { region: new Set(), account: new Set() },
  history: [fresh('tree')],
  at: 0,
  said: [],
  answers: new Map(),
  asked: new Set(),
  stale: new Set(),
  errands: [],
  marks: [],
  chosen: { profiles: [], regions: [] },
  count: '',
  settings,
  touched: false,
  ...rest,
});

export const withScreen = (state: State, change: Partial<Screen>): State => ({
  ...state,
  history: state.history.with(state.at, { ...screenOf(state), ...change }),
});

/** On to another screen; what was ahead of this one is forgotten, and what was long ago. */
export function go(state: State, screen: Screen): State {
  const history = [...state.history.slice(0, state.at + 1), screen].slice(-50);
  return { ...state, history, at: history.length - 1, message: undefined };
}

export const say = (state: State, text: string, means: Token = 'plain'): State => ({ ...state, message: { text, means } });
