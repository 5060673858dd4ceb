/** Whether one thing reaches another: the answer of `hopscope why`, under a line that says what is asked and which keys change it. */
import { askedService } from '../../report/traffic-text.ts';
import type { Question } from '../desk/questions.ts';
import { type Row, span } from '../screen/row.ts';
import { noEnds, type Screen, type State } from '../state/state.ts';
import { answered } from './sheet-lines.ts';
import { type Lines, listOf, type View } from './view.ts';

export const path: View = {
  name: 'path',
  about: 'Whether one thing reaches another: every hop there and back, what decided, what is in the way, what would open it.',
  filter: 'words',
  title: (state, screen) => {
    const { from, to } = askedIn(screen);
    return `${endName(state, from)} → ${endName(state, to)}`;
  },
  lines(state, screen, width): Lines {
    const header = (): Row[] => headerRows(state, screen);
    const question = questionOf(screen, width);
    if (question) return { ...answered(state, screen, question), header };
    const { from } = askedIn(screen);
    const empty = from
      ? 'Where to? b on a thing chooses it, or :to NAME, an address, internet.'
      : 'From where? a on a thing chooses it, or :from NAME, an address, internet.';
    return listOf([], { header, empty });
  },
  wants: (_, screen, width) => [questionOf(screen, width) ?? []].flat(),
};

const askedIn = ({ path: asked }: Screen) => asked ?? noEnds;

function questionOf(screen: Screen, width: number): Question | undefined {
  const asked = askedIn(screen);
  return asked.from && asked.to ? { ask: 'path', asked, width } : undefined;
}

/** What people call an end that was chosen by its id. */
export function endName({ tree }: State, end: string): string {
  const [node] = tree?.withId(end) ?? [];
  return node === undefined ? end || '?' : tree!.title(node);
}

function headerRows(state: State, screen: Screen): Row[] {
  const { service, family, forwardOnly, close, ...ends } = askedIn(screen);
  const part = (key: string, text: string): Row => [span('  '), span(key, 'key'), span(` ${text}`)];
  return [
    [
      ...part('a', `from ${endName(state, ends.from)}`),
      ...part('b', `to ${endName(state, ends.to)}`),
      span('  '),
      span('r', 'key'),
      span(' turns it round', 'quiet'),
    ],
    [
      ...part('S n', askedService({ service })),
      ...part('v', family ? `IPv${family}` : 'IPv4 and IPv6'),
      ...part('z', forwardOnly ? 'the way there alone' : 'there and back'),
      ...(close ? part('C', 'with what would close it') : []),
    ],
    [],
  ];
}
