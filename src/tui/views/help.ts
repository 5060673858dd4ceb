/** What can be done where the reader is: keys, commands and filters, from the same lists that make them work. */
import { filterTerms } from '../model/filter.ts';
import { span } from '../screen/row.ts';
import type { Where } from '../state/bindings/binding.ts';
import { groupsOfBindings } from '../state/bindings/binding.ts';
import { commandList } from '../state/command-list.ts';
import { bindingsFor, keyText } from '../state/keys.ts';
import { fresh, type ViewName } from '../state/state.ts';
import { type Lines, listOf, type View, wordsHold } from './view.ts';

export const help: View = {
  name: 'help',
  about: 'What every key does where you are, the commands and the terms of a filter.',
  filter: 'words',
  title: (_, { of }) => `help for ${of ?? 'tree'}`,
  lines(state, { of = 'tree', filter, node }): Lines {
    const view = of as ViewName;
    const where: Where = { state, screen: fresh(view), ...(node !== undefined && { node }) };
    const list = groupsOfBindings.flatMap((group) => {
      const mine = bindingsFor(view).filter((one) => one.group === group);
      if (mine.length === 0) return [];
      return [
        { text: group, row: [span(group, 'heading')] },
        ...mine.map((one) => {
          const disabled = one.disabled?.(where);
          return {
            text: `${one.keys.join(' ')} ${one.about}`,
            row: [
              span(`  ${one.keys.map(keyText).join(' ')}`.padEnd(22), 'key'),
              span(one.about, disabled ? 'quiet' : 'plain'),
              span(disabled ? `  (not here: ${disabled})` : '', 'quiet'),
            ],
          };
        }),
        { text: '', row: [] },
      ];
    });
    const commands = commandList.map(({ usage, about }) => ({
      text: `${usage} ${about}`,
      row: [span(`  :${usage}`.padEnd(32), 'key'), span(about)],
    }));
    const terms = filterTerms.map(({ term, about }) => ({
      text: `${term} ${about}`,
      row: [span(`  ${term}`.padEnd(32), 'key'), span(about)],
    }));
    const all = [
      ...list,
      { text: 'Commands', row: [span('Commands', 'heading')] },
      ...commands,
      { text: '', row: [] },
      { text: 'Filter', row: [span('Filter, after /', 'heading')] },
      ...terms,
    ];
    return listOf(
      all.filter(({ text }) => !filter || (text && wordsHold(filter, text))).map(({ row }, at) => ({ key: String(at), row })),
      { empty: `Nothing of help holds ${filter}.` },
    );
  },
};
