/** Keys of a path: what is asked, changed by a key. */
import { triesIn } from '../../views/view.ts';
import { lastPath } from '../state.ts';
import { type Binding, needsEnd, needsResource, type Where } from './binding.ts';

/** Some path to compare with, and an end under the cursor; or one that is compared already, to be taken away. */
const besideNeeds =
  (end: 'from' | 'to') =>
  (where: Where): string | undefined => {
    const { state, screen } = where;
    if (screen.view === 'path' && screen.path?.beside?.end === end) return undefined;
    return lastPath(state) ? needsEnd(where) : 'no path has been asked for yet';
  };

export const path: readonly Binding[] = [
  {
    does: 'turn round',
    keys: ['r'],
    group: 'Choose',
    only: ['path', 'exposure', 'segments', 'cell', 'reach'],
    about: 'The other way round',
  },
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
  {
    does: 'next hop',
    keys: ['tab'],
    group: 'Move',
    only: ['path', 'segments'],
    short: ({ screen }) => (screen.view === 'path' ? 'next hop' : 'next'),
    about:
      'To the next line that leads to something else, such as a hop or a fix; in a grid to the next place in which something stands',
  },
  { does: 'hop before', keys: ['backtab'], group: 'Move', only: ['path', 'segments'], about: 'To the one before; Shift and Tab' },
  {
    does: 'try',
    keys: ['+'],
    group: 'Choose',
    only: ['path'],
    short: 'try',
    about: 'Ask again with the fix under the cursor made on a copy, and show what else it opens; after a number, that fix',
    disabled: ({ lines }) => (lines && triesIn(lines).length > 0 ? undefined : 'no changes are listed that could be tried'),
  },
  {
    does: 'try without',
    keys: ['D'],
    group: 'Choose',
    only: ['path'],
    short: 'without it',
    about: 'Ask again as if what is under the cursor had failed, and show what else would break',
    disabled: needsResource,
  },
  {
    does: 'undo',
    keys: ['U'],
    group: 'Choose',
    only: ['path'],
    short: 'undo',
    about: 'Take back what was tried last',
    disabled: ({ screen }) => (screen.path?.tried.length ? undefined : 'nothing is being tried'),
  },
  {
    does: 'beside from',
    keys: ['V'],
    group: 'Look closer',
    about: 'The path versus the one from here: where do they first differ? On the path again: alone',
    disabled: besideNeeds('from'),
  },
  {
    does: 'beside to',
    keys: ['O'],
    group: 'Look closer',
    about: 'The path versus the one to here, the other that is reached',
    disabled: besideNeeds('to'),
  },
  {
    does: 'edit question',
    keys: ['E'],
    group: 'Look closer',
    about: 'Type a path; of the one that is shown, change what is asked',
  },
  { does: 'close', keys: ['C'], group: 'Choose', only: ['path'], about: 'With what would close it, or without' },
];
