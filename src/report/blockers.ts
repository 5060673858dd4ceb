/** What is in the way, in the groups in which people look for trouble; and what could not be seen. */
import type { Path, Step, Trouble } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import { componentText, withoutSubject } from './ladder.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { distinctSteps } from './verdict.ts';

const order: readonly Trouble[] = ['security groups and ACLs', 'DNS', 'routing', 'VPC configuration'];

export interface TroubleGroup {
  trouble: Trouble;
  steps: Step[];
}

export const blockersByTrouble = ({ blockers }: Pick<Path, 'blockers'>): TroubleGroup[] =>
  order.flatMap((trouble) => {
    const steps = distinctSteps(blockers.filter((step) => step.trouble === trouble));
    return steps.length ? [{ trouble, steps }] : [];
  });

export function blockerLines(path: Pick<Path, 'blockers'>, style: Style): string[] {
  const groups = blockersByTrouble(path);
  if (!groups.length) return [];
  return [
    style.paint('heading', 'In the way'),
    ...groups.flatMap(({ trouble, steps }) => [
      `  ${trouble.charAt(0).toUpperCase()}${trouble.slice(1)}`,
      ...steps.flatMap((step) => stepLines(step, '✗', style)),
    ]),
  ];
}

function stepLines(step: Step, glyph: '✗' | '?', style: Style): string[] {
  const { at, because, code, direction } = step;
  const back = direction === 'reply' ? ' (the reply)' : '';
  const sign = style.paint(glyph === '✗' ? 'bad' : 'warning', glyph);
  const named = code && code !== 'HOPSCOPE_NOT_COLLECTED' ? ` ${style.paint('quiet', code)}` : '';
  return wrap(
    `${sign} ${forTerminal(`${componentText(at)}: ${withoutSubject(because, at)}${back}`)}${named}`,
    style,
    '    ',
    '      ',
  );
}

/** What would have to be known. `strict`: assumptions too. */
export function unknownLines(path: Pick<Path, 'unknowns' | 'assumptions'>, strict: boolean, style: Style): string[] {
  const steps = distinctSteps([...path.unknowns, ...(strict ? path.assumptions : [])]);
  if (!steps.length) return [];
  const advice = steps.some(({ missing }) => missing)
    ? ['Allow these calls (`hopscope policy` prints all that a scan needs), scan again, and ask again.']
    : [];
  return [
    style.paint('heading', 'Not known'),
    ...steps.flatMap((step) => stepLines(step, '?', style)),
    ...advice.flatMap((line) => wrap(line, style, '  ')),
  ];
}
