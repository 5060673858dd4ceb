/** Whether one thing reaches another: the answer of `hopscope why`, under a line that says what is asked and which keys change it. */
import { GUTTER } from '../../report/compare.ts';
import { askedService } from '../../report/traffic-text.ts';
import type { Answer, Sheet } from '../desk/answers.ts';
import { type Asked, keyOf, type Question } from '../desk/questions.ts';
import { remembered } from '../remembered.ts';
import { middle, type Row, rowWidth, span, textOf } from '../screen/row.ts';
import { noEnds, type Screen, type State } from '../state/state.ts';
import { type Placed, placed, sheetLines, waiting } from './sheet-lines.ts';
import { type Across, type Lines, listOf, type View } from './view.ts';

export const path: View = {
  name: 'path',
  about:
    'Whether one thing reaches another: every hop there and back, what decided, what is in the way, what would open it; fixes and failures tried on a copy.',
  filter: 'words',
  title: (state, screen) => {
    const { from, to } = askedIn(screen);
    return `${shortName(state, from, TITLE)} → ${shortName(state, to, TITLE)}`;
  },
  lines(state, screen, width): Lines {
    const asked = askedIn(screen);
    const answer = hasEnds(asked) ? state.answers.get(keyOf({ ask: 'path', asked, width })) : undefined;
    const old =
      screen.shown && !answer && hasEnds(asked)
        ? state.answers.get(keyOf({ ask: 'path', asked: screen.shown, width }))
        : undefined;
    const header = (wide: number): Row[] => headerRows(state, screen, wide, old ? screen.shown : undefined);
    if (!hasEnds(asked)) {
      const empty = asked.from
        ? 'Where to? b on a thing chooses it, or :to NAME, an address, internet.'
        : 'From where? a on a thing chooses it, or :from NAME, an address, internet. E types both.';
      return listOf([], { header, empty });
    }
    const shown = answer ?? old;
    if (!shown) return { ...waiting('Reading …'), header };
    if (shown.is !== 'sheet') return { ...waiting(shown.is === 'failed' ? shown.message : 'Reading …'), header };
    const more = remediesOf(state, screen, width);
    const rows = answer ? whole(shown, more) : faded(shown);
    const grows = !answer || (shown.unfinished !== undefined && !more);
    const two = answer && besideIn(rows);
    if (!two) return { ...sheetLines(state.tree, rows, screen.filter), header, grows };
    const isRight = screen.column === 1;
    const lines = sheetLines(state.tree, isRight ? rightOf(rows) : rows, screen.filter);
    return {
      ...lines,
      header: (wide) => headerRows(state, screen, wide, undefined, isRight),
      across: two,
      row: (at, wide) => (isRight && at === screen.cursor ? pointed(lines.row(at, wide)) : lines.row(at, wide)),
    };
  },
  wants(state, screen, width) {
    const asked = askedIn(screen);
    if (!hasEnds(asked)) return [];
    const question: Question = { ask: 'path', asked, width };
    const answer = state.answers.get(keyOf(question));
    // One at a time: of questions that follow one another quickly only the last matters.
    const isBusy = [...state.asked].some((key) => key.startsWith('{"ask":"remedies"'));
    return answer?.is === 'sheet' && answer.unfinished && !isBusy ? [question, { ask: 'remedies', asked, width }] : [question];
  },
};

const askedIn = ({ path: asked }: Screen): Asked => asked ?? noEnds;

const hasEnds = ({ from, to }: Asked): boolean => Boolean(from && to);

const remediesOf = (state: State, screen: Screen, width: number): Answer | undefined =>
  state.answers.get(keyOf({ ask: 'remedies', asked: askedIn(screen), width }));

/** The answer, and below it what would change it, or that this is being looked for. */
const whole = remembered((answer: Sheet, more: Answer | undefined): readonly Placed[] => {
  if (!answer.unfinished) return placed(answer);
  if (more?.is === 'sheet') return placed(answer, more);
  const said = more?.is === 'failed' ? span(more.message, 'warning') : span(answer.unfinished, 'quiet');
  return [...placed(answer), { row: [] }, { row: [said] }];
});

