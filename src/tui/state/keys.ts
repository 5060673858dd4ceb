/** Which key does what, as data: the router, the bar at the bottom, help and the README are all made from this list. */
import { endOf } from '../model/ends.ts';
import type { ViewName, Where } from './state.ts';

export const groupsOfBindings = ['Move', 'Fold', 'Go', 'Look closer', 'Choose', 'Take along', 'Program'] as const;

export type ActionName =
  | 'down'
  | 'up'
  | 'top'
  | 'bottom'
  | 'half down'
  | 'half up'
  | 'page down'
  | 'page up'
  | 'unfold'
  | 'fold'
  | 'toggle'
  | 'toggle all'
  | 'enter'
  | 'back'
  | 'older'
  | 'newer'
  | 'tree'
  | 'overview'
  | 'findings'
  | 'findings here'
  | 'exposure'
  | 'kinds'
  | 'coverage'
  | 'snapshots'
  | 'from here'
  | 'to here'
  | 'from internet'
  | 'turn round'
  | 'port'
  | 'protocol'
  | 'family'
  | 'one way'
  | 'close'
  | 'detail'
  | 'locate'
  | 'who'
  | 'json'
  | 'regions'
  | 'accounts'
  | 'mark'
  | 'compare'
  | 'sort'
  | 'sort back'
  | 'copy id'
  | 'copy ARN'
  | 'open'
  | 'export'
  | 'page'
  | 'edit'
  | 'command'
  | 'filter'
  | 'help'
  | 'mouse'
  | 'redraw'
  | 'suspend'
  | 'quit';

export interface Binding {
  readonly does: ActionName;
  readonly keys: readonly string[];
  readonly about: string;
  readonly group: (typeof groupsOfBindings)[number];
  /** For the bar at the bottom, where it is worth a place there. */
  readonly short?: string;
  /** Only in these views. */
  readonly only?: readonly ViewName[];
  /** Why it can do nothing here. */
  disabled?(where: Where): string | undefined;
}

const needsResource = ({ state, node }: Where): string | undefined =>
  node !== undefined && state.tree?.isResource(node) ? undefined : 'no resource is under the cursor';

const needsEnd = ({ state, node }: Where): string | undefined =>
  node !== undefined && state.tree && endOf(state.tree, node) !== undefined
    ? undefined
    : 'nothing under the cursor sends or takes packets under an address';

const needsNode = ({ node }: Where): string | undefined =>
  node === undefined ? 'nothing of the tree is under the cursor' : undefined;

