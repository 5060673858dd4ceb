/** Points of a fan-out, several in one call where it takes several. */
import type { Point } from '../kinds/index.ts';

/** In order, each of at most `size`. */
export const inGroups = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** Several points as one: what they have in common, and their lists put together. */
export function asOne([first, ...rest]: readonly Point[]): Point | undefined {
  if (!first || !rest.length) return first;
  const input = Object.fromEntries(
    Object.entries(first.input).map(([name, value]) => [
      name,
      Array.isArray(value) ? [...value, ...rest.flatMap((point) => point.input[name] as unknown[])] : value,
    ]),
  );
  return { key: first.key, input };
}
