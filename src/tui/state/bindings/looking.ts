/** Keys that look closer at a thing, and choose what is to be seen. */
import { type Binding, needsEnd, needsNode, needsResource } from './binding.ts';

export const looking: readonly Binding[] = [
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
  { does: 'reaches', keys: [')'], group: 'Look closer', about: 'All that it reaches', disabled: needsEnd },
  { does: 'reached by', keys: ['('], group: 'Look closer', about: 'All that reaches it', disabled: needsEnd },
  { does: 'json', keys: ['J'], group: 'Look closer', about: 'In AWS’s own words', disabled: needsResource },
  { does: 'locate', keys: ['T'], group: 'Look closer', about: 'Where it is in the tree', disabled: needsNode },
  { does: 'filter', keys: ['/'], group: 'Choose', short: 'filter', about: 'Filter' },
  { does: 'sort', keys: ['>'], group: 'Choose', only: ['table'], about: 'Sort by the next column' },
  { does: 'sort back', keys: ['<'], group: 'Choose', only: ['table'], about: 'Sort the other way round' },
  {
    does: 'next grouping',
    keys: ['n', '>'],
    group: 'Choose',
    only: ['segments', 'reach'],
    short: 'by',
    about: 'By the next: account, VPC, subnet, group; of what is reached account, Region, VPC, subnet, kind',
  },
  { does: 'grouping before', keys: ['<'], group: 'Choose', only: ['segments', 'reach'], about: 'By the one before' },
  { does: 'regions', keys: ['R'], group: 'Choose', about: 'Which Regions are to be seen' },
  {
    does: 'accounts',
    keys: ['P'],
    group: 'Choose',
    about: 'Which accounts are to be seen, one for each profile that was scanned',
  },
  {
    does: 'toggle',
    keys: ['space'],
    group: 'Choose',
    only: ['scope'],
    short: 'put aside',
    about: 'Put it aside, or take it back',
  },
  {
    does: 'toggle',
    keys: ['space'],
    group: 'Choose',
    only: ['scan'],
    short: 'choose',
    about: 'Choose who signs in, or a Region; again, not',
    disabled: ({ screen, lines }) => {
      const target = lines && lines.count > 0 ? lines.target?.(screen.cursor) : undefined;
      return !lines || (target && 'choose' in target) ? undefined : 'nothing that could be chosen is under the cursor';
    },
  },
  { does: 'mark', keys: ['m'], group: 'Choose', about: 'Mark it, or take the mark away', disabled: needsResource },
  {
    does: 'compare',
    keys: ['='],
    group: 'Choose',
    about: 'Compare the two that are marked, field by field',
    disabled: ({ state }) => (state.marks.length === 2 ? undefined : `two must be marked with m, and ${state.marks.length} are`),
  },
];
