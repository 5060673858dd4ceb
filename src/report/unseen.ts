/** Places where nobody could look, below an answer that would be worth less without saying so. */
import type { Missing } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted, shortened } from './words.ts';

/** `meaning`: what that leaves open. */
export function unseenLines(unseen: readonly Missing[], meaning: string, style: Style): string[] {
  if (unseen.length === 0) return [];
  const places = Map.groupBy(unseen, ({ place }) => `${place.region} in account ${place.account}`);
  return [
    ...wrap(
      `${style.paint('bad', '✗')} ${style.paint('warning', `Could not be seen: ${counted(places.size, 'place')}.`)} ${meaning}`,
      style,
    ),
    ...[...places].flatMap(([where, missing]) =>
      wrap(
        forTerminal(
          `${where}: ${shortened(
            missing.map(({ operation }) => operation),
            4,
          )} (${missing[0]!.why})`,
        ),
        style,
        '  ',
        '    ',
        132,
      ),
    ),
  ];
}
