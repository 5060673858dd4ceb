/** All that a thing reaches, or all that reaches it, grouped; each row leads to the path. */
import type { Question, ReachAsked } from '../desk/questions.ts';
import { type Row, span } from '../screen/row.ts';
import type { Screen, State } from '../state/state.ts';
import { whereChips } from './exposure.ts';
import { endName } from './path.ts';
import { rolled } from './roll-lines.ts';
import { byText } from './segments.ts';
import { listOf, type View } from './view.ts';

export const reach: View = {
  name: 'reach',
  about: 'All that a thing reaches, or all that reaches it, with the ports. Enter shows the path.',
  filter: 'words',
  title: (state, { reach: asked }) => (asked ? titleOf(state, asked) : 'reach'),
  lines(state, screen, width) {
    const { reach: asked } = screen;
    if (!asked) return listOf([], { empty: 'Of what? A or B on a thing chooses it, or :reach NAME.' });
    const busy = `${titleOf(state, asked)} is being worked out …`;
    return {
      ...rolled(state, screen, questionOf(screen, width), busy.charAt(0).toUpperCase() + busy.slice(1)),
      header: () => headerRows(state, asked),
    };
  },
  wants: (_, screen, width) => [questionOf(screen, width) ?? []].flat(),
};

const questionOf = ({ reach: asked }: Screen, width: number): Question | undefined =>
  asked && { ask: 'reach', reach: asked, width };

const titleOf = (state: State, { way, end }: ReachAsked): string =>
  way === 'from' ? `what ${endName(state, end)} reaches` : `what reaches ${endName(state, end)}`;

const headerRows = (state: State, asked: ReachAsked): Row[] => [
  [
    span('  '),
    span('r', 'key'),
    span(` ${titleOf(state, { ...asked, way: asked.way === 'from' ? 'to' : 'from' })}`),
    span('  '),
    span('n', 'key'),
    span(` by ${byText(asked.by)}`),
    span('  '),
    span('x', 'key'),
    span(' CSV', 'quiet'),
    ...whereChips(asked.where),
  ],
  [],
];
