/** What the rows of a view are about, where that is not what the reader may take them for: the view says so itself. */
import { moment } from '../../report/words.ts';
import { asideCount } from '../model/scope.ts';
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

/** Answers about all of a snapshot, whatever is put aside. */
const whole: ReadonlySet<ViewName> = new Set(['exposure', 'segments', 'reach', 'coverage']);

/** Views that need no snapshot. */
const apart: ReadonlySet<ViewName> = new Set(['scan', 'help']);

/** What there is instead of any view while there is no tree. */
export function withoutTree({ tree, live, isEmpty, trouble }: State, { view }: Screen): string | undefined {
  if (tree || apart.has(view)) return undefined;
  if (live) return 'Signing in; the first results come in a moment …';
  return isEmpty
    ? 'There is no snapshot yet: N scans, :import DIR imports, :snapshot sample opens the sample.'
    : (trouble ?? 'Reading the snapshot …');
}

export const notes = (state: State, screen: Screen): Row[] => [
  ...untilThen(state, screen),
  ...(whole.has(screen.view) && asideCount(state) > 0
    ? [[span(' This is of everything, also of what is put aside.', 'warning')]]
    : []),
];

/** While a scan runs, what is judged of a whole snapshot is that of the one before. */
function untilThen({ live }: State, { view }: Screen): Row[] {
  if (!live || !judged.has(view)) return [];
  const taken = live.before.manifest?.takenAt;
  const what = view === 'overview' ? 'The verdict' : 'This';
  const text =
    taken === undefined
      ? ` ${what} is worked out when the scan has ended.`
      : ` ${what} is of the snapshot of ${moment(taken)}, until the scan ends.`;
  return [[span(text, 'warning')]];
}