export const bindings: readonly Binding[] = [
  { does: 'down', keys: ['j', 'down', 'ctrl-n'], group: 'Move', about: 'One row down' },
  { does: 'up', keys: ['k', 'up', 'ctrl-p'], group: 'Move', about: 'One row up' },
  { does: 'top', keys: ['g', 'home'], group: 'Move', about: 'To the first row; after a number, to that row' },
  { does: 'bottom', keys: ['G', 'end'], group: 'Move', about: 'To the last row' },
  { does: 'half down', keys: ['ctrl-d'], group: 'Move', about: 'Half a page down' },
  { does: 'half up', keys: ['ctrl-u'], group: 'Move', about: 'Half a page up' },
  { does: 'page down', keys: ['pagedown', 'ctrl-f'], group: 'Move', about: 'A page down' },
  { does: 'page up', keys: ['pageup', 'ctrl-b'], group: 'Move', about: 'A page up' },
  { does: 'unfold', keys: ['l', 'right'], group: 'Fold', only: ['tree'], about: 'Unfold; when it is, to the first below' },
  { does: 'fold', keys: ['h', 'left'], group: 'Fold', only: ['tree'], about: 'Fold; when it is, to what it is in' },
  {
    does: 'toggle',
    keys: ['space'],
    group: 'Fold',
    only: ['tree', 'scope'],
    short: 'fold',
    about: 'Fold or unfold; of Regions and accounts: put aside or take back',
  },
  { does: 'toggle all', keys: ['*'], group: 'Fold', only: ['tree'], about: 'Fold or unfold with everything below' },
  { does: 'enter', keys: ['enter'], group: 'Go', short: 'open', about: 'Open what is under the cursor' },
  {
    does: 'back',
    keys: ['escape', 'backspace'],
    group: 'Go',
    short: 'back',
    about: 'Clear the filter; without one, back to where you were',
    disabled: ({ state, screen }) => (state.at > 0 || screen.filter ? undefined : 'this is where it began'),
  },
  {
    does: 'older',
    keys: ['[', '-'],
    group: 'Go',
    about: 'Back',
    disabled: ({ state }) => (state.at > 0 ? undefined : 'this is where it began'),
  },
  {
    does: 'newer',
    keys: [']'],
    group: 'Go',
    about: 'Forward again',
    disabled: ({ state }) => (state.at < state.history.length - 1 ? undefined : 'nothing is ahead'),
  },
  {
    does: 'overview',
    keys: ['o'],
    group: 'Go',
    short: 'overview',
    about: 'The overview: verdict, exposure, the worst findings, coverage',
  },
  { does: 'tree', keys: ['t'], group: 'Go', short: 'tree', about: 'The tree' },
  { does: 'findings', keys: ['f'], group: 'Go', short: 'findings', about: 'All findings' },
  { does: 'exposure', keys: ['i'], group: 'Go', short: 'internet', about: 'What the internet reaches' },
  { does: 'kinds', keys: ['K'], group: 'Go', about: 'The kinds, each a table' },
  { does: 'coverage', keys: ['c'], group: 'Go', about: 'What could not be seen' },
  { does: 'snapshots', keys: ['s'], group: 'Go', about: 'The snapshots of the store' },
  { does: 'detail', keys: ['d'], group: 'Look closer', about: 'All about what is under the cursor', disabled: needsNode },
  {
    does: 'findings here',
    keys: ['F'],
    group: 'Look closer',
    about: 'The findings of it and of all below it',
    disabled: needsNode,
  },
  {
    does: 'who',
    keys: ['w'],
    group: 'Look closer',
    short: 'who',
    about: 'Who uses it, and what would break without it',
    disabled: needsResource,
  },
  {
    does: 'from here',
    keys: ['a'],
    group: 'Look closer',
    about: 'A path from it; with b, to another thing',
    disabled: needsEnd,
  },
  {
    does: 'to here',
    keys: ['b'],
    group: 'Look closer',
    about: 'A path to it; with a, from another thing',
    disabled: needsEnd,
  },
  {
    does: 'from internet',
    keys: ['I'],
    group: 'Look closer',
    about: 'The path from the internet to it',
    disabled: needsEnd,
  },
  { does: 'json', keys: ['J'], group: 'Look closer', about: 'In AWS’s own words', disabled: needsResource },
  { does: 'locate', keys: ['T'], group: 'Look closer', about: 'Where it is in the tree', disabled: needsNode },
  { does: 'filter', keys: ['/'], group: 'Choose', short: 'filter', about: 'Filter' },
  { does: 'sort', keys: ['>'], group: 'Choose', only: ['table'], about: 'Sort by the next column' },
  { does: 'sort back', keys: ['<'], group: 'Choose', only: ['table'], about: 'Sort the other way round' },
  { does: 'turn round', keys: ['r'], group: 'Choose', only: ['path'], about: 'The other way round' },
  {
    does: 'port',
    keys: ['S'],
    group: 'Choose',
    only: ['path'],
    about: 'After a number, that port; without one, the next of the usual ports',
  },
  { does: 'protocol', keys: ['n'], group: 'Choose', only: ['path'], about: 'TCP, UDP, ping, all traffic' },
  { does: 'family', keys: ['v'], group: 'Choose', only: ['path'], about: 'Only IPv4, only IPv6, or both' },
  { does: 'one way', keys: ['z'], group: 'Choose', only: ['path'], about: 'Only the way there, or the way back too' },
  { does: 'close', keys: ['C'], group: 'Choose', only: ['path'], about: 'With what would close it, or without' },
  { does: 'regions', keys: ['R'], group: 'Choose', about: 'Which Regions are to be seen' },
  {
    does: 'accounts',
    keys: ['P'],
    group: 'Choose',
    about: 'Which accounts are to be seen, one for each profile that was scanned',
  },
  { does: 'mark', keys: ['m'], group: 'Choose', about: 'Mark it, or take the mark away', disabled: needsResource },
  {
    does: 'compare',
    keys: ['='],
    group: 'Choose',
    about: 'Compare the two that are marked, field by field',
    disabled: ({ state }) => (state.marks.length === 2 ? undefined : `two must be marked with m, and ${state.marks.length} are`),
  },
  { does: 'copy id', keys: ['y'], group: 'Take along', about: 'Copy its id', disabled: needsResource },
  { does: 'copy ARN', keys: ['Y'], group: 'Take along', about: 'Copy its ARN', disabled: needsResource },
  {
    does: 'open',
    keys: ['u'],
    group: 'Take along',
    about: 'Its page in the AWS console, in the browser',
    disabled: needsResource,
  },
  {
    does: 'export',
    keys: ['x'],
    group: 'Take along',
    about: 'Write what is shown to a file: a table as CSV, anything else as text',
  },
  { does: 'page', keys: ['p'], group: 'Take along', about: 'What is shown, in $PAGER' },
  { does: 'edit', keys: ['e'], group: 'Take along', about: 'Its JSON in $EDITOR', disabled: needsResource },
  { does: 'command', keys: [':'], group: 'Program', short: 'command', about: 'Type a command' },
  { does: 'help', keys: ['?', 'f1'], group: 'Program', short: 'help', about: 'This help, for where you are' },
  { does: 'mouse', keys: ['M'], group: 'Program', about: 'Mouse on or off; while it is on, hold Shift to select text' },
  { does: 'redraw', keys: ['ctrl-l'], group: 'Program', about: 'Draw the screen again' },
  { does: 'suspend', keys: ['ctrl-z'], group: 'Program', about: 'To the shell; fg comes back' },
  { does: 'quit', keys: ['q', 'ctrl-c'], group: 'Program', short: 'quit', about: 'Leave' },
];

/** The bar at the bottom: help first, whatever else there is room for. */
export const bar = (view: ViewName): Binding[] =>
  bindingsFor(view)
    .filter(({ short }) => short)
    .sort((a, b) => Number(b.does === 'help') - Number(a.does === 'help'));

export const bindingsFor = (view: ViewName): Binding[] => bindings.filter(({ only }) => !only || only.includes(view));

export const bindingOf = (view: ViewName, key: string): Binding | undefined =>
  bindingsFor(view).find(({ keys }) => keys.includes(key));

const shownAs: Record<string, string> = {
  escape: 'Esc',
  enter: 'Enter',
  space: 'Space',
  backspace: '⌫',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  f1: 'F1',
};

/** As keyboards and people write it. */
export const keyText = (key: string): string =>
  shownAs[key] ?? key.replace(/^ctrl-(.)$/, (_, letter: string) => `^${letter.toUpperCase()}`);
