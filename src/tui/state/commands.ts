/** What the commands do, and how what is typed of them is completed. */
import { kinds } from '../../kinds/index.ts';
import { parseAddress } from '../../net/index.ts';
import { keyOf } from '../desk/questions.ts';
import { placesIn } from '../model/scope.ts';
import type { Tree } from '../model/tree.ts';
import { isTheme, themeNames } from '../screen/theme.ts';
import { columnsShown, tableNow } from '../views/table.ts';
import { compareMarks, follow, located, setMouse, wholeText } from './actions.ts';
import { type Completes, commandCalled, commandList, kindAliases, kindCalled } from './command-list.ts';
import { runEnd, runPath } from './ends.ts';
import { layoutOf } from './layout.ts';
import { fresh, go, type Screen, type State, type Step, say, screenOf, step, withScreen } from './state.ts';

const open =
  (view: Screen['view'], rest: Partial<Screen> = {}) =>
  (state: State): Step =>
    step(go(state, fresh(view, rest)));

const runs: Readonly<Record<string, (state: State, rest: string) => Step>> = {
  overview: open('overview'),
  tree: open('tree'),
  findings: (state, rest) => step(go(state, fresh('findings', { filter: rest }))),
  exposure: open('exposure'),
  path: runPath,
  from: runEnd('from'),
  to: runEnd('to'),
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
  snapshots: open('snapshots'),
  snapshot: (state, rest) => (rest ? follow(state, { snapshot: rest }) : open('snapshots')(state)),
  sort: sortBy,
  region: (state, rest) => only(state, 'region', rest),
  account: (state, rest) => only(state, 'account', rest),
  tag: (state, rest) =>
    step(rest ? go(state, fresh('tree', { filter: `tag:${rest}` })) : say(state, 'Which tag? :tag env=prod', 'warning')),
  compare: (state) =>
    state.marks.length === 2 ? compareMarks(state) : step(say(state, 'Two must be marked with m first.', 'warning')),
  unmark: (state) => step({ ...state, marks: [] }),
  export: (state, rest) => {
    const { text, name } = wholeText(state, screenOf(state));
    return step(state, { do: 'export', text, name: rest || name });
  },
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
  return goTo(said, line.trim(), `:${word} is no command and no kind, and nothing is called so. ? lists the commands.`);
}

/** To a thing: by its id, by the address that it has, by its name; where several have it, the tree shows them all. */
function goTo(state: State, text: string, otherwise = `Nothing is called ${text}.`): Step {
  const { tree } = state;
  if (!tree) return step(say(state, 'The snapshot is still being read.', 'warning'));
  if (!text) return step(say(state, 'Where to? :go NAME, an id or an address', 'warning'));
  const [byId] = tree.withId(text);
  if (byId !== undefined) return step(located(state, byId));
  const filter = parseAddress(text) === undefined ? text : `cidr:${text}`;
  const named = parseAddress(text) === undefined ? tree.named(text) : holders(tree, text);
  if (named.length === 1) return step(located(state, named[0]!));
  if (named.length > 1) return step(go(state, fresh('tree', { filter, key: String(named[0]) })));
  return step(say(state, otherwise, 'warning'));
}

/** Who has an address: an instance before its interface and its Elastic IP, which have the same. */
function holders(tree: Tree, address: string): number[] {
  const found: number[] = [];
  for (let node = 0; node < tree.size; node += 1)
    if (tree.field(node, 'addresses').split(' ').includes(address)) found.push(node);
  for (const kind of ['instance', 'network-interface']) {
    const mine = found.filter((node) => tree.kindOf(node) === kind);
    if (mine.length > 0) return mine;
  }
  return found;
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

/** More are not offered. */
const MOST = 8;

/** Whole lines that what is typed may become, the likeliest first. */
export function completions(state: State, text: string): string[] {
  const [, word = '', gap = '', rest = ''] = /^\s*(\S*)(\s*)(.*)$/.exec(text) ?? [];
  if (!gap) {
    const names = [...commandList.map(({ name }) => name), ...Object.keys(kindAliases), ...kinds.map(({ kind }) => kind)];
    return best(names, word);
  }
  const command = commandCalled(word);
  if (!command?.completes) return [];
  const [, before = '', last = ''] = /^(.*\s)?(\S*)$/.exec(rest) ?? [];
  const words =
    command.completes === 'name'
      ? namesLike(state, rest)
      : (command.completes === 'end' ? endsLike(state, last) : best(candidates(state, command.completes), last)).map(
          (one) => before + one,
        );
  return words.map((one) => `${word} ${one}`);
}

function candidates(state: State, what: Completes): string[] {
  switch (what) {
    case 'kind':
      return kinds.map(({ kind }) => kind);
    case 'theme':
      return themeNames;
    case 'region':
    case 'account':
      return state.tree ? placesIn(state.tree, what).map(({ id, title }) => (what === 'account' ? title : id)) : [];
    case 'snapshot': {
      const known = state.answers.get(keyOf({ ask: 'snapshots' }));
      return known?.is === 'snapshots' ? known.list.map(({ id }) => id) : [];
    }
    case 'column': {
      const screen = screenOf(state);
      const now = screen.view === 'table' ? tableNow(state, screen) : undefined;
      return now ? columnsShown(state, screen, layoutOf(state, screen).left).map((column) => now.cells.columns[column]!) : [];
    }
    default:
      return [];
  }
}

/** Those that begin so, then those that hold it. */
function best(words: readonly string[], typed: string): string[] {
  const small = typed.toLowerCase();
  const unique = [...new Set(words)];
  const begin = unique.filter((word) => word.toLowerCase().startsWith(small));
  return [...begin, ...unique.filter((word) => small && !begin.includes(word) && word.toLowerCase().includes(small))].slice(
    0,
    MOST,
  );
}

/** What a path may start or end at; a name with spaces stands in quotation marks. */
const endsLike = (state: State, typed: string): string[] => [
  ...('internet'.startsWith(typed.toLowerCase()) ? ['internet'] : []),
  ...namesLike(state, typed.replace(/^"/, '')).map((name) => (/\s/.test(name) ? `"${name}"` : name)),
];

/** Names of things that hold what is typed: the first few in the order of the tree. */
function namesLike({ tree }: State, typed: string): string[] {
  if (!tree || typed.length < 2) return [];
  const small = typed.toLowerCase();
  const found = new Set<string>();
  const { lower, starts } = tree.data;
  let node = 0;
  for (let at = lower.indexOf(small); at >= 0 && found.size < MOST; at = lower.indexOf(small, starts[node + 1])) {
    while (starts[node + 1]! <= at) node += 1;
    const [name, id] = [tree.field(node, 'name'), tree.field(node, 'id')];
    if (name.toLowerCase().includes(small)) found.add(name);
    else if (id.toLowerCase().includes(small)) found.add(id);
  }
  return [...found];
}
