/** How the screen is divided, from its size alone: so that nothing is ever laid over anything else. */
import { keyOf } from '../desk/questions.ts';
import { views } from '../views/index.ts';
import { notes, withoutTree } from '../views/notes.ts';
import { type Lines, listOf } from '../views/view.ts';
import type { Where } from './bindings/binding.ts';
import type { Screen, State } from './state.ts';

export const SMALLEST = { columns: 60, rows: 15 } as const;
/** Narrower screens have no room for the detail beside the list. */
const WIDE = 120;

export interface Layout {
  readonly isTooSmall: boolean;
  /** Rows of the list, the titles of columns among them. */
  readonly body: number;
  readonly left: number;
  /** Columns of the pane beside it; none: there is no pane. */
  readonly right: number;
}

export function layoutOf({ size: { columns, rows } }: Pick<State, 'size'>, { view }: Pick<Screen, 'view'>): Layout {
  const isTooSmall = columns < SMALLEST.columns || rows < SMALLEST.rows;
  const right = views[view].preview && columns >= WIDE ? Math.min(100, Math.floor(columns * 0.45)) : 0;
  // At the top where we are; at the bottom a message or what is typed, and what the keys do.
  return { isTooSmall, body: Math.max(1, rows - 3), left: right > 0 ? columns - right - 1 : columns, right };
}

/** A sheet does not go to the very edge. */
export const sheetWidth = (columns: number): number => Math.max(20, columns - 2);

export function linesOf(state: State, screen: Screen): Lines {
  const { left } = layoutOf(state, screen);
  const without = withoutTree(state, screen);
  const lines =
    without === undefined ? views[screen.view].lines(state, screen, sheetWidth(left)) : listOf([], { empty: without });
  const said = notes(state, screen);
  return said.length > 0 ? { ...lines, header: (width) => [...said, ...(lines.header?.(width) ?? [])] } : lines;
}

/** Whether what the view is made of was asked for and is not there yet; of findings, whether nothing can be chosen of them yet. */
export function isBeingRead(state: State, screen: Screen): boolean {
  if (screen.view === 'findings') return isJudging(state) && (screen.isEntering === true || linesOf(state, screen).count === 0);
  const { left } = layoutOf(state, screen);
  const [main] = views[screen.view].wants?.(state, screen, sheetWidth(left)) ?? [];
  return main !== undefined && state.asked.has(keyOf(main)) && !state.answers.has(keyOf(main));
}

const isJudging = ({ tree, live, audit }: State): boolean =>
  tree !== undefined && !live && (audit.of === 0 || audit.done < audit.of);

/** Rows for the list itself. */
export const pageOf = (state: State, screen: Screen, lines: Lines): number => {
  const { body, left } = layoutOf(state, screen);
  return Math.max(1, body - (lines.header?.(left).length ?? 0));
};

export function whereOf(state: State, screen: Screen): Where {
  const lines = linesOf(state, screen);
  const node = nodeIn(lines, screen);
  return { state, screen, lines, ...(node !== undefined && { node }) };
}

/** The node under the cursor; of a sheet, where its line does not lead anywhere, what the sheet is about. */
export const nodeAt = (state: State, screen: Screen): number | undefined => nodeIn(linesOf(state, screen), screen);

const nodeIn = (lines: Lines, screen: Screen): number | undefined =>
  lines.count > 0 ? (lines.node?.(screen.cursor) ?? screen.node) : screen.node;
