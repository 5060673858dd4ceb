/** An answer that came: it is kept, and what was waiting for it is done. */
import type { Answer } from '../desk/answers.ts';
import type { Effect, Errand, State, Step } from './state.ts';
import { say, step } from './state.ts';

/** Answers that are kept; the oldest go first. */
const MOST_ANSWERS = 200;

export function told(state: State, key: string, answer: Answer): Step {
  const answers = new Map(state.answers);
  answers.delete(key);
  // A file is written and done with; what was given up is asked again when it is wanted again.
  if (answer.is !== 'file' && answer.is !== 'dropped') answers.set(key, answer);
  for (const oldest of answers.keys()) {
    if (answers.size <= MOST_ANSWERS) break;
    answers.delete(oldest);
  }
  const asked = new Set(state.asked);
  asked.delete(key);
  const stale = state.stale.has(key) ? new Set([...state.stale].filter((one) => one !== key)) : state.stale;
  const mine = state.errands.filter((one) => one.key === key);
  const next: State = { ...state, answers, asked, stale, errands: state.errands.filter((one) => one.key !== key) };
  return mine.reduce<Step>((before, one) => runErrand(before, one, answer), step(next));
}

function runErrand({ state, effects }: Step, { then, name }: Errand, answer: Answer): Step {
  const done = (...more: Effect[]): Step => ({ state: say(state, ''), effects: [...effects, ...more] });
  const cannot = (text: string): Step => ({ state: say(state, text, 'warning'), effects });
  if (answer.is === 'failed') return cannot(answer.message);
  if (answer.is === 'dropped') return cannot('It was given up for a later question.');
  if (answer.is === 'file') return done({ do: 'export', text: answer.text, name: name ?? answer.name });
  if (answer.is === 'sheet') return cannot('What was asked makes no sense: nothing was written.');
  if (answer.is === 'json') return done({ do: 'edit', text: answer.text, name: 'resource.json' });
  if (answer.is !== 'names') return done();
  if (then === 'copy id') return done({ do: 'copy', text: answer.id, what: answer.id });
  if (then === 'copy ARN')
    return answer.arn ? done({ do: 'copy', text: answer.arn, what: answer.arn }) : cannot('AWS gives this no ARN of its own.');
  return answer.url ? done({ do: 'open', url: answer.url }) : cannot('The console has no page for this alone.');
}
