/** Keys that move in a view, and from one to another. */
import type { Binding, Where } from './binding.ts';

const needsColumns = ({ lines }: Where): string | undefined =>
  lines && !lines.across ? 'nothing stands side by side here' : undefined;

/** What Enter does to the row under the cursor, where that is not to open it. */
function enterDoes({ screen, lines }: Where): string {
  const target = lines && lines.count > 0 ? lines.target?.(screen.cursor) : undefined;
  if (!target) return 'open';
  if ('order' in target) return 'start';
  if ('type' in target) return 'type';
  if ('toggle' in target) return 'put aside';
  return 'choose' in target ? 'choose' : 'open';
}

export const going: readonly Binding[] = [
  { does: 'down', keys: ['j', 'down', 'ctrl-n'], group: 'Move', about: 'One row down' },
  { does: 'up', keys: ['k', 'up', 'ctrl-p'], group: 'Move', about: 'One row up' },
  { does: 'top', keys: ['g', 'home'], group: 'Move', about: 'To the first row; after a number, to that row' },
  { does: 'bottom', keys: ['G', 'end'], group: 'Move', about: 'To the last row' },
  { does: 'half down', keys: ['ctrl-d'], group: 'Move', about: 'Half a page down' },
  { does: 'half up', keys: ['ctrl-u'], group: 'Move', about: 'Half a page up' },
  { does: 'page down', keys: ['pagedown', 'ctrl-f'], group: 'Move', about: 'A page down' },
  { does: 'page up', keys: ['pageup', 'ctrl-b'], group: 'Move', about: 'A page up' },
  {
    does: 'column left',
    keys: ['h', 'left'],
    group: 'Move',
    only: ['segments', 'path'],
    about: 'One column to the left; of two paths side by side, to the left one',
    disabled: needsColumns,
  },
  {
    does: 'column right',
    keys: ['l', 'right'],
    group: 'Move',
    only: ['segments', 'path'],
    about: 'One column to the right; of two paths, to the right one',
    disabled: needsColumns,
  },
  { does: 'first column', keys: ['0', '^'], group: 'Move', only: ['segments'], about: 'To the first column' },
  { does: 'last column', keys: ['$'], group: 'Move', only: ['segments'], about: 'To the last column' },
  { does: 'unfold', keys: ['l', 'right'], group: 'Fold', only: ['tree'], about: 'Unfold; when it is, to the first below' },
  { does: 'fold', keys: ['h', 'left'], group: 'Fold', only: ['tree'], about: 'Fold; when it is, to what it is in' },
  {
    does: 'toggle',
    keys: ['space'],
    group: 'Fold',
    only: ['tree'],
    short: 'fold',
    about: 'Fold or unfold',
  },
  { does: 'toggle all', keys: ['*'], group: 'Fold', only: ['tree'], about: 'Fold or unfold with everything below' },
  { does: 'enter', keys: ['enter'], group: 'Go', short: enterDoes, about: 'Open what is under the cursor' },
  {
    does: 'back',
    keys: ['escape', 'backspace'],
    group: 'Go',
    short: 'back',
    about: 'Clear the filter; without one, back to where you were',
    disabled: ({ state, screen }) =>
      state.at > 0 || screen.filter || (state.live && screen.view === 'scan') ? undefined : 'this is where it began',
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
  { does: 'segments', keys: ['W'], group: 'Go', short: 'segments', about: 'Who may talk to whom, as a grid' },
  { does: 'kinds', keys: ['K'], group: 'Go', about: 'The kinds, each a table' },
  { does: 'coverage', keys: ['c'], group: 'Go', about: 'What could not be seen' },
  { does: 'snapshots', keys: ['s'], group: 'Go', about: 'The snapshots of the store' },
  {
    does: 'scan',
    keys: ['N'],
    group: 'Go',
    // Where there is nothing else yet to look at.
    short: ({ state, screen }) => (state.isEmpty && !state.live && screen.view !== 'scan' ? 'scan' : undefined),
    about: 'A new scan: what it would ask, as whom and where; while one runs, how far it is. Ctrl-C abandons it',
  },
  {
    does: 'read again',
    keys: ['L'],
    group: 'Go',
    about: 'Read the Region, or the kind, under the cursor again; the rest stays as it was',
    disabled: ({ state }) => (state.live ? 'a scan runs already' : state.manifest ? undefined : 'there is no snapshot yet'),
  },
];
