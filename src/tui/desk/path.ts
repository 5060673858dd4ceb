/** Whether one thing reaches another, as `hopscope why` says it: every rung of the ladders leads to what stands in it. */
import { type Network, Unclear } from '../../reach/index.ts';
import { askedAbout, explained, meantBy } from '../../report/asked.ts';
import { rungLines, rungs } from '../../report/ladder.ts';
import { whyBlocks } from '../../report/why.ts';
import type { Named } from '../model/tree.ts';
import type { Asked, Line, Sheet } from './questions.ts';
import { linesOf, paneStyle, section, sheet, unclear } from './sheet.ts';

export function path(network: Network, { from, to, service, family, forwardOnly, close }: Asked, width: number): Sheet {
  const style = paneStyle(width);
  try {
    const about = { service, forwardOnly, ...(family !== undefined && { family }) };
    const told = askedAbout(network, meantBy(network, from), meantBy(network, to), about);
    const { forward, reply } = told.reply.shown.path;
    const places = new Map<string, Named>();
    for (const rung of [...rungs(forward), ...rungs(reply)]) {
      const { kind, id, account, region } = rung.steps[0]!.at;
      for (const line of rungLines(rung, style, false)) places.set(line, { kind, id, account, region });
    }
    const lines = whyBlocks(explained(network, told, close), false, style).flatMap((block): Line[] => [
      ...block.flatMap((text) => linesOf(text).map((line) => ({ ...line, ...(places.has(text) && { to: places.get(text)! }) }))),
      { row: [] },
    ]);
    return sheet([section(undefined, lines.slice(0, -1))]);
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return unclear(error, style);
  }
}
