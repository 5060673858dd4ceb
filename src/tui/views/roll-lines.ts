/** A long report as a list: its text is taken apart only where it is shown. */
import { stripVTControlCharacters } from 'node:util';
import type { Lead, Roll } from '../desk/answers.ts';
import { keyOf, type Question } from '../desk/questions.ts';
import type { Named, Tree } from '../model/tree.ts';
import { remembered } from '../remembered.ts';
import { rowOfReport } from '../screen/row.ts';
import type { Screen, State } from '../state/state.ts';
import { answered, leadScreen, waiting } from './sheet-lines.ts';
import { type Lines, wordsHold } from './view.ts';

interface Parts {
  readonly lines: readonly string[];
  readonly things: readonly string[];
  readonly leads: readonly string[];
}

const partsOf = remembered(
  ({ text, things, leads }: Roll): Parts => ({ lines: text.split('\n'), things: things.split('\n'), leads: leads.split('\n') }),
);

const plainOf = remembered(({ lines }: Parts): string[] => lines.map(stripVTControlCharacters), 2);

/** Lines that hold the words; a heading stays over what is left of its block. */
const kept = remembered((parts: Parts, filter: string): readonly number[] => {
  const plain = plainOf(parts);
  const blocks: number[][] = [[]];
  for (const at of parts.lines.keys()) {
    if (plain[at] === '') blocks.push([at]);
    else blocks.at(-1)!.push(at);
  }
  const left = blocks.flatMap((block) => {
    const found = new Set(block.filter((at) => wordsHold(filter, plain[at]!)));
    const isAbout = [...found].some((at) => parts.leads[at] !== '');
    return isAbout ? block.filter((at) => found.has(at) || parts.leads[at] === '') : [...found];
  });
  return plain[left[0] ?? 0] === '' ? left.slice(1) : left;
});

/** The lines of an answer that is a roll; what it is waiting for, or why there is none. */
export function rolled(state: State, screen: Screen, question: Question | undefined, busy: string): Lines {
  const answer = question && state.answers.get(keyOf(question));
  if (!answer) return waiting(busy);
  if (answer.is !== 'roll') return answered(state, screen, question);
  return rollLines(state.tree, answer, screen.filter);
}

function rollLines(tree: Tree | undefined, roll: Roll, filter: string): Lines {
  const parts = partsOf(roll);
  const shown = filter ? kept(parts, filter) : undefined;
  const line = (at: number): number => shown?.[at] ?? at;
  const count = shown?.length ?? parts.lines.length;
  const leads = firstLead(parts, shown);
  return {
    count,
    key: (at) => `line ${line(at)}`,
    find: (key) => {
      const wanted = Number(key.slice(5));
      const at = shown ? shown.indexOf(wanted) : wanted;
      // What the filter leaves out is no place to be: the cursor goes to the first that it finds.
      return at >= 0 && at < count ? at : leads;
    },
    row: (at) => rowOfReport(parts.lines[line(at)] ?? '').row,
    node: (at) => nodeOf(tree, parts.things[line(at)]),
    target: (at) => {
      const lead = parts.leads[line(at)];
      if (!lead) return undefined;
      const screen = leadScreen(JSON.parse(lead) as Lead);
      const node = nodeOf(tree, parts.things[line(at)]);
      // A proof is about its thing: keys that look closer look at that.
      return { screen: screen.view === 'proof' && node !== undefined ? { ...screen, node } : screen };
    },
    empty: filter ? `No line holds ${filter}.` : 'Nothing is to be said.',
    ...(leads !== undefined && { begin: leads }),
  };
}

/** Where there is something to enter, the cursor begins there. */
function firstLead({ leads }: Parts, shown: readonly number[] | undefined): number | undefined {
  const at = shown ? shown.findIndex((one) => leads[one] !== '') : leads.findIndex((one) => one !== '');
  return at < 0 ? undefined : at;
}

const nodeOf = (tree: Tree | undefined, thing: string | undefined): number | undefined =>
  tree && thing ? tree.find(JSON.parse(thing) as Named) : undefined;
