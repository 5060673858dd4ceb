/** Machine-readable output: one value, with the name and version of its schema first. */
import type { Output } from './context.ts';

/** The version grows when a member changes its meaning or goes away; new members do not change it. */
export function printJson(output: Output, command: string, value: object): void {
  output.write(`${JSON.stringify({ schema: `hopscope/${command}/1`, ...value }, null, 2)}\n`);
}
