/** Which key does what: the router, the bar at the bottom, help and the README are all made from this list. */
import type { Binding } from './bindings/binding.ts';
import { going } from './bindings/going.ts';
import { looking } from './bindings/looking.ts';
import { path } from './bindings/path.ts';
import { taking } from './bindings/taking.ts';
import type { ViewName } from './state.ts';

export const bindings: readonly Binding[] = [...going, ...looking, ...path, ...taking];

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
