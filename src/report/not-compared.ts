/** What two snapshots cannot tell about each other, as loudly as what they can. */
import type { NotCompared, Side } from '../diff/coverage.ts';
import { actionOf, kindNamed } from '../kinds/index.ts';
import type { Gap } from '../snapshot/snapshot.ts';
import { forTerminal } from './escape.ts';
import { grouped, meaningOf } from './gaps.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted, listed, shortened } from './words.ts';

const sides: Record<Side, string> = { before: 'the older snapshot', after: 'the newer snapshot', both: 'both snapshots' };

interface Told {
  what: string;
  why: string;
}

export function notComparedSection(all: readonly NotCompared[], style: Style): string[] {
  const told = tell(all);
  if (!told.length) return [`${style.paint('good', '✓')} Both snapshots could look everywhere: what is said to be gone is gone.`];
  return [
    style.paint('heading', `Could not be compared: ${counted(told.length, 'thing')}`),
    ...told.flatMap(({ what, why }) => [
      ...wrap(`${style.paint('bad', '✗')} ${style.paint('warning', forTerminal(what))}`, style, '  ', '    '),
      ...wrap(forTerminal(why), style, '    '),
    ]),
  ];
}

/** How many things the section tells. */
export const countNotCompared = (all: readonly NotCompared[]): number => tell(all).length;

function tell(all: readonly NotCompared[]): Told[] {
  return (['before', 'after', 'both'] as const).flatMap((side) => {
    const here = all.filter((each) => each.side === side);
    return [...places(here, side), ...kinds(here, side), ...gaps(here, side)];
  });
}

const seenAs = (side: Side): string => (side === 'before' ? 'first seen, not new' : 'not seen any more, not gone');

function places(all: readonly NotCompared[], side: Side): Told[] {
  const scanned = all.flatMap((each) => (each.why === 'not scanned' ? [each] : []));
  return [...Map.groupBy(scanned, ({ account }) => account)].map(([account, group]) => ({
    what: `account ${account} · ${group.map(({ region }) => region).join(', ')}`,
    why: `Not scanned for ${sides[side]}. What is there is ${seenAs(side)}.`,
  }));
}

function kinds(all: readonly NotCompared[], side: Side): Told[] {
  const of = (why: 'not asked' | 'not known'): string[] => all.flatMap((each) => (each.why === why ? [each.kind] : []));
  const [asked, known] = [of('not asked'), of('not known')];
  return [
    ...(asked.length
      ? [{ what: listed(asked), why: `Not asked for by the scan of ${sides[side]}. What there is of them is ${seenAs(side)}.` }]
      : []),
    ...(known.length
      ? [
          {
            what: listed(known),
            why: `This version of hopscope does not know ${known.length === 1 ? 'the kind' : 'the kinds'}. Update it to compare them.`,
          },
        ]
      : []),
  ];
}

function gaps(all: readonly NotCompared[], side: Side): Told[] {
  const found: Gap[] = all.flatMap((each) => (each.why === 'not seen' ? [each.gap] : []));
  return grouped(found).map((gap) => ({
    what: `${actionOf(kindNamed(gap.kind))} · account ${gap.account} · ${shortened(gap.regions, 6)}`,
    why: `${gap.code} in ${sides[side]}. ${meaningOf(gap)}`,
  }));
}
