/** Paths into an item: those that rows write (`A.B`, through every list on the way) and those of one value (JSON pointers). */
import { byCodeUnit, isRecord } from './canonical.ts';

/** A row's paths as a tree. `ends`: one of them ends here. */
export interface Paths {
  ends: boolean;
  below: Map<string, Paths>;
}

const known = new WeakMap<readonly string[], Paths>();

/** The tree of a row's paths, built once for each list; nothing for no paths. */
export function pathsOf(list: readonly string[] | undefined): Paths | undefined {
  if (!list || list.length === 0) return undefined;
  const tree = known.get(list) ?? grow(list);
  known.set(list, tree);
  return tree;
}

function grow(list: readonly string[]): Paths {
  const root: Paths = { ends: false, below: new Map() };
  for (const path of list) {
    let at = root;
    for (const member of path.split('.')) {
      const next = at.below.get(member) ?? { ends: false, below: new Map() };
      at.below.set(member, next);
      at = next;
    }
    at.ends = true;
  }
  return root;
}

/** The JSON pointer (RFC 6901) one step below another. */
export const pointer = (at: string, step: string | number): string =>
  `${at}/${typeof step === 'number' ? step : step.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The steps of a JSON pointer to a member or an element. */
export function stepsOf(text: string): string[] {
  if (!text.startsWith('/')) throw new Error(`${JSON.stringify(text)} is not a JSON pointer to a member`);
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A copy of `whole` with a new member. Only follows what is really there: a step `__proto__` is a member like any other. */
export function insertAt(whole: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) throw new Error('a pointer has no steps');
  if (Array.isArray(whole)) {
    if (!/^(0|[1-9]\d{0,8})$/.test(step) || Number(step) >= whole.length) throw new Error(`a list has no element ${step}`);
    return whole.with(Number(step), insertAt(whole[Number(step)], rest, value));
  }
  if (!isRecord(whole)) throw new Error(`nothing can hold a member ${JSON.stringify(step)}`);
  const there = Object.hasOwn(whole, step);
  if (rest.length > 0) {
    if (!there) throw new Error(`there is no member ${JSON.stringify(step)}`);
    return { ...whole, [step]: insertAt(whole[step], rest, value) };
  }
  if (there) throw new Error(`there already is a member ${JSON.stringify(step)}`);
  return Object.fromEntries([...Object.entries(whole), [step, value] as const].sort(([a], [b]) => byCodeUnit(a, b)));
}
