/** What the commands do. */
import { placesIn } from '../model/scope.ts';
import { isTheme, themeNames } from '../screen/theme.ts';
import { tableNow } from '../views/table.ts';
import { setMouse } from './actions.ts';
import { commandCalled, kindCalled } from './command-list.ts';
import { besideIn, runEnd, runPath } from './ends.ts';
import { follow } from './entering.ts';
import { goTo } from './go-to.ts';
import { startScan, stopScan } from './live.ts';
import { compareMarks } from './marking.ts';
import { fresh, go, type Screen, type State, type Step, say, screenOf, step, withScreen } from './state.ts';
import { exported, runExposure, runReach, runSegments } from './surveys.ts';
import { wholeText } from './taking.ts';
import { besideOf } from './trying.ts';

const open =
  (view: Screen['view'], rest: Partial<Screen> = {}) =>
  (state: State): Step =>
    step(go(state, fresh(view, rest)));

const runs: Readonly<Record<string, (state: State, rest: string) => Step>> = {
  overview: open('overview'),
  tree: open('tree'),
  findings: (state, rest) => step(go(state, fresh('findings', { filter: rest }))),
  exposure: runExposure,
  segments: runSegments,
  reach: runReach,
  path: runPath,
  from: runEnd('from'),
  to: runEnd('to'),
  beside: (state, rest) => {
    const meant = besideIn(rest);
    return meant
      ? besideOf(state, meant.end, meant.other)
      : step(say(state, 'Beside which? :beside NAME, or :beside to NAME', 'warning'));
  },
  coverage: open('coverage'),
  kinds: open('kinds'),
  table: (state, rest) => {
    const kind = kindCalled(rest);
    return step(
      kind
        ? go(state, fresh('table', { kind }))
        : say(state, `No kind is called ${rest || 'nothing'}; :kinds lists them.`, 'warning'),
    );
  },
  go: goTo,
  scan: (state, rest) => {
    const words = rest
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => kindCalled(word) ?? word);
    return words.length > 0 ? startScan(state, { words }) : step(go(state, fresh('scan', { key: 'go' })));
  },
  where: chooseRegions,
  again: runAgain,
  abandon: (state) => (state.live ? stopScan(state) : step(say(state, 'No scan runs.', 'quiet'))),
  snapshots: open('snapshots'),
  snapshot: (state, rest) =>
    rest === 'sample' ? follow(state, { sample: true }) : rest ? follow(state, { snapshot: rest }) : open('snapshots')(state),
  import: (state, rest) =>
    rest
      ? step(say(state, `Importing ${rest} …`, 'quiet'), { do: 'import', dir: rest })
      : step(say(state, 'Which folder? :import DIR', 'warning')),
  sort: sortBy,
  region: (state, rest) => only(state, 'region', rest),
  account: (state, rest) => only(state, 'account', rest),
  tag: (state, rest) =>
    step(rest ? go(state, fresh('tree', { filter: `tag:${rest}` })) : say(state, 'Which tag? :tag env=prod', 'warning')),
  compare: (state) =>
    state.marks.length === 2 ? compareMarks(state) : step(say(state, 'Two must be marked with m first.', 'warning')),
  unmark: (state) => step({ ...state, marks: [] }),
  export: (state, rest) =>
    exported(state, screenOf(state), rest || undefined, (now, screen) => {
      const { text, name } = wholeText(now, screen);
      return step(now, { do: 'export', text, name: rest || name });
    }),
  theme: (state, rest) =>
    step(
      isTheme(rest)
        ? { ...state, settings: { ...state.settings, theme: rest } }
        : say(state, `The themes are ${themeNames.join(', ')}.`, 'warning'),
    ),
  ascii: (state) => step({ ...state, settings: { ...state.settings, ascii: !state.settings.ascii } }),
  mouse: setMouse,
  help: (state) => step(go(state, fresh('help', { of: screenOf(state).view }))),
  quit: (state) => step(state, { do: 'quit' }),
};

/** Runs a line. What is neither a command nor a kind may be the name of a thing. */
export function runLine(state: State, line: string): Step {
  const [word = '', ...words] = line.trim().split(/\s+/);
  if (!word) return step(state);
  const said = { ...state, said: [...state.said.filter((one) => one !== line.trim()), line.trim()].slice(-50) };
  const command = commandCalled(word);
  if (command) return runs[command.name]!(said, words.join(' '));
  const kind = kindCalled(word);
  if (kind) return step(go(said, fresh('table', { kind, filter: words.join(' ') })));
  return goTo(said, line.trim(), `:${word} is no command, kind or name here. ? lists the commands.`);
}

function sortBy(state: State, name: string): Step {
  const screen = screenOf(state);
  const now = screen.view === 'table' ? tableNow(state, screen) : undefined;
  const column = now?.cells.columns.indexOf(name) ?? -1;
  if (column < 0)
    return step(
      say(
        state,
        now ? `No column is called ${name || 'nothing'}: ${now.cells.columns.join(', ')}.` : 'Only tables can be sorted.',
        'warning',
      ),
    );
  const down = screen.sort?.column === column ? !screen.sort.down : false;
  return step(withScreen(state, { sort: { column, down } }));
}

function only(state: State, kind: 'region' | 'account', rest: string): Step {
  const wanted = rest
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const places = state.tree ? placesIn(state.tree, kind) : [];
  const kept = places.filter(
    ({ id, title }) => wanted.length === 0 || wanted.some((word) => id === word || title.toLowerCase() === word),
  );
  if (kept.length === 0) return step(say(state, `None of ${places.map(({ id }) => id).join(', ')} is meant.`, 'warning'));
  const hidden = new Set(places.filter((one) => !kept.includes(one)).map(({ id }) => id));
  return step({ ...state, hidden: { ...state.hidden, [kind]: hidden } });
}

/** As AWS names Regions, those that no snapshot knows among them. */
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

function chooseRegions(state: State, rest: string): Step {
  const regions = [
    ...new Set(
      rest
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  ];
  const wrong = regions.find((region) => !REGION.test(region));
  if (wrong !== undefined) return step(say(state, `${wrong} is no name of a Region, such as eu-central-1.`, 'warning'));
  const screen = screenOf(state);
  const isThere = screen.view === 'scan' && !screen.again;
  const shown = isThere ? state : go(state, fresh('scan', { key: 'go' }));
  return step({ ...shown, chosen: { ...state.chosen, regions }, message: undefined });
}

function runAgain(state: State, rest: string): Step {
  const words = rest.split(/\s+/).filter(Boolean);
  const kinds = words.flatMap((word) => kindCalled(word) ?? []);
  const regions = words.filter((word) => kindCalled(word) === undefined);
  const places = new Set(state.manifest?.places.map(({ region }) => region));
  const stranger = regions.find((region) => !places.has(region));
  if (stranger !== undefined) return step(say(state, `${stranger} is no kind and no Region of this snapshot.`, 'warning'));
  if (words.length === 0) return step(say(state, 'What? :again subnet, :again eu-central-1', 'warning'));
  const again = { ...(kinds.length > 0 && { kinds }), ...(regions.length > 0 && { regions }) };
  return step(go(state, fresh('scan', { again, key: 'go' })));
}
