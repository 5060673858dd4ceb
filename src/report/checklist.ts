/** *To the internet: three things*, *from the internet: five things* and *by gateway endpoint: three things*, ticked with their evidence. */
import { familyOf, formatAddress } from '../net/index.ts';
import type { Checklist } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';

export function checklistLines(lists: readonly Checklist[], style: Style): string[] {
  return lists.flatMap(({ about, interface: one, address, ticks }, at) => {
    const count = ticks.length === 3 ? 'three' : 'five';
    const title = `${about.charAt(0).toUpperCase()}${about.slice(1)}: ${count} things`;
    const whose = `IPv${familyOf(address)} · ${one.id} ${formatAddress(address)}`;
    const width = Math.max(...ticks.map((tick) => tick.about.length));
    return [
      ...(at ? [''] : []),
      ...wrap(`${style.paint('heading', title)} · ${forTerminal(whose)}`, style, '', '  '),
      ...ticks.flatMap((tick) => {
        const sign =
          tick.ok === undefined ? style.paint('warning', '?') : tick.ok ? style.paint('good', '✓') : style.paint('bad', '✗');
        const [first = '', ...rest] = wrap(forTerminal(tick.because), style, ' '.repeat(width + 6));
        return [`  ${sign} ${tick.about.padEnd(width)}  ${first.trimStart()}`, ...rest];
      }),
    ];
  });
}
