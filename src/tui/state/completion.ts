/** How what is typed of a command is completed. */
import { kinds } from '../../kinds/index.ts';
import { keyOf } from '../desk/questions.ts';
import { endOf } from '../model/ends.ts';
import { placesIn } from '../model/scope.ts';
import { search } from '../model/texts.ts';
import type { Tree } from '../model/tree.ts';
import { themeNames } from '../screen/theme.ts';
import { columnsShown, tableNow } from '../views/table.ts';
import { type Completes, commandCalled, commandList, kindAliases } from './command-list.ts';
import { layoutOf } from './layout.ts';
import { type State, screenOf } from './state.ts';

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
    case 'where':
      // What is of the whole account is read anyhow.
      return candidates(state, 'region').filter((region) => region !== 'global');
    case 'again':
      return [...candidates(state, 'region'), ...candidates(state, 'kind')];
    case 'scan': {
      const seen = state.answers.get(keyOf({ ask: 'credentials' }));
      const profiles = seen?.is === 'credentials' ? seen.list.flatMap(({ profile }) => profile ?? []) : [];
      return [...profiles, ...candidates(state, 'where'), ...candidates(state, 'kind')];
    }
    case 'region':
    case 'account':
      return state.tree ? placesIn(state.tree, what).map(({ id, title }) => (what === 'account' ? title : id)) : [];
    case 'snapshot': {
      const known = state.answers.get(keyOf({ ask: 'snapshots' }));
      return [...(known?.is === 'snapshots' ? known.list.map(({ id }) => id) : []), 'sample'];
    }
    case 'column': {
      const screen = screenOf(state);
      const now = screen.view === 'table' ? tableNow(state, screen) : undefined;
      return now ? columnsShown(state, screen, layoutOf(state, screen).left).map((column) => now.cells.columns[column]!) : [];
    }
    case 'exposure':
      return ['in', 'out', ...conditions, ...places];
    case 'segments':
      return ['account', 'vpc', 'subnet', 'group', 'tag:', ...conditions, 'segment='];
    default:
      return [];
  }
}

/** The beginnings of conditions, and classes of ports that people ask for. */
const conditions = [
  'port=',
  'protocol=',
  'family=4',
  'family=6',
  'class=admin',
  'class=database',
  'class=everything',
  'class=web',
];
const places = ['account=', 'region=', 'vpc=', 'subnet=', 'group=', 'kind=', 'name=', 'tag:'];

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
  ...namesLike(state, typed.replace(/^"/, ''), (tree, node) => endOf(tree, node) !== undefined).map((name) =>
    /\s/.test(name) ? `"${name}"` : name,
  ),
];

/** So many are looked at for the likeliest few. */
const LOOKED_AT = 64;

/** Names of things that hold what is typed, those first that begin so; else in the order of the tree. */
function namesLike({ tree }: State, typed: string, isMeant: (tree: Tree, node: number) => boolean = () => true): string[] {
  if (!tree || typed.length < 2) return [];
  const small = typed.toLowerCase();
  const found = new Set<string>();
  search(tree.lower, small, (node) => {
    if (found.size >= LOOKED_AT) return 'enough';
    if (!isMeant(tree, node)) return undefined;
    const [name, id] = [tree.field(node, 'name'), tree.field(node, 'id')];
    if (name.toLowerCase().includes(small)) found.add(plainName(tree, node, name));
    else if (id.toLowerCase().includes(small)) found.add(id);
    else for (const address of tree.field(node, 'addresses').split(' ')) if (address.includes(small)) found.add(address);
  });
  return best([...found], typed);
}

/** Route 53 ends names with a dot, and people do not. */
const plainName = (tree: Tree, node: number, name: string): string =>
  tree.kindOf(node) === 'resource-record-set' ? name.replace(/\.$/, '') : name;
