/** The room of a grid: which rows and columns there are, how wide each is, and which columns are in the window. */
import { widthOf } from '../../report/table.ts';
import type { Matrix } from '../desk/answers.ts';
import { remembered } from '../remembered.ts';
import { type Across, wordsHold } from './view.ts';

/** What stands over the titles of the rows. */
export const FROM_TO = 'from ╲ to';

const GAP = 2;

/** Who is in the rows, and with whom any of them has anything. */
interface Shown {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** The rows whose names the filter finds, and the columns in which they have anything; without a filter all. */
export const shownOf = remembered((matrix: Matrix, filter: string): Shown => {
  const all = [...matrix.titles.keys()];
  if (!filter) return { rows: all, columns: all };
  const rows = all.filter((at) => wordsHold(filter, `${matrix.titles[at]} ${matrix.ids[at]}`));
  const wanted = new Set(rows);
  const used = new Set<number>();
  for (const place of matrix.places) {
    const [from, to] = [Math.floor(place / all.length), place % all.length];
    if (wanted.has(from)) used.add(to);
    if (wanted.has(to)) used.add(from);
  }
  return { rows, columns: all.filter((at) => used.has(at)) };
});

/** The number of what stands in each place. */
export const standing = remembered((matrix: Matrix): ReadonlyMap<number, number> => {
  const found = new Map<number, number>();
  for (const [at, place] of matrix.places.entries()) found.set(place, at);
  return found;
});

const widest = remembered((matrix: Matrix): readonly number[] => {
  const size = matrix.titles.length;
  const widths = matrix.titles.map((_, at) => String(at + 1).length);
  const ofWord = matrix.words.map(([text]) => widthOf(text));
  for (const [at, place] of matrix.places.entries())
    widths[place % size] = Math.max(widths[place % size]!, ofWord[matrix.texts[at]!]!);
  return widths;
});

/** Names over columns are cut to one of these, whichever lets all columns be seen; else to the last. */
const CAPS = [28, 20, 14, 10, 8];

/** How many columns of the screen the titles of rows take, and each column of the grid. */
export interface Measures {
  readonly label: number;
  readonly widths: readonly number[];
}

export const measured = remembered((matrix: Matrix, { rows, columns }: Shown, width: number): Measures => {
  const digits = String(matrix.titles.length).length + 1;
  const natural = Math.max(FROM_TO.length, ...rows.map((at) => digits + widthOf(matrix.titles[at]!)));
  const label = Math.min(natural, Math.max(14, Math.min(34, Math.floor(width * 0.3))));
  const cells = widest(matrix);
  const capped = CAPS.map((cap) =>
    columns.map((at) => Math.max(cells[at]!, Math.min(cap, String(at + 1).length + 1 + widthOf(matrix.titles[at]!)))),
  );
  const fits = (widths: readonly number[]): boolean => widths.reduce((sum, wide) => sum + wide + GAP, label) <= width;
  return { label, widths: capped.find(fits) ?? capped.at(-1)! };
});

/** Columns from the first one that is shown to the last that has room. */
export function lastSeen({ label, widths }: Measures, left: number, width: number): number {
  let [room, at] = [width - label, left];
  while (at < widths.length && room >= widths[at]! + GAP) {
    room -= widths[at]! + GAP;
    at += 1;
  }
  return Math.max(left, at - 1);
}

/** How the cursor goes along a row, and which columns are then in the window. */
export function acrossOf(matrix: Matrix, shown: Shown, measures: Measures, width: number): Across {
  const { rows, columns } = shown;
  return {
    count: columns.length,
    isDrawn: true,
    key: (at) => matrix.ids[columns[at]!] ?? '',
    find: (key) => {
      const at = columns.findIndex((one) => matrix.ids[one] === key);
      return at < 0 ? undefined : at;
    },
    standing: (at) => [...columns.keys()].filter((one) => standing(matrix).has(rows[at]! * matrix.titles.length + columns[one]!)),
    left(column, before) {
      let left = Math.min(before, column);
      while (left < column && lastSeen(measures, left, width) < column) left += 1;
      // Room on the right is used: the window does not end beyond the last column.
      while (left > 0 && lastSeen(measures, left - 1, width) === columns.length - 1) left -= 1;
      return left;
    },
    at(x, left) {
      let end = 1 + measures.label;
      for (let at = left; at <= lastSeen(measures, left, width); at += 1) {
        end += GAP + measures.widths[at]!;
        if (x < end) return x > measures.label ? at : undefined;
      }
      return undefined;
    },
  };
}
