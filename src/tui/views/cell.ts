/** One cell of the grid of who may talk to whom: the ports, and a packet's way. */
import { keyOf, type Question } from '../desk/questions.ts';
import type { Screen, State } from '../state/state.ts';
import { questionOf, segmentsIn } from './segments.ts';
import { answered } from './sheet-lines.ts';
import type { View } from './view.ts';

export const cell: View = {
  name: 'cell',
  about: 'By which ports one segment may talk to another, and one packet of it hop by hop; where nothing passes, the way to why.',
  filter: 'words',
  title: (state, screen) => cellTitle(state, screen),
  lines: (state, screen, width) => answered(state, screen, cellQuestion(screen, width)),
  wants: (_, screen, width) => [cellQuestion(screen, width) ?? []].flat(),
};

const cellQuestion = (screen: Screen, width: number): Question | undefined =>
  screen.cell && { ask: 'cell', segments: segmentsIn(screen), cell: screen.cell, width };

function cellTitle(state: State, screen: Screen): string {
  const answer = state.answers.get(keyOf(questionOf(screen)));
  const name = (id = ''): string => (answer?.is === 'matrix' ? answer.titles[answer.ids.indexOf(id)] : undefined) ?? id;
  return screen.cell ? `${name(screen.cell.from)} → ${name(screen.cell.to)}` : '';
}
