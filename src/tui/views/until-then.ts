/** While a scan runs, what is judged of a whole snapshot is that of the one before: the view says so itself. */
import { moment } from '../../report/words.ts';
import { type Row, span } from '../screen/row.ts';
import type { Screen, State, ViewName } from '../state/state.ts';

const judged: ReadonlySet<ViewName> = new Set([
  'overview',
  'findings',
  'finding',
  'exposure',
  'proof',
  'segments',
  'cell',
  'reach',
]);

export function untilThen({ live }: State, { view }: Screen): Row | undefined {
  if (!live || !judged.has(view)) return undefined;
  const taken = live.before.manifest?.takenAt;
  const what = view === 'overview' ? 'The verdict' : 'This';
  return [
    span(
      taken === undefined
        ? ` ${what} is worked out when the scan has ended.`
        : ` ${what} is of the snapshot of ${moment(taken)}, until the scan ends.`,
      'warning',
    ),
  ];
}
