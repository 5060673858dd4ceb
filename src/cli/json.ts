/** Machine-readable output: one value, with the name and version of its schema first. */
import type { Output } from './context.ts';

/** The version grows when a member changes its meaning or goes away; new members do not change it. */
export function printJson(output: Output, command: string, value: object): void {
  output.write(`${JSON.stringify({ schema: `hopscope/${command}/1`, ...value }, null, 2)}\n`);
}

/**
 * As `printJson`, for a list that may be long: the members of `head`, then the list named `name`, one element a line, then what `tail`
 * gives when the list has ended. Nothing of it is kept.
 */
export function streamJson(
  output: Output,
  command: string,
  { head, name, items, tail }: { head: object; name: string; items: Iterable<object>; tail(): object },
): void {
  const members = (value: object): string =>
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => `  ${JSON.stringify(key)}: ${JSON.stringify(member)}`)
      .join(',\n');
  output.write(`{\n${members({ schema: `hopscope/${command}/1`, ...head })},\n  ${JSON.stringify(name)}: [`);
  let first = true;
  for (const item of items) {
    output.write(`${first ? '' : ','}\n    ${JSON.stringify(item)}`);
    first = false;
  }
  output.write(`${first ? '' : '\n  '}],\n${members(tail())}\n}\n`);
}
