/** The state as the rows of the screen, exactly as many as it has, each exactly as wide. */
import { type Severity, severities } from '../findings/rule.ts';
import { progressLine } from '../report/progress.ts';
import { style } from '../report/style.ts';
import { widthOf } from '../report/table.ts';
import { digits, moment } from '../report/words.ts';
import { readFilter } from './model/filter.ts';
import { asideCount, findingsSeen } from './model/scope.ts';
import { remembered } from './remembered.ts';
import { filled, type Row, rowWidth, span, wrapped } from './screen/row.ts';
import { asciiOf, painted } from './screen/theme.ts';
import { completions } from './state/completion.ts';
import { bar as bindingsOfBar, keyText } from './state/keys.ts';
import { layoutOf, linesOf, SMALLEST, sheetWidth, whereOf } from './state/layout.ts';
import { type Screen, type State, screenOf } from './state/state.ts';
import { detailLines } from './views/detail.ts';
import { views } from './views/index.ts';
import { countMarks } from './views/marks.ts';

/** A row of the screen; `chosen`: the first columns of it are, up to the bar beside it. */
interface Drawn {
  readonly row: Row;
  readonly chosen?: boolean;
  readonly beside?: Row;
}

/** The screen as text with Select Graphic Rendition codes. */
export function frame(state: State): string[] {
  const { theme, ascii } = state.settings;
  const plain = (row: Row): Row => (ascii ? row.map((piece) => ({ ...piece, text: asciiOf(piece.text, widthOf) })) : row);
  return drawn(state).map(
    ({ row, chosen, beside }) => painted(plain(row), theme, chosen) + (beside ? painted(plain(beside), theme) : ''),
  );
}

function drawn(state: State): Drawn[] {
  const { columns, rows } = state.size;
  const screen = screenOf(state);
  const layout = layoutOf(state, screen);
  if (layout.isTooSmall) return tooSmall(columns, rows);
  return [
    { row: top(state, screen, columns) },
    ...body(state, screen),
    { row: bottom(state, screen, columns) },
    { row: bar(state, screen, columns) },
  ];
}

function tooSmall(columns: number, rows: number): Drawn[] {
  const said = [
    `This screen has ${columns} × ${rows}.`,
    `It takes ${SMALLEST.columns} × ${SMALLEST.rows}: make it larger,`,
    'or q leaves.',
  ];
  return Array.from({ length: rows }, (_, at) => ({ row: filled([span(said[at] ?? '')], columns) }));
}

/** Of each severity worth a mark how many there are. */
const loud = remembered((findings: State['findings']): [Severity, number][] => {
  const counts = new Map<Severity, number>();
  for (const { severity, quiet } of findings) if (!quiet) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return severities.flatMap((severity): [Severity, number][] =>
    severity !== 'info' && counts.has(severity) ? [[severity, counts.get(severity)!]] : [],
  );
});

function top(state: State, screen: Screen, columns: number): Row {
  const { manifest, audit } = state;
  const account =
    manifest &&
    (manifest.accounts.length === 1
      ? (manifest.accounts[0]?.alias ?? manifest.accounts[0]?.account)
      : `${manifest.accounts.length} accounts`);
  const aside = asideCount(state);
  const titles = state.history.slice(Math.max(0, state.at - 5), state.at + 1).map((one) => views[one.view].title(state, one));
  // From one place of the tree to another is no other place.
  const trail = titles.filter((title, at) => title !== titles[at + 1]).slice(-3);
  const leftAfter = (before: readonly string[]): Row => [
    span(' hopscope ', 'bar'),
    span(` ${before.map((one) => `${one} › `).join('')}`, 'quiet'),
    span(trail.at(-1) ?? '', 'heading'),
    ...(screen.filter ? [span('  '), span(` /${screen.filter} `, 'chip')] : []),
    ...(state.live ? [span('  '), span(` ${partText(state.live)} `, 'chip')] : []),
    ...(aside > 0 ? [span('  '), span(` ${aside} put aside `, 'chip')] : []),
    ...(state.marks.length > 0 ? [span('  '), span(` ${state.marks.length} marked `, 'chip')] : []),
  ];
  const left = leftAfter(trail.slice(0, -1));
  const counts = loud(findingsSeen(state));
  const busy = audit.done < audit.of ? [span(` judging ${Math.floor((audit.done / audit.of) * 100)} % `, 'quiet')] : [];
  const right: Row = [
    ...busy,
    ...countMarks(counts),
    span(manifest ? `  ${account} · ${moment(manifest.takenAt)} ` : '', 'quiet'),
  ];
  const short: Row = [...busy, ...countMarks(counts), span(' ')];
  const shown = columns - rowWidth(right) > Math.max(32, Math.min(60, rowWidth(left))) ? right : short;
  const room = columns - rowWidth(shown) - 1;
  // Where there is room for one name only, it is that of where the reader is.
  const whole = [...trail.keys()].map((at) => leftAfter(trail.slice(at, -1)));
  const fitting = (wide: number): Row => filled(whole.find((row) => rowWidth(row) <= wide) ?? whole.at(-1) ?? left, wide);
  return room > 30 ? [...fitting(room), span(' '), ...shown] : fitting(columns);
}

/** That what is shown is not all, and how much of it is. */
function partText({ told: { readings }, isStopping }: NonNullable<State['live']>): string {
  if (isStopping) return 'abandoning';
  const all = readings.reduce((sum, one) => sum + one.all, 0);
  const read = readings.reduce((sum, one) => sum + one.read, 0);
  return all === 0 ? 'scanning' : `scanning, ${Math.floor((read / all) * 100)} % read`;
}

