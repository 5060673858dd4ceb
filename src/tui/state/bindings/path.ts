/** Keys of a path: what is asked, changed by a key. */
import type { Binding } from './binding.ts';

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
  { does: 'close', keys: ['C'], group: 'Choose', only: ['path'], about: 'With what would close it, or without' },
];