/** Two ladders side by side are two columns to walk in. */
const besideIn = remembered((rows: readonly Placed[]): Across | undefined => {
  const [row] = rows.flatMap((one) => (one.line?.right ? [one.row] : []));
  const middle = row ? textOf(row).indexOf(GUTTER) : -1;
  if (middle < 0) return undefined;
  const sides = ['left', 'right'];
  return {
    count: sides.length,
    isDrawn: false,
    key: (at) => sides[at] ?? '',
    find: (key) => Math.max(0, sides.indexOf(key)),
    left: () => 0,
    at: (x) => (x > middle ? 1 : 0),
  };
});

/** The lines as they lead from the right one. */
const rightOf = remembered((rows: readonly Placed[]): readonly Placed[] =>
  rows.map((one) => {
    if (one.line?.right) return { ...one, line: { ...one.line, to: one.line.right } };
    return textOf(one.row).includes(GUTTER.trimEnd()) ? { row: one.row } : one;
  }),
);

/** The row under the cursor, which is on the right of it. */
const pointed = (row: Row): Row => row.map((piece) => ({ ...piece, text: piece.text.replace(GUTTER.trimEnd(), ' ▶') }));

/** What was true of the question before, so that nobody takes it for the answer to this one. */
const faded = remembered((answer: Sheet): readonly Placed[] =>
  placed(answer).map((one) => ({ ...one, row: one.row.map(({ text }) => span(text, 'quiet')) })),
);

/** What people call an end that was chosen by its id. */
export function endName({ tree }: State, end: string): string {
  const [node] = tree?.withId(end) ?? [];
  return node === undefined ? end || '?' : tree!.title(node);
}

/** So many columns of a name tell it at the top of the screen. */
const TITLE = 32;

/** Of a long name both ends. */
const shortName = (state: State, end: string, most: number): string => middle(endName(state, end), most);

/** `isRight`: in which of two the cursor is. */
function headerRows(state: State, screen: Screen, width: number, old: Asked | undefined, isRight?: boolean): Row[] {
  const { service, family, forwardOnly, close, tried, beside, ...ends } = askedIn(screen);
  const part = (key: string, text: string): Row => [span('  '), span(key, 'key'), span(` ${text}`)];
  const asked = (most: number, turns = ' turns it round'): Row => [
    ...part('a', `from ${shortName(state, ends.from, most)}`),
    ...part('b', `to ${shortName(state, ends.to, most)}`),
    ...(beside ? part(beside.end === 'from' ? 'V' : 'O', `beside ${beside.end} ${shortName(state, beside.other, most)}`) : []),
    span('  '),
    span('r', 'key'),
    span(turns, 'quiet'),
    ...(isRight === undefined ? [] : part('h l', `Enter leads into the ${isRight ? 'right' : 'left'} one`)),
  ];
  const whole = asked(Number.POSITIVE_INFINITY);
  return [
    rowWidth(whole) <= width ? whole : asked(Math.max(16, Math.floor((width - 40) / (beside ? 3 : 2))), ' turns'),
    [
      ...part('S n', askedService({ service })),
      ...part('v', family ? `IPv${family}` : 'IPv4 and IPv6'),
      ...part('z', forwardOnly ? 'the way there alone' : 'there and back'),
      ...(close ? part('C', 'with what would close it') : []),
      ...(tried.length > 0 ? [span('  '), span(` ${tried.length} tried `, 'chip')] : []),
    ],
    old ? [span('  '), span(`Reading …, and below is still ${changeText(old, askedIn(screen))}`, 'warning')] : [],
  ];
}

/** What an old answer was about, by what is asked otherwise now. */
function changeText(old: Asked, now: Asked): string {
  if (old.from !== now.from || old.to !== now.to) return 'the answer for the ends before';
  if (old.tried.length !== now.tried.length) return now.tried.length > old.tried.length ? 'what is' : 'what was tried';
  const service = askedService(old);
  return service === askedService(now) ? 'the answer before' : `the answer for ${service}`;
}