function body(state: State, screen: Screen): Drawn[] {
  const { body: height, left, right } = layoutOf(state, screen);
  const lines = linesOf(state, screen);
  const header = lines.header?.(left - 1) ?? [];
  const page = height - header.length;
  const beside = right > 0 ? pane(state, screen, right, height) : undefined;
  const offers = state.entry ? offered(state) : messageRows(state, screen).slice(0, -1);
  const footer = lines.count > 0 ? (lines.footer?.(left) ?? []) : [];
  const hasRoom = lines.count + footer.length <= page;
  const below = (at: number): Row | undefined => (hasRoom && at >= lines.count ? footer[at - lines.count] : undefined);
  const empty = lines.count === 0 ? emptyRows(lines.empty, left - 1) : [];
  return Array.from({ length: height }, (_, y): Drawn => {
    const at = screen.top + y - header.length;
    const offer = offers[y - (height - offers.length)];
    const row =
      offer ??
      (y < header.length
        ? header[y]!
        : at < lines.count && y - header.length < page
          ? lines.row(at, left - 1)
          : (below(at) ?? empty[y - header.length - 1] ?? []));
    const chosen = !offer && y >= header.length && at === screen.cursor && lines.count > 0;
    // Where neither colour nor inverse is to be seen, the sign at the edge is.
    const marked: Row = offer ? row : [span(chosen ? '▶' : ' ', 'key'), ...row];
    return {
      row: filled(marked, left),
      ...(chosen && !lines.across?.isDrawn && { chosen }),
      ...(beside && { beside: [span('│', 'quiet'), ...beside[y]!] }),
    };
  });
}

/** Why there is nothing. */
const emptyRows = (text: string | undefined, width: number): Row[] =>
  text === undefined ? [] : wrapped([span(' '), span(text, 'quiet')], width, ' ');

/** The detail of what is under the cursor. */
function pane(state: State, screen: Screen, width: number, height: number): Row[] {
  const node = state.beside;
  const lines =
    node === undefined ? undefined : detailLines(state, { ...screen, view: 'detail', node, filter: '' }, sheetWidth(width));
  const empty = lines?.count === 0 ? emptyRows(lines.empty, width - 1) : [];
  return Array.from({ length: height }, (_, at) => {
    const row = !lines ? [] : lines.count > 0 ? (at < lines.count ? lines.row(at, width - 1) : []) : (empty[at] ?? []);
    return filled([span(' '), ...row], width);
  });
}

/** Completions, above the line that is typed. */
function offered(state: State): Row[] {
  const { entry } = state;
  if (entry?.purpose !== 'command') return [];
  return completions(state, entry.completing?.of ?? entry.editor.text).map((text, at) => [
    span(at === entry.completing?.choice ? ' ▶ :' : '   :', 'key'),
    span(text, at === entry.completing?.choice ? 'chip' : 'command'),
  ]);
}

function placeText(state: State, screen: Screen): string {
  const { count } = linesOf(state, screen);
  return count > 0 ? `${digits(screen.cursor + 1)} of ${digits(count)} ` : '';
}

/** The message in as many rows as it takes: the last stands at the bottom, those before it above that. */
function messageRows(state: State, screen: Screen): Row[] {
  const { message } = state;
  if (!message) return [];
  const width = Math.min(layoutOf(state, screen).left, state.size.columns - placeText(state, screen).length) - 2;
  return wrapped([span(' '), span(message.text, message.means)], width, ' ');
}

function bottom(state: State, screen: Screen, columns: number): Row {
  const { entry, message, count } = state;
  if (entry) {
    const signs = [...entry.editor.text];
    const at = signs[entry.editor.at] ?? ' ';
    const trouble =
      entry.purpose === 'filter' && views[screen.view].filter === 'terms' ? readFilter(entry.editor.text).trouble : undefined;
    const said: Row = [
      span(entry.purpose === 'filter' ? '/' : ':', 'key'),
      span(signs.slice(0, entry.editor.at).join('')),
      span(at, 'bar'),
      span(signs.slice(entry.editor.at + 1).join('')),
    ];
    return filled([...said, span(trouble ? `   ${trouble}` : '', 'warning')], columns);
  }
  const place = placeText(state, screen);
  // The view of the scan itself has it on top.
  const progress = screen.view === 'scan' ? undefined : state.live?.told.progress;
  const idle =
    progress && !count ? span(progressLine(progress, style(columns - place.length - 3, false)), 'quiet') : span(count, 'key');
  const left: Row = message ? messageRows(state, screen).at(-1)! : [span(' '), idle];
  return [...filled(left, columns - place.length - 1), span(` ${place}`, 'quiet')];
}

/** What the keys do here, as much of it as fits; what can do nothing is left out. */
function bar(state: State, screen: Screen, columns: number): Row {
  const where = whereOf(state, screen);
  const hints: [string, string][] = state.entry
    ? [
        ['enter', state.entry.purpose === 'filter' ? 'keep' : 'run'],
        ['escape', 'leave'],
        ...(state.entry.purpose === 'command' ? ([['tab', 'complete']] as [string, string][]) : []),
      ]
    : bindingsOfBar(screen.view).flatMap(({ keys, short, disabled }): [string, string][] => {
        const text = typeof short === 'function' ? short(where) : short;
        return text && !disabled?.(where) ? [[keys[0]!, text]] : [];
      });
  let row: Row = [];
  for (const [key, short] of hints) {
    const next: Row = [...row, span(` ${keyText(key === 'tab' ? 'Tab' : key)}`, 'key'), span(` ${short} `, 'quiet')];
    if (rowWidth(next) > columns) break;
    row = next;
  }
  return filled(row, columns);
}
