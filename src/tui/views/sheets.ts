/** The views that are the answer to one question: who uses a thing, a finding, a report. Every line that names a thing leads to it. */
import type { Question } from '../desk/questions.ts';
import type { Screen, State, ViewName } from '../state/state.ts';
import { name } from './detail.ts';
import { answered } from './sheet-lines.ts';
import type { View } from './view.ts';

/** A view whose lines are the answer to one question. */
const ofQuestion = (
  view: ViewName,
  aboutIt: string,
  title: (state: State, screen: Screen) => string,
  ask: (screen: Screen, width: number) => Question | undefined,
): View => ({
  name: view,
  about: aboutIt,
  filter: 'words',
  title,
  lines: (state, screen, width) => answered(state, screen, ask(screen, width)),
  wants: (_, screen, width) => [ask(screen, width) ?? []].flat(),
});

export const who = ofQuestion(
  'who',
  'Who uses a thing, what it uses, and what would break if it went.',
  (state, { node }) => `who uses ${name(state, node)}`,
  ({ node }, width) => (node === undefined ? undefined : { ask: 'who', node, width }),
);

export const json = ofQuestion(
  'json',
  'A thing in AWS’s own words.',
  (state, { node }) => `${name(state, node)} as JSON`,
  ({ node }) => (node === undefined ? undefined : { ask: 'json', node }),
);

export const compare = ofQuestion(
  'compare',
  'Two marked things, field by field.',
  (state, { nodes }) => `${name(state, nodes?.[0])} and ${name(state, nodes?.[1])}`,
  ({ nodes }, width) => nodes && { ask: 'compare', nodes, width },
);

export const finding = ofQuestion(
  'finding',
  'A finding with its proof: why it matters, the way of the packet, what decided, what mends it.',
  (_, { fingerprint }) => fingerprint?.split('|')[0] ?? '',
  ({ fingerprint }, width) => (fingerprint === undefined ? undefined : { ask: 'finding', fingerprint, width }),
);

export const coverage = ofQuestion(
  'coverage',
  'What could not be seen, why, what that leaves open and what to do; and where the scan looked.',
  () => 'coverage',
  (_, width) => ({ ask: 'coverage', width }),
);
