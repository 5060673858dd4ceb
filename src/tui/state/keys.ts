/** Which key does what: the router, the bar at the bottom, help and the README are all made from this list. */
import type { ActionName, Binding } from './bindings/binding.ts';
import { going } from './bindings/going.ts';
import { looking } from './bindings/looking.ts';
import { path } from './bindings/path.ts';
import { taking } from './bindings/taking.ts';
import type { ViewName } from './state.ts';

export const bindings: readonly Binding[] = [...going, ...looking, ...path, ...taking];

/** What a newcomer needs in every view, before whatever else there is room for. */
const always: readonly ActionName[] = ['help', 'filter', 'command', 'quit'];

/** What is in the bar in few places only, where it is what the reader came for. */
const seldom: readonly ActionName[] = ['copy id', 'scan'];

/** The bar at the bottom: those, then what only this view has. */
export const bar = (view: ViewName): Binding[] => {
  const rank = ({ does, only }: Binding): number =>
    always.includes(does) ? always.indexOf(does) : always.length + (seldom.includes(does) ? 0 : only ? 1 : 2);
  return bindingsFor(view)
    .filter(({ short }) => short)
    .sort((a, b) => rank(a) - rank(b));
};

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
