/** A claim of the specification as two worlds that differ in one fact, and in the verdict. */
import { expect, test } from 'vitest';
import type { Verdict } from '../../src/reach/index.ts';
import { path, type Service, type World } from './scenario.ts';

type Ask = readonly [from: string, to: string, service: Service];
type Expected = Verdict | readonly [Verdict, ...string[]];

const listed = (expected: Expected): readonly [Verdict, ...string[]] =>
  typeof expected === 'string' ? [expected] : (expected as [Verdict, ...string[]]);

/** `title` quotes the claim with its rule; `but` says in what the neighbour differs. */
export function claim(
  title: string,
  ask: Ask,
  world: () => World,
  is: Expected,
  but: string,
  change: (world: World) => World,
  then: Expected,
): void {
  const [first, second] = [listed(is), listed(then)];
  test(title, () => {
    path(...ask)
      .in(world())
      .is(...(first as [Verdict]));
  });
  test(`${title} · but ${but}`, () => {
    expect(second[0], 'a neighbour differs in the verdict').not.toBe(first[0]);
    path(...ask)
      .in(change(world()))
      .is(...(second as [Verdict]));
  });
}
