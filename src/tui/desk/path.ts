/** Whether one thing reaches another, as `hopscope why` says it: every rung of the ladders leads to what stands in it. */
import type { Estate } from '../../findings/estate.ts';
import { type Network, readDestination, saysService, withoutBrackets } from '../../reach/index.ts';
import { answered, askedAbout, meantBy, remediesFor } from '../../report/asked.ts';
import { besideLines, besideWidth, GUTTER } from '../../report/compare.ts';
import { type Rung, rungLines, rungs } from '../../report/ladder.ts';
import type { Style } from '../../report/style.ts';
import { aftermathBlocks, aftermathOf, tried, triedLines } from '../../report/tried.ts';
import type { Told } from '../../report/verdict.ts';
import { answerBlocks, remediesShown } from '../../report/why.ts';
import type { Named } from '../model/tree.ts';
import type { Line, Sheet } from './answers.ts';
import type { Asked } from './questions.ts';
import { linesOf, orUnclear, section, sheet } from './sheet.ts';

/** The network as it would be, of what was tried last: asking it again by another port makes it no second time. */
export class Trials {
  readonly estate: Estate;
  #last: { readonly key: string; readonly network: Network } | undefined;

  constructor(estate: Estate) {
    this.estate = estate;
  }

  network(attempts: Asked['tried']): Network {
    if (attempts.length === 0) return this.estate.network;
    const key = JSON.stringify(attempts);
    if (this.#last?.key !== key) this.#last = { key, network: tried(this.estate.network, attempts) };
    return this.#last.network;
  }
}

/** The answer: what is in the way, but not what would change that. */
export const path = (trials: Trials, asked: Asked, width: number): Sheet =>
  orUnclear(width, (style) => {
    const network = trials.network(asked.tried);
    const told = ask(network, asked);
    const head = triedLines(trials.estate.network, asked.tried, 'words', style);
    const other = asked.beside && ask(network, otherThan(asked, asked.beside));
    const compared = other && besideLines(told, other, style);
    // What people ask for stands on top: a small screen has room for little more.
    const blocks = compared ? [compared.difference, compared.ladders] : answerBlocks(answered(network, told), style);
    const places = placesOf(other ? [told, other] : [told], style);
    const lines = [head, ...blocks].filter(({ length }) => length > 0).flatMap((block) => [...leading(block, places), blank]);
    const unfinished = unfinishedOf(told, asked);
    return { ...sheet([section(undefined, lines.slice(0, -1))]), ...(unfinished && { unfinished }) };
  });

/** What would open it or close it, and what else would be different by what was tried. */
export const remedies = (trials: Trials, asked: Asked, width: number): Sheet =>
  orUnclear(width, (style) => {
    const network = trials.network(asked.tried);
    const told = ask(network, asked);
    const found = asked.beside ? { fixes: [], closings: [] } : remediesFor(network, told, asked.close);
    const sets = [...found.fixes, ...found.closings].map(({ changes }) => changes.map(({ change }) => change));
    const choices = asked.beside ? [] : remediesShown({ ...told, ...found }, false, style);
    const lines = choices.flatMap(({ head, each }): Line[] => [
      blank,
      ...head.flatMap((text) => linesOf(text)),
      ...each.flatMap((block, at) =>
        block.flatMap((text) => linesOf(text).map((line) => ({ ...line, ...(sets[at] && { tries: sets[at] }) }))),
      ),
    ]);
    const after = asked.tried.length > 0 ? aftermathOf(trials.estate, asked.tried, network, told) : undefined;
    const besides = after ? aftermathBlocks(trials.estate.network, after, true, style) : [];
    return sheet([
      section(undefined, [...lines, ...besides.flatMap((block) => [blank, ...block.flatMap((text) => linesOf(text))])]),
    ]);
  });

const blank: Line = { row: [] };

function ask(network: Network, { from, to, service, family, forwardOnly }: Asked): Told {
  const about = { service, forwardOnly, ...(family !== undefined && { family }) };
  return askedAbout(network, meantBy(network, from), meantBy(network, to), about);
}

/** The same question with another end; one that is reached may be meant by another service. */
function otherThan(asked: Asked, { end, other }: NonNullable<Asked['beside']>): Asked {
  if (end === 'from') return { ...asked, from: withoutBrackets(other) };
  const said = readDestination(other);
  return { ...asked, to: said.text, ...(saysService(said) && { service: said.service }) };
}

function unfinishedOf({ reply: { verdict } }: Told, { close, tried: attempts, beside }: Asked): string | undefined {
  if (!beside && verdict === 'blocked') return 'Looking for what would open it …';
  if (!beside && close && verdict === 'reachable') return 'Looking for what would close it …';
  return attempts.length > 0 ? 'Looking for what else would be different …' : undefined;
}

/** What the first line of each rung is about, of one or two ladders; of its other lines, that they go on. */
function placesOf(all: readonly Told[], style: Style): ReadonlyMap<string, Named | 'goes on'> {
  const places = new Map<string, Named | 'goes on'>();
  const keep = (rung: Rung): void => {
    const { kind, id, account, region } = rung.steps[0]!.at;
    for (const marked of [false, true])
      for (const width of [style.width, besideWidth(style)])
        for (const [at, line] of rungLines(rung, { ...style, width }, marked).entries())
          places.set(line, at === 0 ? { kind, id, account, region } : 'goes on');
  };
  for (const { reply } of all) for (const way of [reply.shown.path.forward, reply.shown.path.reply]) rungs(way).forEach(keep);
  return places;
}

/** Of two ladders side by side a line leads to what stands on either; where one is at its end, on the other. */
function leading(block: readonly string[], places: ReadonlyMap<string, Named | 'goes on'>): Line[] {
  let left: Named | undefined;
  let right: Named | undefined;
  const next = (part: string | undefined, before: Named | undefined): Named | undefined => {
    const found = part === undefined ? undefined : places.get(part.trimEnd());
    return found === 'goes on' ? before : found;
  };
  return block.flatMap((text) => {
    // Where the right one is at its end, the line ends with the bar.
    const [first, second] = text.split(GUTTER.trimEnd());
    left = next(text, left) ?? next(first, left);
    right = next(second?.slice(1), right);
    const to = left ?? right;
    return linesOf(text).map((line) => ({ ...line, ...(to && { to }), ...(right && { right }) }));
  });
}
