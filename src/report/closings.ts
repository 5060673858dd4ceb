/** Where a path could be closed, with the commands that do it, and what else each would cut off. */
import type { Closing, Cuts } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import { changeLines } from './fixes.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { servicesText } from './traffic-text.ts';
import { counted, listed } from './words.ts';

export function closingLines(closings: readonly Closing[], terraform: boolean, style: Style): string[] {
  if (!closings.length) return [];
  const more = closings.length - MOST_WAYS;
  const choice = closings.length > 1 ? 'any one of these' : 'this';
  return [
    ...wrap(style.paint('heading', `To close it: ${choice}, tried on a copy of the snapshot`), style, '', '  '),
    ...closings
      .slice(0, MOST_WAYS)
      .flatMap(({ changes, alsoCuts }, at) => [
        ...(closings.length > 1 ? [`  ${at + 1}. ${counted(changes.length, 'change')}`] : []),
        ...changeLines(changes, terraform, style),
        ...cutLines(alsoCuts, style),
      ]),
    ...(more > 0 ? [style.paint('quiet', `  … and ${counted(more, 'more place')} to do it: --json has them all`)] : []),
  ];
}

/** Those that cut off least come first; more of them are counted. */
const MOST_WAYS = 3;

/** More names than these are counted. */
const MOST = 4;

function cutLines({ services, to, from, untried }: Cuts, style: Style): string[] {
  const names = (all: Cuts['to']): string => {
    const more = all.length - MOST;
    const first = all.slice(0, MOST).map(({ id, name }) => (name ? `${id} “${name}”` : id));
    const interfaces = all.length === 1 ? 'network interface' : `${all.length} network interfaces:`;
    return `${interfaces} ${listed([...first, ...(more > 0 ? [`${more} more`] : [])])}`;
  };
  const cuts = [
    ...(services.length ? [`${servicesText(services)} between the same two`] : []),
    ...(to.length ? [`the way to ${names(to)}`] : []),
    ...(from.length ? [`the way from ${names(from)}`] : []),
  ];
  const also = cuts.length ? `This would also cut off ${cuts.join('; ')}.` : 'Of the same service this cuts off nothing else.';
  const rest = untried ? ` ${counted(untried, 'more interface')} were not tried.` : '';
  return wrap(style.paint(cuts.length ? 'warning' : 'quiet', forTerminal(also + rest)), style, '      ');
}
