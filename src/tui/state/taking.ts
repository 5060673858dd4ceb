/** What is taken along: a name, an address, the text of what is shown. */
import { forCsv } from '../../report/escape.ts';
import { keyOf, type Question } from '../desk/questions.ts';
import { textOf } from '../screen/row.ts';
import { tableNow } from '../views/table.ts';
import { layoutOf, linesOf, nodeAt } from './layout.ts';
import type { Action } from './moving.ts';
import type { Errand, Screen, State } from './state.ts';
import { say, step } from './state.ts';

export const errand =
  (question: Question, then: Errand['then'], said: string, name?: string): Action =>
  (state) => {
    const key = keyOf(question);
    const next = say(
      { ...state, errands: [...state.errands, { key, then, ...(name !== undefined && { name }) }] },
      said,
      'quiet',
    );
    const known = state.answers.get(key);
    return known ? { state: next, effects: [{ do: 'ask', question }] } : step(next, { do: 'ask', question });
  };

export const named =
  (then: Errand['then']): Action =>
  (state, screen, count) =>
    errand({ ask: 'names', node: nodeAt(state, screen)! }, then, '…')(state, screen, count);

const NAME: Partial<Record<Screen['view'], string>> = { table: 'csv' };

/** Everything that the view holds as text: not only what fits the screen. */
export function wholeText(state: State, screen: Screen): { text: string; name: string } {
  const base = `hopscope-${[screen.view, screen.kind].filter(Boolean).join('-')}`;
  const now = screen.view === 'table' ? tableNow(state, screen) : undefined;
  if (now) {
    const { cells, rows } = now;
    const line = (values: readonly string[]): string => `${values.map(forCsv).join(',')}\r\n`;
    const body = [...rows].map((row) =>
      line(
        cells.text
          .slice(cells.starts[row], cells.starts[row + 1])
          .split('\t')
          .slice(0, cells.columns.length),
      ),
    );
    return { text: line(cells.columns) + body.join(''), name: `${base}.${NAME.table}` };
  }
  const lines = linesOf(state, screen);
  const { left } = layoutOf(state, screen);
  const text = Array.from({ length: lines.count }, (_, at) => textOf(lines.row(at, left)).trimEnd()).join('\n');
  return { text: `${text}\n`, name: `${base}.txt` };
}

/** Of a command all of it, however little of it the screen has room for. */
export const copyHere: Action = (state, screen, count) => {
  const lines = linesOf(state, screen);
  const command = lines.count > 0 ? lines.command?.(screen.cursor) : undefined;
  return command === undefined
    ? named('copy id')(state, screen, count)
    : step(state, { do: 'copy', text: command, what: 'the command' });
};
