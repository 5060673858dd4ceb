/** Two answers to nearly the same question, beside each other or one below the other, with the first difference marked. */
import { forTerminal } from './escape.ts';
import { beside, ladderLines, type Rung, rungs } from './ladder.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { askedService, pointText } from './traffic-text.ts';
import { endText, type Told, verdictLines } from './verdict.ts';
import { heading } from './why.ts';

/** Two ladders need this much to stand side by side. */
const BROAD = 150;
/** What stands between them. */
export const GUTTER = ' │ ';

export interface Difference {
  way: 'there' | 'back';
  /** The place on both ladders. */
  at: number;
  left: Rung | undefined;
  right: Rung | undefined;
}

/** Where the two ways first part: another kind of hop, or one that does something else. Other ids alone are no difference. */
export function firstDifference(left: Told, right: Told): Difference | undefined {
  const strict = left.question.options?.strict === true;
  for (const way of ['there', 'back'] as const) {
    const [a, b] = [left, right].map(({ reply }) => rungs(reply.shown.path[way === 'there' ? 'forward' : 'reply'], strict));
    for (let at = 0; at < Math.max(a!.length, b!.length); at++) {
      if (likeness(a![at]) !== likeness(b![at])) return { way, at, left: a![at], right: b![at] };
    }
    if (left.question.forwardOnly) break;
  }
  return undefined;
}

const likeness = (rung: Rung | undefined): string =>
  rung ? rung.steps.map(({ does, at, side, code }) => [does, at.kind, side, does === 'blocks' && code].join()).join(' ') : '';

export interface Beside {
  readonly ladders: readonly string[];
  /** Where the two first differ, in words. */
  readonly difference: readonly string[];
}

export function besideLines(left: Told, right: Told, style: Style): Beside {
  const difference = firstDifference(left, right);
  const width = besideWidth(style);
  const broad = width < style.width;
  const narrow = { ...style, width };
  const end = apart(left, right);
  const [a, b] = [left, right].map((told) => columnLines(told, end, difference, narrow));
  return {
    ladders: broad ? beside(a!, b!, width) : [...a!, '', ...b!],
    difference: differenceLines(left, right, end, difference, style),
  };
}

/** The columns of one of two ladders. */
export const besideWidth = ({ width }: Style): number =>
  Number.isFinite(width) && width >= BROAD ? Math.floor((width - GUTTER.length) / 2) : width;

/** The end that is another one. */
const apart = (left: Told, right: Told): 'from' | 'to' => (left.from.typed === right.from.typed ? 'to' : 'from');

/** One place may be asked about by two services. */
const apartText = (told: Told, end: 'from' | 'to'): string =>
  `${endText(told[end])}${end === 'to' ? ` on ${askedService(told.question)}` : ''}`;

function columnLines(told: Told, end: 'from' | 'to', difference: Difference | undefined, style: Style): string[] {
  const { path } = told.reply.shown;
  const strict = told.question.options?.strict === true;
  const ways = [
    { way: 'there', title: 'There', steps: path.forward },
    ...(told.question.forwardOnly ? [] : [{ way: 'back', title: 'Back', steps: path.reply }]),
  ];
  return [
    ...wrap(style.paint('heading', forTerminal(`${end === 'from' ? 'From' : 'To'} ${apartText(told, end)}`)), style),
    ...verdictLines(told, style),
    ...ways.flatMap(({ way, title, steps }) => [
      '',
      ...heading(title, steps[0] ? pointText(steps[0].header) : 'nothing gets that far', style),
      ...ladderLines(rungs(steps, strict), style, difference?.way === way ? difference.at : undefined),
    ]),
  ];
}

function differenceLines(
  left: Told,
  right: Told,
  end: 'from' | 'to',
  difference: Difference | undefined,
  style: Style,
): string[] {
  if (!difference) return wrap('The two take the same kinds of hops, and each does the same.', style);
  const says = (told: Told, rung: Rung | undefined): string =>
    `${apartText(told, end)}: ${rung ? `${rung.glyph} ${rung.who} · ${rung.what}` : 'the way ends before'}`;
  const where = difference.way === 'there' ? 'on the way there' : 'on the way back';
  return [
    `${style.paint('warning', '▶')} ${style.paint('heading', `The first difference is ${where}, hop ${difference.at + 1}`)}`,
    ...wrap(forTerminal(says(left, difference.left)), style, '  ', '    '),
    ...wrap(forTerminal(says(right, difference.right)), style, '  ', '    '),
  ];
}

/** The first difference for programs: the steps of each at that hop. */
export function differenceJson(left: Told, right: Told): object | null {
  const found = firstDifference(left, right);
  const steps = (rung: Rung | undefined): unknown => rung?.steps ?? [];
  return found ? { way: found.way, hop: found.at + 1, left: steps(found.left), right: steps(found.right) } : null;
}
