/** A sheet as a list: its lines under one another, each leading to what it names. */
import { inSentence, titleOf } from '../../report/words.ts';
import type { Answer, Lead, Line, Sheet } from '../desk/answers.ts';
import type { Question } from '../desk/questions.ts';
import { keyOf } from '../desk/questions.ts';
import type { Tree } from '../model/tree.ts';
import { remembered } from '../remembered.ts';
import { type Row, span, textOf } from '../screen/row.ts';
import { fresh, type Screen, type State } from '../state/state.ts';
import { type Lines, type Target, wordsHold } from './view.ts';

/** What AWS calls a thing, in running text. */
const ids = /\barn:aws[\w-]*:[^\s,;"“”]+|\b[a-z][a-z-]*-[\da-f]{8,17}\b/g;

/** Where a line leads: where it says, else to the first thing that it names, other than what the sheet is about. */
function targetOf(tree: Tree | undefined, line: Line, about: number | undefined): Target | undefined {
  if (line.lead) return { screen: leadScreen(line.lead) };
  if (!tree) return undefined;
  if (line.to) {
    const node = tree.find(line.to);
    return node === undefined ? undefined : { node };
  }
  const text = textOf(line.row);
  for (const [id] of text.matchAll(ids)) {
    const node = tree.withId(id).find((one) => tree.isResource(one) && one !== about);
    if (node !== undefined) return { node };
  }
  // `instance “bastion”`: of those called so the one of the kind that is said, else the first.
  for (const [, before = '', name = ''] of text.matchAll(/([^“”·]*)“([^”]+)”/g)) {
    const called = namesakes(tree, name).filter((one) => tree.isResource(one) && one !== about);
    const node = called.find((one) => before.trimEnd().endsWith(inSentence(titleOf(tree.kindOf(one))))) ?? called[0];
    if (node !== undefined) return { node };
  }
  return undefined;
}

/** The view of what a line asks. */
export const leadScreen = (lead: Lead): Screen => {
  if ('proof' in lead) return fresh('proof', { proof: lead.proof });
  return 'cell' in lead ? fresh('cell', lead) : fresh('path', { path: lead.path });
};

const namesakes = remembered((tree: Tree, name: string): number[] => tree.named(name), 16);

export interface Placed {
  readonly row: Row;
  readonly line?: Line;
  readonly target?: Target;
}

export const placed = remembered((...sheets: (Sheet | readonly Placed[])[]): readonly Placed[] =>
  sheets.flatMap((one): Placed[] => {
    if (!('is' in one)) return [...one];
    return one.sections.flatMap(({ title, lines }): Placed[] => [
      ...(title ? [{ row: [] }, { row: [span(title, 'heading')] }] : []),
      ...lines.map((line): Placed => ({ row: line.row, line })),
    ]);
  }),
);

/** The lines as a list. `about`: what the sheet is about, to which its lines do not lead. */
export function sheetLines(tree: Tree | undefined, all: readonly Placed[], filter: string, about?: number): Lines {
  const shown = filter ? all.filter(({ row }) => wordsHold(filter, textOf(row))) : all;
  const at = (index: number): Target | undefined => {
    const one = shown[index];
    return one?.target ?? (one?.line && targetOf(tree, one.line, about));
  };
  return {
    count: shown.length,
    key: (index) => `line ${index}`,
    find: (key) => Number(key.slice(5)),
    row: (index) => shown[index]?.row ?? [],
    target: at,
    tries: (index) => shown[index]?.line?.tries,
    command: (index) => commandAt(shown, index),
    node: (index) => {
      const target = at(index);
      return target && 'node' in target ? target.node : undefined;
    },
    empty: filter ? `No line holds ${filter}.` : 'Nothing is to be said.',
    ...beginning(shown),
  };
}

/** A line of a report that is one of a command, as reports draw it. */
const isCommand = ({ row }: Placed): boolean => {
  const said = row.filter(({ text }) => text.trim() !== '');
  return said.length > 0 && said.every(({ means }) => means === 'command') && textOf(row).startsWith('     ');
};

/** All lines of the command that a line is of. */
function commandAt(shown: readonly Placed[], at: number): string | undefined {
  if (!shown[at] || !isCommand(shown[at])) return undefined;
  const first = shown.slice(0, at).findLastIndex((one) => !isCommand(one)) + 1;
  const after = shown.findIndex((one, index) => index > at && !isCommand(one));
  return shown
    .slice(first, after < 0 ? undefined : after)
    .map(({ row }) => textOf(row).trim())
    .join('\n');
}

/** Where a path or a proof is to be asked for, the cursor begins there. */
const beginning = remembered((shown: readonly Placed[]): Pick<Lines, 'begin'> => {
  const at = shown.findIndex(({ line }) => line?.lead && !('cell' in line.lead));
  return at < 0 ? {} : { begin: at };
}, 8);

export const waiting = (text: string): Lines => ({ count: 0, key: () => '', find: () => undefined, row: () => [], empty: text });

/** The lines of an answer; what it is waiting for, or why there is none, where there is no sheet. */
export function answered(
  state: State,
  screen: Screen,
  question: Question | undefined,
  before: readonly Placed[] = [],
  also?: Question,
): Lines {
  const answer: Answer | undefined = question && state.answers.get(keyOf(question));
  if (!answer) return before.length > 0 ? sheetLines(state.tree, before, screen.filter, screen.node) : waiting('Reading …');
  if (answer.is === 'failed') return waiting(answer.message);
  if (answer.is === 'json') return sheetLines(state.tree, jsonRows(answer.text), screen.filter, screen.node);
  if (answer.is !== 'sheet') return waiting('Reading …');
  const more = also && state.answers.get(keyOf(also));
  const [head, ...rest] = headed(answer);
  const extra = more?.is === 'sheet' && more.sections.length > 0 ? [titled(more)] : [];
  return sheetLines(state.tree, placed(head!, before, ...extra, ...rest), screen.filter, screen.node);
}

/** The sheet in two: its first section, and the others; so that what the screen itself knows stands between. */
const headed = remembered((whole: Sheet): [Sheet, Sheet] => [
  { is: 'sheet', sections: whole.sections.slice(0, 1) },
  { is: 'sheet', sections: whole.sections.slice(1) },
]);

const titled = remembered(
  (whole: Sheet): Sheet => ({
    is: 'sheet',
    sections: [{ title: 'Reached from the internet', lines: whole.sections.flatMap(({ lines }) => lines) }],
  }),
);

const jsonRows = remembered((text: string): readonly Placed[] =>
  text.split('\n').map((line): Placed => {
    const [, indent = '', key = '', value = line] = /^(\s*)("[^"]+": )?(.*)$/.exec(line) ?? [];
    const row = [span(indent), span(key, 'command'), span(value)];
    return { row, line: { row } };
  }),
);
