/** What a view is: a list of rows made from the state, which the frame shows a window of. Pure; nothing here waits or draws. */
import type { Change } from '../../reach/index.ts';
import type { Question, ScanOrder } from '../desk/questions.ts';
import type { Row } from '../screen/row.ts';
import type { Screen, State, ViewName } from '../state/state.ts';

/** Where enter leads from a row. */
export type Target =
  | { readonly node: number }
  | { readonly screen: Screen }
  | { readonly snapshot: string }
  | { readonly toggle: string }
  /** Who signs in, or where is looked; without a name nobody and everywhere. */
  | { readonly choose: 'profile' | 'region'; readonly name?: string }
  | { readonly order: ScanOrder }
  | { readonly sample: true }
  /** The beginning of a command, for the reader to end. */
  | { readonly type: string };

export interface Lines {
  readonly count: number;
  /** Names a row, so that the cursor stays on it. */
  key(at: number): string;
  /** Where the row of that name is; nothing when it is gone. */
  find(key: string): number | undefined;
  row(at: number, width: number): Row;
  /** The node that a row stands for. */
  node?(at: number): number | undefined;
  target?(at: number): Target | undefined;
  /** Changes that can be tried there. */
  tries?(at: number): readonly Change[] | undefined;
  /** What is to be typed into a shell, where a row is a line of it. */
  command?(at: number): string | undefined;
  /** Rows that stay at the top, such as the titles of columns. */
  header?(width: number): readonly Row[];
  /** Rows below the last, where there is room. */
  footer?(width: number): readonly Row[];
  /** More rows are to come below. */
  grows?: boolean;
  /** Said where there are no rows. */
  empty?: string;
  /** The row that the cursor begins on; absent, the first. */
  begin?: number;
  /** Of a grid, or of two things side by side: the columns, which the cursor walks along too. */
  across?: Across;
}

export interface Across {
  readonly count: number;
  /** Whether the rows draw the cursor themselves, as a place in the row. */
  readonly isDrawn: boolean;
  key(at: number): string;
  find(key: string): number | undefined;
  /** The first column to show, so that this one is seen and the window moves by as little as it takes. */
  left(column: number, left: number): number;
  /** The columns of a row in which something stands, from the left. */
  standing?(at: number): readonly number[];
  /** The column at a place of the screen. */
  at(x: number, left: number): number | undefined;
}

export interface View {
  readonly name: ViewName;
  /** One sentence for help: what is to be seen here. */
  readonly about: string;
  /** Where the reader is, for the top of the screen. */
  title(state: State, screen: Screen): string;
  lines(state: State, screen: Screen, width: number): Lines;
  /** What has to be asked for it. */
  wants?(state: State, screen: Screen, width: number): readonly Question[];
  /** What may be typed after `/`: terms of the tree, or words. Absent: there is no filter. */
  readonly filter?: 'terms' | 'words';
  /** Whether a wide screen shows the detail of the row beside it. */
  readonly preview?: boolean;
}

/** Every set of changes that the lines offer, in their order: several lines tell of one. */
export const triesIn = (lines: Lines): readonly (readonly Change[])[] => [
  ...new Set(
    Array.from({ length: lines.tries ? lines.count : 0 }, (_, at) => lines.tries?.(at) ?? []).filter(({ length }) => length > 0),
  ),
];

/** Lines that are all there. */
export const listOf = (
  rows: readonly { readonly key: string; readonly row: Row; readonly node?: number; readonly target?: Target }[],
  rest: Pick<Lines, 'header' | 'empty'> = {},
): Lines => ({
  count: rows.length,
  key: (at) => rows[at]?.key ?? '',
  find: (key) => {
    const at = rows.findIndex((one) => one.key === key);
    return at < 0 ? undefined : at;
  },
  row: (at) => rows[at]?.row ?? [],
  node: (at) => rows[at]?.node,
  target: (at) => rows[at]?.target,
  ...rest,
});

/** The words of a filter that is only text: all must be there, those after `!` must not. */
export function wordsHold(filter: string, text: string): boolean {
  const small = text.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => (word.startsWith('!') && word.length > 1 ? !small.includes(word.slice(1)) : small.includes(word)));
}
