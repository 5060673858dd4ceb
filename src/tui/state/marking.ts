/** What is marked, at most two, and what compares them. */
import { onNode } from './moving.ts';
import { fresh, go, type State, type Step, say, step } from './state.ts';

export const marked = onNode((state, node) => {
  const marks = state.marks.includes(node) ? state.marks.filter((one) => one !== node) : [...state.marks, node].slice(-2);
  return step(
    say(
      { ...state, marks },
      marks.length === 2
        ? 'Two are marked: = compares them.'
        : marks.length === 1
          ? 'Marked. A second one can be compared with it.'
          : 'No marks.',
      'quiet',
    ),
  );
});

export const compareMarks = (state: State): Step => {
  const [one, other] = state.marks as [number, number];
  if (state.tree!.kindOf(one) !== state.tree!.kindOf(other))
    return step(say(state, 'Only two of one kind can be compared.', 'warning'));
  return step(go(state, fresh('compare', { nodes: [one, other] })));
};
