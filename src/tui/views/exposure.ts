/** What the internet reaches, by class of port, and the other way round what reaches the internet, by its way: each row leads to its proof. */
import type { ExposureAsked, Question } from '../desk/questions.ts';
import { type Row, span } from '../screen/row.ts';
import type { Screen } from '../state/state.ts';
import { rolled } from './roll-lines.ts';
import { answered } from './sheet-lines.ts';
import type { View } from './view.ts';

export const allInbound: ExposureAsked = { way: 'in', where: [] };

export const exposureIn = ({ exposure: asked }: Screen): ExposureAsked => asked ?? allInbound;

const titles = { in: 'what the internet reaches', out: 'what reaches the internet' } as const;

const questionOf = (screen: Screen, width: number): Question => ({ ask: 'exposure', exposure: exposureIn(screen), width });

export const exposure: View = {
  name: 'exposure',
  about: 'What the internet reaches, the worst first; and the other way round, what reaches the internet. Enter shows the proof.',
  filter: 'words',
  title: (_, screen) => titles[exposureIn(screen).way],
  lines: (state, screen, width) => ({
    ...rolled(state, screen, questionOf(screen, width), 'What the internet reaches is being worked out …'),
    header: () => headerRows(exposureIn(screen)),
  }),
  wants: (_, screen, width) => [questionOf(screen, width)],
};

function headerRows({ way, where }: ExposureAsked): Row[] {
  return [
    [
      span('  '),
      span('r', 'key'),
      span(` ${titles[way === 'in' ? 'out' : 'in']}`),
      span('  '),
      span('x', 'key'),
      span(' CSV', 'quiet'),
      ...whereChips(where),
    ],
    [],
  ];
}

/** Conditions that narrow what is shown. */
export const whereChips = (where: readonly string[]): Row => where.flatMap((one) => [span('  '), span(` ${one} `, 'chip')]);

export const proof: View = {
  name: 'proof',
  about: 'The way of one packet between a thing and the internet, hop by hop, there and back, with the rules that decided.',
  filter: 'words',
  title: () => 'proof',
  lines: (state, screen, width) => answered(state, screen, proofQuestion(screen, width)),
  wants: (_, screen, width) => [proofQuestion(screen, width) ?? []].flat(),
};

const proofQuestion = ({ proof: asked }: Screen, width: number): Question | undefined =>
  asked && { ask: 'proof', proof: asked, width };
