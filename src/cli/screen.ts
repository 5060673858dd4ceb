/** How reports are drawn for the one who reads them. */
import { type Style, style } from '../report/style.ts';
import type { Context, Output } from './context.ts';

/** Colours only where a person looks and did not say no; the full width of what is not a screen. */
export function styleFor(output: Output, { env }: Context, flags: { 'no-color': boolean }): Style {
  const colour = output.terminal && !flags['no-color'] && !env.NO_COLOR && env.TERM !== 'dumb';
  return style(output.columns, colour);
}
